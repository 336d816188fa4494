using AwsBackupPlan.Simulator.Sts;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Sts;

public sealed class SessionTagTests(PythonPeer python)
{
    private const string First = "arn:aws:iam::111111111111:role/First";
    private const string Role = "arn:aws:iam::222222222222:role/Xacnt_Backup_Role";

    private const string Begun = $"""
        given = dict(RoleArn="{Role}", RoleSessionName="second")
        session = client("sts").assume_role(RoleArn="{First}", RoleSessionName="first", Tags=[dict(Key="Team", Value="a"), dict(Key="Cost", Value="b")], TransitiveTagKeys=["Team"], SourceIdentity="jane")["Credentials"]
        chained = client("sts", credentials=session)

        """;

    [Fact]
    public async Task Transitive_tags_and_the_source_identity_are_inherited_and_other_tags_are_not()
    {
        await using var sim = await TaggedAsync();

        var answer = await python.RunAsync(sim, Begun + """result = chained.assume_role(Tags=[dict(Key="Cost", Value="c")], **given)["SourceIdentity"]""");

        Assert.Equal("jane", (string?)answer);
        var caller = Assert.Single(sim.Sts.IssuedSessions, static session => session.Caller.AccountId is "222222222222").Caller;
        Assert.Equal(["Cost=c", "Team=a"], caller.SessionTags.Select(static tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["Team"], caller.TransitiveTagKeys);
    }

    [Theory]
    [InlineData("""Tags=[dict(Key="team", Value="x")]""", "ValidationError", "conflicts with a transitive tag key from the calling session")]
    [InlineData("""SourceIdentity="joe" """, "AccessDenied", "sts:SetSourceIdentity")]
    [InlineData("""Tags=[dict(Key="a", Value="x"), dict(Key="A", Value="y")]""", "ValidationError", "Duplicate tag keys found")]
    [InlineData("""Tags=[dict(Key="aws:a", Value="x")]""", "ValidationError", "aws:")]
    [InlineData("""TransitiveTagKeys=["a"]""", "ValidationError", "must be included in the requested tags")]
    [InlineData("""Tags=[dict(Key="k%d" % i, Value="") for i in range(51)]""", "ValidationError", "Member must have length less than or equal to 50")]
    [InlineData("""SourceIdentity="a b" """, "ValidationError", "sourceIdentity")]
    public async Task What_AWS_refuses_of_tags_and_source_identity_is_refused(string arguments, string code, string message)
    {
        await using var sim = await TaggedAsync();

        var refusal = await python.RunAsync(sim, Begun + $"result = refusal(chained.assume_role, {arguments}, **given)");

        Assert.Equal(code, (string?)refusal["code"]);
        Assert.Contains(message, (string?)refusal["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true, "sts:TagSession")]
    [InlineData(true, false, "sts:SetSourceIdentity")]
    public async Task What_is_inherited_needs_the_trust_of_the_next_role_too(bool tags, bool identity, string action)
    {
        await using var sim = await TaggedAsync();
        sim.Sts.SetRole("222222222222", "Xacnt_Backup_Role", new SimulatedRole { AllowsTagSession = tags, AllowsSetSourceIdentity = identity });

        var refusal = await python.RunAsync(sim, Begun + "result = refusal(chained.assume_role, **given)");

        Assert.Equal("AccessDenied", (string?)refusal["code"]);
        Assert.Equal($"User: arn:aws:sts::111111111111:assumed-role/First/first is not authorized to perform: {action} on resource: {Role}", (string?)refusal["message"]);
    }

    private static async Task<SimulatorHost> TaggedAsync()
    {
        var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var role = new SimulatedRole { AllowsTagSession = true, AllowsSetSourceIdentity = true };
        sim.Sts.SetRole("111111111111", "First", role);
        sim.Sts.SetRole("222222222222", "Xacnt_Backup_Role", role);
        return sim;
    }
}
