using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Tests.Backup;

/// <summary>Which databases a plan protects: ((Resources ∪ ListOfTags) − NotResources) ∩ Conditions, and what the Region has switched on.</summary>
public sealed class ProtectionTests
{
    private const string Rds = "arn:aws:rds:us-east-1:222222222222";
    private const string Everything = """["arn:aws:rds:*:*:db:*", "arn:aws:rds:*:*:cluster:*"]""";

    private readonly BackupBench _bench = new();
    private readonly string _plan;

    public ProtectionTests()
    {
        _bench.World.Databases = static (account, region) => account is BackupBench.Account && region is BackupBench.Region
            ? [
                Database("db:orders", "payroll"),
                Database("db:upper", "Payroll"),
                Database("db:spaced", "pay roll"),
                Database("db:untagged", null),
                Database("cluster:ledger", "payroll") with { Engine = "aurora-mysql" },
                Database("db:ledger-1", "payroll") with { Engine = "aurora-mysql", ClusterIdentifier = "ledger" },
                Database("cluster:graph", "payroll") with { Engine = "neptune" },
            ]
            : [];
        _plan = _bench.MakePlan();
    }

    [Theory]
    [InlineData("Resources and a condition", """{"Resources": EVERYTHING, "Conditions": {"StringEquals": [{"ConditionKey": "aws:ResourceTag/ABS", "ConditionValue": "payroll"}]}}""", "orders")]
    [InlineData("values are case-sensitive", """{"Resources": EVERYTHING, "Conditions": {"StringEquals": [{"ConditionKey": "aws:ResourceTag/ABS", "ConditionValue": "Payroll"}]}}""", "upper")]
    [InlineData("and so are keys", """{"Resources": EVERYTHING, "Conditions": {"StringEquals": [{"ConditionKey": "aws:ResourceTag/abs", "ConditionValue": "payroll"}]}}""", "")]
    [InlineData("a wildcard stands for no white space", """{"Resources": EVERYTHING, "Conditions": {"StringLike": [{"ConditionKey": "aws:ResourceTag/ABS", "ConditionValue": "pay*"}]}}""", "orders")]
    [InlineData("not equal is what lacks the tag, too", """{"Resources": EVERYTHING, "Conditions": {"StringNotEquals": [{"ConditionKey": "aws:ResourceTag/ABS", "ConditionValue": "payroll"}]}}""", "spaced, untagged, upper")]
    [InlineData("not like is what lacks the tag, too", """{"Resources": EVERYTHING, "Conditions": {"StringNotLike": [{"ConditionKey": "aws:ResourceTag/ABS", "ConditionValue": "pay*"}]}}""", "spaced, untagged, upper")]
    [InlineData("conditions all have to hold", """{"Resources": EVERYTHING, "Conditions": {"StringLike": [{"ConditionKey": "aws:ResourceTag/ABS", "ConditionValue": "*roll"}], "StringNotEquals": [{"ConditionKey": "aws:ResourceTag/ABS", "ConditionValue": "payroll"}]}}""", "upper")]
    [InlineData("tags alone", """{"ListOfTags": [{"ConditionType": "STRINGEQUALS", "ConditionKey": "ABS", "ConditionValue": "payroll"}]}""", "orders")]
    [InlineData("tags or resources", """{"Resources": ["OURS:db:untagged"], "ListOfTags": [{"ConditionType": "STRINGEQUALS", "ConditionKey": "ABS", "ConditionValue": "payroll"}]}""", "orders, untagged")]
    [InlineData("what is excepted", """{"Resources": EVERYTHING, "NotResources": ["OURS:db:u*"]}""", "orders, spaced")]
    [InlineData("an instance named as what it is not", """{"Resources": ["OURS:instance:orders"]}""", "")]
    [InlineData("a member of a cluster by its name", """{"Resources": ["OURS:db:ledger-1"]}""", "")]
    public void A_selection_takes(string what, string selection, string databases) => Assert.Equal((what, databases), (what, Protected(selection)));

    [Theory]
    [InlineData("Aurora", true, """{"Resources": EVERYTHING}""", "ledger, orders, spaced, untagged, upper")]
    [InlineData("Neptune", true, """{"Resources": EVERYTHING}""", "graph, orders, spaced, untagged, upper")]
    [InlineData("RDS", false, """{"Resources": EVERYTHING}""", "orders, spaced, untagged, upper")]
    [InlineData("RDS", false, """{"Resources": ["*"]}""", "")]
    [InlineData("RDS", false, """{"ListOfTags": [{"ConditionType": "STRINGEQUALS", "ConditionKey": "ABS", "ConditionValue": "payroll"}]}""", "")]
    public void What_the_Region_has_switched_on_decides_unless_RDS_is_named(string type, bool isOn, string selection, string databases)
    {
        _bench.Send("PUT", "/account-settings", new JsonObject { ["ResourceTypeOptInPreference"] = new JsonObject { [type] = isOn } });

        Assert.Equal(databases, Protected(selection));
    }

    [Fact]
    public void When_a_database_comes_under_protection_and_loses_it_is_recorded()
    {
        var path = $"/backup/plans/{_plan}/selections";
        var first = _bench.MakeSelection(_plan, Selection("""{"Resources": ["OURS:db:orders"]}""", "first"));
        var second = _bench.MakeSelection(_plan, Selection("""{"Resources": EVERYTHING, "NotResources": ["OURS:db:u*", "OURS:db:spaced"]}""", "second"));
        _bench.Send("DELETE", $"{path}/{first}");
        _bench.Send("DELETE", $"{path}/{second}");

        Assert.Equal(
            ["CreateBackupSelection True", "DeleteBackupSelection False"],
            _bench.Service.Protection(BackupBench.Account, BackupBench.Region).Select(static change => $"{change.Operation} {change.IsProtected}"));
    }

    private static SimulatedDatabase Database(string resource, string? abs)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (abs is not null)
        {
            tags["ABS"] = abs;
        }

        return new SimulatedDatabase($"{Rds}:{resource}", resource.StartsWith("cluster", StringComparison.Ordinal), KmsKeyArn: null, tags);
    }

    private static JsonObject Selection(string members, string name)
    {
        var selection = JsonNode.Parse(members.Replace("EVERYTHING", Everything, StringComparison.Ordinal).Replace("OURS:", $"{Rds}:", StringComparison.Ordinal))!.AsObject();
        selection["SelectionName"] = name;
        selection["IamRoleArn"] = BackupBench.Role;
        return new JsonObject { ["BackupSelection"] = selection };
    }

    private string Protected(string selection)
    {
        _bench.MakeSelection(_plan, Selection(selection, "selection"));
        return string.Join(", ", _bench.Service.Protection(BackupBench.Account, BackupBench.Region)
            .Where(static change => change.IsProtected)
            .Select(static change => change.ResourceArn[(change.ResourceArn.LastIndexOf(':') + 1)..])
            .Order(StringComparer.Ordinal));
    }
}
