namespace AwsBackupPlan.Engine.Protection;

/// <summary>How the vaults of a backup set are to be locked.</summary>
public sealed record VaultLockOptions
{
    /// <summary>The key of the tag that marks what belongs to the set.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>Which of its vaults.</summary>
    public VaultScope Vault { get; init; } = VaultScope.Both;

    /// <summary>The shortest retention that the lock takes; any when <see langword="null"/>.</summary>
    public int? MinRetentionDays { get; init; }

    /// <summary>The longest retention that the lock takes; any, for ever too, when <see langword="null"/>.</summary>
    public int? MaxRetentionDays { get; init; }

    /// <summary>Compliance mode, which nobody can take back after the days of grace; governance mode otherwise.</summary>
    public bool Compliance { get; init; }

    /// <summary>The days of grace in compliance mode.</summary>
    public int? ChangeableForDays { get; init; }

    /// <summary>Whoever runs the command has said in writing that a lock in compliance mode cannot be taken back, and is not asked to.</summary>
    public bool AcknowledgeIrreversible { get; init; }

    /// <summary>Take the lock off.</summary>
    public bool Remove { get; init; }

    /// <summary>The lock that is wanted.</summary>
    internal VaultLockState Desired => Remove ? VaultLockState.None : new(Compliance ? VaultLockMode.Compliance : VaultLockMode.Governance, MinRetentionDays, MaxRetentionDays);
}
