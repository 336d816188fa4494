namespace AwsBackupPlan;

/// <summary>How a vault is locked.</summary>
public enum VaultLockMode
{
    /// <summary>It is not locked.</summary>
    None,

    /// <summary>Whoever has the permission can change the lock and take it off.</summary>
    Governance,

    /// <summary>From the lock date on nobody can change the lock or take it off, AWS included.</summary>
    Compliance,
}
