using System.Globalization;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>What users see of a job, from what AWS Backup says of it.</summary>
/// <param name="accountId">The account.</param>
/// <param name="region">The Region that it runs in.</param>
/// <param name="now">When it was read.</param>
internal sealed class JobDescription(string accountId, string region, DateTimeOffset now)
{
    /// <summary>A backup.</summary>
    public BackupJobInfo Of(BackupJob job) => new()
    {
        AccountId = accountId,
        AbsName = VaultNames.AbsNameOf(job.BackupVaultName),
        Region = region,
        JobType = BackupJobType.Backup,
        JobId = job.BackupJobId,
        State = job.State?.Value ?? string.Empty,
        StatusMessage = job.StatusMessage,
        Remedy = JobAdvice.Of(BackupJobType.Backup, job.State?.Value, job.StatusMessage, job.ResourceArn),
        ResourceArn = job.ResourceArn ?? string.Empty,
        ResourceName = Name(job.ResourceName, job.ResourceArn),
        ResourceType = job.ResourceType,
        VaultName = job.BackupVaultName,
        RecoveryPointArn = job.RecoveryPointArn,
        CreationDate = Date(job.CreationDate),
        StartBy = Date(job.StartBy),
        ExpectedCompletionDate = Date(job.ExpectedCompletionDate),
        CompletionDate = Date(job.CompletionDate),
        Age = Duration(job.CreationDate, null),
        Duration = Duration(job.CreationDate, job.CompletionDate),
        PercentDone = Percent(job.PercentDone),
        BytesTransferred = job.BytesTransferred,
        BackupSizeInBytes = job.BackupSizeInBytes,
        RoleArn = job.IamRoleArn,
        PlanId = job.CreatedBy?.BackupPlanId,
        RuleName = job.CreatedBy?.BackupRuleName,
        ParentJobId = job.ParentJobId,
    };

    /// <summary>A backup.</summary>
    public BackupJobInfo Of(DescribeBackupJobResponse job) => Of(new BackupJob
    {
        BackupJobId = job.BackupJobId,
        BackupVaultName = job.BackupVaultName,
        State = job.State,
        StatusMessage = job.StatusMessage,
        ResourceArn = job.ResourceArn,
        ResourceName = job.ResourceName,
        ResourceType = job.ResourceType,
        RecoveryPointArn = job.RecoveryPointArn,
        CreationDate = job.CreationDate,
        StartBy = job.StartBy,
        ExpectedCompletionDate = job.ExpectedCompletionDate,
        CompletionDate = job.CompletionDate,
        PercentDone = job.PercentDone,
        BytesTransferred = job.BytesTransferred,
        BackupSizeInBytes = job.BackupSizeInBytes,
        IamRoleArn = job.IamRoleArn,
        CreatedBy = job.CreatedBy,
        ParentJobId = job.ParentJobId,
    });

    /// <summary>A copy.</summary>
    public BackupJobInfo Of(CopyJob job) => new()
    {
        AccountId = accountId,
        AbsName = VaultNames.AbsNameOf(VaultNames.OfArn(job.SourceBackupVaultArn)),
        Region = region,
        JobType = BackupJobType.Copy,
        JobId = job.CopyJobId,
        State = job.State?.Value ?? string.Empty,
        StatusMessage = job.StatusMessage,
        Remedy = JobAdvice.OfCopy(job.State?.Value, job.StatusMessage, accountId, job.DestinationBackupVaultArn),
        ResourceArn = job.ResourceArn ?? string.Empty,
        ResourceName = Name(job.ResourceName, job.ResourceArn),
        ResourceType = job.ResourceType,
        VaultName = VaultNames.OfArn(job.SourceBackupVaultArn),
        DestinationVaultArn = job.DestinationBackupVaultArn,
        DestinationRegion = job.DestinationBackupVaultArn?.Split(':') is { Length: 7 } arn ? arn[3] : null,
        RecoveryPointArn = job.SourceRecoveryPointArn,
        DestinationRecoveryPointArn = job.DestinationRecoveryPointArn,
        CreationDate = Date(job.CreationDate),
        CompletionDate = Date(job.CompletionDate),
        Age = Duration(job.CreationDate, null),
        Duration = Duration(job.CreationDate, job.CompletionDate),
        BackupSizeInBytes = job.BackupSizeInBytes,
        RoleArn = job.IamRoleArn,
        PlanId = job.CreatedBy?.BackupPlanId,
        RuleName = job.CreatedBy?.BackupRuleName,
        ParentJobId = job.ParentJobId,
    };

    /// <summary>A restore.</summary>
    public BackupJobInfo Of(RestoreJobsListMember job) => new()
    {
        AccountId = accountId,
        AbsName = VaultNames.AbsNameOf(VaultNames.OfArn(job.BackupVaultArn)),
        Region = region,
        JobType = BackupJobType.Restore,
        JobId = job.RestoreJobId,
        State = job.Status?.Value ?? string.Empty,
        StatusMessage = job.StatusMessage,
        Remedy = JobAdvice.Of(BackupJobType.Restore, job.Status?.Value, job.StatusMessage),
        ResourceArn = job.SourceResourceArn ?? string.Empty,
        ResourceName = Name(null, job.SourceResourceArn),
        ResourceType = job.ResourceType,
        VaultName = VaultNames.OfArn(job.BackupVaultArn),
        RecoveryPointArn = job.RecoveryPointArn,
        CreatedResourceArn = job.CreatedResourceArn,
        CreationDate = Date(job.CreationDate),
        ExpectedCompletionDate = job.ExpectedCompletionTimeMinutes is { } minutes ? Date(job.CreationDate)?.AddMinutes(minutes) : null,
        CompletionDate = Date(job.CompletionDate),
        Age = Duration(job.CreationDate, null),
        Duration = Duration(job.CreationDate, job.CompletionDate),
        PercentDone = Percent(job.PercentDone),
        BackupSizeInBytes = job.BackupSizeInBytes,
        RoleArn = job.IamRoleArn,
        ParentJobId = job.ParentJobId,
    };

    /// <summary>A restore.</summary>
    public BackupJobInfo Of(DescribeRestoreJobResponse job) => Of(new RestoreJobsListMember
    {
        RestoreJobId = job.RestoreJobId,
        Status = job.Status,
        StatusMessage = job.StatusMessage,
        SourceResourceArn = job.SourceResourceArn,
        ResourceType = job.ResourceType,
        BackupVaultArn = job.BackupVaultArn,
        RecoveryPointArn = job.RecoveryPointArn,
        CreatedResourceArn = job.CreatedResourceArn,
        CreationDate = job.CreationDate,
        ExpectedCompletionTimeMinutes = job.ExpectedCompletionTimeMinutes,
        CompletionDate = job.CompletionDate,
        PercentDone = job.PercentDone,
        BackupSizeInBytes = job.BackupSizeInBytes,
        IamRoleArn = job.IamRoleArn,
        ParentJobId = job.ParentJobId,
    });

    private static string Name(string? name, string? arn) => name ?? RecoveryPointFit.NameOf(arn ?? string.Empty);

    private static DateTimeOffset? Date(DateTime? date) => date?.ToUniversalTime();

    private TimeSpan? Duration(DateTime? from, DateTime? to) => Date(from) is not { } start ? null : (Date(to) ?? now) is var end && end > start ? end - start : TimeSpan.Zero;

    // AWS sends text, with or without a sign.
    private static double? Percent(string? text) =>
        double.TryParse(text?.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent : null;
}
