using System.Collections.Concurrent;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>The one way from the workers to the thread that started them: bounded, in order, ended by cancellation.</summary>
/// <remarks>
/// A worker that finds it full waits until there is room: whoever drains it sets the pace. It waits without a task, as does the
/// draining thread, which in PowerShell has to be the pipeline's own.
/// </remarks>
internal sealed class WorkChannel<TRecord> : IDisposable
    where TRecord : class
{
    private const int QuietMilliseconds = 250;

    /// <summary>A call in the air ends when it is cancelled. What does not must not take the user's console with it: Ctrl-C is to work within a second.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(800);

    private readonly BlockingCollection<TRecord> _records;
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly object _gate = new();
    private int _workers;
    private long? _stoppedAt;
    private bool _disposed;

    /// <summary>Makes an empty one.</summary>
    /// <param name="capacity">How many records wait in it at most.</param>
    /// <param name="time">The clock of the grace after a stop.</param>
    public WorkChannel(int capacity, TimeProvider time)
    {
        _records = new BlockingCollection<TRecord>(capacity);
        _time = time;
        Stopped = _stop.Token;
    }

    /// <summary>Cancelled when nobody drains the channel any more.</summary>
    public CancellationToken Stopped { get; }

    /// <summary>A worker begins.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            _workers++;
        }
    }

    /// <summary>A worker has ended, and writes nothing more.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_workers == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Hands a record over, and waits for room if there is none.</summary>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public void Write(TRecord record) => _records.Add(record, Stopped);

    /// <summary>Hands a record over if there is room. For what the next record of its kind makes obsolete.</summary>
    public bool TryWrite(TRecord record) => !Stopped.IsCancellationRequested && _records.TryAdd(record);

    /// <summary>Hands a question over, and waits for the answer.</summary>
    /// <param name="question">Makes the record of what takes the answer. Whoever waits for it goes on elsewhere, not on the thread that gives it.</param>
    /// <param name="cancellationToken">Ends the wait, as a stop does.</param>
    public async Task<TAnswer> AskAsync<TAnswer>(Func<Action<TAnswer>, TRecord> question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancelled = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        using var stopped = Stopped.Register(() => answer.TrySetCanceled(Stopped));
        Write(question(given => answer.TrySetResult(given)));
        return await answer.Task.ConfigureAwait(false);
    }

    /// <summary>Nothing more will be written.</summary>
    public void Complete() => _records.CompleteAdding();

    /// <summary>What is there now.</summary>
    public IEnumerable<TRecord> Available()
    {
        while (!Stopped.IsCancellationRequested && _records.TryTake(out var record))
        {
            yield return record;
        }
    }

    /// <summary>What is there and what comes, until nothing more will be written.</summary>
    /// <param name="whenQuiet">Called on the draining thread whenever nothing has come for a while.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public IEnumerable<TRecord> ToEnd(Action? whenQuiet = null)
    {
        while (!_records.IsCompleted)
        {
            if (_records.TryTake(out var record, QuietMilliseconds, Stopped))
            {
                yield return record;
            }
            else
            {
                whenQuiet?.Invoke();
            }
        }
    }

    /// <summary>Stops the workers and whoever drains. Does not wait. May be called on any thread, and more than once.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stoppedAt ??= _time.GetTimestamp();
        }

        try
        {
            // Whoever is woken by it may go on right here, and must find no lock.
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Stopped from outside just after all was over.
        }
    }

    /// <summary>After <see cref="Stop"/>: waits until no worker is left, but never past the grace that a stop gives them, however often it is called.</summary>
    /// <returns>Whether none is left.</returns>
    public bool WaitForWorkers()
    {
        lock (_gate)
        {
            var stopped = _stoppedAt ?? throw new InvalidOperationException("Workers that nobody has stopped are waited for by draining what they write.");
            while (_workers > 0)
            {
                var left = Grace - _time.GetElapsedTime(stopped);
                if (left <= TimeSpan.Zero)
                {
                    return false;
                }

                // Woken by the clock that measures; and by the system's, which needs no thread of a pool that may have none left. It waits for whole milliseconds: a rest of one is no reason to spin.
                using var over = _time.CreateTimer(_ => Wake(), state: null, left, Timeout.InfiniteTimeSpan);
                Monitor.Wait(_gate, (int)Math.Ceiling(left.TotalMilliseconds));
            }

            return true;
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Stops, and waits for the workers as <see cref="WaitForWorkers"/> does.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Stop();
        // A worker that is still there would fall over them.
        if (WaitForWorkers())
        {
            _stop.Dispose();
            _records.Dispose();
        }
    }
}
