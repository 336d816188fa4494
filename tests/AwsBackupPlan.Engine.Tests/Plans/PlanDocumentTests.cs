using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Engine.Tests.Plans;

public sealed class PlanDocumentTests
{
    private const string AllMembers = """
        { "BackupPlanName": "BackupPlanName",
          "Rules": [{ "RuleName": "nightly", "TargetBackupVaultName": "VaultName",
            "TargetLogicallyAirGappedBackupVaultArn": "arn:aws:backup:us-east-1:222222222222:backup-vault:gap",
            "ScheduleExpression": "cron(0 12 * * ? *)", "ScheduleExpressionTimezone": "Europe/Berlin", "StartWindowMinutes": 60, "CompletionWindowMinutes": 123,
            "Lifecycle": { "MoveToColdStorageAfterDays": 200, "DeleteAfterDays": 300, "OptInToArchiveForSupportedResources": true },
            "RecoveryPointTags": { "team": "pay" },
            "CopyActions": [{ "Lifecycle": { "DeleteAfterDays": 30 }, "DestinationBackupVaultArn": "arn:aws:backup:us-east-2:333333333333:backup-vault:off-site" }],
            "EnableContinuousBackup": false,
            "IndexActions": [{ "ResourceTypes": ["EBS"] }], "ScanActions": [{ "MalwareScanner": "GUARDDUTY", "ScanMode": "FULL_SCAN" }] }],
          "AdvancedBackupSettings": [{ "ResourceType": "EC2", "BackupOptions": { "WindowsVSS": "enabled" } }],
          "ScanSettings": [{ "MalwareScanner": "GUARDDUTY", "ResourceTypes": ["EC2"], "ScannerRoleArn": "arn:aws:iam::222222222222:role/Scanner" }] }
        """;

