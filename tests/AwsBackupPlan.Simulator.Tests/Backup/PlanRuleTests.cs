using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class PlanRuleTests
{
    private const string Invalid = "InvalidParameterValueException";

    private readonly BackupBench _bench = new();

    public PlanRuleTests() => _bench.MakeVault();

    [Theory]
    [InlineData("cron(0 12 * * ? *)")]
    [InlineData("cron(0 * * * ? *)")]
    [InlineData("cron(59 23 ? * SUN *)")]
    [InlineData("cron(0 0 31 12 ? *)")]
    [InlineData("cron(0 22 ? * 7 *)")]
    [InlineData("cron(15 0/6 ? * MON-FRI 2026-2030)")]
    [InlineData("cron(0 1,13 L * ? *)")]
    [InlineData("cron(0 5 ? JAN,JUL 2#1 *)")]
    [InlineData("cron(0 5 15W * ? *)")]
    [InlineData("cron(0 5 ? * 6L *)")]
    public void A_schedule_of_six_fields_is_taken(string expression) => Accept("ScheduleExpression", expression);

    [Theory]
    [InlineData("rate(1 day)")]
    [InlineData("cron(0 12 * * ?)")]
    [InlineData("cron(0 12 * * ? * *)")]
    [InlineData("cron(0 12 * * * *)")]
    [InlineData("cron(0 12 ? * ? *)")]
    [InlineData("cron(0/30 * * * ? *)")]
    [InlineData("cron(* * * * ? *)")]
    [InlineData("cron(0,30 12 * * ? *)")]
    [InlineData("cron(60 12 * * ? *)")]
    [InlineData("cron(0 24 * * ? *)")]
    [InlineData("cron(0 12 32 * ? *)")]
    [InlineData("cron(0 12 * 13 ? *)")]
    [InlineData("cron(0 12 ? * 8 *)")]
    [InlineData("cron(0 12 ? * MOO *)")]
    [InlineData("cron(0 12 * * ? 1969)")]
    [InlineData("cron(0 13-12 * * ? *)")]
    [InlineData("0 12 * * ? *")]
    [InlineData("")]
    public void A_schedule_that_AWS_does_not_know_is_refused(string expression) => Refuse("ScheduleExpression", expression);

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Etc/UTC")]
    public void A_time_zone_of_IANA_is_taken(string zone) => Accept("ScheduleExpressionTimezone", zone);

    [Theory]
    [InlineData("Eastern Standard Time")]
    [InlineData("+01:00")]
    public void A_time_zone_of_another_kind_is_refused(string zone) => Refuse("ScheduleExpressionTimezone", zone);

    [Theory]
    [InlineData(60, 120, true)]
    [InlineData(60, 123, true)]
    [InlineData(null, null, true)]
    [InlineData(null, 540, true)]
    [InlineData(59, 180, false)]
    [InlineData(60, 119, false)]
    [InlineData(null, 120, false)]
    [InlineData(10080, null, false)]
    [InlineData(60, 52560001, false)]
    public void Windows_are_judged_after_the_defaults(int? start, int? completion, bool isTaken)
    {
        var rule = BackupBench.Rule();
        rule["StartWindowMinutes"] = start;
        rule["CompletionWindowMinutes"] = completion;
        Judge(rule, isTaken);
    }

    [Theory]
    [InlineData(null, 1, true)]
    [InlineData(null, 36500, true)]
    [InlineData(null, -1, true)]
    [InlineData(-1, -1, true)]
    [InlineData(200, 300, true)]
    [InlineData(30, 120, true)]
    [InlineData(30, null, true)]
    [InlineData(30, -1, true)]
    [InlineData(null, 0, false)]
    [InlineData(null, 36501, false)]
    [InlineData(null, -2, false)]
    [InlineData(0, 100, false)]
    [InlineData(30, 119, false)]
    public void A_lifecycle_keeps_to_its_limits(int? cold, int? delete, bool isTaken)
    {
        Judge(WithLifecycle(cold, delete), isTaken);
        var rule = BackupBench.Rule("copying");
        rule["CopyActions"] = new JsonArray(new JsonObject
        {
            ["DestinationBackupVaultArn"] = BackupBench.VaultArn(region: BackupBench.CopyRegion),
            ["Lifecycle"] = WithLifecycle(cold, delete)["Lifecycle"]!.DeepClone(),
        });
        Judge(rule, isTaken);
    }

    [Fact]
    public void A_fault_of_a_rule_names_the_rule_in_the_words_of_AWS()
    {
        var refusal = _bench.Refusal("PUT", "/backup/plans", BackupBench.Plan("plan", WithLifecycle(30, 40)));
        const string Fault = "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays";
        Assert.Equal($"Error in rule daily : {Fault}", refusal.Message);
        Assert.Equal($"""["daily","{Fault}"]""", refusal.Members["Context"]);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(35, true)]
    [InlineData(null, false)]
    [InlineData(-1, false)]
    [InlineData(36, false)]
    public void A_continuous_rule_keeps_1_to_35_days(int? delete, bool isTaken)
    {
        var rule = WithLifecycle(null, delete);
        rule["EnableContinuousBackup"] = true;
        Judge(rule, isTaken);
    }

    [Fact]
    public void A_continuous_rule_has_no_cold_storage()
    {
        var rule = WithLifecycle(730, 2555);
        rule["EnableContinuousBackup"] = true;
        var refusal = _bench.Refusal("PUT", "/backup/plans", BackupBench.Plan("plan", rule));
        Assert.Equal((Invalid, "ERROR_3015"), (refusal.ErrorType, refusal.Members["Code"]));
        Assert.Equal("Error in rule daily : Invalid lifecycle. MoveToColdStorageAfterDays is unavailable", refusal.Message);
    }

    [Theory]
    [InlineData("arn:aws:backup:us-east-2:222222222222:backup-vault:not-made-yet", true)]
    [InlineData("arn:aws:backup:us-east-2:333333333333:backup-vault:elsewhere", true)]
    [InlineData("DestinationBackupVaultArn", false)]
    [InlineData("arn:aws:backup:us-east-2:222222222222:backup-plan:a-Vault", false)]
    [InlineData("arn:aws:backup:us-east-2:2222:backup-vault:a-Vault", false)]
    [InlineData("arn:aws-cn:backup:cn-north-1:222222222222:backup-vault:a-Vault", false)]
    [InlineData("arn:aws:backup:us-east-1:222222222222:backup-vault:a-Vault", false)]
    public void A_copy_goes_to_the_ARN_of_another_vault_which_need_not_exist(string destination, bool isTaken) =>
        Judge(WithCopies(destination), isTaken);

    [Fact]
    public void A_target_vault_must_exist_unless_told_otherwise()
    {
        var rule = BackupBench.Rule();
        rule["TargetBackupVaultName"] = "not-made-yet";
        Judge(rule, isTaken: false);
        _bench.Behaviour.RequireTargetVault = false;
        Judge(rule, isTaken: true);
    }

    [Fact]
    public void Ten_rules_and_five_copies_are_the_limit()
    {
        var rules = Enumerable.Range(0, 11).Select(static i => BackupBench.Rule($"rule-{i}")).ToArray();
        Assert.Equal("LimitExceededException", _bench.Refusal("PUT", "/backup/plans", BackupBench.Plan("plan", rules)).ErrorType);
        _bench.MakePlan(BackupBench.Plan("ten", [.. rules[..10].Select(static rule => rule.DeepClone().AsObject())]));
        var copies = Enumerable.Range(0, 6).Select(static i => BackupBench.VaultArn($"copy-{i}")).ToArray();
        _bench.MakePlan(BackupBench.Plan("five", WithCopies(copies[..5])));
        Assert.Equal("LimitExceededException", _bench.Refusal("PUT", "/backup/plans", BackupBench.Plan("six", WithCopies(copies))).ErrorType);
    }

    [Theory]
    [InlineData("""{"BackupPlan":{"Rules":[{"RuleName":"r","TargetBackupVaultName":"a-Vault"}]}}""")]
    [InlineData("""{"BackupPlan":{"BackupPlanName":"p"}}""")]
    [InlineData("""{"BackupPlan":{"BackupPlanName":"p","Rules":[{"TargetBackupVaultName":"a-Vault"}]}}""")]
    [InlineData("""{"BackupPlan":{"BackupPlanName":"p","Rules":[{"RuleName":"r"}]}}""")]
    [InlineData("""{"BackupPlan":{"BackupPlanName":"p","Rules":[{"RuleName":"r","TargetBackupVaultName":"a-Vault","CopyActions":[{}]}]}}""")]
    [InlineData("{}")]
    public void What_must_be_there_is_missed(string body) =>
        Assert.Equal("MissingParameterValueException", _bench.Refusal("PUT", "/backup/plans", JsonNode.Parse(body)).ErrorType);

    [Theory]
    [InlineData("""{"BackupPlan":{"BackupPlanName":"p","Rules":[]}}""", Invalid)]
    [InlineData("""{"BackupPlan":{"BackupPlanName":"a b","Rules":[{"RuleName":"r","TargetBackupVaultName":"a-Vault"}]}}""", Invalid)]
    [InlineData("""{"BackupPlan":{"BackupPlanName":"p","Rules":[{"RuleName":"a b","TargetBackupVaultName":"a-Vault"}]}}""", Invalid)]
    [InlineData("""{"BackupPlan":{"BackupPlanName":"p","Rules":{}}}""", "SerializationException")]
    [InlineData("""{"BackupPlan":{"BackupPlanName":7,"Rules":[]}}""", "SerializationException")]
    [InlineData("""{"BackupPlan":{"BackupPlanName":"p","Rules":[{"RuleName":"r","TargetBackupVaultName":"a-Vault","StartWindowMinutes":"60"}]}}""", "SerializationException")]
    [InlineData("""{"BackupPlan":{"BackupPlanName":"p","Rules":[{"RuleName":"r","TargetBackupVaultName":"a-Vault","StartWindowMinutes":60.5}]}}""", "SerializationException")]
    [InlineData("""{"BackupPlan":{"BackupPlanName":"p","Rules":[null]}}""", "SerializationException")]
    [InlineData("[]", "SerializationException")]
    public void What_is_wrong_is_refused_by_its_kind(string body, string errorType) =>
        Assert.Equal(errorType, _bench.Refusal("PUT", "/backup/plans", JsonNode.Parse(body)).ErrorType);

    [Fact]
    public void An_eleventh_tag_for_recovery_points_is_over_the_limit()
    {
        var rule = BackupBench.Rule();
        rule["RecoveryPointTags"] = new JsonObject(Enumerable.Range(0, 11).Select(static i => KeyValuePair.Create<string, JsonNode?>($"tag-{i}", "x")));
        Assert.Equal("LimitExceededException", _bench.Refusal("PUT", "/backup/plans", BackupBench.Plan("plan", rule)).ErrorType);
    }

    private static JsonObject WithLifecycle(int? cold, int? delete)
    {
        var rule = BackupBench.Rule();
        rule["Lifecycle"] = new JsonObject { ["MoveToColdStorageAfterDays"] = cold, ["DeleteAfterDays"] = delete };
        return rule;
    }

    private static JsonObject WithCopies(params string[] destinations)
    {
        var rule = BackupBench.Rule();
        rule["CopyActions"] = new JsonArray([.. destinations.Select(static arn => new JsonObject { ["DestinationBackupVaultArn"] = arn })]);
        return rule;
    }

    private void Accept(string member, string value) => Judge(With(member, value), isTaken: true);

    private void Refuse(string member, string value) => Judge(With(member, value), isTaken: false);

    private static JsonObject With(string member, string value)
    {
        var rule = BackupBench.Rule();
        rule[member] = value;
        return rule;
    }

    private void Judge(JsonObject rule, bool isTaken)
    {
        var plan = BackupBench.Plan("judged", rule.DeepClone().AsObject());
        if (isTaken)
        {
            _bench.MakePlan(plan);
        }
        else
        {
            Assert.Equal(Invalid, _bench.Refusal("PUT", "/backup/plans", plan).ErrorType);
        }
    }
}
