using AwsBackupPlan.Engine.Tests.Crashes;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>
/// Every operation that a run calls goes wrong in every way, once and for ever: what is there in the end is right, or the account is reported as failed with the reason, and the next
/// run makes it right.
/// </summary>
public abstract class FaultTests
{
    private readonly IReadOnlyList<FaultRun> _runs;

    /// <summary>The ways, each with what the failure has to say of it.</summary>
    private static readonly Dictionary<FaultKind, string> Reasons = new()
    {
        [FaultKind.Throttle] = "Rate exceeded",
        [FaultKind.InternalError] = "500 InternalFailure",
        [FaultKind.ServiceUnavailable] = "503 ServiceUnavailable",
        [FaultKind.Reset] = "AWS cannot be reached",
        [FaultKind.Timeout] = "AWS did not answer in time",
        [FaultKind.AnswerLost] = "AWS cannot be reached",
        [FaultKind.HalfBody] = "broke off",
        [FaultKind.LateAnswer] = "AWS did not answer in time",
        [FaultKind.ProxyPage] = "proxy or a captive portal answered in the place of AWS (200, a page of HTML)",
        [FaultKind.ProxyRefusal] = "proxy or a captive portal answered in the place of AWS (403, a page of HTML)",
        [FaultKind.BadGateway] = "proxy or a captive portal answered in the place of AWS (502, a page of HTML)",
        [FaultKind.SignatureExpired] = "signed at another time",
    };

    private protected FaultTests(params IReadOnlyList<FaultRun> runs) => _runs = runs;

    /// <summary>The ways in which no answer comes in time. Whoever waits for that takes real time, so all runs do it side by side.</summary>
    protected static IReadOnlyList<FaultKind> SlowKinds { get; } = [FaultKind.Timeout, FaultKind.LateAnswer];

    /// <summary>The other ways.</summary>
    protected static IReadOnlyList<FaultKind> SwiftKinds { get; } = [.. Reasons.Keys.Except(SlowKinds)];

    /// <summary>What a failure has to say of a way.</summary>
    protected static string ReasonOf(FaultKind kind) => Reasons[kind];

    private static TimeSpan? RequestTimeout(FaultKind kind) => SlowKinds.Contains(kind) ? TimeSpan.FromSeconds(1) : null;

    protected Task HarmlessOnceAsync(FaultKind kind) => Task.WhenAll(_runs.Select(run => HarmlessOnceAsync(run, kind)));

    protected Task ToldForEverAsync(FaultKind kind) => Task.WhenAll(_runs.Select(run => ToldForEverAsync(run, kind)));

    private static async Task HarmlessOnceAsync(FaultRun run, FaultKind kind)
    {
        await using var fleet = await FaultFleet.StartAsync();
        var wanted = await WantedAsync(fleet, run);
        // The calls to STS are the caller's, and a central vault is of all accounts: one of any account would go wrong, so each is alone.
        foreach (var together in wanted.Operations.GroupBy(static operation => operation.SharedAccount is null ? string.Empty : operation.Name, StringComparer.Ordinal))
        {
            var scenes = await PreparedAsync(fleet, run, [.. together]);
            foreach (var (operation, scene) in scenes)
            {
                fleet.Simulator.AddFault(operation.Rule(scene) with { Kind = kind });
            }

            var ends = await Task.WhenAll(scenes.Select(async item => (item.Operation, item.Scene, End: await fleet.RunAsync(run, item.Scene, retries: 3, RequestTimeout(kind)))));

            Assert.All(together, operation => Assert.Contains(fleet.Simulator.Requests, request => operation.Is(request) && request.ErrorType is { Length: > 0 }));
            fleet.Simulator.ClearFaults();
            foreach (var (operation, scene, (failure, found)) in ends)
            {
                if (failure is null)
                {
                    await wanted.IsAsync(scene, found, $"{kind} at {operation.Name}");
                    continue;
                }

                // What no client can correct is not tried again.
                Assert.True(kind == FaultKind.SignatureExpired, $"{kind} at {operation.Name}: {failure.Message}");
                AssertTold(failure, kind, operation);
                await NextIsRightAsync(fleet, run, scene, wanted, $"{kind} at {operation.Name}");
            }
        }
    }

