using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>Works on many accounts side by side, and brings all they have to say to one thread.</summary>
/// <remarks>
/// <para>A piece of work starts as soon as it is added and a place is free. Whoever adds also drains: <see cref="Available"/> in between,
/// and after <see cref="Complete"/> <see cref="ToEnd"/>. Confirmations are among the records and have to be answered; outcomes are to be confirmed, see <see cref="Confirm"/>.</para>
/// <para><see cref="Stop"/> may be called on any thread; <see cref="Dispose"/> stops too, and waits until no worker is left.</para>
/// </remarks>
public sealed class FleetRun<TResult> : IDisposable
    where TResult : class
{
    /// <summary>Enough for a burst of verbose lines while a user reads a question, little enough not to matter.</summary>
    private const int Capacity = 1024;

    private readonly Func<AccountTarget, IWorkObserver, CancellationToken, Task<WorkOutcome<TResult>>> _work;
    private readonly TimeProvider _time;
    private readonly WorkChannel<FleetRecord> _channel;

    private readonly object _gate = new();
    private readonly Dictionary<WorkIdentity, AccountTarget> _known = [];
    private readonly Queue<AccountTarget> _waiting = new();
    private readonly bool[] _taken;
    private readonly List<AccountTarget> _atWork = [];
    private readonly List<FleetOutcome<TResult>> _unconfirmed = [];
    private readonly WorkTimers _timers = new();
    private readonly FleetOptions _options;
    private int _inFlight;
    private int _finished;
    private int _failed;
    private int _begun;
    private bool _complete;
    private bool _isDenied;
    private bool _isReleased;
    private bool _isToldToHalt;

    /// <summary>Prepares a fleet.</summary>
    /// <param name="work">Does one piece of work. It may throw nothing but cancellation; anything else becomes a failure of that piece.</param>
    /// <param name="options">How the fleet is worked on.</param>
    /// <param name="timeProvider">The clock that limits the rate of progress, the time of each piece of work, and the wait for workers after a stop.</param>
    public FleetRun(Func<AccountTarget, IWorkObserver, CancellationToken, Task<WorkOutcome<TResult>>> work, FleetOptions options, TimeProvider? timeProvider = null)
    {
        if (options.ThrottleLimit < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.ThrottleLimit, "At least one piece of work has to be allowed.");
        }

        _work = work;
        _options = options;
        _taken = new bool[options.ThrottleLimit];
        _time = timeProvider ?? TimeProvider.System;
        _channel = new WorkChannel<FleetRecord>(Capacity, _time);
    }

    /// <summary>How far the fleet has come.</summary>
    public FleetStanding Standing
    {
        get
        {
            lock (_gate)
            {
                return CurrentStanding;
            }
        }
    }

    /// <summary>The caller holds the gate.</summary>
    private FleetStanding CurrentStanding => new(_begun, _finished, _failed, [.. _atWork], _waiting.Count, _complete, IsHalted);

    /// <summary>So many have failed that no more are begun, or somebody wants no more to be. The caller holds the gate.</summary>
    private bool IsHalted => _isToldToHalt || (_options.StopOnError > 0 && _failed >= _options.StopOnError);

    /// <summary>It may be that the caller can assume no role at all. The caller holds the gate.</summary>
    private bool IsHeld => _options.HoldAfter > 0 && !_isReleased && _isDenied && _begun >= _options.HoldAfter;

    /// <summary>Takes on a piece of work. The same one a second time is worked once, with a warning; with other settings it is rejected.</summary>
    /// <returns>
    /// The warning or the rejection, for the caller to handle at once; <see langword="null"/> when the work was taken on. It does not go
    /// into the channel: who adds is who drains, and would wait for itself when that is full.
    /// </returns>
    public FleetRecord? Add(AccountTarget target)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(WorkIdentity.Of(target), out var known))
            {
                var repeated = Repeated(known, target);
                if (repeated is FleetRejection)
                {
                    CountRefused();
                }

                return repeated;
            }

            _known.Add(WorkIdentity.Of(target), target);
            _waiting.Enqueue(target);
            StartWaiting();
            return null;
        }
    }

    /// <summary>Counts input that was refused before it became work: it has failed as work can fail.</summary>
    public void CountRefused()
    {
        lock (_gate)
        {
            _finished++;
            _failed++;
        }
    }

    /// <summary>Nothing is held back any more.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (!_isReleased)
            {
                _isReleased = true;
                StartWaiting();
            }
        }
    }

    /// <summary>Begins no more; what is at work goes on to its end.</summary>
    public void Halt()
    {
        lock (_gate)
        {
            _isToldToHalt = true;
            CompleteChannelWhenDone();
        }
    }

    /// <summary>Nothing more will be added.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _complete = true;
            CompleteChannelWhenDone();
        }
    }

    /// <summary>The records that are there now, without waiting.</summary>
    public IEnumerable<FleetRecord> Available() => _channel.Available();

    /// <summary>All records until the last piece of work has ended; waits for them. Call <see cref="Complete"/> before.</summary>
    /// <param name="whenQuiet">Called on the draining thread whenever nothing has come for a while, about four times a second.</param>
    /// <exception cref="OperationCanceledException">The fleet was stopped.</exception>
    public IEnumerable<FleetRecord> ToEnd(Action? whenQuiet = null) => _channel.ToEnd(whenQuiet);

    /// <summary>Stops everything that is at work and starts nothing more. Does not wait.</summary>
    public void Stop() => _channel.Stop();

    /// <summary>After <see cref="Stop"/>: waits until no worker is left, but not as long as a second, however often it is called.</summary>
    /// <returns>Whether none is left.</returns>
    public bool WaitForWorkers() => _channel.WaitForWorkers();

    /// <summary>An outcome has reached whom it is for. One that was handed over may still be lost on its way.</summary>
    public void Confirm(FleetOutcome<TResult> ended)
    {
        lock (_gate)
        {
            _unconfirmed.Remove(ended);
        }
    }

    /// <summary>After <see cref="Stop"/>: the outcomes of the work that ended and that nobody has confirmed, in the order in which it ended, and how far the fleet has come with them.</summary>
    public (IReadOnlyList<FleetOutcome<TResult>> Outcomes, FleetStanding Standing) Rest()
    {
        lock (_gate)
        {
            return ([.. _unconfirmed], CurrentStanding);
        }
    }

    /// <summary>Stops, and waits for the workers as <see cref="WaitForWorkers"/> does.</summary>
    public void Dispose() => _channel.Dispose();

    private static FleetRecord Repeated(AccountTarget known, AccountTarget target)
    {
        var differences = WorkIdentity.Differences(known, target);
        if (differences.Count == 0)
        {
            return new FleetMessage(target, "The same backup set was given more than once. It is worked on once.", IsWarning: true);
        }

        return new FleetRejection(target, new AccountFailure
        {
            ErrorId = "ConflictingInput",
            Category = FailureCategory.InvalidArgument,
            Message = $"Backup set '{target.AbsName}' in account {target.AccountId} ({target.Region}) was given twice with different settings: {string.Join("; ", differences)}. It is worked on with the first.",
            Remedy = "Give every backup set of an account and Region once, with the settings that you mean.",
            Target = target,
            Region = target.Region,
        });
    }

    /// <summary>Work has ended when its outcome is there, whether or not somebody still takes it.</summary>
    private void Note(FleetOutcome<TResult> ended)
    {
        lock (_gate)
        {
            _atWork.Remove(ended.Target);
            _unconfirmed.Add(ended);
            _finished++;
            _failed += ended.Outcome.HasFailed ? 1 : 0;
            _isDenied |= ended.Outcome.Failure is { IsAtStart: true };
        }
    }

    /// <summary>Fills the free places. The caller holds the gate.</summary>
    private void StartWaiting()
    {
        while (_waiting.Count > 0 && !IsHalted && !IsHeld && !_channel.Stopped.IsCancellationRequested)
        {
            var slot = Array.IndexOf(_taken, false);
            if (slot < 0)
            {
                return;
            }

            var target = _waiting.Dequeue();
            _taken[slot] = true;
            _atWork.Add(target);
            _inFlight++;
            _channel.Enter();
            var order = _begun++;
            _ = Task.Run(() => WorkAsync(target, slot, order));
        }
    }

    private async Task WorkAsync(AccountTarget target, int slot, int order)
    {
        try
        {
            var outcome = await OutcomeAsync(target, slot).ConfigureAwait(false);
            if (outcome.Failure is not null && _channel.Stopped.IsCancellationRequested)
            {
                // A stop makes calls fail that would have gone well: it was interrupted.
                return;
            }

            var ended = new FleetOutcome<TResult>(target, outcome, order);
            Note(ended);
            _channel.Write(ended);
            _channel.Write(new FleetProgress(target, slot, Progress: null));
        }
        catch (Exception) when (_channel.Stopped.IsCancellationRequested)
        {
            // The fleet has stopped: nobody is there to be told. Its standing says what was interrupted.
        }
        finally
        {
            Leave(slot);
        }
    }

    private async Task<WorkOutcome<TResult>> OutcomeAsync(AccountTarget target, int slot)
    {
        using var timer = new WorkTimer(_options.Timeout, _time, _channel.Stopped);
        var observer = new FleetObserver(_channel, target, slot, _options.WantsVerbose, _time, timer, _timers);
        _timers.Add(timer);
        try
        {
            return await _work(target, observer, timer.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (timer.HasExpired && !_channel.Stopped.IsCancellationRequested)
        {
            return Failure(
                target,
                "WorkTimedOut",
                FailureCategory.OperationTimeout,
                $"it took longer than {_options.Timeout!.Value.TotalSeconds:0.###} s, and was stopped{(observer.LastStep is { } step ? $" at: {step}" : string.Empty)}.{(observer.Unreached is { } fault ? $" The last that was heard: {CallFault.Sentence(fault)}" : string.Empty)}",
                (observer.Unreached is null ? string.Empty : "Check the network, the proxy and the endpoint. ") + (_options.TimeoutRemedy?.Invoke(target) ?? "What was made or removed before stays so. Run the command again, with a longer -TimeoutSeconds if need be: it goes on where it stopped."),
                exception);
        }
        catch (Exception exception) when (!_channel.Stopped.IsCancellationRequested)
        {
            return Failure(
                target,
                "UnexpectedError",
                FailureCategory.NotSpecified,
                exception.Message,
                "This is a fault of the module. Running the command again goes on where it stopped; please report it with the output of -Verbose.",
                exception);
        }
        finally
        {
            _timers.Remove(timer);
        }
    }

    private static WorkOutcome<TResult> Failure(AccountTarget target, string errorId, FailureCategory category, string what, string remedy, Exception exception) => new(null, new AccountFailure
    {
        ErrorId = errorId,
        Category = category,
        Message = $"Backup set '{target.AbsName}' in account {target.AccountId} ({target.Region}): {what}",
        Remedy = remedy,
        Target = target,
        Region = target.Region,
        Exception = exception,
    });

    private void Leave(int slot)
    {
        lock (_gate)
        {
            _taken[slot] = false;
            _inFlight--;
            StartWaiting();
            CompleteChannelWhenDone();
        }

        _channel.Leave();
    }

    /// <summary>Ends the records after the last one; a fleet that was stopped has no good end. The caller holds the gate.</summary>
    private void CompleteChannelWhenDone()
    {
        if (_complete && _inFlight == 0 && (_waiting.Count == 0 || IsHalted) && !_channel.Stopped.IsCancellationRequested)
        {
            _channel.Complete();
        }
    }
}
