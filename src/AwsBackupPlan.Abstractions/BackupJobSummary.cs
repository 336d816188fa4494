namespace AwsBackupPlan;

/// <summary>How many jobs of a kind, a day and a state there are in an account and Region.</summary>
public sealed record BackupJobSummary
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region that the jobs run in: of copies, that of their source.</summary>
    public required string Region { get; init; }

    /// <summary>The day on which they were created, in UTC.</summary>
    public required DateTime Date { get; init; }

    /// <summary>Whether they are backups, copies or restores.</summary>
    public required BackupJobType JobType { get; init; }

    /// <summary>AWS's word for their state, such as COMPLETED or FAILED.</summary>
    public required string State { get; init; }

    /// <summary>How many they are.</summary>
    public required int Count { get; init; }

    /// <summary>Day, kind, state and count.</summary>
    public override string ToString() => FormattableString.Invariant($"{Date:yyyy-MM-dd} {JobType} {State}: {Count}");
}
