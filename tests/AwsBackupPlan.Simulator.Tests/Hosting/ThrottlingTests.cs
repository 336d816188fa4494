using AwsBackupPlan.Simulator.Tests.Peers;
using AwsBackupPlan.Simulator.Throttling;
using Microsoft.Extensions.Time.Testing;

namespace AwsBackupPlan.Simulator.Tests.Hosting;

/// <summary>Too many calls of an account to a service in a Region, on a clock that stands still.</summary>
public sealed class ThrottlingTests(PythonPeer python)
{
    private const string Calls = """
        import botocore.exceptions

        def session(account):
            return client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/Xacnt_Backup_Role", RoleSessionName="run")["Credentials"]

        def outcome(call):
            try:
                call()
                return "ok"
            except botocore.exceptions.ClientError as error:
                return "{} {} {}".format(error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Message"])

        """;

    [Fact]
    public async Task Each_service_says_in_its_own_words_that_there_were_too_many_calls()
    {
        await using var sim = await StartAsync("1/1");
        var outcomes = await RunAsync(sim, """
            calls = [client("backup").list_backup_vaults, client("sts").get_caller_identity, client("kms").list_keys, client("ssm").describe_parameters, client("rds").describe_db_instances]
            result = [outcome(call) for call in calls for _ in range(2)]
            """);

        Assert.Equal(
            ["ok", "ThrottlingException 429 Rate exceeded", "ok", "Throttling 400 Rate exceeded", "ok", "ThrottlingException 400 Rate exceeded", "ok", "ThrottlingException 400 Rate exceeded", "ok", "Throttling 400 Rate exceeded"],
            outcomes);
        Assert.Equal(5, sim.Requests.Count(static request => request.ErrorType is "Throttling" or "ThrottlingException"));
    }

    [Fact]
    public async Task A_burst_is_used_up_and_comes_back_at_the_rate()
    {
        var time = new FakeTimeProvider();
        await using var sim = await StartAsync("backup=2/3", time);
        const string FiveCalls = """result = [outcome(client("backup").list_backup_plans)[:2] for _ in range(5)]""";

        Assert.Equal(["ok", "ok", "ok", "Th", "Th"], await RunAsync(sim, FiveCalls));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["ok", "ok", "Th", "Th", "Th"], await RunAsync(sim, FiveCalls));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["ok", "ok", "ok", "Th", "Th"], await RunAsync(sim, FiveCalls));
    }

    [Fact]
    public async Task A_call_counts_for_its_account_service_and_Region_alone()
    {
        await using var sim = await StartAsync("backup=1/1,kms=1/1");
        var outcomes = await RunAsync(sim, """
            first, second = session("222222222222"), session("333333333333")
            vaults = lambda keys, region="us-east-1": outcome(client("backup", region, credentials=keys).list_backup_vaults)[:2]
            result = [vaults(first), vaults(first), vaults(first, "us-east-2"), vaults(second), outcome(client("kms", credentials=first).list_keys)]
            """);

        Assert.Equal(["ok", "Th", "ok", "ok", "ok"], outcomes);
    }

    [Fact]
    public async Task AssumeRole_counts_for_the_account_that_calls_whatever_account_the_role_is_in()
    {
        await using var sim = await StartAsync("sts=1/2");
        var outcomes = await RunAsync(sim, """
            assume = lambda account: outcome(lambda: session(account))
            result = [assume("222222222222"), assume("333333333333"), assume("444444444444")]
            """);

        Assert.Equal(["ok", "ok", "Throttling 400 Rate exceeded"], outcomes);
    }

    [Fact]
    public async Task A_service_with_a_limit_of_its_own_has_that_instead_of_everybodys()
    {
        await using var sim = await StartAsync("1/1,sts=1/3");
        var outcomes = await RunAsync(sim, """
            result = [outcome(client("sts").get_caller_identity)[:2] for _ in range(4)] + [outcome(client("kms").list_keys)[:2] for _ in range(2)]
            """);

        Assert.Equal(["ok", "ok", "ok", "Th", "ok", "Th"], outcomes);
    }

    [Fact]
    public async Task A_call_that_is_refused_for_its_signature_counts_for_nobody_and_a_reset_forgets_all()
    {
        await using var sim = await StartAsync("1/1");
        const string Script = """
            stranger = {"AccessKeyId": "ASIAUNKNOWN000000000", "SecretAccessKey": "x", "SessionToken": "x"}
            result = [outcome(client("kms", credentials=stranger).list_keys)[:12], outcome(client("kms").list_keys), outcome(client("kms").list_keys)[:10]]
            """;

        Assert.Equal(["Unrecognized", "ok", "Throttling"], await RunAsync(sim, Script));
        sim.Reset();
        Assert.Equal(["Unrecognized", "ok", "Throttling"], await RunAsync(sim, Script));
    }

    [Fact]
    public void Without_a_burst_a_second_s_calls_may_come_at_once()
    {
        var limits = ThrottleLimits.Parse("2.5, backup=0.2/4");

        Assert.Equal(new ThrottleLimit(2.5, 3), limits.Of("kms"));
        Assert.Equal(new ThrottleLimit(0.2, 4), limits.Of("backup"));
        Assert.Null(ThrottleLimits.Parse("sts=1").Of("kms"));
    }

    private static Task<SimulatorHost> StartAsync(string limits, FakeTimeProvider? time = null) => SimulatorHost.StartAsync(
        new SimulatorOptions { Throttle = ThrottleLimits.Parse(limits), TimeProvider = time ?? new FakeTimeProvider() }, TestContext.Current.CancellationToken);

    private async Task<string[]> RunAsync(SimulatorHost sim, string script) =>
        [.. (await python.RunAsync(sim, Calls + script)).AsArray().Select(static outcome => (string)outcome!)];
}
