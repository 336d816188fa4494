using System.Globalization;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Jobs;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit.Reports;

/// <summary>The rows of the reports of jobs: those that have ended in the last 24 hours, and those that go on.</summary>
internal static class JobRows
{
    /// <summary>The rows of a template in a place.</summary>
    public static IEnumerable<JsonObject> Of(string template, ReportPlace place) => template switch
    {
        "BACKUP_JOB_REPORT" => place.Region.BackupJobs.Where(job => IsReported(job, place)).Select(job => Backup(job, place)),
        "COPY_JOB_REPORT" => place.Region.CopyJobs.Where(job => IsReported(job, place)).Select(job => Copy(job, place)),
        "RESTORE_JOB_REPORT" => place.Region.RestoreJobs.Where(job => IsReported(job, place)).Select(job => Restore(job, place)),
        _ => [],
    };

    private static bool IsReported(IJob job, ReportPlace place) => job.CompletionDate is not { } ended || ended >= place.Since;

    private static JsonObject Backup(BackupJob job, ReportPlace place)
    {
        var row = Begin(job, place, "backupJobId", job.Id, job.CreatedBy);
        row["backupPlanArn"] = job.CreatedBy?.Text("BackupPlanArn");
        row["backupRuleId"] = job.CreatedBy?.Text("BackupRuleId");
        row["initiationDate"] = ReportPlace.Text(job.InitiationDate ?? job.CreationDate);
        row["startWindowEnd"] = ReportPlace.Text(job.StartBy);
        row["parentJobId"] = job.ParentJobId;
        row["recoveryPointArn"] = job.RecoveryPointArn;
        row["backupSizeInBytes"] = job.BackupSizeInBytes;
        row["backupVaultName"] = job.VaultName;
        row["backupVaultArn"] = place.Region.ArnOf($"backup-vault:{job.VaultName}");
        return End(row, place.Region.Vaults.Find(job.VaultName), job.Lifecycle, job.IamRoleArn);
    }

    private static JsonObject Copy(CopyJob job, ReportPlace place)
    {
        var row = Begin(job, place, "copyJobId", job.Id, job.CreatedBy);
        row["initiationDate"] = ReportPlace.Text(job.CreationDate);
        row["backupSizeInBytes"] = job.BackupSizeInBytes;
        row["sourceRecoveryPointArn"] = job.SourceRecoveryPointArn;
        row["sourceBackupVaultArn"] = place.Region.ArnOf($"backup-vault:{job.SourceVaultName}");
        row["destinationRecoveryPointArn"] = job.DestinationRecoveryPointArn;
        row["destinationBackupVaultArn"] = job.DestinationVaultArn;
        return End(row, Arns.Parse(job.DestinationVaultArn) is { } arn ? place.State.FindVault(arn) : null, job.Lifecycle, job.IamRoleArn);
    }

    private static JsonObject Restore(Restores.RestoreJob job, ReportPlace place)
    {
        var row = Begin(job, place, "restoreJobId", job.Id, job.Point.CreatedBy);
        row["reportTimePeriod"] = $"{ReportPlace.Text(place.Since)} - {ReportPlace.Text(place.Now)}";
        row["initiationDate"] = ReportPlace.Text(job.CreationDate);
        row["recoveryPointArn"] = job.Point.Arn;
        row["sourceResourceArn"] = job.ResourceArn;
        row["backupVaultArn"] = job.Point.Vault.Arn;
        row["backupSizeInBytes"] = job.Point.BackupSizeInBytes;
        row["percentDone"] = job.State is "COMPLETED" ? "100.00%" : "0.00%";
        row["createdResourceArn"] = job.CreatedResourceArn;
        return End(row, job.Point.Vault, job.Point.Lifecycle, job.IamRoleArn);
    }

    private static JsonObject Begin(IJob job, ReportPlace place, string idName, string id, JsonObject? creator) => new()
    {
        ["reportTimePeriodStart"] = ReportPlace.Text(place.Since),
        ["reportTimePeriodEnd"] = ReportPlace.Text(place.Now),
        ["accountId"] = place.Region.AccountId,
        ["region"] = place.Region.Name,
        [idName] = id,
        ["jobStatus"] = job.State,
        ["statusMessage"] = job.StatusMessage,
        ["resourceType"] = job.ResourceType,
        ["resourceArn"] = job.ResourceArn,
        ["resourceName"] = ResourceTypes.NameOf(job.ResourceArn),
        ["backupPlanName"] = creator?.Text("BackupPlanName"),
        ["backupRuleName"] = creator?.Text("BackupRuleName"),
        ["backupRuleSchedule"] = creator?.Text("BackupRuleCron"),
        ["backupRuleTimezone"] = creator?.Text("BackupRuleTimezone"),
        ["backupOptions"] = new JsonObject(),
        ["isParentJob"] = false,
        ["parentJobId"] = null,
        ["creationDate"] = ReportPlace.Text(job.CreationDate),
        ["completionDate"] = ReportPlace.Text(job.CompletionDate),
        ["jobRunTime"] = ((job.CompletionDate ?? place.Now) - job.CreationDate).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
    };

    private static JsonObject End(JsonObject row, Vault? vault, Lifecycle lifecycle, string? role)
    {
        row["vaultType"] = "BACKUP_VAULT";
        row["vaultLockStatus"] = vault?.Lock is null ? "UNLOCKED" : "LOCKED";
        row["isEncrypted"] = vault is not null;
        row["encryptionKeyArn"] = vault?.EncryptionKeyArn;
        row["deleteAfterDays"] = lifecycle.DeleteAfterDays;
        row["moveToColdAfterDays"] = lifecycle.MoveToColdStorageAfterDays;
        row["enableArchive"] = lifecycle.OptInToArchive;
        row["iamRoleArn"] = role;
        return row;
    }
}
