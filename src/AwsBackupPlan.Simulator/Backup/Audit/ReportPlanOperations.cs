using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Tags;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>Making, reading, listing, changing and deleting report plans.</summary>
internal static class ReportPlanOperations
{
    private const int LargestCount = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(24);

    private static readonly (string Name, Shape Shape)[] ContentShape =
    [
        ("ReportPlanDescription", Shape.Text),
        ("ReportDeliveryChannel", Shape.Structure(("S3BucketName", Shape.Text), ("S3KeyPrefix", Shape.Text), ("Formats", Shape.TextList))),
        ("ReportSetting", Shape.Structure(
            ("ReportTemplate", Shape.Text), ("FrameworkArns", Shape.TextList), ("NumberOfFrameworks", Shape.WholeNumber), ("Accounts", Shape.TextList), ("OrganizationUnits", Shape.TextList), ("Regions", Shape.TextList))),
        ("IdempotencyToken", Shape.Text),
    ];

    private static readonly Shape CreateInput = Shape.Structure([("ReportPlanName", Shape.Text), ("ReportPlanTags", Shape.TextMap), .. ContentShape]);
    private static readonly Shape UpdateInput = Shape.Structure(ContentShape);

    public static JsonObject? Create(BackupCall call)
    {
        var body = call.Body(CreateInput);
        var name = AuditRules.Name(body.Text("ReportPlanName"), "ReportPlanName");
        AuditRules.Description(body.Text("ReportPlanDescription"), "ReportPlanDescription");
        var channel = ReportPlanRules.Channel(body.Structure("ReportDeliveryChannel") ?? throw BackupErrors.MissingParameter("ReportDeliveryChannel"));
        var setting = body.Structure("ReportSetting") ?? throw BackupErrors.MissingParameter("ReportSetting");
        var tags = TagRules.Check(body.TextMap("ReportPlanTags"), TagRules.LargestCount);
        var token = body.Text("IdempotencyToken");
        if (call.Region.ReportPlans.Find(name) is { } there)
        {
            return token is not null && string.Equals(token, there.IdempotencyToken, StringComparison.Ordinal)
                ? Named(there)
                : throw BackupErrors.AlreadyExists($"Report plan {name} already exists.", there.Arn, creatorRequestId: null);
        }

        setting = ReportPlanRules.Setting(call, setting);
        if (call.Region.ReportPlans.Count >= LargestCount)
        {
            throw BackupErrors.LimitExceeded($"The limit of {LargestCount} report plans in this account and Region is reached.");
        }

        var plan = new ReportPlan(call.State.NextSequence(), call.Region, name, BackupState.NewId())
        {
            Description = body.Text("ReportPlanDescription"),
            Channel = channel,
            Setting = setting,
            IdempotencyToken = token,
            CreationTime = call.Now,
            Tags = tags,
        };
        call.Region.ReportPlans.Add(name, plan);
        plan.Deployment.Begin(call, "CREATE", static _ => AuditDeployment.Completed);
        ScheduleNext(call, plan, call.Now);
        return Named(plan);
    }

    public static JsonObject? Update(BackupCall call)
    {
        var body = call.Body(UpdateInput);
        var plan = Find(call);
        AuditRules.Description(body.Text("ReportPlanDescription"), "ReportPlanDescription");
        var channel = body.Structure("ReportDeliveryChannel") is { } given ? ReportPlanRules.Channel(given) : plan.Channel;
        var setting = body.Structure("ReportSetting") is { } said ? ReportPlanRules.Setting(call, said) : plan.Setting;
        plan.Deployment.DemandRest(plan.Arn);
        (plan.Description, plan.Channel, plan.Setting) = (body.Text("ReportPlanDescription") ?? plan.Description, channel, setting);
        plan.Deployment.Begin(call, "UPDATE", static _ => AuditDeployment.Completed);
        return Named(plan);
    }

    public static JsonObject? Delete(BackupCall call)
    {
        var plan = Find(call);
        plan.Deployment.DemandRest(plan.Arn);
        plan.Deployment.Begin(call, "DELETE", _ =>
        {
            plan.IsDeleted = true;
            call.Region.ReportPlans.Remove(plan.Name);
            return AuditDeployment.Completed;
        });
        return null;
    }

    public static JsonObject? Describe(BackupCall call) => new() { ["ReportPlan"] = ToJson(Find(call)) };

    public static JsonObject? List(BackupCall call) => Page.Of(call, "ReportPlans", call.Region.ReportPlans.After, ToJson);

    public static ReportPlan Find(BackupCall call)
    {
        var name = AuditRules.Name(call.Label("reportPlanName"), "ReportPlanName");
        return call.Region.ReportPlans.Find(name) ?? throw BackupErrors.NotFound($"Report plan {name} not found.");
    }

    private static void ScheduleNext(BackupCall call, ReportPlan plan, DateTimeOffset from) => call.State.Timeline.Schedule(from + Interval, now =>
    {
        if (plan.IsDeleted)
        {
            return;
        }

        if (call.Behaviour.PlansRun)
        {
            ReportJobOperations.Begin(call, plan, now);
        }

        ScheduleNext(call, plan, now);
    });

    private static JsonObject Named(ReportPlan plan) => new() { ["ReportPlanName"] = plan.Name, ["ReportPlanArn"] = plan.Arn, ["CreationTime"] = plan.CreationTime.ToJson() };

    private static JsonObject ToJson(ReportPlan plan) => new JsonObject
    {
        ["ReportPlanArn"] = plan.Arn,
        ["ReportPlanName"] = plan.Name,
        ["ReportPlanDescription"] = plan.Description,
        ["ReportSetting"] = plan.Setting.DeepClone(),
        ["ReportDeliveryChannel"] = plan.Channel.DeepClone(),
        ["DeploymentStatus"] = plan.Deployment.Status,
        ["CreationTime"] = plan.CreationTime.ToJson(),
        ["LastAttemptedExecutionTime"] = plan.LastAttempt.ToJson(),
        ["LastSuccessfulExecutionTime"] = plan.LastSuccess.ToJson(),
    }.WithoutNulls();
}
