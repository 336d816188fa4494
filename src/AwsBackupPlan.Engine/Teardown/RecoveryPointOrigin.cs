using Amazon.Backup.Model;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>An account and Region that a recovery point comes from.</summary>
internal readonly record struct RecoveryPointOrigin(string AccountId, string Region)
{
    /// <summary>
    /// Where a recovery point comes from, as far as it tells: the vault that it was copied from, the plan that made it, the resource that it is of.
    /// One that was made on demand names no plan, one that is no copy names no other vault, and the ARN of a bucket has neither account nor Region: of
    /// one that tells nothing at all the vault is what is left.
    /// </summary>
    public static IReadOnlyList<RecoveryPointOrigin> Of(RecoveryPointByBackupVault point, string vaultArn)
    {
        RecoveryPointOrigin[] told = [.. Of(point.SourceBackupVaultArn, point.CreatedBy?.BackupPlanArn, point.ResourceArn)];
        return told.Length > 0 ? told : [.. Of(vaultArn)];
    }

    private static IEnumerable<RecoveryPointOrigin> Of(params string?[] arns) =>
        arns
            .Select(static arn => arn?.Split(':') ?? [])
            .Where(static parts => parts.Length > 5 && parts[3].Length > 0 && parts[4].Length > 0)
            .Select(static parts => new RecoveryPointOrigin(parts[4], parts[3]))
            .Distinct();
}
