using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Tests.Deployment;

public sealed class DeploymentOptionsValidatorTests
{
    private static readonly AccountTarget Target = new("222222222222", "payroll", "us-east-1", ["us-east-2"], "Xacnt_Backup_Role");

    public static TheoryData<DeploymentOptions> Right => new()
    {
        new DeploymentOptions(),
        new DeploymentOptions { PlanParameterName = "/a/b:3" },
        new DeploymentOptions { PlanParameterName = "arn:aws:ssm:us-east-1:111111111111:parameter/shared/plan" },
        new DeploymentOptions { BackupRoleName = "arn:aws:iam::222222222222:role/service-role/AWSBackup" },
        new DeploymentOptions { KeyAlias = "alias/payroll-key" },
        new DeploymentOptions { TagKey = "Backup Set" },
        new DeploymentOptions { ResourceTypes = ["rds", "DynamoDB"] },
        new DeploymentOptions { ResourceArns = ["*"] },
        new DeploymentOptions { ResourceArns = ["arn:aws:ec2:*", "arn:aws:rds:*:*:db:prod-*", "arn:aws:storagegateway:*:*:gateway/*/volume/*"] },
        new DeploymentOptions { ScheduleExpression = "cron(0 3 * * ? *)", ScheduleExpressionTimezone = "Europe/Berlin", DeleteAfterDays = -1 },
        new DeploymentOptions { PlanDocument = """{ "Rules": [{}] }""" },
        new DeploymentOptions { PlanDocument = """{ "Rules": [{ "EnableContinuousBackup": true }] }""", DeleteAfterDays = 35 },
    };

    [Theory]
    [MemberData(nameof(Right), DisableDiscoveryEnumeration = true)]
    public void Options_that_can_be_have_no_faults(DeploymentOptions options) => Assert.Empty(DeploymentOptionsValidator.Validate(options));

    public static TheoryData<string, string, DeploymentOptions> Faulty => new()
    {
        { "PlanParameterName", "the name of an SSM parameter", new() { PlanParameterName = "a b" } },
        { "BackupRoleName", "is not a role", new() { BackupRoleName = "a b" } },
        { "KeyAlias", "is not an alias", new() { KeyAlias = "a b" } },
        { "KeyAlias", "a key of AWS's own", new() { KeyAlias = "alias/aws/backup" } },
        { "TagKey", "AWS keeps for itself", new() { TagKey = "AWS:backup" } },
        { "TagKey", "1–128 characters", new() { TagKey = " " } },
        { "TagKey", "at most 128", new() { TagKey = new string('k', 129) } },
        { "TagKey", "does not allow in tags", new() { TagKey = "a?b" } },
        { "ResourceType", "Did you mean 'DynamoDB'?", new() { ResourceTypes = ["DinamoDB"] } },
        { "ResourceType", "Known are Aurora, ", new() { ResourceTypes = ["Oracle"] } },
        { "ResourceArn", "Give one of them", new() { ResourceTypes = ["RDS"], ResourceArns = ["*"] } },
        { "ResourceArn", "is not an ARN", new() { ResourceArns = ["db:orders"] } },
        { "ResourceArn", "not a whole ARN", new() { ResourceArns = ["arn:aws:rds:us-east-1"] } },
        { "ResourceArn", "Only '*' is a wildcard", new() { ResourceArns = ["arn:aws:rds:us-east-1:222222222222:db:orders-?"] } },
        { "ResourceArn", "has a wildcard within '*-prod'", new() { ResourceArns = ["arn:aws:rds:*:*:db:*-prod"] } },
        { "ResourceArn", "has a wildcard within 'us-*'", new() { ResourceArns = ["arn:aws:rds:us-*:*:db:*"] } },
        { "ResourceArn", "Name both", new() { ResourceArns = ["arn:aws:*:*:*:*"] } },
        { "ResourceArn", "and 30 with wildcards", new() { ResourceArns = [.. Enumerable.Range(0, 31).Select(i => $"arn:aws:rds:*:*:db:d{i}-*")] } },
        { "ResourceArn", "AWS Backup takes 500", new() { ResourceArns = [.. Enumerable.Range(0, 501).Select(i => $"arn:aws:rds:us-east-1:222222222222:db:d{i}")] } },
        { "ScheduleExpression", "no rate()", new() { ScheduleExpression = "rate(1 day)" } },
        { "ScheduleExpressionTimezone", "IANA", new() { ScheduleExpressionTimezone = "Eastern Standard Time" } },
        { "ScheduleExpressionTimezone", "Did you mean 'Europe/Berlin'?", new() { ScheduleExpressionTimezone = "Europe/Berlim" } },
        { "DeleteAfterDays", "1–36500", new() { DeleteAfterDays = 0 } },
        { "PlanDocument", "$.Rules[0].RuleNme", new() { PlanDocument = """{ "Rules": [{ "RuleNme": "x" }] }""" } },
        { "PlanDocument", "1–35 days; it is 40", new() { PlanDocument = """{ "Rules": [{ "EnableContinuousBackup": true }] }""", DeleteAfterDays = 40 } },
    };

    [Theory]
    [MemberData(nameof(Faulty), DisableDiscoveryEnumeration = true)]
    public void An_option_that_cannot_be_is_a_fault_that_says_what_is_allowed(string parameterName, string hint, DeploymentOptions options)
    {
        ParameterFault fault = Assert.Single(DeploymentOptionsValidator.Validate(options));

        Assert.Equal(parameterName, fault.ParameterName);
        Assert.Contains(hint, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BackupRoleName", "arn:aws:iam::333333333333:role/AWSBackup")]
    [InlineData("ResourceArn", "arn:aws-cn:rds:*:*:db:*")]
    public void An_option_that_does_not_fit_the_account_is_a_fault_for_that_account(string parameterName, string value)
    {
        DeploymentOptions options = parameterName is "ResourceArn" ? new() { ResourceArns = [value] } : new() { BackupRoleName = value };

        Assert.Empty(DeploymentOptionsValidator.Validate(options));
        Assert.Equal(parameterName, Assert.Single(DeploymentOptionsValidator.Validate(options, Target, "aws")).ParameterName);
    }
}
