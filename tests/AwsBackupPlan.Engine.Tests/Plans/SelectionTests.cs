using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Tests.Plans;

public sealed class SelectionTests
{
    [Fact]
    public void By_default_it_covers_RDS_and_Aurora_that_carry_the_tag()
    {
        SelectionDefinition selection = Selection(new DeploymentOptions());

        Assert.Equal(["arn:aws:rds:*:*:db:*", "arn:aws:rds:*:*:cluster:*"], selection.Resources);
        Assert.Equal(new SelectionConditionInfo { Operator = "StringEquals", Key = "aws:ResourceTag/ABS", Value = "payroll" }, Assert.Single(selection.Conditions));
        Assert.Empty(selection.ListOfTags);
        Assert.Empty(selection.NotResources);
    }

    [Theory]
    [InlineData("AWSBackup-Custom", "arn:aws:iam::222222222222:role/AWSBackup-Custom")]
    [InlineData("service-role/AWSBackup", "arn:aws:iam::222222222222:role/service-role/AWSBackup")]
    [InlineData("/service-role/AWSBackup", "arn:aws:iam::222222222222:role/service-role/AWSBackup")]
    [InlineData("arn:aws:iam::222222222222:role/AWSBackup-X", "arn:aws:iam::222222222222:role/AWSBackup-X")]
    public void The_backup_role_is_given_by_name_by_path_or_by_ARN(string given, string expected)
        => Assert.Equal(expected, Selection(new DeploymentOptions { BackupRoleName = given }).IamRoleArn);

    [Fact]
    public void Another_tag_key_is_what_the_condition_asks_for()
        => Assert.Equal("aws:ResourceTag/BackupSet", Assert.Single(Selection(new DeploymentOptions { TagKey = "BackupSet" }).Conditions).Key);

    [Theory]
    [InlineData("dynamodb", "arn:aws:dynamodb:*:*:table/*")]
    [InlineData("EFS", "arn:aws:elasticfilesystem:*:*:file-system/*")]
    [InlineData("s3", "arn:aws:s3:::*")]
    [InlineData("sap hana on amazon ec2", "arn:aws:ssm-sap:*:*:HANA/*")]
    public void Types_of_resources_are_named_in_any_case(string type, string expected)
        => Assert.Equal([expected], Selection(new DeploymentOptions { ResourceTypes = [type] }).Resources);

    [Fact]
    public void Types_that_share_a_pattern_name_it_once()
        => Assert.Equal(["arn:aws:rds:*:*:cluster:*"], Selection(new DeploymentOptions { ResourceTypes = ["Aurora", "Neptune", "DocumentDB"] }).Resources);

    [Fact]
    public void Every_type_has_patterns_that_AWS_Backup_takes_and_all_fit_in_one_selection()
    {
        IReadOnlyList<string> patterns = Selection(new DeploymentOptions { ResourceTypes = ResourceTypes.Names }).Resources;

        Assert.True(patterns.Count is > 10 and <= 30);
        Assert.Empty(DeploymentOptionsValidator.Validate(new DeploymentOptions { ResourceArns = patterns }));
    }

    [Fact]
    public void Given_ARNs_stand_instead_of_types()
        => Assert.Equal(["arn:aws:rds:us-east-1:222222222222:db:orders"], Selection(new DeploymentOptions { ResourceArns = ["arn:aws:rds:us-east-1:222222222222:db:orders"] }).Resources);

    [Fact]
    public void In_another_partition_all_ARNs_are_of_that_partition()
    {
        DesiredState desired = Given.Desired(
            Given.Document("{}"),
            Given.Target with { Region = "cn-north-1", CopyRegions = ["cn-northwest-1"] },
            partition: "aws-cn");

        Assert.Equal(["arn:aws-cn:rds:*:*:db:*", "arn:aws-cn:rds:*:*:cluster:*"], desired.Selection.Resources);
        Assert.Equal("arn:aws-cn:iam::222222222222:role/AWSBackup-Custom", desired.Selection.IamRoleArn);
        Assert.Equal("arn:aws-cn:backup:cn-northwest-1:222222222222:backup-vault:payroll-Vault", desired.Plan.Rules[0].CopyActions[0].DestinationBackupVaultArn);
    }

    [Theory]
    [InlineData("arn:aws:rds:us-east-1:333333333333:db:orders", "it covers nothing in account 222222222222")]
    [InlineData("arn:aws:rds:eu-west-1:222222222222:db:orders", "a plan in us-east-1 covers nothing there")]
    public void An_ARN_that_cannot_be_in_the_account_and_Region_is_a_warning(string arn, string hint)
        => Assert.Contains(hint, Assert.Single(Given.Desired(Given.Document("{}"), options: new DeploymentOptions { ResourceArns = [arn] }).Warnings), StringComparison.Ordinal);

    private static SelectionDefinition Selection(DeploymentOptions options) => Given.Desired(Given.Document("{}"), options: options).Selection;
}
