using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.RecoveryPoints;

/// <summary>How recovery points go over the wire; three operations show three selections of their members.</summary>
internal static class RecoveryPointJson
{
    public static JsonObject Full(RecoveryPoint point)
    {
        var json = ByVault(point);
        json["StorageClass"] = "WARM";
        return json;
    }

    public static JsonObject ByVault(RecoveryPoint point) => new JsonObject
    {
        ["RecoveryPointArn"] = point.Arn,
        ["BackupVaultName"] = point.Vault.Name,
        ["BackupVaultArn"] = point.Vault.Arn,
        ["SourceBackupVaultArn"] = point.SourceBackupVaultArn,
        ["ResourceArn"] = point.ResourceArn,
        ["ResourceType"] = point.ResourceType,
        ["CreatedBy"] = point.CreatedBy?.DeepClone(),
        ["IamRoleArn"] = point.IamRoleArn,
        ["Status"] = point.Status,
        ["StatusMessage"] = point.StatusMessage,
        ["CreationDate"] = point.CreationDate.ToJson(),
        ["InitiationDate"] = point.CreationDate.ToJson(),
        ["CompletionDate"] = point.CompletionDate.ToJson(),
        ["BackupSizeInBytes"] = point.BackupSizeInBytes,
        ["CalculatedLifecycle"] = Calculated(point),
        ["Lifecycle"] = point.Lifecycle.ToJson(),
        ["EncryptionKeyArn"] = point.EncryptionKeyArn,
        ["IsEncrypted"] = point.IsEncryptionUntold ? null : point.EncryptionKeyArn is not null,
        ["ParentRecoveryPointArn"] = point.ParentRecoveryPointArn,
        ["IsParent"] = point.IsParent,
        ["ResourceName"] = ResourceTypes.NameOf(point.ResourceArn),
        ["VaultType"] = point.Vault.Type,
    }.WithoutNulls();

    public static JsonObject ByResource(RecoveryPoint point) => new JsonObject
    {
        ["RecoveryPointArn"] = point.Arn,
        ["CreationDate"] = point.CreationDate.ToJson(),
        ["Status"] = point.Status,
        ["StatusMessage"] = point.StatusMessage,
        ["EncryptionKeyArn"] = point.EncryptionKeyArn,
        ["BackupSizeBytes"] = point.BackupSizeInBytes,
        ["BackupVaultName"] = point.Vault.Name,
        ["IsParent"] = point.IsParent,
        ["ParentRecoveryPointArn"] = point.ParentRecoveryPointArn,
        ["ResourceName"] = ResourceTypes.NameOf(point.ResourceArn),
        ["VaultType"] = point.Vault.Type,
    }.WithoutNulls();

    /// <summary>The dates that follow from the lifecycle. Databases have no cold tier: for them the move is ignored.</summary>
    public static JsonObject Calculated(RecoveryPoint point)
    {
        var cold = point.Lifecycle.MoveToColdStorageAfterDays;
        var moves = cold > 0 && !ResourceTypes.IsDatabase(point.ResourceType);
        return new JsonObject
        {
            ["MoveToColdStorageAt"] = moves ? point.CreationDate.AddDays(cold!.Value).ToJson() : null,
            ["DeleteAt"] = point.DeleteAt.ToJson(),
        }.WithoutNulls();
    }
}
