using AwsBackupPlan.Engine.Templates;

namespace AwsBackupPlan.Engine.Tests.Templates;

public sealed class TemplateOptionsValidatorTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_together_by_its_parameter()
    {
        var options = new TemplateOptions
        {
            AbsName = "a'b",
            TagKey = "aws:mine",
            Region = "mars-1",
            CopyRegions = ["us-east-1", "us-east-1"],
            RoleName = "path/to/role",
            BackupRoleName = "a: b",
            CallerArns = ["arn:aws:iam::111111111111:root", "*"],
            PlanParameterName = "name-without-slash",
            KeyAlias = "alias/aws/rds",
        };

        Assert.Equal(
            ["AbsName", "BackupRoleName", "CallerArn", "CallerArn", "CopyRegion", "KeyAlias", "PlanParameterName", "Region", "RoleName", "TagKey"],
            TemplateOptionsValidator.Validate(options).Select(static fault => fault.ParameterName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("RoleName", "They are two roles")]
    [InlineData("CallerArn", "nobody assumes a role of another partition")]
    [InlineData("PlanParameterName", "AWS keeps for itself")]
    public void What_no_account_takes_is_told_before_a_stack_fails(string parameter, string fault)
    {
        var options = parameter switch
        {
            "RoleName" => new TemplateOptions { RoleName = "Backup", BackupRoleName = "backup" },
            "CallerArn" => new TemplateOptions { Region = "cn-north-1", CopyRegions = [], CallerArns = ["arn:aws:iam::111111111111:role/a"] },
            _ => new TemplateOptions { PlanParameterName = "/AWS/plan" },
        };

        var found = Assert.Single(TemplateOptionsValidator.Validate(options));

        Assert.Equal(parameter, found.ParameterName);
        Assert.Contains(fault, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_and_signs_of_a_document_count_as_they_are()
    {
        var document = $$"""{ "Rules": [{{string.Join(',', Enumerable.Range(1, 10).Select(static number => $$"""{ "RuleName": "Rule{{number}}", "RecoveryPointTags": { "Owner": "{{new string('ä', 250)}}+" } }"""))}}] }""";

        Assert.Empty(TemplateOptionsValidator.Validate(new TemplateOptions { PlanDocument = document }));
        Assert.Contains($"{new string('ä', 250)}+", BackupTemplate.Make(BackupTemplateKind.Target, new TemplateOptions { PlanDocument = document }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Rules": [{ "ScheduleExpresion": "cron(0 5 ? * * *)" }] }""", "$.Rules[0].ScheduleExpresion: ")]
    [InlineData("""{ "Rules": [{ "RuleName": "{{resolve:ssm:/password}}" }] }""", "$.Rules[0].RuleName: ")]
    [InlineData("not JSON", "$: It is not JSON")]
    public void A_plan_document_is_checked_as_a_deployment_checks_it(string document, string fault)
    {
        var found = Assert.Single(TemplateOptionsValidator.Validate(new TemplateOptions { PlanDocument = document }));

        Assert.Equal("PlanDocument", found.ParameterName);
        Assert.Contains(fault, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_document_that_no_parameter_holds_is_refused()
    {
        var rules = Enumerable.Range(1, 10).Select(static number => $$"""{ "RuleName": "Rule{{number}}", "RecoveryPointTags": { "A": "{{new string('a', 256)}}", "B": "{{new string('b', 256)}}", "C": "{{new string('c', 256)}}", "D": "{{new string('d', 256)}}" } }""");

        Assert.Contains("a parameter of SSM holds 8192", Assert.Single(TemplateOptionsValidator.Validate(new TemplateOptions { PlanDocument = $$"""[{ "Rules": [{{string.Join(',', rules)}}] }]""" })).Message, StringComparison.Ordinal);
    }
}
