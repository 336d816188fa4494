using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.RecoveryPoints;

/// <summary>The resources that have recovery points, each with its newest.</summary>
internal static class ProtectedResourceOperations
{
    public static JsonObject? List(BackupCall call) => PageOf(call, call.Region.Vaults.SelectMany(static vault => vault.Newest()));

    public static JsonObject? ListByVault(BackupCall call) => PageOf(call, VaultOperations.FindToRead(call).Newest());

    public static JsonObject? Describe(BackupCall call)
    {
        var resourceArn = call.Label("resourceArn");
        var newest = call.Region.Vaults
            .SelectMany(static vault => vault.Newest())
            .Where(point => string.Equals(point.ResourceArn, resourceArn, StringComparison.Ordinal))
            .MaxBy(static point => point.CreationDate);
        return ToJson(newest ?? throw BackupErrors.NotFound($"The resource {resourceArn} has no recovery point."));
    }

    private static JsonObject PageOf(BackupCall call, IEnumerable<RecoveryPoint> points)
    {
        var newest = points
            .GroupBy(static point => point.ResourceArn, StringComparer.Ordinal)
            .Select(static group => group.MaxBy(static point => point.CreationDate)!)
            .OrderBy(static point => point.Sequence);
        return Page.Of(call, "Results", after => newest.Where(point => point.Sequence > after), ToJson);
    }

    private static JsonObject ToJson(RecoveryPoint point) => new JsonObject
    {
        ["ResourceArn"] = point.ResourceArn,
        ["ResourceType"] = point.ResourceType,
        ["LastBackupTime"] = point.CreationDate.ToJson(),
        ["ResourceName"] = ResourceTypes.NameOf(point.ResourceArn),
        ["LastBackupVaultArn"] = point.Vault.Arn,
        ["LastRecoveryPointArn"] = point.Arn,
    }.WithoutNulls();
}
