using System.Management.Automation;
using System.Management.Automation.Host;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>A cmdlet that works on many accounts side by side.</summary>
/// <typeparam name="TResult">What it writes for each account.</typeparam>
public abstract class FleetCommand<TResult> : AccountCommand, IDisposable
    where TResult : class
{
    /// <summary>With one account at a time, one that is denied says nothing of the next.</summary>
    private const int LeastDenials = 2;

    /// <summary>By the text of a warning, the accounts that it was not written for because another account had it before.</summary>
    private readonly Dictionary<string, List<AccountTarget>> _warned = new(StringComparer.Ordinal);

    private readonly FleetTally _tally = new();
    private DeniedAtStart? _denied;
    private BackupEngine? _engine;
    private FleetRun<TResult>? _fleet;
    private FleetBars? _bars;
    private int _taken;
    private bool _hasEnded;
    private bool _isBroken;
    private volatile bool _isStopped;
    private bool _disposed;

    /// <summary>How many accounts are worked on at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>
    /// How many seconds the work on one account may take; the time that you take to answer a question is not counted. Without it there is no limit. A removal waits so long for running jobs
    /// to end and for recovery points and vaults to go, 1800 seconds without it, then reports what is left; what does not end within another minute is stopped. Waiting for jobs keeps it likewise.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>After how many failed accounts no more are begun; those at work are brought to their end. Input that is refused counts as well. Without it, or with 0, every account is worked on.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int StopOnError { get; set; }

    private int DenialLimit => Math.Max(LeastDenials, ThrottleLimit);

    /// <summary>After what time the work on one account is stopped; never when <see langword="null"/>.</summary>
    private protected virtual TimeSpan? WorkTimeout => TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Whether it changes nothing, so that nothing is left half done when the next command has had enough.</summary>
    private protected virtual bool OnlyReads => false;

    /// <summary>Whether the user wants no questions.</summary>
    private protected virtual bool IsForced => false;

    /// <summary>What to do after a stop before the end.</summary>
    private protected virtual string StopAdvice => Strings.RunAgainToGoOn;

    /// <summary>What to do about an account whose time was up; nothing in particular when <see langword="null"/>.</summary>
    private protected virtual string? TimeoutRemedy(AccountTarget target) => OnlyReads ? Strings.TimedOutReading : null;

    /// <summary>What is told when the pipeline brought nothing.</summary>
    private protected virtual string NothingCame => Strings.NoAccounts(MyInvocation.MyCommand.Name);

    /// <summary>Stops everything that is at work, waits for it, and tells of what was interrupted.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads and checks the parameters that hold for every account. Whatever is wrong ends the command before any call.</summary>
    private protected abstract IReadOnlyList<ParameterFault> ReadOptions();

    /// <summary>Does the work on one account. Called on any thread.</summary>
    private protected abstract Task<WorkOutcome<TResult>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken);

    /// <summary>What came of an account, in one of <see cref="Strings.OutcomeWords"/>.</summary>
    private protected abstract string OutcomeWord(TResult result);

    /// <summary>What to write for an account that could not be worked on at all; nothing when <see langword="null"/>.</summary>
    private protected abstract TResult? Failed(AccountTarget target, AccountFailure failure);

    /// <summary>Writes what there is to say of all accounts together, before the closing line.</summary>
    private protected virtual void WriteNotes()
    {
    }

    /// <summary>Writes results of work that still goes on.</summary>
    private protected virtual void WriteFound(IReadOnlyList<object> results) => WriteObject(results, enumerateCollection: true);

    /// <summary>Writes what came of an account.</summary>
    private protected virtual void WriteOutput(TResult result) => WriteObject(result, enumerateCollection: true);

    /// <summary>Writes what came of an account.</summary>
    private protected virtual void WriteOutput(AccountTarget target, TResult result) => WriteOutput(result);

    /// <summary>Writes what there is to write for input that was refused, beside its error.</summary>
    private protected virtual void WriteRefused(TResult result) => WriteOutput(result);

    /// <summary>Writes what has waited, however the command ends.</summary>
    private protected virtual void WriteLast()
    {
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var (connection, connectionFaults) = ReadConnection();
        HideSecrets();
        IReadOnlyList<ParameterFault> faults = [.. connectionFaults, .. ConnectionOptionsValidator.Validate(connection), .. BeginReading(), .. ReadOptions()];
        if (faults.Count > 0)
        {
            ThrowTerminatingError(Errors.InvalidParameters(faults));
        }

        // A single processor would only do it twice.
        if (Environment.ProcessorCount > 1)
        {
            _ = BackupEngine.PrepareAsync();
        }

        var engine = new BackupEngine(connection);
        _engine = engine;
        _bars = new FleetBars(MyInvocation.MyCommand.Name, WriteProgress);
        _denied = new DeniedAtStart(DenialLimit);
        _fleet = new FleetRun<TResult>(
            (target, observer, cancellationToken) => WorkAsync(engine, target, observer, cancellationToken),
            new FleetOptions { ThrottleLimit = ThrottleLimit, Timeout = WorkTimeout, TimeoutRemedy = TimeoutRemedy, StopOnError = StopOnError, HoldAfter = DenialLimit, WantsVerbose = WantsVerbose() });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attend(fleet =>
    {
        ReadAccounts();
        _bars!.Show(() => fleet.Standing);
        return fleet.Available();
    });

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Attend(fleet =>
        {
            fleet.Complete();
            if (_taken < DenialLimit)
            {
                EndDenials();
            }

            return fleet.ToEnd(() => _bars!.Show(() => fleet.Standing));
        });
        EndDenials();
        foreach (var (text, targets) in _warned.Where(warning => warning.Value.Count > 0).Select(warning => (warning.Key, warning.Value)))
        {
            WriteWarning(Strings.WarningOfOthers(targets, text));
        }

        var standing = _fleet!.Standing;
        _bars!.Complete(standing);
        if (standing.Total == 0)
        {
            _hasEnded = true;
            WriteWarning(NothingCame);
            return;
        }

        foreach (var error in MoreLacks())
        {
            WriteError(error);
        }

        if (standing.IsHalted && standing.Waiting > 0)
        {
            WriteError(Errors.StoppedOnError(standing, StopOnError, StopAdvice));
        }

        WriteNotes();
        Close(standing);
    }

    /// <inheritdoc/>
    /// <remarks>Comes on another thread; the pipeline's own then finds the fleet stopped.</remarks>
    protected override void StopProcessing()
    {
        _isStopped = true;
        _fleet?.Stop();
    }

    /// <summary>Stops everything that is at work, and waits for it.</summary>
    /// <remarks>An early stop by <c>Select-Object -First</c> need not call StopProcessing, but always disposes.</remarks>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed || _fleet is null)
        {
            return;
        }

        _disposed = true;
        _fleet.Stop();
        // A worker that is late keeps the engine; a program that asks for credentials must not run on for that.
        _engine?.StopCaller();
        var idle = _fleet.WaitForWorkers();
        // A pipeline that is stopped may dispose of a cmdlet before it has told it to stop.
        if (!_hasEnded && (!OnlyReads || _isStopped || Stopping || _isBroken))
        {
            TellStop(_fleet, idle);
        }

        _fleet.Dispose();
        if (idle)
        {
            _engine?.Dispose();
        }
    }

    /// <summary>Whatever ended it early, what was done and what was not is told: the records of a pipeline that was stopped are taken no more.</summary>
    private void TellStop(FleetRun<TResult> fleet, bool isIdle)
    {
        var (rest, standing) = fleet.Rest();
        if (standing.Total == 0)
        {
            return;
        }

        List<(AccountTarget Target, string Word)> unshown = [];
        foreach (var ended in rest)
        {
            var word = Read(ended).Word;
            _tally.Count(word);
            unshown.Add((ended.Target, word));
        }

        Say(Strings.Stopped(MyInvocation.MyCommand.Name, standing, _tally.Counts, unshown, isIdle, StopAdvice));
    }

    /// <summary>Handles records of the fleet on the pipeline thread. Whatever ends the pipeline ends the work first.</summary>
    private void Attend(Func<FleetRun<TResult>, IEnumerable<FleetRecord>> records)
    {
        var fleet = _fleet!;
        try
        {
            foreach (var record in records(fleet))
            {
                Handle(record, fleet);
                _bars!.Show(() => fleet.Standing);
            }
        }
        catch (OperationCanceledException)
        {
            fleet.WaitForWorkers();
            throw new PipelineStoppedException();
        }
        catch (Exception exception)
        {
            // A command behind that has had enough, or has failed, comes as a stop of the pipeline.
            _isBroken = exception is not PipelineStoppedException;
            fleet.Stop();
            fleet.WaitForWorkers();
            throw;
        }
    }

    private void Handle(FleetRecord record, FleetRun<TResult> fleet)
    {
        switch (record)
        {
            case FleetOutcome<TResult> ended:
                Write(ended);
                break;
            case FleetResults found:
                LastRuns.Note(found.Results);
                WriteFound(found.Results);
                found.Taken(true);
                break;
            case FleetPartFailure failed:
                // The work goes on with that; where errors stop the pipeline, it is stopped.
                failed.Taken(true);
                WriteError(Errors.Of(failed.Failure));
                break;
            case FleetRejection rejected:
                _tally.Note(rejected.Target.AccountId);
                _tally.Count(FleetTally.Failed);
                if (Failed(rejected.Target, rejected.Failure) is { } refused)
                {
                    WriteRefused(refused);
                }

                WriteError(Errors.Of(rejected.Failure));
                break;
            case FleetMessage { IsWarning: true } warning:
                Warn(warning);
                break;
            case FleetMessage message:
                WriteVerbose(message.Text);
                break;
            case FleetProgress progress:
                _bars!.Note(progress);
                if (progress.Progress is { IsUnreached: false })
                {
                    // Only in a session of an account's role there is something to show.
                    EndDenials();
                }

                break;
            case FleetConfirmation confirmation:
                confirmation.Answer(Decide(confirmation.Request));
                break;
            case FleetQuestion asked:
                asked.Answer(Ask(asked.Question));
                break;
        }
    }

    /// <summary>The same warning of many accounts is written for the first, and at the end once for the others.</summary>
    private void Warn(FleetMessage warning)
    {
        if (_warned.TryGetValue(warning.Text, out var others))
        {
            others.Add(warning.Target);
            return;
        }

        _warned.Add(warning.Text, []);
        WriteWarning(Strings.OfAccount(warning.Target, warning.Text));
    }

    private void Write(FleetOutcome<TResult> ended)
    {
        var failure = ended.Outcome.Failure;
        WriteResult(ended);

        // After the result, so that neither this nor -ErrorAction Stop loses it.
        if (failure is { IsCallers: true })
        {
            EndDenials();
            EndForCaller(failure);
        }

        var isHeld = _denied!.Takes(failure, ended.Order);
        if (_denied.IsOfCaller)
        {
            EndForCaller(_denied.Held[0]);
        }

        if (_denied.IsOver)
        {
            TellDenied();
        }

        if (failure is not null && !isHeld)
        {
            WriteError(Errors.Of(failure));
        }
    }

    private void WriteResult(FleetOutcome<TResult> ended)
    {
        // A pipeline that is being stopped takes nothing, and the result stays among those that nobody has seen. Once it takes one, whatever it throws comes from behind: the next command has it.
        if (Stopping)
        {
            throw new PipelineStoppedException();
        }

        var (result, word) = Read(ended);
        _fleet!.Confirm(ended);
        _tally.Count(word);
        if (result is not null)
        {
            LastRuns.Note(result);
            WriteOutput(ended.Target, result);
        }
    }

    /// <summary>What came of an account: what there is to write for it, and its word in the closing line.</summary>
    private (TResult? Result, string Word) Read(FleetOutcome<TResult> ended)
    {
        var (result, failure) = ended.Outcome;
        result ??= failure is null ? null : Failed(ended.Target, failure);
        return (result, result is null ? FleetTally.Failed : OutcomeWord(result));
    }

    /// <summary>Tells the failures that were held back, once it is known that they are about their accounts.</summary>
    private void TellDenied()
    {
        _fleet!.Release();
        foreach (var failure in _denied!.Release())
        {
            WriteError(Errors.Of(failure));
        }
    }

    private void EndDenials()
    {
        _denied!.End();
        TellDenied();
    }

    /// <summary>Ends the command because of what is wrong with the caller.</summary>
    private void EndForCaller(AccountFailure failure)
    {
        var (standing, untold) = Settle();
        var ofCaller = untold + Math.Max(1, _denied!.Held.Count);
        var error = failure switch
        {
            { ErrorId: AccountFailure.RoleNotAssumable, IsCallers: false } => Errors.NoRoleAssumable(failure, DenialLimit, standing),
            { IsUnreached: true, IsCallers: false } => Errors.AwsNotReached(failure, DenialLimit, standing),
            _ => Errors.OfCaller(failure, standing, standing.Begun - standing.InFlight.Count - ofCaller, StopAdvice),
        };
        End(error, standing);
    }

    /// <summary>Stops the fleet, and writes what came of accounts until then and was not yet shown.</summary>
    /// <returns>How far it has come, and how many failures were not told: they are the caller's, and one error tells them all.</returns>
    private (FleetStanding Standing, int Untold) Settle()
    {
        _fleet!.Stop();
        _fleet.WaitForWorkers();
        var (rest, standing) = _fleet.Rest();
        List<AccountFailure> own = [];
        var untold = 0;
        foreach (var ended in rest)
        {
            var failure = ended.Outcome.Failure;
            if (failure is { IsCallers: true } or { IsAtStart: true })
            {
                _fleet.Confirm(ended);
                _tally.Count(FleetTally.Failed);
                untold++;
                continue;
            }

            WriteResult(ended);
            if (failure is not null)
            {
                own.Add(failure);
            }
        }

        // After the results, so that -ErrorAction Stop loses none of them.
        foreach (var failure in own)
        {
            WriteError(Errors.Of(failure));
        }

        return (standing, untold);
    }

    /// <summary>Ends the command, after the closing line.</summary>
    private void End(ErrorRecord error, FleetStanding standing)
    {
        Close(standing);
        ThrowTerminatingError(error);
    }

    /// <summary>Writes the closing line.</summary>
    private void Close(FleetStanding standing)
    {
        _hasEnded = true;
        WriteLast();
        _tally.Count(Strings.Interrupted, standing.InFlight.Count);
        _tally.Count(Strings.NotBegun, standing.Waiting);
        WriteInformation(_tally.ToLine(), [nameof(AwsBackupPlan)]);
    }

    /// <summary>-WhatIf beats -Force, and -Force beats -Confirm.</summary>
    private Decision Decide(ConfirmationRequest request)
    {
        if (IsWhatIf())
        {
            foreach (var step in request.Steps)
            {
                ShouldProcess(step.TargetName, step.Action);
            }

            return Decision.WhatIf;
        }

        return IsForced || Asked(request) ? Decision.Proceed : Decision.Declined;
    }

    private bool Asked(ConfirmationRequest request)
    {
        try
        {
            return ShouldProcess(request.TargetName, request.Question);
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            End(Errors.CannotAsk(request.Target, exception, MyInvocation.MyCommand.Parameters.ContainsKey("Force")), Settle().Standing);
            throw;
        }
    }

    /// <summary>Whether anybody sees verbose lines: thousands of calls make some each.</summary>
    private bool WantsVerbose()
        => MyInvocation.BoundParameters.TryGetValue("Verbose", out var given)
            ? LanguagePrimitives.IsTrue(given)
            : GetVariableValue("VerbosePreference") is { } preference
                && LanguagePrimitives.ConvertTo<ActionPreference>(preference) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <inheritdoc/>
    private protected override void Take(AccountTarget target)
    {
        if (_fleet!.Add(target) is { } record)
        {
            Handle(record, _fleet);
            return;
        }

        _tally.Note(target.AccountId);
        LastRuns.NoteTarget(target.AccountId, target.AbsName, target.Region, target.CopyRegions, target.RoleName);
        _taken++;
    }

    /// <inheritdoc/>
    private protected override void Refuse(AccountTarget target, AccountFailure failure)
    {
        _tally.Note(target.AccountId);
        if (Failed(target, failure) is { } result)
        {
            WriteRefused(result);
        }
    }

    /// <inheritdoc/>
    private protected override void CountRefused()
    {
        _fleet!.CountRefused();
        _tally.Count(FleetTally.Failed);
    }

    /// <summary>A stopped pipeline takes no records any more; its host still takes text.</summary>
    private void Say(string text)
    {
        try
        {
            Host?.UI?.WriteLine(text);
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException)
        {
            // A host without a screen. Nobody is there to read it.
        }
    }
}
