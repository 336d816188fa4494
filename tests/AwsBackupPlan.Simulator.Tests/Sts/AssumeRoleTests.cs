using AwsBackupPlan.Simulator.Sts;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Sts;

public sealed class AssumeRoleTests(PythonPeer python)
{
    private const string Role = "arn:aws:iam::222222222222:role/Xacnt_Backup_Role";

    [Fact]
    public async Task Keys_of_a_session_belong_to_the_account_of_the_role()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var identity = await python.RunAsync(sim, $"""
            session = client("sts").assume_role(RoleArn="{Role}", RoleSessionName="night-run")["Credentials"]
            result = client("sts", credentials=session).get_caller_identity()
            """);
        Assert.Equal("222222222222", (string?)identity["Account"]);
        Assert.Equal("arn:aws:sts::222222222222:assumed-role/Xacnt_Backup_Role/night-run", (string?)identity["Arn"]);
    }

    [Theory]
    [InlineData("arn:aws:iam::222222222222:role/Other")]
    [InlineData("arn:aws:iam::222222222222:role/AWSBackup-Custom")]
    [InlineData("arn:aws-cn:iam::222222222222:role/Xacnt_Backup_Role")]
    [InlineData("arn:aws:iam::2222:role/Xacnt_Backup_Role")]
    public async Task A_role_that_does_not_trust_the_caller_is_refused_in_the_words_of_AWS(string role)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refusal = await python.RunAsync(sim, $"""result = refusal(client("sts").assume_role, RoleArn="{role}", RoleSessionName="run")""");
        Assert.Equal("AccessDenied", (string?)refusal["code"]);
        Assert.Equal(403, (int?)refusal["status"]);
        Assert.Equal($"User: arn:aws:iam::111111111111:user/operator is not authorized to perform: sts:AssumeRole on resource: {role}", (string?)refusal["message"]);
    }

    [Fact]
    public async Task A_role_made_known_can_be_assumed_and_one_taken_away_cannot()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Sts.SetRole("222222222222", "Other", new SimulatedRole());
        sim.Sts.RemoveRole("222222222222", "Xacnt_Backup_Role");
        var result = await python.RunAsync(sim, $"""
            sts = client("sts")
            sts.assume_role(RoleArn="arn:aws:iam::222222222222:role/Other", RoleSessionName="run")
            result = refusal(sts.assume_role, RoleArn="{Role}", RoleSessionName="run")
            """);
        Assert.Equal("AccessDenied", (string?)result["code"]);
    }

    [Fact]
    public async Task The_external_id_of_the_trust_policy_must_be_given()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { ExternalId = "shared-secret" }, TestContext.Current.CancellationToken);
        var result = await python.RunAsync(sim, $"""
            sts = client("sts")
            given = dict(RoleArn="{Role}", RoleSessionName="run")
            sts.assume_role(ExternalId="shared-secret", **given)
            result = [refusal(sts.assume_role, **given)["code"], refusal(sts.assume_role, ExternalId="guess", **given)["code"]]
            """);
        Assert.Equal("""["AccessDenied","AccessDenied"]""", result.ToJsonString());
    }

    [Theory]
    [InlineData("RoleSessionName='a b'", "Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*")]
    [InlineData("RoleSessionName='run', DurationSeconds=899", "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900")]
    [InlineData("RoleSessionName='run', DurationSeconds=43201", "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200")]
    [InlineData("RoleSessionName='run', DurationSeconds=3601", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")]
    [InlineData("RoleSessionName='run', Policy=' ' * 2049", "Member must have length less than or equal to 2048")]
    [InlineData("RoleSessionName='run', Tags=[dict(Key='a', Value='!')]", "at 'tags.1.member.value' failed to satisfy constraint: Member must satisfy regular expression pattern")]
    public async Task What_the_service_model_forbids_is_a_validation_error(string arguments, string message)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refusal = await python.RunAsync(sim, $"""result = refusal(client("sts").assume_role, RoleArn="{Role}", {arguments})""");
        Assert.Equal("ValidationError", (string?)refusal["code"]);
        Assert.Contains(message, (string?)refusal["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chained_session_lasts_an_hour_at_most()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Sts.SetRole("111111111111", "caller", new SimulatedRole { MaxSessionDuration = 43200 });
        sim.Sts.SetRole("222222222222", "Xacnt_Backup_Role", new SimulatedRole { MaxSessionDuration = 43200 });
        var refusal = await python.RunAsync(sim, $"""
            first = client("sts").assume_role(RoleArn="arn:aws:iam::111111111111:role/caller", RoleSessionName="first", DurationSeconds=43200)["Credentials"]
            chained = client("sts", credentials=first)
            chained.assume_role(RoleArn="{Role}", RoleSessionName="second", DurationSeconds=3600)
            result = refusal(chained.assume_role, RoleArn="{Role}", RoleSessionName="second", DurationSeconds=3601)
            """);
        Assert.Equal("ValidationError", (string?)refusal["code"]);
        Assert.Contains("role chaining", (string?)refusal["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_policy_must_be_JSON_and_fit_when_packed()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var result = await python.RunAsync(sim, $$"""
            import json, random
            sts = client("sts")
            given = dict(RoleArn="{{Role}}", RoleSessionName="run")
            noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=1900))
            small = sts.assume_role(Policy=json.dumps({"Version": "2012-10-17", "Statement": []}), **given)
            result = {
                "packed": small["PackedPolicySize"],
                "broken": refusal(sts.assume_role, Policy="{", **given)["type"],
                "large": refusal(sts.assume_role, Policy=json.dumps({"Version": noise}), **given)["type"],
            }
            """);
        Assert.InRange((int)result["packed"]!, 1, 99);
        Assert.Equal("MalformedPolicyDocumentException", (string?)result["broken"]);
        Assert.Equal("PackedPolicyTooLargeException", (string?)result["large"]);
    }

    [Fact]
    public async Task The_backup_role_exists_everywhere_until_it_is_taken_away_or_trusts_another()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(sim.World.IsBackupRole("arn:aws:iam::222222222222:role/AWSBackup-Custom"));
        Assert.False(sim.World.IsBackupRole("arn:aws:iam::222222222222:role/Xacnt_Backup_Role"));
        sim.Sts.RemoveRole("222222222222", "AWSBackup-Custom");
        sim.Sts.SetRole("333333333333", "AWSBackup-Custom", new SimulatedRole { TrustsBackup = false });
        Assert.False(sim.World.IsBackupRole("arn:aws:iam::222222222222:role/AWSBackup-Custom"));
        Assert.False(sim.World.IsBackupRole("arn:aws:iam::333333333333:role/AWSBackup-Custom"));
    }

    [Fact]
    public async Task The_CLI_shows_who_the_caller_is()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var identity = await AwsCli.JsonAsync(sim, "sts", "get-caller-identity");
        Assert.Equal("arn:aws:iam::111111111111:user/operator", (string?)identity["Arn"]);
    }
}
