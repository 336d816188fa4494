using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>Reads the accounts of the organization in the background, and brings them to one thread as they come.</summary>
public sealed class DiscoveryRun : IWorkObserver, IDisposable
{
    /// <summary>A page or two: whoever wants a few accounts does not have them all read.</summary>
    private const int Capacity = 32;

    /// <summary>A call in the air ends when it is cancelled. What does not must not take the user's console with it: Ctrl-C is to work within a second.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(800);

    private readonly BlockingCollection<DiscoveryRecord> _records = new(Capacity);
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _idle = new(initialState: false);
    private ExceptionDispatchInfo? _failure;
    private bool _disposed;

    /// <summary>Begins to read.</summary>
    public DiscoveryRun(BackupEngine engine, AccountQuery query) => _ = Task.Run(() => ReadAsync(engine, query));

    /// <summary>All records until the last account is read; waits for them.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    /// <exception cref="DiscoveryException">The organization cannot be read on.</exception>
    public IEnumerable<DiscoveryRecord> ToEnd()
    {
        foreach (var record in _records.GetConsumingEnumerable(_stop.Token))
        {
            yield return record;
        }

        _failure?.Throw();
    }

    /// <summary>Stops the reading. Does not wait. May be called on any thread.</summary>
    public void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Stopped from outside just after all was over.
        }
    }

    /// <summary>Stops, and waits until nothing is read any more.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Stop();
        // Who is still reading would fall over them.
        if (_idle.Wait(Grace))
        {
            _idle.Dispose();
            _records.Dispose();
            _stop.Dispose();
        }
    }

    /// <inheritdoc/>
    void IWorkObserver.Verbose(string message) => Write(new DiscoveryRecord(Verbose: message));

    /// <inheritdoc/>
    void IWorkObserver.Warning(string message) => Write(new DiscoveryRecord(Warning: message));

    /// <inheritdoc/>
    void IWorkObserver.Progress(WorkProgress progress) => _records.TryAdd(new DiscoveryRecord(Progress: progress.Detail ?? progress.Step));

    /// <inheritdoc/>
    ValueTask<Decision> IWorkObserver.ConfirmAsync(ConfirmationRequest request, CancellationToken cancellationToken) => new(Decision.Proceed);

    /// <inheritdoc/>
    async ValueTask<string?> IWorkObserver.AskAsync(CallerQuestion question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stopped = _stop.Token.Register(() => answer.TrySetCanceled(_stop.Token));
        Write(new DiscoveryRecord(Question: question) { Answer = given => answer.TrySetResult(given) });
        return await answer.Task.ConfigureAwait(false);
    }

    private void Write(DiscoveryRecord record) => _records.Add(record, _stop.Token);

    private async Task ReadAsync(BackupEngine engine, AccountQuery query)
    {
        try
        {
            await foreach (var account in engine.FindAccountsAsync(query, this, _stop.Token).ConfigureAwait(false))
            {
                Write(new DiscoveryRecord(Account: account));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
#pragma warning disable CA1031 // Whatever ended the reading is told: a list that is cut short must not look whole.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            _records.CompleteAdding();
            _idle.Set();
        }
    }
}
