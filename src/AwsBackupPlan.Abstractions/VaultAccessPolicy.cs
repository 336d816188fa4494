namespace AwsBackupPlan;

/// <summary>What becomes of the access policies of the vaults.</summary>
public enum VaultAccessPolicy
{
    /// <summary>They are left as they are, and not looked at.</summary>
    AsIs,

    /// <summary>They deny all but named principals to delete recovery points and the vault, to change lifecycles, and to change the policy.</summary>
    Protect,
}
