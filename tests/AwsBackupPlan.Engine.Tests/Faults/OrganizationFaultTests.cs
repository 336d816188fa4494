using AwsBackupPlan.Engine.Accounts.Discovery;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>Every operation by which the accounts of the organization are read goes wrong, is denied, or is the last: what comes is all accounts or an error, never some as if they were all.</summary>
public sealed class OrganizationFaultTests() : FaultTests
{
    private static readonly AccountQuery[] Queries = [new(), new() { OrganizationalUnits = ["Workloads"], AbsNameTag = "ABS" }];

    public static TheoryData<FaultKind> Kinds => [.. SwiftKinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_operation_that_goes_wrong_once_does_no_harm_and_for_ever_is_told_with_the_reason(FaultKind kind)
    {
        await using var scene = await FleetAsync();
        foreach (var query in Queries)
        {
            var (wanted, operations) = await WantedAsync(scene, query);
            foreach (var operation in operations)
            {
                scene.Fail(operation, kind, service: "organizations");
                if (kind is FaultKind.SignatureExpired)
                {
                    // What no client can correct is not tried again.
                    AssertTold(await ThrowsAsync(scene, query, retries: 3), kind, operation);
                }
                else
                {
                    Assert.Equal(wanted, await ReadAsync(scene, query, retries: 3));
                }

                scene.Simulator.ClearFaults();
                scene.Fail(operation, kind, times: 0, service: "organizations");
                AssertTold(await ThrowsAsync(scene, query, retries: 1), kind, operation);
                scene.Simulator.ClearFaults();
                Assert.Equal(wanted, await ReadAsync(scene, query, retries: 0));
            }
        }
    }

    [Fact]
    public async Task Each_operation_that_is_denied_alone_is_told_with_the_action_and_the_statement_that_allows_it()
    {
        await using var scene = await FleetAsync();
        foreach (var query in Queries)
        {
            foreach (var operation in (await WantedAsync(scene, query)).Operations)
            {
                scene.Fail(operation, FaultKind.AccessDenied, times: 0, service: "organizations");

                var failure = await ThrowsAsync(scene, query, retries: 0);

                Assert.Equal(("AccessDenied", FailureCategory.PermissionDenied), (failure.ErrorId, failure.Category));
                Assert.Contains($"organizations:{operation} in us-east-1", failure.Message, StringComparison.Ordinal);
                Assert.Contains($"\"organizations:{operation}\"", failure.Remedy, StringComparison.Ordinal);
                Assert.Contains("\"Effect\":\"Allow\"", failure.Remedy, StringComparison.Ordinal);
                scene.Simulator.ClearFaults();
            }
        }
    }

    [Theory]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.ExpiredToken)]
    public async Task A_reading_that_is_stopped_at_any_of_its_calls_is_an_error_and_the_next_one_is_whole(FaultKind kind)
    {
        await using var scene = await FleetAsync();
        foreach (var query in Queries)
        {
            scene.Simulator.ClearRequests();
            var wanted = await ReadAsync(scene, query, retries: 0);
            var calls = scene.Simulator.Requests.Count;
            Assert.True(calls > 1);
            for (var call = 1; call <= calls; call++)
            {
                scene.Simulator.AddFault(new FaultRule { Nth = call, Times = 0, Kind = kind });
                await ThrowsAsync(scene, query, retries: 0);
                scene.Simulator.ClearFaults();
                Assert.Equal(wanted, await ReadAsync(scene, query, retries: 0));
            }
        }
    }

    // Accounts come page by page, so that each list has a call that is not the first.
    private static Task<Scene> FleetAsync() => Scene.StartAsync(new SimulatorOptions { Fleet = 5, PageSize = 2 });

    private static async Task<(string Accounts, IReadOnlyList<string> Operations)> WantedAsync(Scene scene, AccountQuery query)
    {
        scene.Simulator.ClearRequests();
        var accounts = await ReadAsync(scene, query, retries: 0);
        string[] operations = [.. scene.Simulator.Requests.Where(static request => request.Service is "organizations").Select(static request => request.Operation).Distinct(StringComparer.Ordinal)];
        Assert.NotEmpty(operations);
        return (accounts, operations);
    }

    private static Task<DiscoveryException> ThrowsAsync(Scene scene, AccountQuery query, int retries) => Assert.ThrowsAsync<DiscoveryException>(() => ReadAsync(scene, query, retries));

    private static async Task<string> ReadAsync(Scene scene, AccountQuery query, int retries)
    {
        using var engine = new BackupEngine(scene.Connection with { MaxRetries = retries }, scene.Time);
        var accounts = new List<string>();
        await foreach (var account in engine.FindAccountsAsync(query, scene.Observer, TestContext.Current.CancellationToken))
        {
            accounts.Add($"{account}");
        }

        return string.Join(", ", accounts);
    }

    private static void AssertTold(DiscoveryException failure, FaultKind kind, string operation)
    {
        Assert.True(failure.Message.Contains(ReasonOf(kind), StringComparison.Ordinal) && failure.Message.Contains($"organizations:{operation}", StringComparison.Ordinal), $"{kind} at {operation}: {failure.Message}");
        Assert.NotEmpty(failure.Remedy);
    }
}
