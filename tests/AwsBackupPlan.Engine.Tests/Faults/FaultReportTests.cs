using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>What stands between here and AWS, and what is wrong here, is told for what it is.</summary>
public sealed class FaultReportTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    [InlineData(60 * 24 * 3)]
    public async Task A_clock_that_is_wrong_is_corrected_by_what_AWS_says(int minutes)
    {
        // The SDK keeps what it has learned of an endpoint while the process lives: it is one that no other simulator gets.
        var port = 20000 + (((Environment.ProcessId * 3) + (minutes is 20 ? 0 : minutes < 0 ? 1 : 2)) % 10000);
        await using var scene = await Scene.StartAsync(new SimulatorOptions { Urls = $"http://127.0.0.1:{port}" });
        scene.Simulator.World.ClientClockSkew = TimeSpan.FromMinutes(minutes);

        var outcome = await scene.DeployAsync();

        Assert.Null(outcome.Failure?.Message);
        // Calls that go out together learn it together; none is refused twice.
        var refused = scene.Simulator.Requests.Where(static request => request.ErrorType is "SignatureDoesNotMatch" or "InvalidSignatureException").ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused.GroupBy(static request => (request.Service, request.Operation, request.Region)), static calls => Assert.Single(calls));
        Assert.Contains(scene.Observer.VerboseLines, static line => line.Contains("retry 1 of 5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clock_that_cannot_be_corrected_is_told_with_its_time()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("DescribeKey", FaultKind.SignatureExpired, times: 0, service: "kms");

        var failure = (await scene.DeployAsync()).Failure!;

        Assert.Equal(("ClockNotRight", FailureCategory.AuthenticationError), (failure.ErrorId, failure.Category));
        Assert.Contains("Set the clock of this machine", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains(TimeProvider.System.GetUtcNow().Year.ToString(System.Globalization.CultureInfo.InvariantCulture), failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_name_that_DNS_does_not_know_is_told_with_the_name()
    {
        await using var scene = await Scene.StartAsync();
        var engine = scene.NewEngine(scene.Connection with { EndpointUrl = new Uri("http://no-such-endpoint.invalid/"), MaxRetries = 1 });

        var failure = (await engine.DeployAsync(scene.Target, new(), scene.Observer, TestContext.Current.CancellationToken)).Failure!;

        Assert.Equal(("NameNotResolved", FailureCategory.ResourceUnavailable), (failure.ErrorId, failure.Category));
        Assert.Contains("no-such-endpoint.invalid", failure.Message, StringComparison.Ordinal);
        Assert.Contains("sts:AssumeRole", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.ProxyPage)]
    [InlineData(FaultKind.ProxyRefusal)]
    [InlineData(FaultKind.BadGateway)]
    [InlineData(FaultKind.HalfBody)]
    public async Task Each_try_and_each_wait_is_told_and_there_are_no_more_than_were_asked_for(FaultKind kind)
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("GetParameter", kind, times: 0, service: "ssm");
        var engine = scene.NewEngine(scene.Connection with { MaxRetries = 2 });

        var failure = (await engine.DeployAsync(scene.Target, new(), scene.Observer, TestContext.Current.CancellationToken)).Failure!;

        Assert.Equal(kind is FaultKind.HalfBody ? "AnswerNotReadable" : "AnswerNotFromAws", failure.ErrorId);
        Assert.Equal(3, scene.Requests("GetParameter").Count);
        var told = scene.Observer.VerboseLines.Where(static line => line.StartsWith("ssm GetParameter ", StringComparison.Ordinal)).ToList();
        Assert.Equal(["attempt 1", "retry 1 of 2", "attempt 2", "retry 2 of 2", "attempt 3"], told.Select(Told), StringComparer.Ordinal);
        Assert.InRange(scene.Time.Waited, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Half_an_answer_with_a_session_in_it_is_quoted_nowhere()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("AssumeRole", FaultKind.HalfBody, times: 0, service: "sts");

        var failure = (await scene.DeployAsync()).Failure!;

        var everything = string.Join('\n', [failure.Message, failure.Remedy, failure.Exception?.ToString() ?? string.Empty, .. scene.Observer.VerboseLines]);
        Assert.DoesNotContain("AccessKeyId", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("ASIA", everything, StringComparison.Ordinal);
        Assert.Contains("cannot be read", failure.Message, StringComparison.Ordinal);
    }

    private static string Told(string line)
    {
        var retry = line.IndexOf("retry ", StringComparison.Ordinal);
        var attempt = line.IndexOf("attempt ", StringComparison.Ordinal);
        return retry >= 0 ? line[retry..].TrimEnd('.') : attempt >= 0 ? line[attempt..line.IndexOf(')', StringComparison.Ordinal)] : "attempt 1";
    }
}
