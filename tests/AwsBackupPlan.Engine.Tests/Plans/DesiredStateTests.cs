using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Engine.Tests.Plans;

public sealed class DesiredStateTests
{
    [Fact]
    public void The_samples_document_gets_the_samples_names()
    {
        DesiredState desired = Given.Desired(SamplePlan.Document);

        Assert.Equal("payroll-RDS-BackupPlan-Default", desired.Plan.BackupPlanName);
        RuleDefinition rule = Assert.Single(desired.Plan.Rules);
        Assert.Equal("payroll-RDS-BackupRule-Default", rule.RuleName);
        Assert.Equal("payroll-Vault", rule.TargetBackupVaultName);
        Assert.Equal("cron(0 12 * * ? *)", rule.ScheduleExpression);
        Assert.Equal(Given.Vault, Assert.Single(rule.CopyActions).DestinationBackupVaultArn);
        Assert.Equal([new("ABS", "payroll")], desired.PlanTags);
        Assert.Equal("payroll-RDS-BackupSelection-Default", desired.Selection.SelectionName);
    }

    [Fact]
    public void There_is_a_vault_in_the_primary_and_each_copy_Region()
    {
        DesiredState desired = Given.Desired(Given.Document("{}"), Given.Target with { CopyRegions = ["us-west-2", "eu-west-1"] });

        Assert.Equal(["us-east-1", "us-west-2", "eu-west-1"], desired.Vaults.Select(vault => vault.Region));
        Assert.Equal("arn:aws:backup:eu-west-1:222222222222:backup-vault:payroll-Vault", desired.Vaults[2].VaultArn);
        Assert.All(desired.Vaults, vault => Assert.Equal(("payroll-Vault", "alias/payroll-key"), (vault.VaultName, vault.KeyAlias)));
        Assert.All(desired.Vaults, vault => Assert.Equal([new("ABS", "payroll")], vault.Tags));
    }

    [Theory]
    [InlineData("shared", "alias/shared")]
    [InlineData("alias/shared", "alias/shared")]
    public void The_key_alias_may_be_given_with_and_without_its_prefix(string given, string expected)
        => Assert.Equal(expected, Given.Desired(Given.Document("{}"), options: Given.Options with { KeyAlias = given }).Vaults[0].KeyAlias);

    [Fact]
    public void Rules_without_a_name_are_numbered_among_themselves_and_real_names_are_kept()
    {
        DesiredState desired = Given.Desired(Given.Document("{}", """{ "RuleName": "weekly" }""", """{ "RuleName": "RuleName" }""", "{}"));

        Assert.Equal(
            ["payroll-RDS-BackupRule-Default", "weekly", "payroll-RDS-BackupRule-Default-2", "payroll-RDS-BackupRule-Default-3"],
            desired.Plan.Rules.Select(rule => rule.RuleName));
    }

    [Fact]
    public void A_number_that_a_real_name_has_is_passed_over()
        => Assert.Equal(
            ["payroll-RDS-BackupRule-Default", "payroll-RDS-BackupRule-Default-3", "payroll-RDS-BackupRule-Default-2"],
            Given.Desired(Given.Document("{}", "{}", """{ "RuleName": "payroll-RDS-BackupRule-Default-2" }""")).Plan.Rules.Select(rule => rule.RuleName));

