using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.RecoveryPoints;

/// <summary>Reading, changing and deleting recovery points.</summary>
internal static class RecoveryPointOperations
{
    private static readonly Shape UpdateInput = Shape.Structure(("Lifecycle", PlanShapes.Lifecycle));

    /// <summary>The recovery point that the path names.</summary>
    public static RecoveryPoint Find(BackupCall call)
    {
        var arn = call.Label("recoveryPointArn");
        if (Arns.Parse(arn) is null)
        {
            throw BackupErrors.InvalidParameter($"Invalid recovery point ARN '{arn}'.");
        }

        return VaultOperations.Find(call).FindPoint(arn)
            ?? throw BackupErrors.NotFound($"Cannot find Recovery Point with ARN {arn} in backup vault {call.Label("backupVaultName")}");
    }

    public static JsonObject? ListByVault(BackupCall call)
    {
        RefuseOtherAccount(call);
        var filter = RecoveryPointFilter.From(call);
        var vault = VaultOperations.FindToRead(call);
        var isApart = call.State.Behaviour.NestedPointsAreListedApart && filter.ParentArn is null;
        return Page.Of(
            call, "RecoveryPoints", after => vault.PointsAfter(after, filter).Where(filter.Matches).Where(point => !isApart || point.ParentRecoveryPointArn is null), RecoveryPointJson.ByVault);
    }

    public static JsonObject? ListByResource(BackupCall call)
    {
        var resourceArn = call.Label("resourceArn");
        if (Arns.Parse(resourceArn) is not { } arn)
        {
            throw BackupErrors.InvalidParameter($"Invalid resource ARN '{resourceArn}'.");
        }

        if (arn.Service is "rds" && call.Query("maxResults") is { } text && int.TryParse(text, out var size) && size < 20)
        {
            throw BackupErrors.InvalidParameter("Invalid value for maxResults. Amazon RDS requires a value of at least 20.");
        }

        var filter = new RecoveryPointFilter(resourceArn, null, null, null, null, null);
        var points = call.Region.Vaults
            .SelectMany(vault => vault.PointsAfter(-1, filter))
            .Where(point => string.Equals(point.ResourceArn, resourceArn, StringComparison.Ordinal))
            .OrderBy(static point => point.Sequence);
        return Page.Of(call, "RecoveryPoints", after => points.Where(point => point.Sequence > after), RecoveryPointJson.ByResource);
    }

    public static JsonObject? Describe(BackupCall call)
    {
        RefuseOtherAccount(call);
        return RecoveryPointJson.Full(Find(call));
    }

    public static JsonObject? Delete(BackupCall call)
    {
        var point = Find(call);
        RecoveryPointLifetime.Delete(call.State, point, call.Now);
        return null;
    }

    public static JsonObject? UpdateLifecycle(BackupCall call)
    {
        var lifecycle = Lifecycle.From(call.Body(UpdateInput).Structure("Lifecycle"));
        var point = Find(call);
        if ((point.IsContinuous ? lifecycle.ContinuousFault() : lifecycle.Fault()) is { } fault)
        {
            throw BackupErrors.InvalidParameter(fault, "ERROR_3015");
        }

        if (point.Status is not ("COMPLETED" or "AVAILABLE"))
        {
            throw BackupErrors.InvalidRequest($"The lifecycle of a recovery point that is {point.Status} cannot be changed.");
        }

        if (point.Vault.Lock?.Refuses(lifecycle.RetentionDays) is { } refusal)
        {
            throw BackupErrors.InvalidParameter(refusal);
        }

        point.Lifecycle = lifecycle;
        RecoveryPointLifetime.ScheduleExpiry(call.State, point);
        return new JsonObject
        {
            ["BackupVaultArn"] = point.Vault.Arn,
            ["RecoveryPointArn"] = point.Arn,
            ["Lifecycle"] = lifecycle.ToJson(),
            ["CalculatedLifecycle"] = RecoveryPointJson.Calculated(point),
        };
    }

    /// <summary>Gives a continuous backup back to its service: it leaves the vault and goes on there.</summary>
    public static JsonObject? Disassociate(BackupCall call)
    {
        var point = Find(call);
        if (!point.IsContinuous)
        {
            throw BackupErrors.InvalidRequest($"Recovery point {point.Arn} is not a continuous backup and cannot be disassociated.");
        }

        if (point.Status is "DELETING")
        {
            throw BackupErrors.InvalidState($"Recovery point {point.Arn} is DELETING and cannot be disassociated.");
        }

        // The service goes on with the retention that the backup had.
        RecoveryPointLifetime.ModifyDatabase(call.State, point, null);
        point.Vault.Remove(point, call.Now);
        return null;
    }

    public static JsonObject? DisassociateFromParent(BackupCall call)
    {
        var point = Find(call);
        if (point.ParentRecoveryPointArn is null)
        {
            throw BackupErrors.InvalidRequest($"Recovery point {point.Arn} has no parent recovery point.");
        }

        point.ParentRecoveryPointArn = null;
        return null;
    }

    private static void RefuseOtherAccount(BackupCall call)
    {
        var account = call.Query("backupVaultAccountId");
        if (account is not null && !string.Equals(account, call.Region.AccountId, StringComparison.Ordinal))
        {
            throw BackupErrors.AccessDenied();
        }
    }
}
