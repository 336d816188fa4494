namespace AwsBackupPlan.Engine.Monitoring.Notifications;

/// <summary>What a vault sends: which events to which topic.</summary>
/// <param name="TopicArn">The topic; <see langword="null"/> for none.</param>
/// <param name="Events">The events.</param>
internal sealed record VaultNotifications(string? TopicArn, IReadOnlyList<string> Events)
{
    /// <summary>Nothing to nobody.</summary>
    public static VaultNotifications None { get; } = new(null, []);

    /// <summary>Whether the same events go to the same topic. Their order means nothing.</summary>
    public bool IsAs(VaultNotifications other) =>
        string.Equals(TopicArn, other.TopicArn, StringComparison.Ordinal) && Events.Count == other.Events.Count && Events.All(name => other.Events.Contains(name, StringComparer.Ordinal));

    /// <summary>In words, such as <c>COPY_JOB_FAILED to arn:aws:sns:…</c>.</summary>
    public override string ToString() => TopicArn is null ? "nothing" : $"{string.Join(", ", Events)} to {TopicArn}";
}
