namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>Which jobs are wanted.</summary>
public sealed record JobQuery
{
    /// <summary>How far back AWS Backup lists jobs.</summary>
    public static TimeSpan Reach { get; } = TimeSpan.FromDays(30);

    /// <summary>The kinds of jobs; all when empty.</summary>
    public IReadOnlyList<BackupJobType> JobTypes { get; init; } = [];

    /// <summary>AWS's words for the states that are wanted; all when empty.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Only those created then or after.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those created before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>ARNs or names of what is backed up, copied or restored, or wildcard patterns of them; all when empty.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Names of vaults, or wildcard patterns of them; all when empty. Of a copy both vaults count.</summary>
    public IReadOnlyList<string> Vaults { get; init; } = [];

    /// <summary>Only the parts of this job.</summary>
    public string? ParentJobId { get; init; }

    /// <summary>Whether they are to be counted instead of told one by one.</summary>
    public bool IsSummary { get; init; }

    /// <summary>The kinds of jobs that are wanted.</summary>
    internal IReadOnlyList<BackupJobType> WantedTypes => JobTypes.Count > 0 ? [.. JobTypes.Distinct()] : [BackupJobType.Backup, BackupJobType.Copy, BackupJobType.Restore];

    /// <summary>The states of jobs of a kind that are wanted and that there are; <see langword="null"/> where all are.</summary>
    internal IReadOnlyList<string>? WantedStates(BackupJobType type) =>
        States.Count == 0 ? null : [.. JobStates.Of(type).Where(state => States.Contains(state, StringComparer.OrdinalIgnoreCase))];
}
