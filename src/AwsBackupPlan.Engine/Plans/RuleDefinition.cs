namespace AwsBackupPlan.Engine.Plans;

/// <summary>A rule of a backup plan.</summary>
public sealed record RuleDefinition
{
    /// <summary>Its name: 1–50 letters, digits and <c>-_.</c>.</summary>
    public string? RuleName { get; init; }

    /// <summary>The vault that its recovery points go to.</summary>
    public string? TargetBackupVaultName { get; init; }

    /// <summary>The ARN of a logically air-gapped vault of the same account and Region, to which they go as well.</summary>
    public string? TargetLogicallyAirGappedBackupVaultArn { get; init; }

    /// <summary>When it runs; AWS's default is <c>cron(0 5 ? * * *)</c>.</summary>
    public string? ScheduleExpression { get; init; }

    /// <summary>The time zone of the schedule; AWS's default is <c>Etc/UTC</c>.</summary>
    public string? ScheduleExpressionTimezone { get; init; }

    /// <summary>Minutes after the scheduled time within which a job must start; AWS's default is 480.</summary>
    public long? StartWindowMinutes { get; init; }

    /// <summary>Minutes after the scheduled time within which a job must complete; AWS's default is 10080.</summary>
    public long? CompletionWindowMinutes { get; init; }

    /// <summary>When recovery points move to cold storage and when they are deleted; for ever when absent.</summary>
    public LifecycleDefinition? Lifecycle { get; init; }

    /// <summary>Tags of the recovery points.</summary>
    public IReadOnlyDictionary<string, string> RecoveryPointTags { get; init => field = value ?? Map.Empty; } = Map.Empty;

    /// <summary>Where copies go.</summary>
    public IReadOnlyList<CopyActionDefinition> CopyActions { get; init => field = value ?? []; } = [];

    /// <summary>Whether it makes continuous backups.</summary>
    public bool? EnableContinuousBackup { get; init; }

    /// <summary>Which recovery points are indexed.</summary>
    public IReadOnlyList<IndexActionDefinition> IndexActions { get; init => field = value ?? []; } = [];

    /// <summary>How recovery points are scanned for malware.</summary>
    public IReadOnlyList<ScanActionDefinition> ScanActions { get; init => field = value ?? []; } = [];
}
