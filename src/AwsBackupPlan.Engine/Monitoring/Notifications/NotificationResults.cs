using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Monitoring.Notifications;

/// <summary>Puts what came of setting notifications into the form that users see.</summary>
internal static class NotificationResults
{
    public static NotificationResult Untouched(AccountTarget target, NotificationChange change) => change.Desired is null
        ? Of(target, change, change.Actual, NotificationStatus.NoTopic, $"No topic in {change.Region} was given: it was left as it is, and sends {change.Actual}.") with
        {
            Remedy = $"Give the ARN of a topic in {change.Region} as well, or the name of one that is in every Region with -TopicName.",
        }
        : Of(target, change, change.Actual, NotificationStatus.Unchanged, $"It sends {change.Actual}; nothing was written.");

    public static NotificationResult NotConfirmed(AccountTarget target, NotificationChange change, Decision decision) => decision == Decision.WhatIf
        ? Of(target, change, change.Actual, NotificationStatus.WhatIf, $"It would send {change.Desired}. It sends {change.Actual}; nothing was written.") with { TopicPolicyStatement = Statement(change.Desired) }
        : Of(target, change, change.Actual, NotificationStatus.Declined, $"You declined to have it send {change.Desired}. It sends {change.Actual}; nothing was written.");

    public static NotificationResult Written(AccountTarget target, NotificationChange change) => Of(
        target, change, change.Desired!, change.Desired!.TopicArn is null ? NotificationStatus.Removed : NotificationStatus.Set, $"It sends {change.Desired}. Before, it sent {change.Actual}.");

    public static NotificationResult Failed(AccountTarget target, NotificationChange change, AccountFailure failure) =>
        Of(target, change, change.Actual, NotificationStatus.Failed, failure.Message) with { Remedy = failure.Remedy };

    /// <summary>Nothing was written, since something stands in the way: at this vault, or at another.</summary>
    public static NotificationResult Blocked(AccountTarget target, NotificationChange change, NotificationChange first) =>
        Of(target, change, change.Actual, NotificationStatus.Blocked, change.Obstacle is null ? $"Nothing was written, because of the vault in {first.Region}." : $"{Reason(target, change)} Nothing was written.") with
        {
            Remedy = (change.Obstacle ?? first.Obstacle)!.Remedy,
        };

    public static AccountFailure Failure(AccountTarget target, NotificationChange blocked) => new()
    {
        ErrorId = blocked.Obstacle!.ErrorId,
        Category = blocked.Obstacle.Category,
        Message = $"{Reason(target, blocked)} Nothing was written.",
        Remedy = blocked.Obstacle.Remedy,
        Target = target,
        Region = blocked.Region,
    };

    private static string Reason(AccountTarget target, NotificationChange change) => $"The backup vault {change.VaultName} in {change.Region} of account {target.AccountId} {change.Obstacle!.Fault}.";

    private static string? Statement(VaultNotifications? notifications) => notifications?.TopicArn is { } topic ? TopicPolicy.Statement(topic) : null;

    private static NotificationResult Of(AccountTarget target, NotificationChange change, VaultNotifications now, NotificationStatus status, string message) => new()
    {
        AccountId = target.AccountId,
        AbsName = target.AbsName,
        Region = change.Region,
        VaultName = change.VaultName,
        TopicArn = now.TopicArn,
        Events = now.Events,
        TopicPolicyStatement = Statement(now),
        Status = status,
        Message = message,
    };
}
