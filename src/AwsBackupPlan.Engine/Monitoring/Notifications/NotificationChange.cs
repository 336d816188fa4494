using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Monitoring.Notifications;

/// <summary>A vault, what it sends, and what has to happen to that.</summary>
/// <param name="Region">Its Region.</param>
/// <param name="VaultName">Its name.</param>
/// <param name="Actual">What it sends.</param>
/// <param name="Desired">What it is to send; <see langword="null"/> where no topic was given for its Region.</param>
/// <param name="Obstacle">Why nothing may happen.</param>
internal sealed record NotificationChange(string Region, string VaultName, VaultNotifications Actual, VaultNotifications? Desired, Obstacle? Obstacle)
{
    /// <summary>Something has to be written.</summary>
    public bool IsPending => Obstacle is null && Desired is not null && !Actual.IsAs(Desired);

    /// <summary>What has to happen, in words.</summary>
    public string Action => Desired!.TopicArn is null ? $"Take the notifications off (it sends {Actual})" : $"Have it send {Desired} (now {Actual})";
}
