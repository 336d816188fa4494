using System.Globalization;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Jobs;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Selections;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Restores;

/// <summary>Starting, reading and listing restore jobs.</summary>
internal static class RestoreJobOperations
{
    private static readonly string[] States = ["PENDING", "RUNNING", "COMPLETED", "ABORTED", "FAILED"];

    private static readonly Shape StartInput = Shape.Structure(
        ("RecoveryPointArn", Shape.Text),
        ("Metadata", Shape.TextMap),
        ("IamRoleArn", Shape.Text),
        ("IdempotencyToken", Shape.Text),
        ("ResourceType", Shape.Text),
        ("CopySourceTagsToRestoredResource", Shape.TrueOrFalse));

    /// <summary>GetRecoveryPointRestoreMetadata.</summary>
    public static JsonObject? PointMetadata(BackupCall call)
    {
        var point = RecoveryPointOperations.Find(call);
        CheckDatabase(point);
        return new JsonObject
        {
            ["BackupVaultArn"] = point.Vault.Arn,
            ["RecoveryPointArn"] = point.Arn,
            ["RestoreMetadata"] = RestoreMetadata.Of(point, SourceOf(call.State, point)).ToJson(),
            ["ResourceType"] = point.ResourceType,
        };
    }

    public static JsonObject? Start(BackupCall call)
    {
        var body = call.Body(StartInput);
        var token = body.Text("IdempotencyToken");
        var repeated = token is null
            ? null
            : call.Region.RestoreJobs.FirstOrDefault(job => string.Equals(job.IdempotencyToken, token, StringComparison.Ordinal));
        return new JsonObject { ["RestoreJobId"] = (repeated ?? Make(call, body, token)).Id };
    }

    public static JsonObject? Describe(BackupCall call) => ToJson(call, Find(call));

    public static JsonObject? List(BackupCall call)
    {
        var filter = new JobFilter(call, States, "status");
        return Page.Of(call, "RestoreJobs", after => call.Region.RestoreJobs.After(after).Where(filter.Matches), job => ToJson(call, job));
    }

    public static JsonObject? ListByResource(BackupCall call)
    {
        var resourceArn = call.Label("resourceArn");
        var status = call.QueryEnum("status", States);
        var (after, before) = (call.QueryTime("recoveryPointCreationDateAfter"), call.QueryTime("recoveryPointCreationDateBefore"));
        return Page.Of(
            call,
            "RestoreJobs",
            place => call.Region.RestoreJobs.After(place).Where(job =>
                string.Equals(job.ResourceArn, resourceArn, StringComparison.Ordinal)
                && (status is null || string.Equals(status, job.State, StringComparison.Ordinal))
                && (after is null || job.Point.CreationDate > after)
                && (before is null || job.Point.CreationDate < before)),
            job => ToJson(call, job));
    }

    /// <summary>GetRestoreJobMetadata.</summary>
    public static JsonObject? JobMetadata(BackupCall call)
    {
        var job = Find(call);
        return new JsonObject { ["RestoreJobId"] = job.Id, ["Metadata"] = job.Metadata.ToJson() };
    }

