using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Lambda.Events;
using AwsBackupPlan.Lambda.Logs;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>Works on the accounts of an event, begins no more when the time is nearly up, and lets go when it is.</summary>
internal sealed class FunctionFleet<TResult>(
    BackupEvent asked,
    Deadlines deadlines,
    Func<AccountTarget, IWorkObserver, CancellationToken, Task<WorkOutcome<TResult>>> work,
    Func<AskedAccount, WorkOutcome<TResult>, AccountEnd> end,
    InvocationLog log,
    TimeProvider time)
    where TResult : class
{
    private readonly Dictionary<AccountTarget, AskedAccount> _asked = asked.Accounts.ToDictionary(static account => account.Target);
    private readonly Dictionary<AccountTarget, AccountEnd> _ended = [];
    private readonly HashSet<AccountTarget> _moving = [];

    /// <summary>Works.</summary>
    public FleetEnd Run()
    {
        using var run = new FleetRun<TResult>(work, new FleetOptions { ThrottleLimit = asked.ThrottleLimit, WantsVerbose = log.Wants(LogLevel.Debug) }, time);
        // What is added is begun: an invocation that comes too late begins nothing.
        Watch(run);
        foreach (var account in asked.Accounts)
        {
            if (run.Add(account.Target) is { } record)
            {
                Take(run, record);
            }
        }

        run.Complete();
        try
        {
            foreach (var record in run.ToEnd(() => Watch(run)))
            {
                Take(run, record);
                Watch(run);
            }

            return new FleetEnd(_ended, [], HasMoved: false);
        }
        catch (OperationCanceledException)
        {
            return Stopped(run);
        }
    }

    private FleetEnd Stopped(FleetRun<TResult> run)
    {
        run.WaitForWorkers();
        var (outcomes, standing) = run.Rest();
        foreach (var ended in outcomes)
        {
            Note(ended.Target, ended.Outcome);
        }

        log.Write(LogLevel.Warn, $"The time is up: {asked.Accounts.Count - _ended.Count} of {asked.Accounts.Count} have not ended.");
        return new FleetEnd(_ended, standing.InFlight, standing.InFlight.Any(_moving.Contains));
    }

    // At once: of an invocation that is ended before it answers the log has what is done.
    private void Note(AccountTarget target, WorkOutcome<TResult> outcome)
    {
        var ended = _ended[target] = end(_asked[target], outcome);
        ended.WriteTo(log, target);
    }

    private void Watch(FleetRun<TResult> run)
    {
        var now = time.GetUtcNow();
        if (now >= deadlines.LetsGo)
        {
            run.Stop();
        }
        else if (now >= deadlines.BeginsNoMore)
        {
            run.Halt();
        }
    }

    private void Take(FleetRun<TResult> run, FleetRecord record)
    {
        switch (record)
        {
            case FleetOutcome<TResult> ended:
                Note(ended.Target, ended.Outcome);
                run.Confirm(ended);
                break;
            case FleetConfirmation confirmation:
                confirmation.Answer(asked.WhatIf ? Decision.WhatIf : Decision.Proceed);
                break;
            case FleetQuestion question:
                // Such as a code of MFA.
                question.Answer(null);
                break;
            case FleetRejection rejection:
                Note(rejection.Target, new WorkOutcome<TResult>(null, rejection.Failure));
                break;
            case FleetProgress { Progress.PercentComplete: > 0 } progress:
                _moving.Add(progress.Target);
                break;
            case FleetPartFailure part:
                log.Write(LogLevel.Error, part.Failure.Message, part.Target, errorId: part.Failure.ErrorId);
                part.Taken(true);
                break;
            case FleetMessage message:
                log.Write(message.IsWarning ? LogLevel.Warn : LogLevel.Debug, message.Text, message.Target);
                break;
        }
    }
}
