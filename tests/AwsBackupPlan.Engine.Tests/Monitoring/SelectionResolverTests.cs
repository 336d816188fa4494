using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Plans;
using static AwsBackupPlan.Engine.Monitoring.SelectionVerdictKind;

namespace AwsBackupPlan.Engine.Tests.Monitoring;

public sealed class SelectionResolverTests
{
    private const string Account = "222222222222";

    private static readonly Dictionary<string, bool> AllOn = OptIn(("RDS", true), ("Aurora", true), ("Neptune", true), ("DocumentDB", true));

    private static readonly Database Instance = new($"arn:aws:rds:us-east-1:{Account}:db:orders", "mysql") { Tags = Tags(("ABS", "payroll"), ("Stage", "prod eu"), ("Empty", "")) };

    private static readonly Database Cluster = new($"arn:aws:rds:us-east-1:{Account}:cluster:ledger", "aurora-mysql") { IsCluster = true, Tags = Instance.Tags };

    [Theory]
    [InlineData("arn:aws:rds:us-east-1:222222222222:db:orders", Taken)]
    [InlineData("arn:aws:rds:us-east-1:222222222222:db:order", NotNamed)]
    [InlineData("arn:aws:rds:us-east-1:222222222222:db:Orders", NotNamed)]
    [InlineData("arn:aws:rds:us-east-1:222222222222:db:order*", Taken)]
    [InlineData("arn:aws:rds:us-east-1:222222222222:db:orders*", Taken)]
    [InlineData("arn:aws:rds:us-east-1:222222222222:db:*", Taken)]
    [InlineData("arn:aws:rds:*:*:db:*", Taken)]
    [InlineData("arn:aws:rds:*:*:db:orders", Taken)]
    [InlineData("arn:aws:rds:*:222222222222:*", Taken)]
    [InlineData("arn:aws:rds:us-east-2:*:db:*", NotNamed)]
    [InlineData("arn:aws:rds:*:333333333333:db:*", NotNamed)]
    [InlineData("arn:aws-cn:rds:*:*:db:*", NotNamed)]
    [InlineData("arn:aws:rds:*:*:cluster:*", NotNamed)]
    [InlineData("arn:aws:rds:*:*:instance:*", NotNamed)]
    [InlineData("arn:aws:dynamodb:*:*:table/*", NotNamed)]
    [InlineData("arn:aws:rds:*", Taken)]
    [InlineData("*", Taken)]
    public void An_ARN_or_a_pattern_names_an_instance_or_does_not(string resource, SelectionVerdictKind kind) => Assert.Equal(kind, Judge(new() { SelectionName = "a", IamRoleArn = "r", Resources = [resource] }, Instance).Kind);

    [Theory]
    [InlineData("arn:aws:rds:*:*:cluster:*", Taken)]
    [InlineData("arn:aws:rds:us-east-1:222222222222:cluster:ledger", Taken)]
    [InlineData("arn:aws:rds:*:*:db:*", NotNamed)]
    [InlineData("arn:aws:rds:*:*:*", Taken)]
    public void An_ARN_or_a_pattern_names_a_cluster_or_does_not(string resource, SelectionVerdictKind kind) => Assert.Equal(kind, Judge(new() { SelectionName = "a", IamRoleArn = "r", Resources = [resource] }, Cluster).Kind);