    [Fact]
    public void Another_target_vault_becomes_the_sets_own_with_a_warning()
    {
        DesiredState desired = Given.Desired(Given.Document("""{ "TargetBackupVaultName": "Default" }"""));

        Assert.Equal("payroll-Vault", desired.Plan.Rules[0].TargetBackupVaultName);
        Assert.Contains("'Default'", Assert.Single(desired.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_without_copy_actions_gets_one_for_each_copy_Region_with_its_own_lifecycle()
    {
        RuleDefinition rule = Given.Rule("""{ "Lifecycle": { "DeleteAfterDays": 40 } }""", Given.Target with { CopyRegions = ["us-east-2", "us-west-2"] });

        Assert.Equal([Given.Vault, "arn:aws:backup:us-west-2:222222222222:backup-vault:payroll-Vault"], rule.CopyActions.Select(copy => copy.DestinationBackupVaultArn));
        Assert.All(rule.CopyActions, copy => Assert.Equal(40, copy.Lifecycle!.DeleteAfterDays));
    }

    [Fact]
    public void With_NoCopy_a_rule_without_copy_actions_stays_without()
        => Assert.Empty(Given.Rule("{}", options: Given.Options with { NoCopy = true }).CopyActions);

    [Theory]
    [InlineData("""{ "DestinationBackupVaultArn": "DestinationBackupVaultArn", "Lifecycle": { "DeleteAfterDays": 7 } }""")]
    [InlineData("""{ "Lifecycle": { "DeleteAfterDays": 7 } }""")]
    public void A_copy_action_without_a_real_destination_becomes_one_for_each_copy_Region(string copy)
    {
        RuleDefinition rule = Given.Rule($$"""{ "CopyActions": [{{copy}}] }""", Given.Target with { CopyRegions = ["us-east-2", "us-west-2"] });

        Assert.Equal([Given.Vault, "arn:aws:backup:us-west-2:222222222222:backup-vault:payroll-Vault"], rule.CopyActions.Select(action => action.DestinationBackupVaultArn));
        Assert.All(rule.CopyActions, action => Assert.Equal(7, action.Lifecycle!.DeleteAfterDays));
    }

    [Fact]
    public void Without_copy_Regions_a_copy_action_without_a_real_destination_is_left_out()
        => Assert.Empty(Assert.Single(Given.Desired(SamplePlan.Document, Given.Target with { CopyRegions = [] }).Plan.Rules).CopyActions);

    [Fact]
    public void A_real_destination_is_kept_beside_those_of_the_copy_Regions()
    {
        const string OffSite = "arn:aws:backup:eu-west-1:333333333333:backup-vault:off-site";

        RuleDefinition rule = Given.Rule($$"""{ "CopyActions": [{}, { "DestinationBackupVaultArn": "{{OffSite}}" }] }""");

        Assert.Equal([Given.Vault, OffSite], rule.CopyActions.Select(copy => copy.DestinationBackupVaultArn));
    }

    [Theory]
    [InlineData("""[{}, {}]""", "2 copy actions go to")]
    [InlineData("""[{}, { "DestinationBackupVaultArn": "arn:aws:backup:us-east-2:222222222222:backup-vault:payroll-Vault" }]""", "2 copy actions go to")]
    public void Two_copy_actions_to_one_vault_are_a_fault(string copies, string hint)
        => Assert.Contains(hint, Given.RuleFault($$"""{ "CopyActions": {{copies}} }"""), StringComparison.Ordinal);

    [Fact]
    public void More_than_five_copy_actions_after_filling_in_are_a_fault()
        => Assert.Contains(
            "at most 5",
            Given.RuleFault("{}", Given.Target with { CopyRegions = ["us-east-2", "us-west-1", "us-west-2", "eu-west-1", "eu-west-2", "eu-west-3"] }),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("arn:aws-cn:backup:cn-north-1:222222222222:backup-vault:x1", "between partitions")]
    [InlineData("arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault", "is the vault that is copied from")]
    public void A_destination_that_cannot_receive_copies_is_a_fault(string arn, string hint)
        => Assert.Contains(hint, Given.RuleFault($$"""{ "CopyActions": [{ "DestinationBackupVaultArn": "{{arn}}" }] }"""), StringComparison.Ordinal);

    [Fact]
    public void A_destination_in_the_sets_own_vault_of_a_Region_that_is_no_copy_Region_is_a_warning()
        => Assert.Contains(
            "-CopyRegion eu-west-1",
            Assert.Single(Given.Desired(Given.Document("""{ "CopyActions": [{ "DestinationBackupVaultArn": "arn:aws:backup:eu-west-1:222222222222:backup-vault:payroll-Vault" }] }""")).Warnings),
            StringComparison.Ordinal);

    [Fact]
    public void An_air_gapped_vault_of_another_account_is_a_fault()
        => Assert.Contains(
            "not in account 222222222222",
            Given.RuleFault("""{ "TargetLogicallyAirGappedBackupVaultArn": "arn:aws:backup:us-east-1:333333333333:backup-vault:gap" }"""),
            StringComparison.Ordinal);

    [Fact]
    public void Schedule_and_time_zone_of_the_parameters_stand_above_the_documents()
    {
        var options = new DeploymentOptions { ScheduleExpression = "cron(30 1 * * ? *)", ScheduleExpressionTimezone = "Asia/Tokyo" };

        RuleDefinition rule = Given.Rule("""{ "ScheduleExpression": "cron(0 12 * * ? *)", "ScheduleExpressionTimezone": "Europe/Berlin" }""", options: options);

        Assert.Equal(("cron(30 1 * * ? *)", "Asia/Tokyo"), (rule.ScheduleExpression, rule.ScheduleExpressionTimezone));
    }

    [Theory]
    [InlineData(45)]
    [InlineData(-1)]
    public void DeleteAfterDays_stands_above_the_document_in_rules_and_copies(int days)
    {
        RuleDefinition rule = Given.Rule(
            """{ "Lifecycle": { "DeleteAfterDays": 10 }, "CopyActions": [{ "Lifecycle": { "DeleteAfterDays": 20 } }] }""",
            options: new DeploymentOptions { DeleteAfterDays = days });

        Assert.Equal((days, days), (rule.Lifecycle!.DeleteAfterDays, rule.CopyActions[0].Lifecycle!.DeleteAfterDays));
    }

    [Fact]
    public void A_move_to_cold_storage_that_DeleteAfterDays_forestalls_is_left_out_with_a_warning()
    {
        DesiredState desired = Given.Desired(SamplePlan.Document, options: new DeploymentOptions { DeleteAfterDays = 30 });

        Assert.Equal(new LifecycleDefinition { DeleteAfterDays = 30 }, desired.Plan.Rules[0].Lifecycle);
        Assert.Equal(new LifecycleDefinition { DeleteAfterDays = 30 }, desired.Plan.Rules[0].CopyActions[0].Lifecycle);
        Assert.EndsWith("the move to cold storage is left out. To keep it give at least 90 days more than that with -DeleteAfterDays; otherwise take it out of the document.", Assert.Single(desired.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_move_to_cold_storage_that_the_databases_do_not_make_is_warned_of_with_what_to_change()
    {
        DesiredState desired = Given.Desired(SamplePlan.Document, options: new DeploymentOptions { ResourceTypes = ["RDS", "Aurora"] });

        Assert.EndsWith("take MoveToColdStorageAfterDays out of Lifecycle, in the rules and in their copy actions; what is deleted when stays as it is.", Assert.Single(desired.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void DeleteAfterDays_within_90_days_of_the_move_to_cold_storage_is_a_fault()
        => Assert.Equal(
            ["$[0].Rules[0].CopyActions[0].Lifecycle.DeleteAfterDays", "$[0].Rules[0].Lifecycle.DeleteAfterDays"],
            Given.Faults(SamplePlan.Document, options: new DeploymentOptions { DeleteAfterDays = 250 }).Select(fault => fault.Split(": ")[0]));

    [Fact]
    public void Windows_are_judged_after_AWS_Backups_defaults()
        => Assert.StartsWith(
            "$[0].Rules[0].CompletionWindowMinutes: The completion window (120) must be at least 60 minutes longer than the start window (480, AWS Backup's default)",
            Given.RuleFault("""{ "CompletionWindowMinutes": 120 }"""),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "EnableContinuousBackup": true }""", "it is missing")]
    [InlineData("""{ "EnableContinuousBackup": true, "Lifecycle": { "DeleteAfterDays": 36 } }""", "it is 36")]
    [InlineData("""{ "EnableContinuousBackup": true, "Lifecycle": { "DeleteAfterDays": -1 } }""", "it is -1")]
    [InlineData("""{ "EnableContinuousBackup": true, "Lifecycle": { "DeleteAfterDays": 35, "MoveToColdStorageAfterDays": -1 } }""", "cannot move to cold storage")]
    public void A_continuous_rule_keeps_backups_for_1_to_35_days_and_never_cold(string rule, string hint)
        => Assert.Contains(hint, Given.RuleFault(rule), StringComparison.Ordinal);

    [Fact]
    public void A_continuous_rule_without_days_is_right_once_the_parameter_gives_them()
        => Assert.Equal(35, Given.Rule("""{ "EnableContinuousBackup": true }""", options: new DeploymentOptions { DeleteAfterDays = 35 }).Lifecycle!.DeleteAfterDays);

    [Theory]
    [InlineData(200, 290)]
    [InlineData(200, -1)]
    [InlineData(-1, 5)]
    public void A_lifecycle_with_90_days_in_cold_storage_is_right(int cold, int delete)
        => Assert.Equal(delete, Given.Rule($$"""{ "Lifecycle": { "MoveToColdStorageAfterDays": {{cold}}, "DeleteAfterDays": {{delete}} } }""").Lifecycle!.DeleteAfterDays);

    [Fact]
    public void A_move_to_cold_storage_is_a_warning_where_the_types_of_resources_have_none()
        => Assert.Contains("ignores that for RDS, Aurora", Assert.Single(Given.Desired(SamplePlan.Document).Warnings), StringComparison.Ordinal);

    [Fact]
    public void A_move_to_cold_storage_is_no_warning_where_the_types_of_resources_have_it()
        => Assert.Empty(Given.Desired(SamplePlan.Document, options: new DeploymentOptions { ResourceTypes = ["EFS"] }).Warnings);

    [Fact]
    public void The_plan_carries_the_documents_tags_and_always_the_sets_own()
    {
        DesiredState desired = Given.Desired("""[{ "Rules": [{}] }, { "team": "pay", "set": "ABSName" }]""", options: new DeploymentOptions { TagKey = "BackupSet" });

        Assert.Equal([("BackupSet", "payroll"), ("set", "payroll"), ("team", "pay")], desired.PlanTags.Select(tag => (tag.Key, tag.Value)).Order());
    }

    [Fact]
    public void A_document_that_tags_another_set_is_overridden_with_a_warning()
    {
        DesiredState desired = Given.Desired("""[{ "Rules": [{}] }, { "ABS": "orders" }]""");

        Assert.Equal("payroll", desired.PlanTags["ABS"]);
        Assert.Contains("'orders'", Assert.Single(desired.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Fifty_tags_and_the_sets_own_are_a_fault()
    {
        string tags = string.Join(", ", Enumerable.Range(1, 50).Select(i => $"\"k{i}\": \"v\""));

        Assert.StartsWith("$[1]: With ABS there are 51 tags", Assert.Single(Given.Faults($$"""[{ "Rules": [{}] }, { {{tags}} }]""")), StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_of_recovery_points_have_the_placeholder_filled_in()
        => Assert.Equal("payroll", Given.Rule("""{ "RecoveryPointTags": { "ABS": "ABSName" } }""").RecoveryPointTags["ABS"]);

    [Fact]
    public void Faults_of_the_document_and_of_the_account_are_told_together()
        => Assert.Equal(
            2,
            Given.Faults(Given.Document("""{ "RuleNme": "x", "CopyActions": [{ "DestinationBackupVaultArn": "arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault" }] }""")).Count);

    [Fact]
    public void The_longest_ABS_name_makes_no_name_longer_than_AWS_allows()
    {
        DesiredState desired = Given.Desired(Given.Document([.. Enumerable.Repeat("{}", 10)]), Given.Target with { AbsName = new string('a', 22) });

        Assert.All(desired.Plan.Rules, rule => Assert.True(rule.RuleName!.Length <= 50));
        Assert.Equal(50, desired.Names.AlternateSelection.Length);
        Assert.Equal(50, desired.Selection.SelectionName.Length);
    }
}
