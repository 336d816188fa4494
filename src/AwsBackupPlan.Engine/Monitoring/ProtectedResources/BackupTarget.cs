namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>Where the recovery points of a database are to be.</summary>
/// <param name="Region">The Region.</param>
/// <param name="AccountId">The account of the vault.</param>
/// <param name="VaultName">The vault.</param>
/// <param name="IsCopy">Whether copies go there.</param>
/// <param name="LateAfter">From what age on the newest one there is late.</param>
internal sealed record BackupTarget(string Region, string AccountId, string VaultName, bool IsCopy, TimeSpan LateAfter)
{
    /// <summary>What the rule promises; <see langword="null"/> where its schedule is not known here, or runs no more than once.</summary>
    public RecoveryObjective? Objective { get; init; }

    /// <summary>The name of the rule.</summary>
    public string RuleName { get; init; } = string.Empty;
}
