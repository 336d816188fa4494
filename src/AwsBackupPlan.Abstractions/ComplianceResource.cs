namespace AwsBackupPlan;

/// <summary>A database, and how it is protected, as a report shows it.</summary>
public sealed record ComplianceResource
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name; empty where there is none.</summary>
    public required string AbsName { get; init; }

    /// <summary>Its Region.</summary>
    public required string Region { get; init; }

    /// <summary>Its ARN.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>Its name.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Its type by AWS Backup's name.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Whether it is protected.</summary>
    public ProtectionStatus Status { get; init; }

    /// <summary>Why it has this status.</summary>
    public required string Reason { get; init; }

    /// <summary>The recovery point objective of its plan.</summary>
    public TimeSpan? RecoveryPointObjective { get; init; }

    /// <summary>The age of its newest completed recovery point in its own Region.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>The age of the newest copy; of several Regions that of the oldest of these.</summary>
    public TimeSpan? CopyAge { get; init; }

    /// <summary>Its name and status.</summary>
    public override string ToString() => $"{ResourceName}: {Status}";
}
