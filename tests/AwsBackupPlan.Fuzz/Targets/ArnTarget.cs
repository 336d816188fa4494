using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Fuzz.Targets;

/// <summary>All that reads ARNs: patterns of resources, roles, where a recovery point comes from.</summary>
internal sealed class ArnTarget : FuzzTarget
{
    public override string Name => "arn";

    protected internal override IReadOnlyList<string> Samples { get; } =
    [
        "arn:aws:rds:us-east-1:222222222222:db:orders", "arn:aws:rds:*:*:db:*", "arn:aws-us-gov:rds:us-gov-west-1:222222222222:cluster:a/b/*", "*", "arn:aws:iam::222222222222:role/team/AWSBackup-Custom",
        "arn:aws:backup:us-east-2:222222222222:backup-vault:payroll-Vault", "arn:aws:backup:us-east-1:222222222222:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45", "arn:aws:s3:::bucket",
        "arn:aws:ssm:us-east-1:222222222222:parameter/backupprocess/backupplan",
    ];

    protected internal override IReadOnlyList<string> Words { get; } = ["arn:", "aws", "aws-cn", "::", "role/", "db:", "/*", ":*", "backup-vault:", "iam", "a/"];

    public override Task TakeAsync(string input)
    {
        if (ResourcePattern.Fault(input) is null)
        {
            Demand(string.Equals(input, "*", StringComparison.Ordinal) || input.StartsWith("arn:", StringComparison.Ordinal), "What is no ARN is taken for one.");
        }

        _ = (ResourcePattern.Partition(input), ResourcePattern.Region(input), ResourcePattern.AccountId(input), ResourcePattern.HasWildcard(input));
        if (AccountPatterns.RoleArn.IsMatch(input))
        {
            Demand(input.EndsWith(RoleArn.NameOf(input), StringComparison.Ordinal) && AccountPatterns.AccountId.IsMatch(RoleArn.AccountOf(input)) && RoleArn.PartitionOf(input).Length > 0, "The parts of a role's ARN are not its parts.");
        }

        _ = DeploymentOptionsValidator.Validate(new DeploymentOptions { ResourceArns = [input], BackupRoleName = input, PlanParameterName = input, KeyAlias = input });
        _ = RecoveryPointOrigin.Of(new RecoveryPointByBackupVault { SourceBackupVaultArn = input, ResourceArn = input, CreatedBy = new RecoveryPointCreator { BackupPlanArn = input } }, input);
        return Task.CompletedTask;
    }
}
