using AwsBackupPlan.Engine.Tests.Crashes;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>A share of all calls of a fleet goes wrong, in all passing ways mixed.</summary>
/// <remarks>Each rate is a class of its own, so that they go side by side.</remarks>
public abstract class FaultRateTests(double rate)
{
    private const int Accounts = 20;

    private static readonly FaultKind[] Kinds =
    [
        FaultKind.Throttle, FaultKind.InternalError, FaultKind.ServiceUnavailable, FaultKind.Reset, FaultKind.Timeout, FaultKind.AnswerLost,
        FaultKind.HalfBody, FaultKind.LateAnswer, FaultKind.ProxyPage, FaultKind.ProxyRefusal, FaultKind.BadGateway,
    ];

    [Fact]
    public async Task Each_account_is_right_or_reported_as_failed_and_the_next_run_makes_all_right()
    {
        await using var fleet = await FaultFleet.StartAsync();
        foreach (var run in (FaultRun[])[FaultRun.Create, FaultRun.Change, FaultRun.Get, FaultRun.Remove])
        {
            var reference = await fleet.AccountAsync(run);
            var (none, wantedFound) = await fleet.RunAsync(run, reference, retries: 0);
            Assert.Null(none?.Message);
            var wanted = await reference.StateAsync();
            var scenes = new List<CrashScene>();
            for (var account = 0; account < Accounts; account++)
            {
                scenes.Add(await fleet.AccountAsync(run));
            }

            fleet.Simulator.ClearRequests();
            AddFaults(fleet, rate);
            var ends = await Task.WhenAll(scenes.Select(scene => fleet.RunAsync(run, scene, retries: 5, TimeSpan.FromSeconds(0.7))));
            fleet.Simulator.ClearFaults();

            var requests = fleet.Simulator.Requests;
            Assert.InRange(requests.Count(static request => request.StatusCode is 0 or >= 400 || request.ErrorType is { Length: > 0 }), Math.Max(0, (requests.Count * rate / 2) - 5), requests.Count);
            var right = 0;
            for (var account = 0; account < Accounts; account++)
            {
                var at = $"{run.Name} of {scenes[account].Target.AccountId}";
                var (failure, found) = ends[account];
                if (failure is null)
                {
                    right++;
                    Assert.Equal($"{at}\n{wantedFound}\n{wanted}", $"{at}\n{found}\n{await scenes[account].StateAsync()}");
                    continue;
                }

                Assert.NotEqual("UnexpectedFault", failure.ErrorId);
                Assert.NotEmpty(failure.Remedy);
                var (next, foundNext) = await fleet.RunAsync(run, scenes[account], retries: 0);
                Assert.True(next is null, $"{at}, the next run: {next?.Message}");
                Assert.Equal($"{at}\n{wantedFound}\n{wanted}", $"{at}\n{foundNext}\n{await scenes[account].StateAsync()}");
            }

            // Six tries in a row do not go wrong at one of a hundred.
            Assert.InRange(right, rate < 0.05 ? Accounts : 0, Accounts);
            TestContext.Current.SendDiagnosticMessage($"{run.Name} at {rate:P0}: {right} of {Accounts} accounts right at once, {requests.Count} calls.");
        }
    }

    // As many as make the rate together, since the first rule that strikes decides.
    private static void AddFaults(FaultFleet fleet, double rate)
    {
        var each = 1 - Math.Pow(1 - rate, 1.0 / Kinds.Length);
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            fleet.Simulator.AddFault(new FaultRule { Kind = Kinds[kind], Times = 0, Rate = each, Seed = kind + 1 });
        }
    }
}
