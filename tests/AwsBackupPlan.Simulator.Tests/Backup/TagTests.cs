using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class TagTests
{
    private readonly BackupBench _bench = new();

    [Fact]
    public void Tags_given_at_creation_are_listed_for_vault_and_plan()
    {
        _bench.Send("PUT", "/backup-vaults/a-Vault", new JsonObject { ["BackupVaultTags"] = new JsonObject { ["ABS"] = "a" } });
        var plan = BackupBench.Plan();
        plan["BackupPlanTags"] = new JsonObject { ["ABS"] = "a", ["owner"] = "payments" };
        var planArn = (string)_bench.Send("PUT", "/backup/plans", plan)["BackupPlanArn"]!;
        Assert.Equal("""{"ABS":"a"}""", Tags(BackupBench.VaultArn()));
        Assert.Equal("""{"ABS":"a","owner":"payments"}""", Tags(planArn));
    }

    [Fact]
    public void Tags_are_added_replaced_and_taken_off()
    {
        _bench.MakeVault();
        Tag(BackupBench.VaultArn(), ("ABS", "a"), ("owner", "payments"));
        Tag(BackupBench.VaultArn(), ("ABS", "b"));
        _bench.Send("POST", $"/untag/{Escape(BackupBench.VaultArn())}", new JsonObject { ["TagKeyList"] = new JsonArray("owner", "absent") });
        Assert.Equal("""{"ABS":"b"}""", Tags(BackupBench.VaultArn()));
    }

    [Fact]
    public void Keys_that_AWS_keeps_for_itself_are_refused()
    {
        _bench.MakeVault();
        Assert.Equal("InvalidParameterValueException", Assert.Throws<Protocol.SimulatedException>(() => Tag(BackupBench.VaultArn(), ("aws:ABS", "a"))).ErrorType);
        var vault = new JsonObject { ["BackupVaultTags"] = new JsonObject { ["AWS:ABS"] = "a" } };
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("PUT", "/backup-vaults/b-Vault", vault).ErrorType);
    }

    [Fact]
    public void The_fifty_first_tag_is_over_the_limit_and_none_of_its_request_is_set()
    {
        _bench.MakeVault();
        Tag(BackupBench.VaultArn(), [.. Enumerable.Range(0, 49).Select(static i => ($"tag-{i}", "x"))]);
        Assert.Equal("LimitExceededException", Assert.Throws<Protocol.SimulatedException>(() => Tag(BackupBench.VaultArn(), ("one", "x"), ("two", "x"))).ErrorType);
        Tag(BackupBench.VaultArn(), ("one", "x"), ("tag-0", "y"));
    }

    [Fact]
    public void Tags_of_a_database_snapshot_are_RDSs_unless_told_otherwise()
    {
        _bench.MakeVault();
        var arn = _bench.AddPoint();
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("GET", $"/tags/{Escape(arn)}").ErrorType);
        _bench.Behaviour.RefuseTagsOfForeignRecoveryPoints = false;
        Tag(arn, ("ABS", "a"));
        Assert.Equal("""{"ABS":"a"}""", Tags(arn));
    }

    [Theory]
    [InlineData("arn:aws:backup:us-east-1:222222222222:backup-vault:none")]
    [InlineData("arn:aws:backup:us-east-2:222222222222:backup-vault:a-Vault")]
    [InlineData("arn:aws:backup:us-east-1:333333333333:backup-vault:a-Vault")]
    [InlineData("arn:aws:backup:us-east-1:222222222222:backup-plan:none")]
    public void Tags_of_what_is_not_there_are_not_found(string arn)
    {
        _bench.MakeVault();
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("GET", $"/tags/{Escape(arn)}").ErrorType);
    }

    [Fact]
    public void Tags_come_in_pages_too()
    {
        _bench.MakeVault();
        Tag(BackupBench.VaultArn(), ("a", "1"), ("b", "2"), ("c", "3"));
        var first = _bench.Send("GET", $"/tags/{Escape(BackupBench.VaultArn())}?maxResults=2");
        Assert.Equal("""{"a":"1","b":"2"}""", first["Tags"]!.ToJsonString());
        var second = _bench.Send("GET", $"/tags/{Escape(BackupBench.VaultArn())}?maxResults=2&nextToken={Escape((string)first["NextToken"]!)}");
        Assert.Equal("""{"Tags":{"c":"3"}}""", second.ToJsonString());
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private string Tags(string arn) => _bench.Send("GET", $"/tags/{Escape(arn)}")["Tags"]!.ToJsonString();

    private void Tag(string arn, params (string Key, string Value)[] tags) => _bench.Send("POST", $"/tags/{Escape(arn)}", new JsonObject
    {
        ["Tags"] = new JsonObject(tags.Select(static tag => KeyValuePair.Create<string, JsonNode?>(tag.Key, tag.Value))),
    });
}
