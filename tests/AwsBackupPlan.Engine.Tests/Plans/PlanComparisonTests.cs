using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Tests.Plans;

public sealed class PlanComparisonTests
{
    private static readonly RuleDefinition Rule = new() { RuleName = "nightly", TargetBackupVaultName = "payroll-Vault" };

    private static readonly SelectionDefinition Selection = Given.Desired(Given.Document("{}")).Selection;

    [Fact]
    public void What_AWS_Backup_fills_in_is_no_difference()
    {
        RuleDefinition actual = Rule with
        {
            ScheduleExpression = "cron(0 5 ? * * *)",
            ScheduleExpressionTimezone = "Etc/UTC",
            StartWindowMinutes = 480,
            CompletionWindowMinutes = 10080,
            EnableContinuousBackup = false,
            Lifecycle = new LifecycleDefinition { DeleteAfterEvent = "DELETE_AFTER_COPY" },
        };

        Assert.Empty(Differences(Given.Plan(actual), Given.Plan(Rule)));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/Universal")]
    public void Names_of_UTC_are_the_same(string name)
        => Assert.Empty(Differences(Given.Plan(Rule with { ScheduleExpressionTimezone = "Etc/UTC" }), Given.Plan(Rule with { ScheduleExpressionTimezone = name })));

    [Fact]
    public void For_ever_is_said_by_minus_one_and_by_nothing()
        => Assert.Empty(Differences(
            Given.Plan(Rule),
            Given.Plan(Rule with { Lifecycle = new LifecycleDefinition { DeleteAfterDays = -1, MoveToColdStorageAfterDays = -1, OptInToArchiveForSupportedResources = false } })));

    [Fact]
    public void The_order_of_rules_and_copy_actions_is_no_difference()
    {
        RuleDefinition Two(params string[] vaults) => Rule with { CopyActions = [.. vaults.Select(Copy)] };
        RuleDefinition other = Rule with { RuleName = "weekly" };

        Assert.Empty(Differences(Given.Plan(Two("a", "b"), other), Given.Plan(other, Two("b", "a"))));
    }

    [Fact]
    public void Blanks_in_a_schedule_are_no_difference()
        => Assert.Empty(Differences(Given.Plan(Rule with { ScheduleExpression = "cron(0  5 ? * *\t*)" }), Given.Plan(Rule)));

    [Fact]
    public void A_changed_schedule_is_told_by_path_with_both_values()
        => Assert.Equal(
            "Rules[nightly].ScheduleExpression: \"cron(0 1 * * ? *)\" -> \"cron(0 2 * * ? *)\"",
            Assert.Single(Differences(Given.Plan(Rule with { ScheduleExpression = "cron(0 1 * * ? *)" }), Given.Plan(Rule with { ScheduleExpression = "cron(0 2 * * ? *)" }))));

    public static TheoryData<string, Func<RuleDefinition, RuleDefinition>> Changes => new()
    {
        { "Rules[nightly].ScheduleExpressionTimezone", rule => rule with { ScheduleExpressionTimezone = "Europe/Berlin" } },
        { "Rules[nightly].StartWindowMinutes", rule => rule with { StartWindowMinutes = 60 } },
        { "Rules[nightly].CompletionWindowMinutes", rule => rule with { CompletionWindowMinutes = 9000 } },
        { "Rules[nightly].Lifecycle.DeleteAfterDays", rule => rule with { Lifecycle = new() { DeleteAfterDays = 7 } } },
        { "Rules[nightly].Lifecycle.MoveToColdStorageAfterDays", rule => rule with { Lifecycle = new() { MoveToColdStorageAfterDays = 7 } } },
        { "Rules[nightly].Lifecycle.OptInToArchiveForSupportedResources", rule => rule with { Lifecycle = new() { OptInToArchiveForSupportedResources = true } } },
        { "Rules[nightly].EnableContinuousBackup", rule => rule with { EnableContinuousBackup = true } },
        { "Rules[nightly].TargetBackupVaultName", rule => rule with { TargetBackupVaultName = "other" } },
        { "Rules[nightly].TargetLogicallyAirGappedBackupVaultArn", rule => rule with { TargetLogicallyAirGappedBackupVaultArn = "arn" } },
        { "Rules[nightly].RecoveryPointTags.team", rule => rule with { RecoveryPointTags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "pay" } } },
        { "Rules[nightly].CopyActions[a]", rule => rule with { CopyActions = [Copy("a")] } },
        { "Rules[nightly].IndexActions", rule => rule with { IndexActions = [new() { ResourceTypes = ["S3"] }] } },
        { "Rules[nightly].ScanActions[GUARDDUTY]", rule => rule with { ScanActions = [new() { MalwareScanner = "GUARDDUTY", ScanMode = "FULL_SCAN" }] } },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void A_change_of_any_member_of_a_rule_is_seen_at_its_path(string path, Func<RuleDefinition, RuleDefinition> change)
        => Assert.Equal(path, Assert.Single(PlanComparison.ComparePlans(Given.Plan(change(Rule)), Given.Plan(Rule))).Path);

    [Fact]
    public void A_changed_lifecycle_of_a_copy_is_told_with_its_destination()
    {
        CopyActionDefinition changed = Copy("a") with { Lifecycle = new LifecycleDefinition { DeleteAfterDays = 9 } };

        Assert.Equal(
            "Rules[nightly].CopyActions[a].Lifecycle.DeleteAfterDays: 9 -> (absent)",
            Assert.Single(Differences(Given.Plan(Rule with { CopyActions = [changed] }), Given.Plan(Rule with { CopyActions = [Copy("a")] }))));
    }

    [Fact]
    public void A_rule_that_is_not_desired_is_a_difference()
    {
        PropertyDifference difference = Assert.Single(PlanComparison.ComparePlans(Given.Plan(Rule, Rule with { RuleName = "extra" }), Given.Plan(Rule)));

        Assert.Equal("Rules[extra]", difference.Path);
        Assert.NotNull(difference.Actual);
        Assert.Null(difference.Desired);
    }

    [Fact]
    public void Two_actual_rules_of_one_name_are_told_apart()
        => Assert.Equal("Rules[nightly]#2", Assert.Single(PlanComparison.ComparePlans(Given.Plan(Rule, Rule), Given.Plan(Rule))).Path);

    [Fact]
    public void Changed_settings_of_the_plan_are_seen_at_their_paths()
    {
        PlanDefinition actual = Given.Plan(Rule) with
        {
            BackupPlanName = "other",
            AdvancedBackupSettings = [new() { ResourceType = "EC2", BackupOptions = new Dictionary<string, string>(StringComparer.Ordinal) { ["WindowsVSS"] = "enabled" } }],
            ScanSettings = [new() { MalwareScanner = "GUARDDUTY", ResourceTypes = ["EC2"] }],
        };

        Assert.Equal(
            ["AdvancedBackupSettings[EC2]", "BackupPlanName", "ScanSettings[GUARDDUTY]"],
            PlanComparison.ComparePlans(actual, Given.Plan(Rule)).Select(difference => difference.Path));
    }

    [Fact]
    public void The_order_of_resources_and_a_prefix_that_is_left_out_are_no_difference()
    {
        SelectionDefinition actual = Selection with
        {
            Resources = [.. Selection.Resources.Reverse()],
            Conditions = [Selection.Conditions[0] with { Key = "ABS" }],
        };

        Assert.Empty(PlanComparison.CompareSelections(actual, Selection, new ResourceNames("payroll")));
    }

    [Theory]
    [InlineData("payroll-RDS-BackupSelection-Current", 0)]
    [InlineData("payroll-RDS-BackupSelection-Default", 0)]
    [InlineData("nightly", 1)]
    public void Both_of_the_modules_names_of_a_selection_are_right(string name, int differences)
        => Assert.Equal(differences, PlanComparison.CompareSelections(Selection with { SelectionName = name }, Selection, new ResourceNames("payroll")).Count);

    public static TheoryData<string, Func<SelectionDefinition, SelectionDefinition>> SelectionChanges => new()
    {
        { "IamRoleArn", selection => selection with { IamRoleArn = "arn:aws:iam::222222222222:role/Other" } },
        { "Resources", selection => selection with { Resources = ["*"] } },
        { "NotResources", selection => selection with { NotResources = ["arn:aws:rds:*:*:db:x"] } },
        { "Conditions.StringEquals[aws:ResourceTag/ABS]", selection => selection with { Conditions = [selection.Conditions[0] with { Value = "Payroll" }] } },
        { "Conditions.StringLike[aws:ResourceTag/ABS]", selection => selection with { Conditions = [.. selection.Conditions, selection.Conditions[0] with { Operator = "StringLike" }] } },
        { "ListOfTags.StringEquals[aws:ResourceTag/a]", selection => selection with { ListOfTags = [new() { Operator = "StringEquals", Key = "a", Value = "b" }] } },
    };

    [Theory]
    [MemberData(nameof(SelectionChanges), DisableDiscoveryEnumeration = true)]
    public void A_change_of_any_member_of_a_selection_is_seen_at_its_path(string path, Func<SelectionDefinition, SelectionDefinition> change)
        => Assert.Equal(path, Assert.Single(PlanComparison.CompareSelections(change(Selection), Selection, new ResourceNames("payroll"))).Path);

    [Fact]
    public void Missing_and_changed_tags_are_differences_and_other_peoples_tags_are_not()
        => Assert.Equal(
            ["Tags.ABS: \"orders\" -> \"payroll\"", "Tags.team: (absent) -> \"pay\""],
            PlanComparison.CompareTags(Tags(("ABS", "orders"), ("cost", "7")), Tags(("ABS", "payroll"), ("team", "pay"))).Select(difference => difference.ToString()));

    private static CopyActionDefinition Copy(string vault) => new() { DestinationBackupVaultArn = vault };

    private static Dictionary<string, string> Tags(params (string Key, string Value)[] tags) => tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);

    private static IReadOnlyList<string> Differences(PlanDefinition actual, PlanDefinition desired)
        => [.. PlanComparison.ComparePlans(actual, desired).Select(difference => difference.ToString())];
}
