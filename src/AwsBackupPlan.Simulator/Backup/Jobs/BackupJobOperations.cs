using System.Globalization;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Selections;
using AwsBackupPlan.Simulator.Backup.Tags;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>Starting, reading, listing and stopping backup jobs.</summary>
internal static class BackupJobOperations
{
    private static readonly string[] States =
        ["CREATED", "PENDING", "RUNNING", "ABORTING", "ABORTED", "COMPLETED", "FAILED", "EXPIRED", "PARTIAL"];

    private static readonly Shape StartInput = Shape.Structure(
        ("BackupVaultName", Shape.Text),
        ("LogicallyAirGappedBackupVaultArn", Shape.Text),
        ("ResourceArn", Shape.Text),
        ("IamRoleArn", Shape.Text),
        ("IdempotencyToken", Shape.Text),
        ("StartWindowMinutes", Shape.WholeNumber),
        ("CompleteWindowMinutes", Shape.WholeNumber),
        ("Lifecycle", PlanShapes.Lifecycle),
        ("RecoveryPointTags", Shape.TextMap),
        ("BackupOptions", Shape.TextMap),
        ("Index", Shape.Text));

    public static JsonObject? Start(BackupCall call)
    {
        var body = call.Body(StartInput);
        var token = body.Text("IdempotencyToken");
        var repeated = token is null
            ? null
            : call.Region.BackupJobs.FirstOrDefault(job => string.Equals(job.IdempotencyToken, token, StringComparison.Ordinal));
        return StartAnswer(repeated ?? Make(call, body, token));
    }

    public static JsonObject? Describe(BackupCall call) => ToJson(Find(call), call.Now);

    public static JsonObject? List(BackupCall call)
    {
        var filter = new JobFilter(call, States);
        var vault = call.Query("backupVaultName");
        return Page.Of(
            call,
            "BackupJobs",
            after => call.Region.BackupJobs.After(after).Where(job =>
                filter.Matches(job) && (vault is null || string.Equals(vault, job.VaultName, StringComparison.Ordinal))),
            job => ToJson(job, call.Now));
    }

    public static JsonObject? Stop(BackupCall call)
    {
        var job = Find(call);
        if (ResourceTypes.IsDatabase(job.ResourceType))
        {
            throw BackupErrors.InvalidRequest($"Stopping a backup job of the resource type {job.ResourceType} is not supported.");
        }

        if (job.State is not ("CREATED" or "PENDING" or "RUNNING"))
        {
            throw BackupErrors.InvalidRequest($"Backup job {job.Id} is {job.State} and cannot be stopped.");
        }

        job.State = "ABORTED";
        job.CompletionDate = call.Now;
        job.MessageCategory = "ABORTED";
        return null;
    }

    private static BackupJob Make(BackupCall call, JsonObject body, string? token)
    {
        var vaultName = body.Text("BackupVaultName") ?? throw BackupErrors.MissingParameter("BackupVaultName");
        var resourceArn = body.Text("ResourceArn") ?? throw BackupErrors.MissingParameter("ResourceArn");
        var role = body.Text("IamRoleArn") ?? throw BackupErrors.MissingParameter("IamRoleArn");
        VaultOperations.CheckName(vaultName);
        var vault = VaultOperations.Find(call, vaultName);
        VaultAccess.Check(call, vault, "backup:StartBackupJob", vault.Arn);
        var resourceType = CheckResource(call, resourceArn);
        var lifecycle = CheckLifecycle(body);
        var startWindow = body.Number("StartWindowMinutes") ?? PlanDocument.DefaultStartWindowMinutes;
        var completionWindow = body.Number("CompleteWindowMinutes") ?? PlanDocument.DefaultCompletionWindowMinutes;
        CheckWindows(startWindow, completionWindow);
        SelectionRules.CheckRole(role, call);
        var job = new BackupJob(call.State.NextSequence(), call.Region, BackupState.NewId())
        {
            VaultName = vault.Name,
            ResourceArn = resourceArn,
            ResourceType = resourceType,
            IamRoleArn = role,
            CreationDate = call.Now,
            StartBy = call.Now.AddMinutes(startWindow),
            CompleteBy = call.Now.AddMinutes(completionWindow),
            Lifecycle = lifecycle,
            RecoveryPointTags = TagRules.Check(body.TextMap("RecoveryPointTags"), TagRules.LargestCountOnRecoveryPoint),
            IdempotencyToken = token,
        };
        call.Region.BackupJobs.Add(job.Id, job);
        BackupJobRun.Schedule(call.State, job);
        return job;
    }

