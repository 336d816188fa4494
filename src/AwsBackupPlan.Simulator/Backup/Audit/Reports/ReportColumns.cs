namespace AwsBackupPlan.Simulator.Backup.Audit.Reports;

/// <summary>The columns of each report, in their order, as the files in JSON call them.</summary>
internal static class ReportColumns
{
    private static readonly string[] Period = ["reportTimePeriodStart", "reportTimePeriodEnd", "accountId", "region"];

    private static readonly string[] Context =
    [
        "initiationDate", "backupPlanName", "backupRuleName", "backupRuleSchedule", "backupRuleTimezone", "startWindowEnd", "backupOptions", "isParentJob", "parentJobId", "creationDate", "completionDate",
    ];

    private static readonly string[] Kept = ["vaultType", "vaultLockStatus", "isEncrypted", "encryptionKeyArn", "deleteAfterDays", "moveToColdAfterDays", "enableArchive", "iamRoleArn"];

    private static readonly Dictionary<string, string[]> ByTemplate = new(StringComparer.Ordinal)
    {
        ["CONTROL_COMPLIANCE_REPORT"] =
        [
            "accountId", "region", "frameworkName", "frameworkDescription", "controlName", "controlComplianceStatus", "lastEvaluationTime", "numResourcesCompliant", "numResourcesNonCompliant", "controlFrequency",
            "controlScope", "controlParameters",
        ],
        ["RESOURCE_COMPLIANCE_REPORT"] =
            ["accountId", "region", "frameworkName", "frameworkDescription", "controlName", "resourceName", "resourceId", "resourceType", "resourceComplianceStatus", "lastEvaluationTime"],
        ["BACKUP_JOB_REPORT"] =
        [
            .. Period, "backupJobId", "jobStatus", "statusMessage", "resourceType", "resourceArn", "resourceName", "backupPlanArn", "backupRuleId", .. Context, "recoveryPointArn", "jobRunTime", "backupSizeInBytes",
            "backupVaultName", "backupVaultArn", .. Kept,
        ],
        ["COPY_JOB_REPORT"] =
        [
            .. Period, "copyJobId", "jobStatus", "statusMessage", "jobRunTime", "resourceType", "resourceArn", "resourceName", .. Context, "backupSizeInBytes", "sourceRecoveryPointArn", "sourceBackupVaultArn",
            "destinationRecoveryPointArn", "destinationBackupVaultArn", .. Kept,
        ],
        ["RESTORE_JOB_REPORT"] =
        [
            "reportTimePeriod", "accountId", "region", "restoreJobId", "jobStatus", "statusMessage", "recoveryPointArn", "resourceName", .. Context, .. Kept[..^1], "sourceResourceArn", "backupVaultArn", "backupSizeInBytes",
            "percentDone", "createdResourceArn", "iamRoleArn",
        ],
        ["SCAN_JOB_REPORT"] =
        [
            .. Period, "scanJobId", "scanId", "malwareScanner", "jobStatus", "scanResultStatus", "statusMessage", "resourceType", "resourceArn", "backupPlanArn", "creationDate", "recoveryPointArn", "backupVaultName",
            "backupVaultArn", "iamRoleArn", "scannerRoleArn",
        ],
    };

    /// <summary>The columns of a template.</summary>
    public static IReadOnlyList<string> Of(string template) => ByTemplate[template];
}
