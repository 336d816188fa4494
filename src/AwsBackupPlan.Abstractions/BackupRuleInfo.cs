namespace AwsBackupPlan;

/// <summary>A rule of a backup plan, with AWS's defaults filled in.</summary>
public sealed record BackupRuleInfo
{
    /// <summary>Its name.</summary>
    public required string RuleName { get; init; }

    /// <summary>The vault its recovery points go to.</summary>
    public required string TargetVaultName { get; init; }

    /// <summary>When it runs: an AWS cron expression of six fields.</summary>
    public required string ScheduleExpression { get; init; }

    /// <summary>The time zone of the schedule.</summary>
    public required string ScheduleExpressionTimezone { get; init; }

    /// <summary>Minutes after the scheduled time within which a job must start.</summary>
    public long StartWindowMinutes { get; init; }

    /// <summary>Minutes after the scheduled time within which a job must complete.</summary>
    public long CompletionWindowMinutes { get; init; }

    /// <summary>Days until a recovery point is deleted; <see langword="null"/> for ever.</summary>
    public long? DeleteAfterDays { get; init; }

    /// <summary>Days until a recovery point moves to cold storage; <see langword="null"/> for never. RDS has no cold storage.</summary>
    public long? MoveToColdStorageAfterDays { get; init; }

    /// <summary>Whether it makes continuous backups (point-in-time restore).</summary>
    public bool EnableContinuousBackup { get; init; }

    /// <summary>Where copies go.</summary>
    public IReadOnlyList<CopyActionInfo> CopyActions { get; init => field = new ValueList<CopyActionInfo>(value); } = new ValueList<CopyActionInfo>([]);

    /// <summary>Name and schedule.</summary>
    public override string ToString() => $"{RuleName}: {ScheduleExpression}";
}
