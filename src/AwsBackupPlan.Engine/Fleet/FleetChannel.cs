using System.Collections.Concurrent;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>The one way from the workers to the thread that started them: bounded, in order, ended by cancellation.</summary>
/// <remarks>
/// A worker that finds it full waits until there is room: whoever drains it sets the pace. It waits without a task, as does the
/// draining thread, which in PowerShell has to be the pipeline's own.
/// </remarks>
internal sealed class FleetChannel : IDisposable
{
    /// <summary>Enough for a burst of verbose lines while a user reads a question, little enough not to matter.</summary>
    private const int Capacity = 1024;

    private const int QuietMilliseconds = 250;

    private readonly BlockingCollection<FleetRecord> _records = new(Capacity);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when nobody drains the channel any more.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Hands a record over, and waits for room if there is none.</summary>
    /// <exception cref="OperationCanceledException">The fleet has stopped.</exception>
    public void Write(FleetRecord record) => _records.Add(record, _stop.Token);

    /// <summary>Hands a record over if there is room. For what the next record of its kind makes obsolete.</summary>
    public bool TryWrite(FleetRecord record) => !_stop.IsCancellationRequested && _records.TryAdd(record);

    /// <summary>Nothing more will be written.</summary>
    public void Complete() => _records.CompleteAdding();

    /// <summary>What is there now.</summary>
    public IEnumerable<FleetRecord> Available()
    {
        while (!_stop.IsCancellationRequested && _records.TryTake(out var record))
        {
            yield return record;
        }
    }

    /// <summary>What is there and what comes, until nothing more will be written.</summary>
    /// <param name="whenQuiet">Called on the draining thread whenever nothing has come for a while.</param>
    /// <exception cref="OperationCanceledException">The fleet has stopped.</exception>
    public IEnumerable<FleetRecord> ToEnd(Action? whenQuiet)
    {
        while (!_records.IsCompleted)
        {
            if (_records.TryTake(out var record, QuietMilliseconds, _stop.Token))
            {
                yield return record;
            }
            else
            {
                whenQuiet?.Invoke();
            }
        }
    }

    /// <summary>Stops the workers and whoever drains.</summary>
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

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _records.Dispose();
    }
}
