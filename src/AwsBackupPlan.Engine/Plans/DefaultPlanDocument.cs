using System.Text.Json;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>
/// The plan document of an account for which nobody wrote one: daily, kept for five weeks, in the copy Regions too. Its names are placeholders that are filled in at each deployment of the plan.
/// </summary>
public static class DefaultPlanDocument
{
    /// <summary>The document as JSON text.</summary>
    /// <param name="tagKey">The key of the tag that marks the backup set.</param>
    public static string Of(string tagKey) => $$"""
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
          { "{{JsonEncodedText.Encode(tagKey)}}": "ABSName" }
        ]
        """;
}
