using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit.Reports;

/// <summary>The rows of the reports of what frameworks find.</summary>
internal static class ComplianceRows
{
    /// <summary>The rows of a template in a place.</summary>
    public static IEnumerable<JsonObject> Of(string template, ReportPlan plan, ReportPlace place) =>
        from framework in place.Region.Frameworks
        where plan.Covers(framework) && IsRecorded(place)
        from control in framework.Controls
        from row in Of(template, framework, control, place)
        select row;

    // AWS Config judges what it has recorded.
    private static bool IsRecorded(ReportPlace place) => place.State.World.Recording(place.Region.AccountId, place.Region.Name) is { IsRecording: true };

    private static IEnumerable<JsonObject> Of(string template, Framework framework, JsonObject control, ReportPlace place)
    {
        var verdicts = new ControlEvaluation(place, control).Judge();
        if (template is "CONTROL_COMPLIANCE_REPORT")
        {
            return [Summary(framework, control, place, verdicts)];
        }

        return verdicts.Select(verdict =>
        {
            var row = Begin(framework, control, place);
            row["resourceName"] = verdict.Name;
            row["resourceId"] = $"{verdict.Type}/{verdict.Id}";
            row["resourceType"] = verdict.Type;
            row["resourceComplianceStatus"] = verdict.Status;
            row["lastEvaluationTime"] = ReportPlace.Text(Judged(framework, verdict, place));
            return row;
        });
    }

    private static JsonObject Summary(Framework framework, JsonObject control, ReportPlace place, IReadOnlyList<Verdict> verdicts)
    {
        var (good, bad) = (verdicts.Count(static verdict => verdict.Status is Verdict.Compliant), verdicts.Count(static verdict => verdict.Status is Verdict.NonCompliant));
        var row = Begin(framework, control, place);
        row["controlComplianceStatus"] = bad > 0 ? Verdict.NonCompliant : good > 0 ? Verdict.Compliant : "INSUFFICIENT_DATA";
        row["lastEvaluationTime"] = ReportPlace.Text(verdicts.Select(verdict => Judged(framework, verdict, place)).DefaultIfEmpty(place.Now).Max());
        row["numResourcesCompliant"] = good;
        row["numResourcesNonCompliant"] = bad;
        row["controlFrequency"] = "Twelve_Hours";
        row["controlScope"] = control.Structure("ControlScope")?.ToJsonString() ?? string.Empty;
        row["controlParameters"] = control.Structures("ControlInputParameters").Any()
            ? new JsonObject(control.Structures("ControlInputParameters").Select(static given => KeyValuePair.Create(given.Text("ParameterName")!, (JsonNode?)given.Text("ParameterValue")))).ToJsonString()
            : string.Empty;
        return row;
    }

    // What is judged when it changes alone was judged then, or when the framework got the control.
    private static DateTimeOffset Judged(Framework framework, Verdict verdict, ReportPlace place) =>
        verdict.Changed is not { } changed ? place.Now : changed > framework.ControlsTime ? changed : framework.ControlsTime;

    private static JsonObject Begin(Framework framework, JsonObject control, ReportPlace place) => new()
    {
        ["accountId"] = place.Region.AccountId,
        ["region"] = place.Region.Name,
        ["frameworkName"] = framework.Name,
        ["frameworkDescription"] = framework.Description ?? string.Empty,
        ["controlName"] = control.Text("ControlName"),
    };
}