    private static async Task ToldForEverAsync(FaultRun run, FaultKind kind)
    {
        await using var fleet = await FaultFleet.StartAsync();
        var wanted = await WantedAsync(fleet, run);
        var failed = 0;

        // What is called in another account is the same for all accounts.
        foreach (var together in wanted.Operations.GroupBy(static operation => operation.SharedAccount is null ? string.Empty : operation.Name, StringComparer.Ordinal))
        {
            var scenes = await PreparedAsync(fleet, run, [.. together]);
            foreach (var (operation, scene) in scenes)
            {
                fleet.Simulator.AddFault(operation.Rule(scene) with { Kind = kind, Times = 0 });
            }

            var ends = await Task.WhenAll(scenes.Select(async item => (item.Operation, item.Scene, End: await fleet.RunAsync(run, item.Scene, retries: 1, RequestTimeout(kind)))));

            fleet.Simulator.ClearFaults();
            foreach (var (operation, scene, (failure, found)) in ends)
            {
                var at = $"{kind} at {operation.Name} for ever";
                if (failure is null)
                {
                    // Only what hastens, or whose effect the next look shows.
                    await wanted.IsAsync(scene, found, at);
                    continue;
                }

                failed++;
                AssertTold(failure, kind, operation);
                await NextIsRightAsync(fleet, run, scene, wanted, at);
            }
        }

        Assert.InRange(failed, wanted.Operations.Count / 2, wanted.Operations.Count);
    }

    private static void AssertTold(AccountFailure failure, FaultKind kind, Operation operation)
    {
        Assert.True(failure.Message.Contains(Reasons[kind], StringComparison.Ordinal), $"{kind} at {operation.Name}: {failure.ErrorId}: {failure.Message}");
        Assert.True(failure.Message.Contains(operation.Name, StringComparison.Ordinal), $"{kind} at {operation.Name}: {failure.Message}");
        Assert.NotEmpty(failure.Remedy);
        Assert.NotEqual("UnexpectedFault", failure.ErrorId);
        Assert.NotEqual("UnexpectedAnswer", failure.ErrorId);
    }

    private static async Task NextIsRightAsync(FaultFleet fleet, FaultRun run, CrashScene scene, Wanted wanted, string at)
    {
        var (failure, found) = await fleet.RunAsync(run, scene, retries: 0);
        Assert.True(failure is null, $"{at}, the next run: {failure?.Message}");
        await wanted.IsAsync(scene, found, $"{at}, the next run");
    }

    private static async Task<IReadOnlyList<(Operation Operation, CrashScene Scene)>> PreparedAsync(FaultFleet fleet, FaultRun run, IReadOnlyList<Operation> operations)
    {
        var scenes = new List<(Operation, CrashScene)>();
        foreach (var operation in operations)
        {
            scenes.Add((operation, await fleet.AccountAsync(run)));
        }

        fleet.Simulator.ClearRequests();
        return scenes;
    }

    private static async Task<Wanted> WantedAsync(FaultFleet fleet, FaultRun run)
    {
        var scene = await fleet.AccountAsync(run);
        fleet.Simulator.ClearRequests();
        var (failure, found) = await fleet.RunAsync(run, scene, retries: 0);
        Assert.Null(failure?.Message);
        var operations = fleet.Simulator.Requests.Select(request => new Operation(request.Service, request.Operation, string.Equals(request.AccountId, scene.Target.AccountId, StringComparison.Ordinal) ? null : request.AccountId)).Distinct().ToList();
        Assert.NotEmpty(operations);
        return new Wanted(operations, await scene.StateAsync(), found);
    }

    /// <summary>An operation that the run calls.</summary>
    private sealed record Operation(string Service, string Name, string? SharedAccount)
    {
        public FaultRule Rule(CrashScene scene) => new()
        {
            Service = Service,
            Operation = Name,
            AccountId = SharedAccount ?? scene.Target.AccountId,
            Kind = FaultKind.Reset,
        };

        public bool Is(Simulator.Hosting.RequestRecord request) => string.Equals(request.Operation, Name, StringComparison.Ordinal) && string.Equals(request.Service, Service, StringComparison.Ordinal);
    }

    /// <summary>What a run without faults calls, leaves and finds.</summary>
    private sealed record Wanted(IReadOnlyList<Operation> Operations, string State, string Found)
    {
        public async Task IsAsync(CrashScene scene, string found, string at)
        {
            Assert.Equal($"{at}\n{Found}", $"{at}\n{found}");
            Assert.Equal($"{at}\n{State}", $"{at}\n{await scene.StateAsync()}");
        }
    }
}