    private static RestoreJob Make(BackupCall call, JsonObject body, string? token)
    {
        var arn = body.Text("RecoveryPointArn") ?? throw BackupErrors.MissingParameter("RecoveryPointArn");
        if (Arns.Parse(arn) is null)
        {
            throw BackupErrors.InvalidParameter($"Invalid recovery point ARN '{arn}'.");
        }

        var metadata = body.ContainsKey("Metadata") ? body.TextMap("Metadata") : throw BackupErrors.MissingParameter("Metadata");
        var point = call.Region.Vaults.Select(vault => vault.FindPoint(arn)).FirstOrDefault(static found => found is not null)
            ?? throw BackupErrors.NotFound($"Cannot find Recovery Point with ARN {arn}");
        VaultAccess.Check(call, point.Vault, "backup:StartRestoreJob", point.Arn);
        CheckDatabase(point);
        if (body.Text("ResourceType") is { } type && !string.Equals(type, point.ResourceType, StringComparison.Ordinal))
        {
            throw BackupErrors.InvalidParameter($"Recovery point {arn} is of the resource type {point.ResourceType}, not {type}.");
        }

        if (point.Status is not ("COMPLETED" or "AVAILABLE" or "STOPPED"))
        {
            throw BackupErrors.InvalidRequest($"Recovery point {arn} is {point.Status} and cannot be restored.");
        }

        RestoreMetadata.Check(metadata, point);
        var role = body.Text("IamRoleArn");
        if (role is not null)
        {
            SelectionRules.CheckRole(role, call);
        }

        var job = new RestoreJob(call.State.NextSequence(), point, BackupState.NewId())
        {
            Identifier = metadata[RestoreMetadata.IdentifierName(point)],
            Metadata = metadata,
            CreationDate = call.Now,
            Source = SourceOf(call.State, point),
            IamRoleArn = role,
            CopiesTags = body.Flag("CopySourceTagsToRestoredResource"),
            IdempotencyToken = token,
        };
        call.Region.RestoreJobs.Add(job.Id, job);
        RestoreJobRun.Schedule(call.State, job);
        return job;
    }

    private static void CheckDatabase(RecoveryPoint point)
    {
        if (!ResourceTypes.IsDatabase(point.ResourceType))
        {
            throw BackupErrors.InvalidRequest($"The simulator restores databases only, and {point.Arn} is of the resource type {point.ResourceType}.");
        }
    }

    // The database as it was, or as it is where a test has put the recovery point there; it may have gone.
    private static SimulatedDatabase SourceOf(BackupState state, RecoveryPoint point)
    {
        if (point.Database is not null)
        {
            return point.Database;
        }

        var arn = Arns.Parse(point.ResourceArn)!;
        var isCluster = ResourceTypes.IsCluster(point.ResourceArn);
        return state.World.Databases(arn.AccountId, arn.Region).FirstOrDefault(database => string.Equals(database.Arn, point.ResourceArn, StringComparison.Ordinal))
            ?? new SimulatedDatabase(point.ResourceArn, isCluster, point.EncryptionKeyArn, new Dictionary<string, string>(StringComparer.Ordinal)) { Engine = isCluster ? "aurora-mysql" : "mysql" };
    }

    private static RestoreJob Find(BackupCall call)
    {
        var id = call.Label("restoreJobId");
        return call.Region.RestoreJobs.Find(id) ?? throw BackupErrors.NotFound($"Cannot find Restore Job with ID {id}");
    }

    private static JsonObject ToJson(BackupCall call, RestoreJob job) => new JsonObject
    {
        ["AccountId"] = job.Region.AccountId,
        ["RestoreJobId"] = job.Id,
        ["RecoveryPointArn"] = job.Point.Arn,
        ["SourceResourceArn"] = job.ResourceArn,
        ["BackupVaultArn"] = job.Point.Vault.Arn,
        ["CreationDate"] = job.CreationDate.ToJson(),
        ["CompletionDate"] = job.CompletionDate.ToJson(),
        ["Status"] = job.State,
        ["StatusMessage"] = job.StatusMessage,
        ["PercentDone"] = (ShareDone(call, job) * 100).ToString("F2", CultureInfo.InvariantCulture) + "%",
        ["BackupSizeInBytes"] = job.Point.BackupSizeInBytes,
        ["IamRoleArn"] = job.IamRoleArn,
        ["ExpectedCompletionTimeMinutes"] = (long)Math.Ceiling(call.Behaviour.RestoreJobRunsFor.TotalMinutes),
        ["CreatedResourceArn"] = job.CreatedResourceArn,
        ["ResourceType"] = job.ResourceType,
        ["RecoveryPointCreationDate"] = job.Point.CreationDate.ToJson(),
        ["IsParent"] = false,
    }.WithoutNulls();

    private static double ShareDone(BackupCall call, RestoreJob job) => job.State switch
    {
        "COMPLETED" => 1,
        "RUNNING" when job.StartedAt is { } start && call.Behaviour.RestoreJobRunsFor > TimeSpan.Zero => Math.Clamp((call.Now - start) / call.Behaviour.RestoreJobRunsFor, 0, 1),
        _ => 0,
    };
}
