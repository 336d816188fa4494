using AwsBackupPlan.Engine.Accounts.Calls;


namespace AwsBackupPlan.Engine.Tests.Accounts;

// The class is compiled into this project, too: what it bounds cannot be told exactly from the requests that reach AWS.
public sealed class AdaptiveParallelismTests
{
    [Fact]
    public async Task No_more_calls_run_side_by_side_than_the_limit_says()
    {
        var parallelism = new AdaptiveParallelism();
        var limit = parallelism.Limit;
        using var held = new HeldCalls(parallelism);
        for (var call = 0; call < limit; call++)
        {
            await held.StartAsync();
        }

        var oneMore = held.StartAsync();
        Assert.False(oneMore.IsCompleted);
        Assert.Equal(limit, held.Running);
        held.EndOne();
        await oneMore;

        Assert.Equal(limit, held.Running);
    }

    [Fact]
    public async Task Calls_that_end_well_raise_the_limit_up_to_the_most()
    {
        var parallelism = new AdaptiveParallelism();
        var first = parallelism.Limit;

        await RunAsync(parallelism, 5000);

        Assert.True(first < 48);
        Assert.Equal(48, parallelism.Limit);
    }

    [Fact]
    public async Task Calls_that_fail_do_not_raise_the_limit()
    {
        var parallelism = new AdaptiveParallelism();
        var first = parallelism.Limit;
        await parallelism.StartAsync(static () => throw new InvalidOperationException("refused"), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(parallelism.WhenIdleAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(() => parallelism.StartAsync(static () => Task.CompletedTask, TestContext.Current.CancellationToken));
        Assert.Equal(first, parallelism.Limit);
    }

    [Fact]
    public async Task Throttling_halves_the_limit_once_for_all_that_say_so_together_and_it_recovers()
    {
        var parallelism = new AdaptiveParallelism();
        var first = parallelism.Limit;

        parallelism.Throttled();
        parallelism.Throttled();
        var halved = parallelism.Limit;
        await RunAsync(parallelism, halved);
        parallelism.Throttled();
        var quartered = parallelism.Limit;
        await RunAsync(parallelism, 200);

        Assert.Equal(first / 2, halved);
        Assert.Equal(first / 4, quartered);
        Assert.True(parallelism.Limit > first);
    }

    [Fact]
    public async Task The_limit_never_goes_below_one()
    {
        var parallelism = new AdaptiveParallelism();
        var limits = new List<int>();
        for (var time = 0; time < 20; time++)
        {
            parallelism.Throttled();
            limits.Add(parallelism.Limit);
            await RunAsync(parallelism, parallelism.Limit);
        }

        Assert.Equal(1, limits.Min());
    }

    private static async Task RunAsync(AdaptiveParallelism parallelism, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            await parallelism.StartAsync(static () => Task.CompletedTask, TestContext.Current.CancellationToken);
        }

        await parallelism.WhenIdleAsync();
    }

    /// <summary>Calls that run until they are told to end.</summary>
    private sealed class HeldCalls(AdaptiveParallelism parallelism) : IDisposable
    {
        private readonly Queue<TaskCompletionSource> _held = new();

        public int Running => _held.Count;

        public Task StartAsync() => parallelism.StartAsync(
            () =>
            {
                var held = new TaskCompletionSource();
                _held.Enqueue(held);
                return held.Task;
            },
            TestContext.Current.CancellationToken);

        public void EndOne() => _held.Dequeue().SetResult();

        public void Dispose()
        {
            while (_held.Count > 0)
            {
                EndOne();
            }
        }
    }
}