    private static string CheckResource(BackupCall call, string resourceArn)
    {
        if (Arns.Parse(resourceArn) is not { } arn || ResourceTypes.Of(arn) is not { } type)
        {
            throw BackupErrors.InvalidParameter($"Invalid resource ARN '{resourceArn}', or a resource type that AWS Backup does not support.");
        }

        if (!ResourceTypes.IsDatabase(type))
        {
            return type;
        }

        // The ARN of a cluster does not tell of which type it is.
        var known = call.World.Databases(call.Region.AccountId, call.Region.Name).FirstOrDefault(database => string.Equals(database.Arn, resourceArn, StringComparison.Ordinal));
        return known is not null ? ResourceTypes.Of(known) : throw BackupErrors.NotFound($"Cannot find the resource {resourceArn} in account {call.Region.AccountId}, Region {call.Region.Name}.");
    }

    private static Lifecycle CheckLifecycle(JsonObject body)
    {
        var lifecycle = Lifecycle.From(body.Structure("Lifecycle"));
        return lifecycle.Fault() is { } fault ? throw BackupErrors.InvalidParameter(fault, "ERROR_3015") : lifecycle;
    }

    private static void CheckWindows(long start, long completion)
    {
        if (PlanRules.WindowFault(start, completion) is { } fault)
        {
            throw BackupErrors.InvalidParameter(fault);
        }
    }

    private static BackupJob Find(BackupCall call)
    {
        var id = call.Label("backupJobId");
        return call.Region.BackupJobs.Find(id) ?? throw BackupErrors.NotFound($"Cannot find Backup Job with ID {id}");
    }

    /// <summary>For a database the answer has no recovery point: its snapshot is named when the job starts.</summary>
    private static JsonObject StartAnswer(BackupJob job) => new JsonObject
    {
        ["BackupJobId"] = job.Id,
        ["RecoveryPointArn"] = ResourceTypes.IsDatabase(job.ResourceType) ? null : job.RecoveryPointArn,
        ["CreationDate"] = job.CreationDate.ToJson(),
        ["IsParent"] = false,
    }.WithoutNulls();

    private static JsonObject ToJson(BackupJob job, DateTimeOffset now) => new JsonObject
    {
        ["AccountId"] = job.Region.AccountId,
        ["BackupJobId"] = job.Id,
        ["BackupVaultName"] = job.VaultName,
        ["BackupVaultArn"] = job.Region.ArnOf($"backup-vault:{job.VaultName}"),
        ["VaultType"] = "BACKUP_VAULT",
        ["RecoveryPointArn"] = job.RecoveryPointArn,
        ["RecoveryPointLifecycle"] = job.Lifecycle == Lifecycle.None ? null : job.Lifecycle.ToJson(),
        ["ResourceArn"] = job.ResourceArn,
        ["ResourceType"] = job.ResourceType,
        ["ResourceName"] = ResourceTypes.NameOf(job.ResourceArn),
        ["CreationDate"] = job.CreationDate.ToJson(),
        ["InitiationDate"] = job.InitiationDate.ToJson(),
        ["CompletionDate"] = job.CompletionDate.ToJson(),
        ["StartBy"] = job.StartBy.ToJson(),
        ["ExpectedCompletionDate"] = job.State is "RUNNING" ? job.ExpectedCompletionDate.ToJson() : null,
        ["State"] = job.State,
        ["StatusMessage"] = job.StatusMessage,
        ["MessageCategory"] = job.MessageCategory,
        ["PercentDone"] = (ShareDone(job, now) * 100).ToString("F1", CultureInfo.InvariantCulture),
        ["BackupSizeInBytes"] = job.BackupSizeInBytes,
        ["BytesTransferred"] = (long)(ShareDone(job, now) * job.BackupSizeInBytes),
        ["IamRoleArn"] = job.IamRoleArn,
        ["CreatedBy"] = job.CreatedBy?.DeepClone(),
        ["ParentJobId"] = job.ParentJobId,
        ["IsParent"] = false,
    }.WithoutNulls();

    // Of a job that a test has put there nobody knows how far it is.
    private static double ShareDone(BackupJob job, DateTimeOffset now) => job.State switch
    {
        "COMPLETED" => 1,
        "RUNNING" when job is { InitiationDate: { } start, ExpectedCompletionDate: { } end } && end > start => Math.Clamp((now - start) / (end - start), 0, 1),
        "RUNNING" or "ABORTING" => 0.5,
        _ => 0,
    };
}