    [Theory]
    [InlineData("StringEquals", "aws:ResourceTag/ABS", "payroll", Taken)]
    [InlineData("StringEquals", "ABS", "payroll", Taken)]
    [InlineData("StringEquals", "ABS", "Payroll", ConditionNotMet)]
    [InlineData("StringEquals", "abs", "payroll", ConditionNotMet)]
    [InlineData("StringEquals", "aws:resourcetag/ABS", "payroll", ConditionNotMet)]
    [InlineData("StringEquals", "ABS", "pay*", ConditionNotMet)]
    [InlineData("StringEquals", "Missing", "payroll", ConditionNotMet)]
    [InlineData("StringEquals", "Empty", "", Taken)]
    [InlineData("StringNotEquals", "ABS", "payroll", ConditionNotMet)]
    [InlineData("StringNotEquals", "ABS", "Payroll", Taken)]
    [InlineData("StringNotEquals", "Missing", "payroll", Taken)]
    [InlineData("StringLike", "ABS", "pay*", Taken)]
    [InlineData("StringLike", "ABS", "*roll", Taken)]
    [InlineData("StringLike", "ABS", "p*y*l", Taken)]
    [InlineData("StringLike", "ABS", "*", Taken)]
    [InlineData("StringLike", "ABS", "Pay*", ConditionNotMet)]
    [InlineData("StringLike", "ABS", "payroll?", ConditionNotMet)]
    [InlineData("StringLike", "Stage", "prod*", ConditionNotMet)]
    [InlineData("StringLike", "Stage", "prod *", Taken)]
    [InlineData("StringLike", "Stage", "* eu", Taken)]
    [InlineData("StringLike", "Missing", "*", ConditionNotMet)]
    [InlineData("StringLike", "Empty", "*", Taken)]
    [InlineData("StringNotLike", "ABS", "pay*", ConditionNotMet)]
    [InlineData("StringNotLike", "ABS", "test*", Taken)]
    [InlineData("StringNotLike", "Missing", "*", Taken)]
    [InlineData("StringContains", "ABS", "pay", ConditionNotMet)]
    public void A_condition_holds_or_does_not(string name, string key, string value, SelectionVerdictKind kind) =>
        Assert.Equal(kind, Judge(Selection(resources: ["*"], conditions: [Condition(name, key, value)]), Instance).Kind);

    [Fact]
    public void All_conditions_have_to_hold()
    {
        Assert.True(Judge(Selection(resources: ["*"], conditions: [Condition("StringEquals", "ABS", "payroll"), Condition("StringLike", "Stage", "prod *")]), Instance).IsTaken);
        Assert.Equal(ConditionNotMet, Judge(Selection(resources: ["*"], conditions: [Condition("StringEquals", "ABS", "payroll"), Condition("StringEquals", "Stage", "test")]), Instance).Kind);
    }

    [Fact]
    public void One_of_ListOfTags_or_of_Resources_is_enough_and_conditions_come_on_top()
    {
        var tag = Condition("StringEquals", "ABS", "payroll");
        var other = Condition("StringEquals", "ABS", "other");

        Assert.True(Judge(Selection(tags: [other, tag]), Instance).IsTaken);
        Assert.True(Judge(Selection(resources: ["arn:aws:rds:*:*:db:nothing"], tags: [tag]), Instance).IsTaken);
        Assert.True(Judge(Selection(resources: ["*"], tags: [other]), Instance).IsTaken);
        Assert.Equal(NotNamed, Judge(Selection(tags: [other]), Instance).Kind);
        Assert.Equal(NotNamed, Judge(Selection(), Instance).Kind);
        Assert.Equal(ConditionNotMet, Judge(Selection(tags: [tag], conditions: [Condition("StringEquals", "Stage", "test")]), Instance).Kind);
    }

    [Theory]
    [InlineData("arn:aws:rds:*:*:db:orders", Excluded)]
    [InlineData("arn:aws:rds:*:*:db:*", Excluded)]
    [InlineData("arn:aws:rds:*:*:cluster:*", Taken)]
    [InlineData("arn:aws:rds:us-east-1:222222222222:db:ord", Taken)]
    public void NotResources_leave_out_what_they_name_though_a_tag_names_it(string excluded, SelectionVerdictKind kind) =>
        Assert.Equal(kind, Judge(Selection(tags: [Condition("StringEquals", "ABS", "payroll")], except: [excluded]), Instance).Kind);

