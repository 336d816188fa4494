using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Accounts;

public sealed class EarlyExpiryTests
{
    [Fact]
    public async Task A_session_that_AWS_ends_in_mid_run_is_begun_anew_once_for_all_calls()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 200);
        var ended = 0;
        var observer = new RecordingObserver
        {
            OnVerbose = line =>
            {
                if (line.Contains("DeleteRecoveryPoint", StringComparison.Ordinal) && Interlocked.Exchange(ref ended, 1) == 0)
                {
                    scene.Simulator.Sts.ExpireSessions(Scene.AccountId);
                }
            },
        };

        var outcome = await scene.RemoveAsync(observer: observer);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal((RemovalStatus.Removed, 200L), (outcome.Result!.Status, outcome.Result.RecoveryPointsDeleted));
        Assert.Equal(2, scene.Requests("AssumeRole").Count);
    }

    [Fact]
    public async Task A_call_is_tried_again_once_and_then_told()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("ListBackupPlans", FaultKind.ExpiredToken, times: 0);

        var failure = (await scene.GetAsync("*")).Failure!;

        Assert.Equal("SessionExpired", failure.ErrorId);
        Assert.Equal(2, scene.Requests("ListBackupPlans").Count);
        Assert.Equal(2, scene.Requests("AssumeRole").Count);
    }

    [Fact]
    public async Task Credentials_of_the_caller_that_have_been_refreshed_are_taken_when_the_old_ones_have_expired()
    {
        await using var scene = await Scene.StartAsync();
        var source = new RefreshingCredentials();
        var engine = scene.NewEngine(new() { Credential = source, EndpointUrl = scene.Simulator.Endpoint });
        scene.Fail("AssumeRole", FaultKind.ExpiredToken, service: "sts");

        var outcome = await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(2, scene.Requests("AssumeRole").Count);
    }

    [Fact]
    public async Task Credentials_of_the_caller_that_stay_the_same_are_not_tried_again()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("AssumeRole", FaultKind.ExpiredToken, times: 0, service: "sts");

        var failure = (await scene.GetAsync("*")).Failure!;

        Assert.True(failure.IsCallers);
        Assert.Single(scene.Requests("AssumeRole"));
    }

    // As a credentials object of another copy of the SDK looks: with other keys at each reading.
    private sealed class RefreshingCredentials
    {
        private int _readings;

        public Keys GetCredentials() => new($"AKIAIOSFODNN7EXAMP{Interlocked.Increment(ref _readings):00}", "secret");

        public sealed record Keys(string AccessKey, string SecretKey);
    }
}
