using Amazon.Backup;
using Amazon.Backup.Model;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>What AWS Backup means by its errors, which it words in more than one way.</summary>
internal static class BackupErrors
{
    /// <summary>What was named does not exist. A missing plan can be an invalid value.</summary>
    public static bool IsMissing(Exception exception) =>
        exception is ResourceNotFoundException || (exception is InvalidParameterValueException && Says(exception, "Cannot find Backup"));

    /// <summary>AWS Backup cannot assume the role of a selection, or may not read tags with it: also so for a while after the role was made.</summary>
    public static bool IsRoleNotReady(Exception exception) =>
        exception is InvalidParameterValueException or InvalidRequestException
        && (Says(exception, "cannot be assumed by AWS Backup") || Says(exception, "tag:GetResources"));

    /// <summary>A plan cannot be deleted because AWS still counts selections, for up to two minutes after they went.</summary>
    public static bool IsStillSelected(Exception exception) =>
        exception is AmazonBackupException && Says(exception, "selections must be deleted");

    /// <summary>A vault cannot be deleted because it holds recovery points, or because AWS still counts the ones that went.</summary>
    public static bool IsNotEmpty(Exception exception) =>
        exception is InvalidRequestException && Says(exception, "contains recovery points");

    private static bool Says(Exception exception, string text) => exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
