namespace AwsBackupPlan.Simulator.Onboarding;

/// <summary>The plan document that the sample's template ships: names are placeholders.</summary>
public static class SamplePlan
{
    /// <summary>The document: a backup plan and the plan's tags.</summary>
    public const string Document = """
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
          { "ABS": "ABSName" }
        ]
        """;
}
