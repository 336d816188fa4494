using System.Runtime.ExceptionServices;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>Reads the accounts of the organization in the background, and brings them to one thread as they come.</summary>
public sealed class DiscoveryRun : IWorkObserver, IDisposable
{
    /// <summary>A page or two: whoever wants a few accounts does not have them all read.</summary>
    private const int Capacity = 32;

    private readonly WorkChannel<DiscoveryRecord> _channel = new(Capacity, TimeProvider.System);
    private ExceptionDispatchInfo? _failure;

    /// <summary>Begins to read.</summary>
    public DiscoveryRun(BackupEngine engine, AccountQuery query)
    {
        _channel.Enter();
        _ = Task.Run(() => ReadAsync(engine, query));
    }

    /// <summary>All records until the last account is read; waits for them.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    /// <exception cref="DiscoveryException">The organization cannot be read on.</exception>
    public IEnumerable<DiscoveryRecord> ToEnd()
    {
        foreach (var record in _channel.ToEnd())
        {
            yield return record;
        }

        _failure?.Throw();
    }

    /// <summary>Stops the reading. Does not wait. May be called on any thread.</summary>
    public void Stop() => _channel.Stop();

    /// <summary>Stops, and waits until nothing is read any more, but not as long as a second.</summary>
    public void Dispose() => _channel.Dispose();

    /// <inheritdoc/>
    void IWorkObserver.Verbose(string message) => _channel.Write(new DiscoveryRecord(Verbose: message));

    /// <inheritdoc/>
    void IWorkObserver.Warning(string message) => _channel.Write(new DiscoveryRecord(Warning: message));

    /// <inheritdoc/>
    void IWorkObserver.Progress(WorkProgress progress) => _channel.TryWrite(new DiscoveryRecord(Progress: progress.Detail ?? progress.Step));

    /// <inheritdoc/>
    ValueTask<Decision> IWorkObserver.ConfirmAsync(ConfirmationRequest request, CancellationToken cancellationToken) => new(Decision.Proceed);

    /// <inheritdoc/>
    ValueTask<string?> IWorkObserver.AskAsync(CallerQuestion question, CancellationToken cancellationToken) =>
        new(_channel.AskAsync<string?>(answer => new DiscoveryRecord(Question: question) { Answer = answer }, cancellationToken));

    private async Task ReadAsync(BackupEngine engine, AccountQuery query)
    {
        try
        {
            await foreach (var account in engine.FindAccountsAsync(query, this, _channel.Stopped).ConfigureAwait(false))
            {
                _channel.Write(new DiscoveryRecord(Account: account));
            }
        }
        catch (OperationCanceledException) when (_channel.Stopped.IsCancellationRequested)
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
            _channel.Complete();
            _channel.Leave();
        }
    }
}
