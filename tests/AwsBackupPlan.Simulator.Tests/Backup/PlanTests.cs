using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class PlanTests
{
    private readonly BackupBench _bench = new();

    [Fact]
    public void What_a_document_leaves_open_comes_back_filled_in()
    {
        var rule = Read(_bench.MakePlan())["Rules"]![0]!;
        Assert.Equal("cron(0 5 ? * * *)", (string?)rule["ScheduleExpression"]);
        Assert.Equal("Etc/UTC", (string?)rule["ScheduleExpressionTimezone"]);
        Assert.Equal((480, 10080), ((int)rule["StartWindowMinutes"]!, (int)rule["CompletionWindowMinutes"]!));
        Assert.Equal("[]", rule["CopyActions"]!.ToJsonString());
        Assert.Equal(36, ((string?)rule["RuleId"])?.Length);
    }

    [Fact]
    public void What_a_document_says_comes_back_as_it_was()
    {
        var rule = BackupBench.Rule();
        rule["ScheduleExpression"] = "cron(0 12 * * ? *)";
        rule["ScheduleExpressionTimezone"] = "UTC";
        rule["StartWindowMinutes"] = 60;
        rule["CompletionWindowMinutes"] = 123;
        rule["Lifecycle"] = new JsonObject { ["MoveToColdStorageAfterDays"] = 200, ["DeleteAfterDays"] = 300 };
        rule["RecoveryPointTags"] = new JsonObject { ["ABS"] = "a" };
        rule["EnableContinuousBackup"] = false;
        rule["CopyActions"] = new JsonArray(new JsonObject
        {
            ["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = 300 },
            ["DestinationBackupVaultArn"] = BackupBench.VaultArn(region: BackupBench.CopyRegion),
        });
        var read = Read(_bench.MakePlan(BackupBench.Plan("plan", rule)))["Rules"]![0]!.AsObject();
        read.Remove("RuleId");
        Assert.True(JsonNode.DeepEquals(rule, read), read.ToJsonString());
    }

    [Fact]
    public void A_plan_of_AWS_Organizations_can_be_read_and_not_changed()
    {
        var own = _bench.MakePlan();
        _bench.MakeSelection(own);
        var id = _bench.Service.HandPlanToOrganization(BackupBench.Account, BackupBench.Region, own);
        var path = $"/backup/plans/{Uri.EscapeDataString(id)}";
        var arn = (string?)_bench.Send("GET", path)["BackupPlanArn"];
        var selection = (string?)_bench.Send("GET", $"{path}/selections")["BackupSelectionsList"]![0]!["SelectionId"];

        Assert.Equal($"arn:aws:backup:{BackupBench.Region}:{BackupBench.Account}:backup-plan:{id}", arn);
        Assert.StartsWith("orgs/", (string?)Assert.Single(_bench.Send("GET", "/backup/plans")["BackupPlansList"]!.AsArray())!["BackupPlanId"], StringComparison.Ordinal);
        (string Method, string Target, JsonObject? Body)[] changes =
        [
            ("POST", path, BackupBench.Plan()), ("DELETE", path, null), ("PUT", $"{path}/selections", BackupBench.Selection("another")), ("DELETE", $"{path}/selections/{selection}", null),
            ("POST", $"/tags/{Uri.EscapeDataString(arn!)}", new JsonObject { ["Tags"] = new JsonObject { ["ABS"] = "a" } }), ("POST", $"/untag/{Uri.EscapeDataString(arn!)}", new JsonObject { ["TagKeyList"] = new JsonArray("ABS") }),
        ];
        Assert.All(changes, change => Assert.Equal("InvalidRequestException", _bench.Refusal(change.Method, change.Target, change.Body).ErrorType));
        Assert.NotEqual(id, (string?)_bench.Send("PUT", "/backup/plans", BackupBench.Plan())["BackupPlanId"]);
    }

    [Fact]
    public void Members_that_AWS_does_not_know_are_left_out()
    {
        var plan = BackupBench.Plan();
        plan["BackupPlan"]!["Colour"] = "red";
        Assert.False(Read(_bench.MakePlan(plan)).ContainsKey("Colour"));
    }

    [Fact]
    public void The_same_document_again_already_exists_with_the_plans_ARN()
    {
        var id = _bench.MakePlan();
        var refusal = _bench.Refusal("PUT", "/backup/plans", BackupBench.Plan());
        Assert.Equal("AlreadyExistsException", refusal.ErrorType);
        Assert.EndsWith($":backup-plan:{id}", refusal.Members["Arn"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_only_spells_out_the_defaults_is_the_same_document()
    {
        _bench.MakePlan();
        var rule = BackupBench.Rule();
        rule["StartWindowMinutes"] = 480;
        rule["ScheduleExpression"] = "cron(0 5 ? * * *)";
        Assert.Equal("AlreadyExistsException", _bench.Refusal("PUT", "/backup/plans", BackupBench.Plan("plan", rule)).ErrorType);
    }

    [Fact]
    public void The_same_name_with_another_document_is_a_second_plan_or_refused_as_told()
    {
        var first = _bench.MakePlan();
        Assert.NotEqual(first, _bench.MakePlan(BackupBench.Plan("plan", BackupBench.Rule("hourly"))), StringComparer.Ordinal);
        _bench.Behaviour.RefuseSecondPlanOfName = true;
        Assert.Equal("AlreadyExistsException", _bench.Refusal("PUT", "/backup/plans", BackupBench.Plan("plan", BackupBench.Rule("weekly"))).ErrorType);
    }

    [Fact]
    public void The_same_creator_request_is_answered_with_the_plan_it_made_whatever_is_sent_now()
    {
        var first = BackupBench.Plan();
        first["CreatorRequestId"] = "night";
        var id = _bench.MakePlan(first);
        var second = BackupBench.Plan("another", BackupBench.Rule("hourly"));
        second["CreatorRequestId"] = "night";
        Assert.Equal(id, _bench.MakePlan(second));
        Assert.Equal("plan", (string?)Read(id)["BackupPlanName"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a-creator-request-id-with-one-character-over-fifty--")]
    public void A_creator_request_id_of_another_form_is_refused(string creatorRequestId)
    {
        _bench.MakeVault();
        var plan = BackupBench.Plan();
        plan["CreatorRequestId"] = creatorRequestId;
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("PUT", "/backup/plans", plan).ErrorType);
    }

    [Fact]
    public void An_update_makes_a_version_and_a_rule_keeps_its_id_by_its_name()
    {
        var id = _bench.MakePlan();
        var before = _bench.Send("GET", $"/backup/plans/{id}");
        var changed = BackupBench.Rule();
        changed["StartWindowMinutes"] = 120;
        var answer = _bench.Send("POST", $"/backup/plans/{id}", BackupBench.Plan("plan", changed, BackupBench.Rule("weekly")));
        var after = _bench.Send("GET", $"/backup/plans/{id}");
        Assert.NotEqual((string)before["VersionId"]!, (string)after["VersionId"]!, StringComparer.Ordinal);
        Assert.Equal((string?)answer["VersionId"], (string?)after["VersionId"]);
        Assert.Equal((string?)before["BackupPlan"]!["Rules"]![0]!["RuleId"], (string?)after["BackupPlan"]!["Rules"]![0]!["RuleId"]);
        Assert.Equal(2, _bench.Send("GET", $"/backup/plans/{id}/versions")["BackupPlanVersionsList"]!.AsArray().Count);
        var old = _bench.Send("GET", $"/backup/plans/{id}?versionId={Uri.EscapeDataString((string)before["VersionId"]!)}");
        Assert.Equal(480, (int)old["BackupPlan"]!["Rules"]![0]!["StartWindowMinutes"]!);
    }

    [Fact]
    public void A_plan_with_a_selection_is_not_deleted()
    {
        var id = _bench.MakePlan();
        var selection = _bench.MakeSelection(id);
        var refusal = _bench.Refusal("DELETE", $"/backup/plans/{id}");
        Assert.Equal("InvalidRequestException", refusal.ErrorType);
        Assert.StartsWith("Related backup plan selections must be deleted", refusal.Message, StringComparison.Ordinal);
        _bench.Send("DELETE", $"/backup/plans/{id}/selections/{selection}");
        _bench.Send("DELETE", $"/backup/plans/{id}");
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("GET", $"/backup/plans/{id}").ErrorType);
    }

    [Fact]
    public void A_plan_can_be_refused_for_a_while_after_its_selections_are_deleted()
    {
        _bench.Behaviour.PlanDeleteRefusedAfterSelections = TimeSpan.FromMinutes(2);
        var id = _bench.MakePlan();
        _bench.Send("DELETE", $"/backup/plans/{id}/selections/{_bench.MakeSelection(id)}");
        Assert.Equal("InvalidRequestException", _bench.Refusal("DELETE", $"/backup/plans/{id}").ErrorType);
        _bench.Advance(120);
        _bench.Send("DELETE", $"/backup/plans/{id}");
    }

    [Fact]
    public void A_deleted_plan_is_listed_only_when_asked_for_with_its_date()
    {
        var id = _bench.MakePlan();
        _bench.Advance(5);
        _bench.Send("DELETE", $"/backup/plans/{id}");
        Assert.Empty(_bench.Send("GET", "/backup/plans")["BackupPlansList"]!.AsArray());
        var deleted = Assert.Single(_bench.Send("GET", "/backup/plans?includeDeleted=true")["BackupPlansList"]!.AsArray())!;
        Assert.Equal(StandingClock.Start.AddSeconds(5).ToUnixTimeSeconds(), (double)deleted["DeletionDate"]!);
        Assert.NotEqual(id, _bench.MakePlan(), StringComparer.Ordinal);
    }

    [Fact]
    public void A_missing_plan_is_not_found_or_an_invalid_parameter_as_told()
    {
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("GET", "/backup/plans/none").ErrorType);
        _bench.Behaviour.MissingPlan = MissingPlanAnswer.InvalidParameterValue;
        var refusal = _bench.Refusal("GET", "/backup/plans/none");
        Assert.Equal("InvalidParameterValueException", refusal.ErrorType);
        Assert.StartsWith("Cannot find Backup plan", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_three_hundred_and_first_plan_is_over_the_limit()
    {
        for (var i = 0; i < 300; i++)
        {
            _bench.MakePlan(BackupBench.Plan($"plan-{i}"));
        }

        Assert.Equal("LimitExceededException", _bench.Refusal("PUT", "/backup/plans", BackupBench.Plan("plan-300")).ErrorType);
    }

    [Fact]
    public void Drift_made_behind_the_back_is_seen_in_the_same_version()
    {
        var id = _bench.MakePlan();
        var version = (string?)_bench.Send("GET", $"/backup/plans/{id}")["VersionId"];
        _bench.Service.ChangePlan(BackupBench.Account, BackupBench.Region, id, static plan => plan["Rules"]![0]!["StartWindowMinutes"] = 90);
        var read = _bench.Send("GET", $"/backup/plans/{id}");
        Assert.Equal((90, version), ((int)read["BackupPlan"]!["Rules"]![0]!["StartWindowMinutes"]!, (string?)read["VersionId"]));
    }

    private JsonObject Read(string id) => _bench.Send("GET", $"/backup/plans/{id}")["BackupPlan"]!.AsObject();
}
