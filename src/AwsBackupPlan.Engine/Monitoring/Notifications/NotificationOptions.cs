namespace AwsBackupPlan.Engine.Monitoring.Notifications;

/// <summary>Which events of the vaults of a backup set go to which SNS topics.</summary>
public sealed record NotificationOptions
{
    /// <summary>The key of the tag that marks what belongs to the set.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>Which of its vaults.</summary>
    public VaultScope Vault { get; init; } = VaultScope.Both;

    /// <summary>The ARNs of the topics, at most one for each Region; empty where they go by <see cref="TopicName"/>.</summary>
    public IReadOnlyList<string> TopicArns { get; init; } = [];

    /// <summary>The name of the topic, the same in each Region of each account.</summary>
    public string? TopicName { get; init; }

    /// <summary>The events; <see cref="BackupEvents.Default"/> when <see langword="null"/>. What comes instead is set for those that AWS Backup no longer sends.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>Take the notifications off.</summary>
    public bool Remove { get; init; }

    /// <summary>The events that are set.</summary>
    internal IReadOnlyList<string> Sent => BackupEvents.Sent(Events ?? BackupEvents.Default);
}