    [Fact]
    public void Faults_come_in_the_order_of_the_document()
    {
        string rules = string.Join(",", Enumerable.Repeat("""{ "StartWindowMinutes": "x" }""", 12));

        PlanDocument document = PlanDocument.Parse($$"""[{ "Rules": [{{rules}}] }]""");

        Assert.Equal(Enumerable.Range(0, 12).Select(index => $"$[0].Rules[{index}].StartWindowMinutes"), document.Faults.Select(fault => fault.Path).Where(path => path.Contains("Window", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[1,]")]
    [InlineData("[1 // no")]
    [InlineData("[{")]
    public void A_text_that_is_no_JSON_is_told_in_the_words_of_a_user(string text)
    {
        string message = Assert.Single(PlanDocument.Parse(text).Faults).Message;

        Assert.StartsWith("It is not JSON: line 1: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("reader options", message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_samples_document_has_no_faults()
    {
        PlanDocument document = PlanDocument.Parse(SamplePlan.Document);

        Assert.Empty(document.Faults);
        Assert.Equal(300, Assert.Single(document.Plan.Rules).Lifecycle!.DeleteAfterDays);
        Assert.Equal("ABSName", document.Tags["ABS"]);
    }

    [Fact]
    public void Every_member_that_AWS_Backup_takes_is_read()
    {
        PlanDocument document = PlanDocument.Parse(AllMembers);

        Assert.Empty(document.Faults);
        RuleDefinition rule = Assert.Single(document.Plan.Rules);
        Assert.Equal("nightly", rule.RuleName);
        Assert.Equal("arn:aws:backup:us-east-1:222222222222:backup-vault:gap", rule.TargetLogicallyAirGappedBackupVaultArn);
        Assert.Equal("Europe/Berlin", rule.ScheduleExpressionTimezone);
        Assert.Equal((60, 123), (rule.StartWindowMinutes, rule.CompletionWindowMinutes));
        Assert.Equal(new LifecycleDefinition { MoveToColdStorageAfterDays = 200, DeleteAfterDays = 300, OptInToArchiveForSupportedResources = true }, rule.Lifecycle);
        Assert.Equal("pay", rule.RecoveryPointTags["team"]);
        Assert.Equal(30, Assert.Single(rule.CopyActions).Lifecycle!.DeleteAfterDays);
        Assert.False(rule.EnableContinuousBackup);
        Assert.Equal(["EBS"], Assert.Single(rule.IndexActions).ResourceTypes);
        Assert.Equal("FULL_SCAN", Assert.Single(rule.ScanActions).ScanMode);
        Assert.Equal("enabled", Assert.Single(document.Plan.AdvancedBackupSettings).BackupOptions["WindowsVSS"]);
        Assert.Equal("arn:aws:iam::222222222222:role/Scanner", Assert.Single(document.Plan.ScanSettings).ScannerRoleArn);
    }

    [Theory]
    [InlineData("""[{ "Rules": [{}] }]""", 0)]
    [InlineData("""[{ "Rules": [{}] }, { "team": "pay" }]""", 1)]
    [InlineData("""[{ "Rules": [{}] }, null]""", 0)]
    [InlineData("""{ "Rules": [{}] }""", 0)]
    [InlineData("""{ "BackupPlan": { "Rules": [{}] } }""", 0)]
    [InlineData("""{ "BackupPlan": { "Rules": [{}] }, "BackupPlanTags": { "team": "pay" } }""", 1)]
    [InlineData("\uFEFF{ \"Rules\": [{}] }", 0)]
    public void Each_form_of_a_document_is_read(string json, int tags)
    {
        PlanDocument document = PlanDocument.Parse(json);

        Assert.Empty(document.Faults);
        Assert.Single(document.Plan.Rules);
        Assert.Equal(tags, document.Tags.Count);
    }

    [Theory]
    [InlineData("""[{ "Rules": [{}, { "ScheduleExpresion": "cron(0 5 * * ? *)" }] }]""", "$[0].Rules[1].ScheduleExpresion", "Did you mean 'ScheduleExpression'?")]
    [InlineData("""{ "Rules": [{ "ruleName": "x" }] }""", "$.Rules[0].ruleName", "Case counts: write 'RuleName'.")]
    [InlineData("""{ "BackupPlan": { "Rules": [{ "Lifecycle": { "DeleteAfter": 3 } }] } }""", "$.BackupPlan.Rules[0].Lifecycle.DeleteAfter", "Did you mean 'DeleteAfterDays'?")]
    [InlineData("""{ "Rules": [{ "RuleId": "x" }] }""", "$.Rules[0].RuleId", "AWS Backup gives it; leave it out.")]
    [InlineData("""{ "Rules": [{}], "BackupPlan": { "Rules": [{}] } }""", "$.Rules", "Known are BackupPlan, BackupPlanTags.")]
    [InlineData("""{ "Rules": [{ "what is this": 1 }] }""", "$.Rules[0]['what is this']", "Known are RuleName, ")]
    public void An_unknown_member_is_a_fault_that_says_where_and_what_was_meant(string json, string path, string hint)
    {
        PlanDocumentFault fault = Assert.Single(PlanDocument.Parse(json).Faults);

        Assert.Equal(path, fault.Path);
        Assert.Contains(hint, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "StartWindowMinutes": "60" }""", "$[0].Rules[0].StartWindowMinutes: It is a string. It must be a whole number, without quotes.")]
    [InlineData("""{ "StartWindowMinutes": 60.5 }""", "$[0].Rules[0].StartWindowMinutes: It is the number 60.5. It must be a whole number.")]
    [InlineData("""{ "StartWindowMinutes": 99999999999999999999 }""", "$[0].Rules[0].StartWindowMinutes: It is the number 99999999999999999999. It must be a whole number.")]
    [InlineData("""{ "EnableContinuousBackup": "true" }""", "$[0].Rules[0].EnableContinuousBackup: It is a string. It must be true or false, without quotes.")]
    [InlineData("""{ "RuleName": 7 }""", "$[0].Rules[0].RuleName: It is the number 7. It must be a string.")]
    [InlineData("""{ "Lifecycle": [] }""", "$[0].Rules[0].Lifecycle: It is an array. It must be an object.")]
    [InlineData("""{ "CopyActions": {} }""", "$[0].Rules[0].CopyActions: It is an object. It must be an array.")]
    [InlineData("""{ "CopyActions": [null] }""", "$[0].Rules[0].CopyActions[0]: It is null. It must be an object.")]
    [InlineData("""{ "RecoveryPointTags": { "a": 1 } }""", "$[0].Rules[0].RecoveryPointTags.a: It is the number 1. It must be a string.")]
    [InlineData("""{ "RecoveryPointTags": { "a": "b", "a": "c" } }""", "$[0].Rules[0].RecoveryPointTags.a: 'a' stands here more than once. Keep one.")]
    [InlineData("""{ "RuleName": "a", "RuleName": "b" }""", "$[0].Rules[0].RuleName: 'RuleName' stands here more than once. Keep one.")]
    [InlineData("""{ "RuleName": "\ud800" }""", "$[0].Rules[0].RuleName: It is not valid text: it has half of a surrogate pair.")]
    public void A_value_of_the_wrong_type_is_a_fault(string rule, string expected)
        => Assert.Equal(expected, Assert.Single(PlanDocument.Parse(Given.Document(rule)).Faults).ToString());

    [Theory]
    [InlineData("""{ "RuleName": "no blanks" }""", ".RuleName", "1–50 letters")]
    [InlineData("""{ "TargetBackupVaultName": "a.b" }""", ".TargetBackupVaultName", "2–50 letters")]
    [InlineData("""{ "ScheduleExpression": "rate(1 day)" }""", ".ScheduleExpression", "no rate()")]
    [InlineData("""{ "ScheduleExpressionTimezone": "Mars/Olympus" }""", ".ScheduleExpressionTimezone", "not a time zone")]
    [InlineData("""{ "StartWindowMinutes": 59 }""", ".StartWindowMinutes", "60–52560000")]
    [InlineData("""{ "Lifecycle": { "DeleteAfterDays": 0 } }""", ".Lifecycle.DeleteAfterDays", "1–36500")]
    [InlineData("""{ "Lifecycle": { "DeleteAfterDays": 36501 } }""", ".Lifecycle.DeleteAfterDays", "1–36500")]
    [InlineData("""{ "Lifecycle": { "DeleteAfterEvent": "DELETE_AFTER_COPY" } }""", ".Lifecycle.DeleteAfterEvent", "Leave it out")]
    [InlineData("""{ "CopyActions": [{ "DestinationBackupVaultArn": "payroll-Vault" }] }""", ".CopyActions[0].DestinationBackupVaultArn", "the ARN of a vault")]
    [InlineData("""{ "CopyActions": [{ "DestinationBackupVaultArn": "arn:aws:s3:::bucket" }] }""", ".CopyActions[0].DestinationBackupVaultArn", "the ARN of a vault")]
    [InlineData("""{ "RecoveryPointTags": { "aws:x": "y" } }""", ".RecoveryPointTags['aws:x']", "AWS keeps for itself")]
    [InlineData("""{ "IndexActions": [{ "ResourceTypes": ["EFS"] }] }""", ".IndexActions[0].ResourceTypes[0]", "Allowed: EBS, S3.")]
    [InlineData("""{ "IndexActions": [{ "ResourceTypes": ["EBS", "S3"] }] }""", ".IndexActions[0].ResourceTypes", "an index action has one")]
    [InlineData("""{ "ScanActions": [{ "MalwareScanner": "GUARDDUTY", "ScanMode": "FULL" }] }""", ".ScanActions[0].ScanMode", "FULL_SCAN, INCREMENTAL_SCAN")]
    public void A_value_that_AWS_Backup_refuses_is_a_fault(string rule, string path, string hint)
    {
        PlanDocumentFault fault = Assert.Single(PlanDocument.Parse(Given.Document(rule)).Faults);

        Assert.Equal("$[0].Rules[0]" + path, fault.Path);
        Assert.Contains(hint, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "ResourceType": "RDS" }""", ".ResourceType")]
    [InlineData("""{ "ResourceType": "EC2", "BackupOptions": { "WindowsVss": "enabled" } }""", ".BackupOptions.WindowsVss")]
    [InlineData("""{ "ResourceType": "S3", "BackupOptions": { "BackupACLs": "off" } }""", ".BackupOptions.BackupACLs")]
    public void An_advanced_setting_that_AWS_Backup_refuses_is_a_fault(string setting, string path)
        => Assert.Equal(
            "$.AdvancedBackupSettings[0]" + path,
            Assert.Single(PlanDocument.Parse($$"""{ "Rules": [{}], "AdvancedBackupSettings": [{{setting}}] }""").Faults).Path);

    [Theory]
    [InlineData("")]
    [InlineData("  \r\n ")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("[7]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{ "Rules": [] }""")]
    [InlineData("""{ "Rules": null }""")]
    [InlineData("""{ "BackupPlanTags": {} }""")]
    [InlineData("""{ "Rules": [{}], }""")]
    [InlineData("""{ "Rules": [{}] } // done""")]
    [InlineData("\ud800")]
    [InlineData("""{ "\ud800": 1 }""")]
    [InlineData("""[{ "\ud800": 1 }]""")]
    [InlineData("""{ "Rules": [{ "\udc00": 1 }] }""")]
    [InlineData("""[{ "Rules": [{}] }, {}, {}]""")]
    [InlineData("""[{ "Rules": [{}] }, []]""")]
    public void A_text_that_is_no_plan_document_is_one_fault(string json)
        => Assert.Single(PlanDocument.Parse(json).Faults);

    [Fact]
    public void A_syntax_error_is_told_with_its_line()
        => Assert.Contains("line 2", Assert.Single(PlanDocument.Parse("{ \"Rules\": [\n }").Faults).Message, StringComparison.Ordinal);

    [Fact]
    public void Nesting_without_end_is_a_fault()
        => Assert.Single(PlanDocument.Parse(new string('[', 100_000)).Faults);

    [Fact]
    public void A_fault_repeats_only_the_beginning_of_a_long_value()
        => Assert.True(Assert.Single(PlanDocument.Parse(Given.Document($$"""{ "RuleName": "{{new string('x', 100_000)}}" }""")).Faults).Message.Length < 300);

    [Fact]
    public void Eleven_rules_are_a_fault()
        => Assert.Contains("at most 10", Assert.Single(PlanDocument.Parse(Given.Document([.. Enumerable.Repeat("{}", 11)])).Faults).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_rules_of_one_name_are_a_fault()
        => Assert.Equal("$[0].Rules[2].RuleName", Assert.Single(PlanDocument.Parse(Given.Document("""{ "RuleName": "a" }""", "{}", """{ "RuleName": "a" }""")).Faults).Path);

    [Fact]
    public void Two_rules_with_the_placeholder_are_not_two_of_one_name()
        => Assert.Empty(PlanDocument.Parse(Given.Document("""{ "RuleName": "RuleName" }""", """{ "RuleName": "RuleName" }""")).Faults);

    [Fact]
    public void Eleven_tags_on_recovery_points_are_a_fault()
    {
        string tags = string.Join(", ", Enumerable.Range(1, 11).Select(i => $"\"k{i}\": \"v\""));

        Assert.Contains("at most 10", Assert.Single(PlanDocument.Parse(Given.Document($$"""{ "RecoveryPointTags": { {{tags}} } }""")).Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_document_are_told_together()
    {
        const string Json = """
            [{ "Rules": [{ "RuleNme": "x", "StartWindowMinutes": 60, "CompletionWindowMinutes": 90, "Lifecycle": { "MoveToColdStorageAfterDays": 20, "DeleteAfterDays": 30 } },
                         { "ScheduleExpression": 5, "EnableContinuousBackup": true }] },
             { "aws:no": "x" }]
            """;

        Assert.Equal(
            [
                "$[0].Rules[0].CompletionWindowMinutes",
                "$[0].Rules[0].Lifecycle.DeleteAfterDays",
                "$[0].Rules[0].RuleNme",
                "$[0].Rules[1].Lifecycle.DeleteAfterDays",
                "$[0].Rules[1].ScheduleExpression",
                "$[1]['aws:no']",
            ],
            Given.Faults(Json).Select(fault => fault.Substring(0, fault.IndexOf(": ", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_member_that_is_null_is_an_absent_one()
    {
        PlanDocument document = PlanDocument.Parse(Given.Document("""{ "RuleName": null, "Lifecycle": null, "CopyActions": null, "RecoveryPointTags": null }"""));

        Assert.Empty(document.Faults);
        RuleDefinition rule = Assert.Single(document.Plan.Rules);
        Assert.Null(rule.RuleName);
        Assert.Empty(rule.CopyActions);
        Assert.Empty(rule.RecoveryPointTags);
    }
}
