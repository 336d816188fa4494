using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Templates;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>The plan and its selection as a backup policy of AWS Organizations.</summary>
public sealed class OrganizationPolicyTests
{
    private static readonly TemplateOptions Payroll = new() { AbsName = "payroll", Region = "eu-west-1", CopyRegions = ["eu-central-1", "eu-north-1"] };

    [Fact]
    public void A_policy_says_what_the_plan_and_the_selection_say()
    {
        const string Document = """
            [{ "Rules": [
                 { "ScheduleExpression": "cron(0 3 ? * * *)", "ScheduleExpressionTimezone": "Europe/Berlin", "StartWindowMinutes": 60, "CompletionWindowMinutes": 720, "Lifecycle": { "DeleteAfterDays": 35 }, "RecoveryPointTags": { "Stage": "Prod" } },
                 { "RuleName": "Monthly", "ScheduleExpression": "cron(0 4 1 * ? *)", "EnableContinuousBackup": false, "Lifecycle": { "DeleteAfterDays": -1 },
                   "CopyActions": [{ "DestinationBackupVaultArn": "arn:aws:backup:us-east-1:111111111111:backup-vault:Central", "Lifecycle": { "DeleteAfterDays": 400 } }] }] },
             { "ABS": "ABSName" }]
            """;

        var plan = Make(Payroll with { PlanDocument = Document })["plans"]!["payroll-RDS-BackupPlan-Default"]!;

        Assert.Equal("""{"@@assign":["eu-west-1"]}""", plan["regions"]!.ToJsonString());
        var daily = plan["rules"]!["payroll-RDS-BackupRule-Default"]!;
        Assert.Equal(
            ["payroll-Vault", "cron(0 3 ? * * *)", "Europe/Berlin", "60", "720"],
            ((string[])["target_backup_vault_name", "schedule_expression", "schedule_expression_timezone", "start_backup_window_minutes", "complete_backup_window_minutes"]).Select(name => (string)daily[name]!["@@assign"]!));
        Assert.Equal("""{"delete_after_days":{"@@assign":"35"}}""", daily["lifecycle"]!.ToJsonString());
        Assert.Equal("""{"Stage":{"tag_key":{"@@assign":"Stage"},"tag_value":{"@@assign":"Prod"}}}""", daily["recovery_point_tags"]!.ToJsonString());
        Assert.Equal(
            ["arn:aws:backup:eu-central-1:$account:backup-vault:payroll-Vault", "arn:aws:backup:eu-north-1:$account:backup-vault:payroll-Vault"],
            daily["copy_actions"]!.AsObject().Select(static copy => copy.Key));
        Assert.All(daily["copy_actions"]!.AsObject(), static copy => Assert.Equal((copy.Key, "35"), ((string)copy.Value!["target_backup_vault_arn"]!["@@assign"]!, (string)copy.Value["lifecycle"]!["delete_after_days"]!["@@assign"]!)));
        var monthly = plan["rules"]!["Monthly"]!;
        // What is kept for ever has no end there.
        Assert.Equal((null, "false"), (monthly["lifecycle"], (string)monthly["enable_continuous_backup"]!["@@assign"]!));
        Assert.Equal("400", (string)monthly["copy_actions"]!["arn:aws:backup:us-east-1:111111111111:backup-vault:Central"]!["lifecycle"]!["delete_after_days"]!["@@assign"]!);
        var selection = plan["selections"]!["resources"]!["payroll-RDS-BackupSelection-Default"]!;
        Assert.Equal("arn:aws:iam::$account:role/AWSBackup-Custom", (string)selection["iam_role_arn"]!["@@assign"]!);
        Assert.Equal("""["arn:aws:rds:*:*:db:*","arn:aws:rds:*:*:cluster:*"]""", selection["resource_types"]!["@@assign"]!.ToJsonString());
        Assert.Equal("""{"condition_key":{"@@assign":"aws:ResourceTag/ABS"},"condition_value":{"@@assign":"payroll"}}""", selection["conditions"]!["string_equals"]!["condition1"]!.ToJsonString());
        Assert.Equal("payroll", (string)plan["backup_plan_tags"]!["ABS"]!["tag_value"]!["@@assign"]!);
    }

    [Theory]
    [InlineData("""[{ "Rules": [{ "ScanActions": [{ "MalwareScanner": "GUARDDUTY", "ScanMode": "FULL_SCAN" }] }] }]""", "It has ScanSettings or ScanActions.")]
    [InlineData("""[{ "Rules": [{}], "AdvancedBackupSettings": [{ "ResourceType": "S3", "BackupOptions": { "BackupACLs": "disabled" } }] }]""", "It has an advanced backup setting other than WindowsVSS of EC2.")]
    public void What_a_policy_cannot_say_is_an_error(string document, string fault)
    {
        var exception = Assert.Throws<TemplateException>(() => BackupTemplate.Make(BackupTemplateKind.OrganizationBackupPolicy, Payroll with { PlanDocument = document }));

        Assert.StartsWith(fault, Assert.Single(exception.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_fits_without_blanks_alone_is_written_without_and_one_that_does_not_fit_is_an_error()
    {
        var fits = BackupTemplate.Make(BackupTemplateKind.OrganizationBackupPolicy, Payroll with { PlanDocument = Rules(8, 40) });
        var exception = Assert.Throws<TemplateException>(() => BackupTemplate.Make(BackupTemplateKind.OrganizationBackupPolicy, Payroll with { PlanDocument = Rules(10, 240) }));

        Assert.InRange(fits.Length, 5_000, 10_000);
        Assert.DoesNotContain('\n', fits);
        Assert.Contains("10000 are possible", Assert.Single(exception.Faults).Message, StringComparison.Ordinal);
    }

    private static string Rules(int count, int length) =>
        $$"""[{ "Rules": [{{string.Join(',', Enumerable.Range(1, count).Select(number => $$"""{ "RuleName": "Rule{{number}}", "Lifecycle": { "DeleteAfterDays": 35 }, "RecoveryPointTags": { "Text": "{{new string('x', length)}}", "More": "{{new string('y', length)}}" } }"""))}}] }]""";

    private static JsonNode Make(TemplateOptions options) => JsonNode.Parse(BackupTemplate.Make(BackupTemplateKind.OrganizationBackupPolicy, options))!;
}