    [Theory]
    [InlineData("arn:aws:rds:*:*:db:*", "mysql", false, "RDS", Taken)]
    [InlineData("arn:aws:rds:us-east-1:222222222222:db:orders", "mysql", false, "RDS", Taken)]
    [InlineData("*", "mysql", false, "RDS", OptInOff)]
    [InlineData(null, "mysql", false, "RDS", OptInOff)]
    [InlineData("arn:aws:rds:*:*:cluster:*", "mysql", true, "RDS", Taken)]
    [InlineData("arn:aws:rds:*:*:cluster:*", "aurora-mysql", true, "Aurora", OptInOff)]
    [InlineData("arn:aws:rds:us-east-1:222222222222:cluster:ledger", "aurora-postgresql", true, "Aurora", OptInOff)]
    [InlineData("*", "aurora-mysql", true, "Aurora", OptInOff)]
    [InlineData("arn:aws:rds:*:*:cluster:*", "neptune", true, "Neptune", OptInOff)]
    [InlineData("arn:aws:rds:*:*:cluster:*", "docdb", true, "DocumentDB", OptInOff)]
    [InlineData("arn:aws:rds:*:*:cluster:*", "aurora-mysql", true, "RDS", Taken)]
    public void A_type_that_the_Region_has_switched_off_is_not_backed_up_unless_it_is_RDS_and_named(string? resource, string engine, bool isCluster, string off, SelectionVerdictKind kind)
    {
        var database = (isCluster ? Cluster : Instance) with { Engine = engine };
        var selection = resource is null ? Selection(tags: [Condition("StringEquals", "ABS", "payroll")]) : Selection(resources: [resource]);
        var optIn = AllOn.ToDictionary(static type => type.Key, type => type.Value && !string.Equals(type.Key, off, StringComparison.Ordinal), StringComparer.Ordinal);

        Assert.Equal(kind, SelectionResolver.Resolve(selection, database, optIn).Kind);
    }

    [Fact]
    public void A_member_of_a_cluster_is_never_taken()
    {
        var verdict = Judge(Selection(resources: ["*"]), Instance with { Engine = "aurora-mysql", ClusterIdentifier = "ledger" });

        Assert.Equal(ClusterMember, verdict.Kind);
        Assert.Contains("cluster ledger", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_matches_is_said_and_why_nothing_does()
    {
        var taken = Judge(Selection(resources: ["*", "arn:aws:rds:*:*:db:*"], conditions: [Condition("StringEquals", "aws:ResourceTag/ABS", "payroll")]), Instance);

        Assert.Equal("Resources arn:aws:rds:*:*:db:*, StringEquals ABS = payroll", taken.By);
        Assert.Contains("values are compared with case", Reason(Selection(resources: ["*"], conditions: [Condition("StringEquals", "ABS", "PAYROLL")])), StringComparison.Ordinal);
        Assert.Contains("keys are compared with case", Reason(Selection(tags: [Condition("StringEquals", "abs", "payroll")])), StringComparison.Ordinal);
        Assert.Contains("has no tag Owner", Reason(Selection(resources: ["*"], conditions: [Condition("StringEquals", "Owner", "me")])), StringComparison.Ordinal);
        Assert.Contains(":db:", Reason(Selection(resources: ["arn:aws:rds:*:*:instance:*"])), StringComparison.Ordinal);
        Assert.Contains("StringNotEquals", Reason(Selection(resources: ["*"], conditions: [Condition("StringNotEquals", "ABS", "payroll")])), StringComparison.Ordinal);
    }

    private static string Reason(SelectionDefinition selection) => Judge(selection, Instance).Reason!;

    private static SelectionVerdict Judge(SelectionDefinition selection, Database database) => SelectionResolver.Resolve(selection, database, AllOn);

    private static SelectionDefinition Selection(string[]? resources = null, SelectionConditionInfo[]? tags = null, string[]? except = null, SelectionConditionInfo[]? conditions = null) => new()
    {
        SelectionName = "a",
        IamRoleArn = "r",
        Resources = resources ?? [],
        ListOfTags = tags ?? [],
        NotResources = except ?? [],
        Conditions = conditions ?? [],
    };

    private static SelectionConditionInfo Condition(string name, string key, string value) => new() { Operator = name, Key = key, Value = value };

    private static Dictionary<string, string> Tags(params (string Key, string Value)[] tags) => tags.ToDictionary(static tag => tag.Key, static tag => tag.Value, StringComparer.Ordinal);

    private static Dictionary<string, bool> OptIn(params (string Type, bool IsOn)[] types) => types.ToDictionary(static type => type.Type, static type => type.IsOn, StringComparer.Ordinal);
}
