using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Selections;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>Starting, reading and listing copy jobs. They cannot be stopped.</summary>
internal static class CopyJobOperations
{
    private static readonly string[] States = ["CREATED", "RUNNING", "COMPLETED", "FAILED", "PARTIAL"];

    private static readonly Shape StartInput = Shape.Structure(
        ("RecoveryPointArn", Shape.Text),
        ("SourceBackupVaultName", Shape.Text),
        ("DestinationBackupVaultArn", Shape.Text),
        ("IamRoleArn", Shape.Text),
        ("IdempotencyToken", Shape.Text),
        ("Lifecycle", PlanShapes.Lifecycle));

    public static JsonObject? Start(BackupCall call)
    {
        var body = call.Body(StartInput);
        var token = body.Text("IdempotencyToken");
        var job = token is null
            ? null
            : call.Region.CopyJobs.FirstOrDefault(copy => string.Equals(copy.IdempotencyToken, token, StringComparison.Ordinal));
        job ??= Make(call, body, token);
        return new JsonObject
        {
            ["CopyJobId"] = job.Id,
            ["CreationDate"] = job.CreationDate.ToJson(),
            ["IsParent"] = false,
        };
    }

    public static JsonObject? Describe(BackupCall call)
    {
        var id = call.Label("copyJobId");
        var job = call.Region.CopyJobs.Find(id) ?? throw BackupErrors.NotFound($"Cannot find Copy Job with ID {id}");
        return new JsonObject { ["CopyJob"] = ToJson(job) };
    }

    public static JsonObject? List(BackupCall call)
    {
        var filter = new JobFilter(call, States);
        var destination = call.Query("destinationVaultArn");
        var source = call.Query("sourceRecoveryPointArn");
        return Page.Of(
            call,
            "CopyJobs",
            after => call.Region.CopyJobs.After(after).Where(job =>
                filter.Matches(job)
                && (destination is null || string.Equals(destination, job.DestinationVaultArn, StringComparison.Ordinal))
                && (source is null || string.Equals(source, job.SourceRecoveryPointArn, StringComparison.Ordinal))),
            ToJson);
    }

    private static CopyJob Make(BackupCall call, JsonObject body, string? token)
    {
        var pointArn = body.Text("RecoveryPointArn") ?? throw BackupErrors.MissingParameter("RecoveryPointArn");
        var sourceName = body.Text("SourceBackupVaultName") ?? throw BackupErrors.MissingParameter("SourceBackupVaultName");
        var destination = body.Text("DestinationBackupVaultArn") ?? throw BackupErrors.MissingParameter("DestinationBackupVaultArn");
        var role = body.Text("IamRoleArn") ?? throw BackupErrors.MissingParameter("IamRoleArn");
        var source = VaultOperations.Find(call, sourceName);
        var point = source.FindPoint(pointArn) ?? throw BackupErrors.NotFound($"Cannot find Recovery Point with ARN {pointArn} in backup vault {sourceName}");
        VaultAccess.Check(call, source, "backup:StartCopyJob", pointArn);
        VaultAccess.Check(call, source, "backup:CopyFromBackupVault", source.Arn);
        CheckDestination(destination, source);
        var lifecycle = Lifecycle.From(body.Structure("Lifecycle"));
        if (lifecycle.Fault() is { } fault)
        {
            throw BackupErrors.InvalidParameter(fault, "ERROR_3015");
        }

        SelectionRules.CheckRole(role, call);
        if (point.Status is not ("COMPLETED" or "AVAILABLE"))
        {
            throw BackupErrors.InvalidRequest($"Recovery point {pointArn} is {point.Status} and cannot be copied.");
        }

        var job = new CopyJob(call.State.NextSequence(), call.Region, BackupState.NewId())
        {
            SourceVaultName = source.Name,
            SourceRecoveryPointArn = pointArn,
            DestinationVaultArn = destination,
            ResourceArn = point.ResourceArn,
            ResourceType = point.ResourceType,
            IamRoleArn = role,
            CreationDate = call.Now,
            Lifecycle = lifecycle,
            BackupSizeInBytes = point.BackupSizeInBytes,
            IdempotencyToken = token,
        };
        call.Region.CopyJobs.Add(job.Id, job);
        CopyJobRun.Schedule(call.State, job);
        return job;
    }

    private static void CheckDestination(string destination, Vault source)
    {
        if (Arns.Parse(destination) is not { Service: "backup" } arn || arn.ResourceAfter("backup-vault") is null)
        {
            throw BackupErrors.InvalidParameter($"Invalid destination backup vault ARN '{destination}'.");
        }

        if (string.Equals(destination, source.Arn, StringComparison.Ordinal))
        {
            throw BackupErrors.InvalidParameter("Invalid destination. A backup vault cannot be copied to itself.");
        }
    }

    private static JsonObject ToJson(CopyJob job) => new JsonObject
    {
        ["AccountId"] = job.Region.AccountId,
        ["CopyJobId"] = job.Id,
        ["SourceBackupVaultArn"] = job.Region.ArnOf($"backup-vault:{job.SourceVaultName}"),
        ["SourceRecoveryPointArn"] = job.SourceRecoveryPointArn,
        ["DestinationBackupVaultArn"] = job.DestinationVaultArn,
        ["DestinationVaultType"] = "BACKUP_VAULT",
        ["DestinationRecoveryPointArn"] = job.DestinationRecoveryPointArn,
        ["DestinationRecoveryPointLifecycle"] = job.Lifecycle == Lifecycle.None ? null : job.Lifecycle.ToJson(),
        ["ResourceArn"] = job.ResourceArn,
        ["ResourceType"] = job.ResourceType,
        ["ResourceName"] = ResourceTypes.NameOf(job.ResourceArn),
        ["CreationDate"] = job.CreationDate.ToJson(),
        ["CompletionDate"] = job.CompletionDate.ToJson(),
        ["State"] = job.State,
        ["StatusMessage"] = job.StatusMessage,
        ["MessageCategory"] = job.MessageCategory,
        ["BackupSizeInBytes"] = job.BackupSizeInBytes,
        ["IamRoleArn"] = job.IamRoleArn,
        ["CreatedBy"] = job.CreatedBy?.DeepClone(),
        ["CreatedByBackupJobId"] = job.CreatedByBackupJobId,
        ["IsParent"] = false,
    }.WithoutNulls();
}
