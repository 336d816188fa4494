namespace AwsBackupPlan;

/// <summary>The newest completed recovery point of a database in a Region, and the last failure there.</summary>
public sealed record RegionalProtectionInfo
{
    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>Whether the recovery points there are copies of those of another Region.</summary>
    public bool IsCopy { get; init; }

    /// <summary>The account whose vault they are in: that of the database, or another one, which is not looked into.</summary>
    public required string AccountId { get; init; }

    /// <summary>The vault of the newest one; where there is none, that which the plan names.</summary>
    public string? VaultName { get; init; }

    /// <summary>The newest completed one; <see langword="null"/> where there is none.</summary>
    public string? RecoveryPointArn { get; init; }

    /// <summary>When it was made; of a continuous one, the last point in time that it can restore.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>How old it was when it was read.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>From what age on it is late; <see langword="null"/> where no plan says.</summary>
    public TimeSpan? LateAfter { get; init; }

    /// <summary>Whether it is older than that.</summary>
    public bool IsLate { get; init; }

    /// <summary>When the last job that failed was started: a copy job for copies, a backup job otherwise; <see langword="null"/> when none did in the last 30 days, or it was made good since: a backup by a newer one, a copy by one of the same backup, or of a newer one, in the same vault.</summary>
    public DateTimeOffset? LastFailure { get; init; }

    /// <summary>What AWS says of it.</summary>
    public string? LastFailureMessage { get; init; }

    /// <summary>The Region and the date.</summary>
    public override string ToString() => CreationDate is { } date ? $"{Region}: {date:u}{(IsLate ? ", late" : string.Empty)}" : $"{Region}: none";
}
