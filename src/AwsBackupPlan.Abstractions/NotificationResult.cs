namespace AwsBackupPlan;

/// <summary>What setting the notifications of one vault did.</summary>
public sealed record NotificationResult
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The vault's Region; the primary Region where the whole account failed.</summary>
    public required string Region { get; init; }

    /// <summary>The vault's name.</summary>
    public required string VaultName { get; init; }

    /// <summary>The ARN of the SNS topic that the vault sends to now; <see langword="null"/> for none.</summary>
    public string? TopicArn { get; init; }

    /// <summary>The events that it sends now, such as <c>COPY_JOB_FAILED</c>.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>The statement (JSON) that the access policy of the topic needs, so that AWS Backup may publish there.</summary>
    public string? TopicPolicyStatement { get; init; }

    /// <summary>How it ended.</summary>
    public required NotificationStatus Status { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next, where something is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>How long the work on the account took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Vault, account and status.</summary>
    public override string ToString() => $"{AccountId} {VaultName} ({Region}): {Status}";
}
