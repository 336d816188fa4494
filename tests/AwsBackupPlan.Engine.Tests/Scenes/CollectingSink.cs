using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Tests.Scenes;

/// <summary>Keeps all results that work hands over while it goes on.</summary>
internal sealed class CollectingSink : IResultSink
{
    private readonly Lock _gate = new();
    private readonly List<IReadOnlyList<object>> _pages = [];
    private readonly List<AccountFailure> _failures = [];

    /// <summary>Called with each page before it counts as taken.</summary>
    public Action<int>? OnPage { get; init; }

    public IReadOnlyList<IReadOnlyList<object>> Pages
    {
        get
        {
            lock (_gate)
            {
                return [.. _pages];
            }
        }
    }

    /// <summary>The failures of parts of the work.</summary>
    public IReadOnlyList<AccountFailure> Failures
    {
        get
        {
            lock (_gate)
            {
                return [.. _failures];
            }
        }
    }

    public Task FailAsync(AccountFailure failure, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _failures.Add(failure);
        }

        return Task.CompletedTask;
    }

    public Task WriteAsync(IReadOnlyList<object> results, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _pages.Add(results);
            OnPage?.Invoke(_pages.Count);
        }

        return Task.CompletedTask;
    }
}
