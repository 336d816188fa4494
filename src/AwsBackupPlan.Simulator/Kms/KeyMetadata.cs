using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Kms;

/// <summary>The structure KeyMetadata, as CreateKey, DescribeKey and ReplicateKey answer it.</summary>
internal static class KeyMetadata
{
    /// <summary>Writes it.</summary>
    public static JsonObject Write(KmsAccount account, KmsKey key, DateTimeOffset now)
    {
        var state = key.StateAt(now);
        var (member, algorithms) = key.Spec.Algorithms[key.Usage];
        var metadata = new JsonObject
        {
            ["AWSAccountId"] = key.AccountId,
            ["KeyId"] = key.KeyId,
            ["Arn"] = key.Arn,
            ["CreationDate"] = Timestamps.EpochSeconds(key.CreationDate),
            ["Enabled"] = state is KeyState.Enabled,
            ["Description"] = key.Description,
            ["KeyUsage"] = key.Usage,
            ["KeyState"] = state.ToString(),
            ["Origin"] = key.Origin,
            ["KeyManager"] = key.IsAwsManaged ? "AWS" : "CUSTOMER",
            ["CustomerMasterKeySpec"] = key.Spec.Name,
            ["KeySpec"] = key.Spec.Name,
            [member] = new JsonArray([.. algorithms.Select(static name => JsonValue.Create(name))]),
            ["MultiRegion"] = key.IsMultiRegion,
        };
        if (key.DeletionDate is { } date)
        {
            metadata["DeletionDate"] = Timestamps.EpochSeconds(date);
        }

        if (state is KeyState.PendingReplicaDeletion)
        {
            metadata["PendingDeletionWindowInDays"] = key.PendingWindowInDays;
        }

        if (key.IsMultiRegion)
        {
            metadata["MultiRegionConfiguration"] = MultiRegion(account, key);
        }

        return metadata;
    }

    private static JsonObject MultiRegion(KmsAccount account, KmsKey key)
    {
        var related = account.Related(key);
        return new JsonObject
        {
            ["MultiRegionKeyType"] = key.IsPrimary ? "PRIMARY" : "REPLICA",
            ["PrimaryKey"] = Location(related.FirstOrDefault(static related => related.IsPrimary) ?? key),
            ["ReplicaKeys"] = new JsonArray([.. related.Where(static related => !related.IsPrimary).Select(Location)]),
        };
    }

    private static JsonObject Location(KmsKey key) => new() { ["Arn"] = key.Arn, ["Region"] = key.Region };
}
