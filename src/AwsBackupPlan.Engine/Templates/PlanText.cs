using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Templates;

/// <summary>The plan document as a template has it: one form, with no character that YAML could take for anything.</summary>
internal static class PlanText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Daily, kept for five weeks, in the copy Regions too; the placeholders are filled in at each deployment of the plan.</summary>
    public static string Default(string tagKey) =>
        $$"""
        [
          {
            "BackupPlanName": "BackupPlanName",
            "Rules": [
              {
                "RuleName": "RuleName",
                "TargetBackupVaultName": "VaultName",
                "ScheduleExpression": "cron(0 5 ? * * *)",
                "StartWindowMinutes": 60,
                "CompletionWindowMinutes": 720,
                "Lifecycle": { "DeleteAfterDays": 35 },
                "CopyActions": [{ "DestinationBackupVaultArn": "DestinationBackupVaultArn", "Lifecycle": { "DeleteAfterDays": 35 } }]
              }
            ]
          },
          { {{JsonValue.Create(tagKey)!.ToJsonString()}}: "ABSName" }
        ]
        """;

    /// <summary>A document of the user's, which is JSON; what is not ASCII is written as an escape. It is indented where a parameter has room for that.</summary>
    public static string Of(string document)
    {
        const int Standard = 4_096;
        var node = JsonNode.Parse(document.TrimStart('\uFEFF'))!;
        var text = node.ToJsonString(Indented).Replace("\r\n", "\n");
        return text.Length <= Standard ? text : node.ToJsonString();
    }
}
