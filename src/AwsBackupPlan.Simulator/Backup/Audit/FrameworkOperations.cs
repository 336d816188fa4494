using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Tags;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>Making, reading, listing, changing and deleting frameworks.</summary>
internal static class FrameworkOperations
{
    private const int LargestCount = 15;
    private const int MostControls = 50;

    private static readonly (string Name, Shape Shape)[] ContentShape =
    [
        ("FrameworkDescription", Shape.Text),
        ("FrameworkControls", Shape.List(Shape.Structure(
            ("ControlName", Shape.Text),
            ("ControlInputParameters", Shape.List(Shape.Structure(("ParameterName", Shape.Text), ("ParameterValue", Shape.Text)))),
            ("ControlScope", Shape.Structure(("ComplianceResourceIds", Shape.TextList), ("ComplianceResourceTypes", Shape.TextList), ("Tags", Shape.TextMap)))))),
        ("IdempotencyToken", Shape.Text),
    ];

    private static readonly Shape CreateInput = Shape.Structure([("FrameworkName", Shape.Text), ("FrameworkTags", Shape.TextMap), .. ContentShape]);
    private static readonly Shape UpdateInput = Shape.Structure(ContentShape);

    public static JsonObject? Create(BackupCall call)
    {
        var body = call.Body(CreateInput);
        var name = AuditRules.Name(body.Text("FrameworkName"), "FrameworkName");
        var controls = FrameworkRules.Check(body, isRequired: true)!;
        var tags = TagRules.Check(body.TextMap("FrameworkTags"), TagRules.LargestCount);
        var frameworks = call.Region.Frameworks;
        var token = body.Text("IdempotencyToken");
        if (frameworks.Find(name) is { } there)
        {
            return token is not null && string.Equals(token, there.IdempotencyToken, StringComparison.Ordinal)
                ? Named(there)
                : throw BackupErrors.AlreadyExists($"Framework {name} already exists.", there.Arn, creatorRequestId: null);
        }

        DemandOther(call, controls, null);
        if (frameworks.Count >= LargestCount)
        {
            throw BackupErrors.LimitExceeded($"The limit of {LargestCount} frameworks in this account and Region is reached.");
        }

        DemandRoom(call, controls, null);
        var framework = new Framework(call.State.NextSequence(), call.Region, name, BackupState.NewId())
        {
            Description = body.Text("FrameworkDescription"),
            Controls = controls,
            IdempotencyToken = token,
            ControlsTime = call.Now,
            CreationTime = call.Now,
            Tags = tags,
        };
        frameworks.Add(name, framework);
        framework.Deployment.Begin(call, "CREATE", _ => End(call));
        return Named(framework);
    }

    public static JsonObject? Update(BackupCall call)
    {
        var body = call.Body(UpdateInput);
        var framework = Find(call);
        var controls = FrameworkRules.Check(body, isRequired: false);
        framework.Deployment.DemandRest(framework.Arn);
        if (controls is not null)
        {
            DemandOther(call, controls, framework);
            DemandRoom(call, controls, framework);
            (framework.Controls, framework.ControlsTime) = (controls, call.Now);
        }

        framework.Description = body.Text("FrameworkDescription") ?? framework.Description;
        framework.Deployment.Begin(call, "UPDATE", _ => End(call));
        var answer = Named(framework);
        answer["CreationTime"] = framework.CreationTime.ToJson();
        return answer;
    }

    public static JsonObject? Delete(BackupCall call)
    {
        var framework = Find(call);
        framework.Deployment.DemandRest(framework.Arn);
        if (call.Region.ReportPlans.FirstOrDefault(plan => plan.Covers(framework)) is { } plan)
        {
            throw BackupErrors.Conflict($"Framework {framework.Name} is in use by report plan {plan.Name}.");
        }

        framework.Deployment.Begin(call, "DELETE", _ =>
        {
            call.Region.Frameworks.Remove(framework.Name);
            return AuditDeployment.Completed;
        });
        return null;
    }

    public static JsonObject? Describe(BackupCall call)
    {
        var framework = Find(call);
        return new JsonObject
        {
            ["FrameworkName"] = framework.Name,
            ["FrameworkArn"] = framework.Arn,
            ["FrameworkDescription"] = framework.Description,
            ["FrameworkControls"] = framework.Controls.Select(static control => control.DeepClone()).ToJson(),
            ["CreationTime"] = framework.CreationTime.ToJson(),
            ["DeploymentStatus"] = framework.Deployment.Status,
            ["FrameworkStatus"] = Status(call, framework),
            ["IdempotencyToken"] = framework.IdempotencyToken,
        }.WithoutNulls();
    }

    public static JsonObject? List(BackupCall call) => Page.Of(call, "Frameworks", call.Region.Frameworks.After, static framework => new JsonObject
    {
        ["FrameworkName"] = framework.Name,
        ["FrameworkArn"] = framework.Arn,
        ["FrameworkDescription"] = framework.Description,
        ["NumberOfControls"] = framework.Controls.Count,
        ["CreationTime"] = framework.CreationTime.ToJson(),
        ["DeploymentStatus"] = framework.Deployment.Status,
    }.WithoutNulls());

    private static JsonObject Named(Framework framework) => new() { ["FrameworkName"] = framework.Name, ["FrameworkArn"] = framework.Arn };

    // A control is a rule of AWS Config, and none can be made without a recorder.
    private static string End(BackupCall call) =>
        call.World.Recording(call.Region.AccountId, call.Region.Name) is null || call.Behaviour.FrameworkDeploymentFails ? AuditDeployment.Failed : AuditDeployment.Completed;

    private static string Status(BackupCall call, Framework framework)
    {
        if (call.Behaviour.RecordingCannotBeTold)
        {
            return "UNAVAILABLE";
        }

        var recording = call.World.Recording(call.Region.AccountId, call.Region.Name);
        var governed = framework.Controls.Select(static control => AuditControl.Find(control.Text("ControlName")!)!.Governed).Distinct(StringComparer.Ordinal).ToList();
        var recorded = governed.Count(type => recording?.Records(type) ?? false);
        return recorded == governed.Count ? "ACTIVE" : recorded == 0 ? "INACTIVE" : "PARTIALLY_ACTIVE";
    }

    private static void DemandOther(BackupCall call, IReadOnlyList<JsonObject> controls, Framework? self)
    {
        var withScope = call.Behaviour.FrameworksDifferByScope;
        var content = Framework.ContentOf(controls, withScope);
        if (call.Region.Frameworks.FirstOrDefault(other => other != self && string.Equals(other.Content(withScope), content, StringComparison.Ordinal)) is { } same)
        {
            throw BackupErrors.AlreadyExists($"Framework {same.Name} with the same controls and parameters already exists.", same.Arn, creatorRequestId: null);
        }
    }

    private static void DemandRoom(BackupCall call, IReadOnlyList<JsonObject> controls, Framework? self)
    {
        if (controls.Count + call.Region.Frameworks.Where(other => other != self).Sum(static other => other.Controls.Count) > MostControls)
        {
            throw BackupErrors.LimitExceeded($"The limit of {MostControls} controls in this account and Region is reached.");
        }
    }

    private static Framework Find(BackupCall call)
    {
        var name = AuditRules.Name(call.Label("frameworkName"), "FrameworkName");
        return call.Region.Frameworks.Find(name) ?? throw BackupErrors.NotFound($"Framework {name} not found.");
    }
}
