using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class SelectionTests
{
    private const string Invalid = "InvalidParameterValueException";

    private readonly BackupBench _bench = new();
    private readonly string _plan;

    public SelectionTests() => _plan = _bench.MakePlan();

    private string Path => $"/backup/plans/{_plan}/selections";

    [Fact]
    public void A_selection_comes_back_with_empty_lists_for_what_it_lacks()
    {
        var read = _bench.Send("GET", $"{Path}/{_bench.MakeSelection(_plan)}")["BackupSelection"]!;
        Assert.Equal("""["arn:aws:rds:*:*:db:*","arn:aws:rds:*:*:cluster:*"]""", read["Resources"]!.ToJsonString());
        Assert.Equal("[]", read["NotResources"]!.ToJsonString());
        Assert.Equal("[]", read["ListOfTags"]!.ToJsonString());
        Assert.Equal("""{"StringEquals":[],"StringNotEquals":[],"StringLike":[],"StringNotLike":[]}""", read["Conditions"]!.ToJsonString());
    }

    [Fact]
    public void A_selection_just_made_can_be_unknown_for_a_while()
    {
        _bench.Behaviour.SelectionVisibleAfter = TimeSpan.FromMinutes(2);
        var id = _bench.MakeSelection(_plan);
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("GET", $"{Path}/{id}").ErrorType);
        Assert.Empty(_bench.Send("GET", Path)["BackupSelectionsList"]!.AsArray());
        _bench.Advance(120);
        _bench.Send("GET", $"{Path}/{id}");
        Assert.Single(_bench.Send("GET", Path)["BackupSelectionsList"]!.AsArray());
    }

    [Fact]
    public void A_role_that_AWS_Backup_cannot_assume_is_refused_in_its_words()
    {
        _bench.World.IsBackupRole = static _ => false;
        var refusal = _bench.Refusal("PUT", Path, BackupBench.Selection());
        Assert.Equal(Invalid, refusal.ErrorType);
        Assert.Contains("cannot be assumed by AWS Backup", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_cannot_read_tags_is_refused_in_the_words_of_AWS()
    {
        _bench.Behaviour.RolesWithoutTagRead = new HashSet<string>(StringComparer.Ordinal) { BackupBench.Role };
        var refusal = _bench.Refusal("PUT", Path, BackupBench.Selection());
        Assert.Equal((Invalid, "ERROR_3018"), (refusal.ErrorType, refusal.Members["Code"]));
        Assert.Equal($"IAM Role {BackupBench.Role} is not authorized to call tag:GetResources", refusal.Message);
    }

    [Theory]
    [InlineData("AWSBackup-Custom")]
    [InlineData("arn:aws:iam::222222222222:user/AWSBackup-Custom")]
    [InlineData("arn:aws:iam::333333333333:role/AWSBackup-Custom")]
    public void A_role_must_be_one_of_the_account(string role) => Refuse(Invalid, ("IamRoleArn", role));

    [Fact]
    public void Conditions_alone_select_nothing()
    {
        var refusal = Refuse(Invalid, ("Resources", null), ("Conditions", Conditions("aws:ResourceTag/ABS")));
        Assert.Equal("Invalid backup selection. Either 'ListOfTags' or 'Resources' section must be non-empty.", refusal);
    }

    [Fact]
    public void Tags_alone_do()
    {
        var selection = BackupBench.Selection();
        selection["BackupSelection"]!["Resources"] = null;
        selection["BackupSelection"]!["ListOfTags"] = new JsonArray(Tag("STRINGEQUALS"));
        _bench.MakeSelection(_plan, selection);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("arn:aws:rds:*:*:db:*")]
    [InlineData("arn:aws:rds:us-east-1:222222222222:cluster:ledger-*")]
    [InlineData("arn:aws:s3:::bucket")]
    [InlineData("arn:aws:ec2:*")]
    [InlineData("arn:aws:ec2:us-east-1:*")]
    public void A_wildcard_stands_for_a_segment_or_at_the_end(string resource)
    {
        var selection = BackupBench.Selection();
        selection["BackupSelection"]!["Resources"] = new JsonArray(resource);
        _bench.MakeSelection(_plan, selection);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("arn:aws:rds")]
    [InlineData("arn:aws:r*")]
    [InlineData("arn:aws:rds:us-*-1:222222222222:db:orders")]
    [InlineData("arn:aws:s3:::*-logs")]
    public void Another_pattern_is_refused(string resource) => Refuse(Invalid, ("Resources", new JsonArray(resource)));

    [Fact]
    public void Five_hundred_ARNs_and_thirty_wildcards_are_the_limit()
    {
        Refuse(Invalid, ("Resources", Arns(501, string.Empty)));
        Refuse(Invalid, ("Resources", Arns(31, "*")));
        Refuse(Invalid, ("NotResources", Arns(31, "*")));
        var selection = BackupBench.Selection();
        selection["BackupSelection"]!["Resources"] = Arns(500, string.Empty);
        selection["BackupSelection"]!["NotResources"] = Arns(30, "*");
        _bench.MakeSelection(_plan, selection);
    }

    [Fact]
    public void A_condition_needs_the_full_tag_key_and_a_list_of_tags_the_one_operator_there_is()
    {
        Refuse(Invalid, ("Conditions", Conditions("ABS")));
        Refuse(Invalid, ("ListOfTags", new JsonArray(Tag("STRINGLIKE"))));
    }

    [Fact]
    public void What_must_be_there_is_missed()
    {
        Refuse("MissingParameterValueException", ("SelectionName", null));
        Refuse("MissingParameterValueException", ("IamRoleArn", null));
    }

    [Fact]
    public void A_second_selection_of_a_name_is_refused_unless_told_otherwise()
    {
        _bench.MakeSelection(_plan);
        Assert.Equal("AlreadyExistsException", _bench.Refusal("PUT", Path, BackupBench.Selection()).ErrorType);
        _bench.Behaviour.RefuseSecondSelectionOfName = false;
        _bench.MakeSelection(_plan);
        Assert.Equal(2, _bench.Send("GET", Path)["BackupSelectionsList"]!.AsArray().Count);
    }

    [Fact]
    public void The_same_creator_request_is_answered_with_the_selection_it_made()
    {
        var selection = BackupBench.Selection();
        selection["CreatorRequestId"] = "night";
        Assert.Equal(_bench.MakeSelection(_plan, selection), _bench.MakeSelection(_plan, selection));
    }

    [Fact]
    public void The_hundred_and_first_selection_is_over_the_limit()
    {
        for (var i = 0; i < 100; i++)
        {
            _bench.MakeSelection(_plan, BackupBench.Selection($"selection-{i}"));
        }

        Assert.Equal("LimitExceededException", _bench.Refusal("PUT", Path, BackupBench.Selection("selection-100")).ErrorType);
    }

    [Fact]
    public void A_selection_of_a_missing_plan_is_not_found() =>
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("PUT", "/backup/plans/none/selections", BackupBench.Selection()).ErrorType);

    private static JsonArray Arns(int count, string end) =>
        new([.. Enumerable.Range(0, count).Select(i => JsonValue.Create($"arn:aws:rds:us-east-1:222222222222:db:orders-{i}{end}"))]);

    private static JsonObject Tag(string type) => new() { ["ConditionType"] = type, ["ConditionKey"] = "ABS", ["ConditionValue"] = "a" };

    private static JsonObject Conditions(string key) => new()
    {
        ["StringEquals"] = new JsonArray(new JsonObject { ["ConditionKey"] = key, ["ConditionValue"] = "a" }),
    };

    private string Refuse(string errorType, params (string Member, JsonNode? Value)[] changes)
    {
        var selection = BackupBench.Selection();
        foreach (var (member, value) in changes)
        {
            selection["BackupSelection"]![member] = value;
        }

        var refusal = _bench.Refusal("PUT", Path, selection);
        Assert.Equal(errorType, refusal.ErrorType);
        return refusal.Message;
    }
}
