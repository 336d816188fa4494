using AwsBackupPlan.Engine.Monitoring.Jobs;
using static AwsBackupPlan.BackupJobType;

namespace AwsBackupPlan.Engine.Tests.Monitoring;

public sealed class JobAdviceTests
{
    private const string Key = "arn:aws:kms:us-east-2:222222222222:key/mrk-1234abcd12ab34cd56ef1234567890ab";

    [Theory]
    [InlineData(Copy, $"The target snapshot KMS key [{Key}] does not exist, is not enabled or you do not have permissions to access it. (Service: AmazonRDS; Status Code: 400; Error Code: KMSKeyNotAccessibleFault; Request ID: 1; Proxy: null)", $"aws kms describe-key --key-id {Key} --region us-east-2")]
    [InlineData(Copy, "KMS key is either disabled or pending deletion or access to KMS key is denied", "aws kms enable-key")]
    [InlineData(Copy, "AMI snapshot copy failed with error: Given key ID is not accessible. You must have DescribeKey permissions on the default key", "kms:DescribeKey")]
    [InlineData(Backup, "User: arn:aws:sts::222222222222:assumed-role/AWSBackup-Custom/AWSBackup is not authorized to perform: kms:CreateGrant on the resource", "key policy")]
    [InlineData(Restore, $"The source snapshot KMS key [{Key}] does not exist, is not enabled or you do not have permissions to access it.", "Start-XacntRestoreJob again")]
    [InlineData(Copy, "The KMS key [arn:aws:kms:us-east-2:222222222222:key/1'; Remove-Item *] does not exist", "aws kms describe-key --key-id arn:aws:kms:us-east-2:222222222222:key/1 --region us-east-2'")]
    [InlineData(Copy, "Snapshots encrypted with the AWS managed key can't be shared. Specify another snapshot.", "aws/rds")]
    [InlineData(Copy, "Encrypted snapshots with Amazon EBS default key cannot be shared", "customer key")]
    [InlineData(Copy, "Copy job failed because the destination Backup vault is encrypted with the default Backup service managed key. The contents of this vault cannot be copied.", "-KeyAlias")]
    [InlineData(Copy, "Copy job failed. Both source and destination account must be a member of the same organization.", "one AWS Organization")]
    [InlineData(Copy, "Copy job failed. Cross-account copy feature is not enabled for the current organization.", "update-global-settings --global-settings isCrossAccountBackupEnabled=true")]
    [InlineData(Copy, "Access Denied trying to call AWS Backup service", "-CentralVaultArn")]
    [InlineData(Backup, "IAM Role arn:aws:iam::222222222222:role/AWSBackup-Custom cannot be assumed by AWS Backup", "backup.amazonaws.com")]
    [InlineData(Backup, "Your backup job failed as AWS Backup does not have permission to describe resource arn:aws:rds:us-east-1:222222222222:db:orders.", "AWSBackupServiceRolePolicyForBackup")]
    [InlineData(Restore, "You are not authorized to perform this operation.", "AWSBackupServiceRolePolicyForRestores")]
    [InlineData(Backup, "ACCESS DENIED", "service control policy")]
    [InlineData(Backup, "Backup job failed because there was a running job for the same resource.", "Wait-XacntBackupJob")]
    [InlineData(Copy, "There are too many copy jobs running for resource.", "Start-XacntCopyJob")]
    [InlineData(Copy, "Cannot copy more than 20 snapshots across regions (Service: AmazonRDS; Error Code: SnapshotQuotaExceeded)", "only so many at a time")]
    [InlineData(Backup, "Cannot create more than 100 manual snapshots (Error Code: SnapshotQuotaExceeded)", "Service Quotas")]
    [InlineData(Copy, "Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault.", "Set-XacntVaultLock")]
    [InlineData(Backup, "The retention period of 3 days is shorter than the minimum retention period of 7 days of the vault lock.", "-DeleteAfterDays")]
    [InlineData(Backup, "Backup job could not start because it is either inside or too close to the weekly maintenance window configured in RDS instance.", "--preferred-maintenance-window")]
    [InlineData(Backup, "Backup job could not start because it is either inside or too close to the automated backup window configured in RDS instance.", "--preferred-backup-window")]
    [InlineData(Backup, "Cannot create a snapshot because the database instance orders is not currently in the available state. (Error Code: InvalidDBInstanceState)", "aws rds describe-db-instances")]
    [InlineData(Backup, "Instance is not in state available", "Start-XacntBackupJob")]
    [InlineData(Backup, "DBInstance orders not found. (Service: AmazonRDS; Status Code: 404; Error Code: DBInstanceNotFound)", "Get-XacntProtectedResource")]
    [InlineData(Copy, "The snapshot requires a target option group with the following options: Timezone", "aws rds create-option-group")]
    [InlineData(Backup, "Resource type Aurora is not opted in for this Region", "--resource-type-opt-in-preference")]
    [InlineData(Copy, "Copy job from us-west-2 to us-east-1 cannot be initiated for RDS resources. Feature is not supported for provided resource type.", "two steps")]
    [InlineData(Restore, "DB instance already exists (Error Code: DBInstanceAlreadyExists)", "-DBInstanceIdentifier")]
    [InlineData(Restore, "The specified instance cannot be restored to a time later than 2026-01-01T00:00:00Z (Error Code: InvalidRestoreFault)", "-PointInTime")]
    [InlineData(Copy, "The recovery point arn:aws:rds:us-east-1:222222222222:snapshot:awsbackup:job-1 does not exist any more.", "Get-XacntRecoveryPoint")]
    [InlineData(Backup, "Backup vault payroll-Vault does not exist.", "New-XacntBackupPlan")]
    [InlineData(Backup, "The job did not start within its start window.", "CompletionWindowMinutes")]
    [InlineData(Copy, "Copy job encountered a fatal error. Please contact AWS Support for further assistance.", "AWS Support")]
    public void A_common_cause_has_a_remedy_that_names_what_to_run(BackupJobType type, string message, string remedy) => Assert.Contains(remedy, JobAdvice.Of(type, "FAILED", message), StringComparison.Ordinal);

