using System.Globalization;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Audit.Reports;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>Starting, reading and listing report jobs.</summary>
internal static class ReportJobOperations
{
    private static readonly string[] States = ["CREATED", "RUNNING", "COMPLETED", "FAILED"];
    private static readonly Shape StartInput = Shape.Structure(("IdempotencyToken", Shape.Text));

    public static JsonObject? Start(BackupCall call)
    {
        var token = call.Body(StartInput).Text("IdempotencyToken");
        var plan = ReportPlanOperations.Find(call);
        var job = token is null ? null : call.Region.ReportJobs.FirstOrDefault(job => job.Plan == plan && string.Equals(job.IdempotencyToken, token, StringComparison.Ordinal));
        return new JsonObject { ["ReportJobId"] = (job ?? Begin(call, plan, call.Now, token)).Id };
    }

    public static ReportJob Begin(BackupCall call, ReportPlan plan, DateTimeOffset now, string? token = null)
    {
        var job = new ReportJob(call.State.NextSequence(), plan) { CreationTime = now, IdempotencyToken = token };
        call.Region.ReportJobs.Add(job.Id, job);
        plan.LastAttempt = now;
        var half = call.Behaviour.ReportJobRunsFor / 2;
        call.State.Timeline.Schedule(now + half, _ => job.Status = call.Behaviour.ReportJobRunsAs);
        if (!call.Behaviour.ReportJobIsStuck)
        {
            call.State.Timeline.Schedule(now + half + half, at => End(call, job, at));
        }

        return job;
    }

    public static JsonObject? Describe(BackupCall call)
    {
        var id = call.Label("reportJobId");
        var job = ToJson(call.Region.ReportJobs.Find(id) ?? throw BackupErrors.NotFound($"Report job {id} not found."));
        return call.Behaviour.ReportJobIsUntold ? [] : new JsonObject { ["ReportJob"] = job };
    }

    public static JsonObject? List(BackupCall call)
    {
        var (before, after, status) = (call.QueryTime("CreationBefore"), call.QueryTime("CreationAfter"), call.QueryEnum("Status", States));
        var name = call.Query("ReportPlanName") is { } given ? AuditRules.Name(given, "ReportPlanName") : null;
        if (name is not null && call.Region.ReportPlans.Find(name) is null)
        {
            throw BackupErrors.NotFound($"Report plan {name} not found.");
        }

        return Page.Of(call, "ReportJobs", sequence => call.Region.ReportJobs.After(sequence).Where(job =>
            (before is null || job.CreationTime < before)
            && (after is null || job.CreationTime > after)
            && (status is null || string.Equals(job.Status, status, StringComparison.Ordinal))
            && (name is null || string.Equals(job.Plan.Name, name, StringComparison.Ordinal))), ToJson);
    }

    private static void End(BackupCall call, ReportJob job, DateTimeOffset now)
    {
        job.CompletionTime = now;
        job.StatusMessage = call.Behaviour.ReportJobFailure;
        job.Status = job.StatusMessage is null ? call.Behaviour.ReportJobEndsIn : "FAILED";
        if (job.StatusMessage is not null)
        {
            return;
        }

        job.Keys = Deliver(call, job, now);
        if (job.StatusMessage is null)
        {
            job.Plan.LastSuccess = now;
        }
    }

    // What cannot be written makes the job fail.
    private static List<string> Deliver(BackupCall call, ReportJob job, DateTimeOffset now)
    {
        var prefix = job.Plan.Channel.Text("S3KeyPrefix") is { Length: > 0 } given ? given.TrimEnd('/') + "/" : string.Empty;
        // Reports of several accounts can end at once, in one bucket.
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}Backup/{call.Region.Name}/{now.UtcDateTime:yyyy/MM/dd}/{job.Plan.Name}_{now.UtcDateTime:yyyy-MM-dd'T'HH-mm-ss.fff}_{job.Id}");
        var columns = ReportColumns.Of(job.Template);
        var rows = ReportPlace.Of(call, job.Plan, now).SelectMany(place => Rows(job, place)).ToList();
        var keys = new List<string>();
        foreach (var format in job.Plan.Channel.Texts("Formats"))
        {
            var key = $"{name}.{(format is "CSV" ? "csv" : "json")}";
            if (call.World.WriteReport(job.Plan.Channel.Text("S3BucketName")!, key, ReportFile.Write(format, columns, rows)) is { } obstacle)
            {
                (job.Status, job.StatusMessage) = ("FAILED", obstacle);
                return [];
            }

            keys.Add(key);
        }

        return [.. keys, .. call.Behaviour.ReportFilesBeside.Select(file => file.Replace("{name}", name, StringComparison.Ordinal))];
    }

    private static IEnumerable<JsonObject> Rows(ReportJob job, ReportPlace place) =>
        job.Template.EndsWith("_COMPLIANCE_REPORT", StringComparison.Ordinal) ? ComplianceRows.Of(job.Template, job.Plan, place) : JobRows.Of(job.Template, place);

    private static JsonObject ToJson(ReportJob job) => new JsonObject
    {
        ["ReportJobId"] = job.Id,
        ["ReportPlanArn"] = job.Plan.Arn,
        ["ReportTemplate"] = job.Template,
        ["CreationTime"] = job.CreationTime.ToJson(),
        ["CompletionTime"] = job.CompletionTime.ToJson(),
        ["Status"] = job.Status,
        ["StatusMessage"] = job.StatusMessage,
        ["ReportDestination"] = new JsonObject
        {
            ["S3BucketName"] = job.Plan.Channel.Text("S3BucketName"),
            ["S3Keys"] = job.Keys.Select(static key => (JsonNode)JsonValue.Create(key)!).ToJson(),
        },
    }.WithoutNulls();
}
