using System.Text.Json;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>The plan document of an account for which nobody wrote one: that of the sample, every day at noon (UTC), kept for 300 days, with placeholders for all that is known when it is deployed.</summary>
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
                "ScheduleExpression": "cron(0 12 * * ? *)",
                "StartWindowMinutes": 60,
                "CompletionWindowMinutes": 123,
                "Lifecycle": { "MoveToColdStorageAfterDays": 200, "DeleteAfterDays": 300 },
                "CopyActions": [
                  {
                    "Lifecycle": { "MoveToColdStorageAfterDays": 200, "DeleteAfterDays": 300 },
                    "DestinationBackupVaultArn": "DestinationBackupVaultArn"
                  }
                ],
                "EnableContinuousBackup": false
              }
            ]
          },
          { "{{JsonEncodedText.Encode(tagKey)}}": "ABSName" }
        ]
        """;
}