    [Theory]
    [InlineData("arn:aws:rds:us-east-1:222222222222:cluster:orders", ", with credentials of account 222222222222: aws backup update-region-settings --region us-east-1 --resource-type-opt-in-preference RDS=true,Aurora=true")]
    [InlineData(null, ", with credentials of its account: aws backup update-region-settings --resource-type-opt-in-preference RDS=true,Aurora=true")]
    public void What_switches_a_type_on_can_be_copied_to_the_end(string? resourceArn, string end)
    {
        var remedy = JobAdvice.Of(Backup, "FAILED", "Resource type Aurora is not opted in for this Region", resourceArn)!;

        Assert.EndsWith(end, remedy, StringComparison.Ordinal);
        Assert.Contains("Initialize-XacntBackupAccount -OptIn", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_that_another_was_in_the_way_of_is_not_to_be_begun_again() =>
        Assert.DoesNotContain("Start-XacntBackupJob", JobAdvice.Of(Backup, "FAILED", "Backup job failed because there was a running job for the same resource."), StringComparison.Ordinal);

    [Theory]
    [InlineData("The destination backup vault arn:aws:backup:us-east-2:111111111111:backup-vault:Central does not exist or you do not have access to it.")]
    [InlineData("Access Denied trying to call AWS Backup service")]
    [InlineData("Something that nobody has seen before.")]
    [InlineData($"The target snapshot KMS key [{Key}] does not exist, is not enabled or you do not have permissions to access it.", $"aws kms describe-key --key-id {Key} --region us-east-2")]
    public void A_copy_to_another_account_that_failed_has_a_remedy_that_names_what_to_see_there(string message, string? also = null)
    {
        const string Central = "arn:aws:backup:us-east-2:111111111111:backup-vault:Central";

        var remedy = JobAdvice.OfCopy("FAILED", message, "222222222222", Central);

        Assert.All(["Central is in account 111111111111, us-east-2", "lets account 222222222222 do backup:CopyIntoBackupVault", "key", "isCrossAccountBackupEnabled=true", also ?? string.Empty], words => Assert.Contains(words, remedy, StringComparison.Ordinal));
        Assert.Equal(JobAdvice.Of(Copy, "FAILED", message), JobAdvice.OfCopy("FAILED", message, "111111111111", Central));
        Assert.Contains("one AWS Organization", JobAdvice.OfCopy("FAILED", "Both source and destination account must be a member of the same organization.", "222222222222", Central), StringComparison.Ordinal);
        Assert.Null(JobAdvice.OfCopy("COMPLETED", message, "222222222222", Central));
    }

    [Theory]
    [InlineData("EXPIRED", "Backup job expired before completion.", "StartWindowMinutes")]
    [InlineData("EXPIRED", null, "CompletionWindowMinutes")]
    [InlineData("ABORTED", null, "Start-XacntBackupJob")]
    [InlineData("EXPIRED", "Instance is not in the available state", "aws rds describe-db-instances")]
    public void A_state_without_a_better_reason_has_a_remedy_of_its_own(string state, string? message, string remedy) => Assert.Contains(remedy, JobAdvice.Of(Backup, state, message), StringComparison.Ordinal);

    [Theory]
    [InlineData("FAILED", "Something that nobody has seen before.")]
    [InlineData("FAILED", null)]
    [InlineData("COMPLETED", "KMS key is disabled")]
    [InlineData("RUNNING", "access denied")]
    [InlineData(null, null)]
    public void What_goes_well_and_what_is_not_known_has_none(string? state, string? message) => Assert.Null(JobAdvice.Of(Backup, state, message));
}
