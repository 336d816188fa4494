using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Lambda.Events;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>Works on the accounts of an event, begins no more when the time is nearly up, and lets go when it is.</summary>
internal sealed class FunctionFleet<TResult>(
    BackupEvent asked, Deadlines deadlines, Func<AccountTarget, IWorkObserver, CancellationToken, Task<WorkOutcome<TResult>>> work, JsonLog log, string requestId, TimeProvider time)
    where TResult : class
{
    private readonly Dictionary<AccountTarget, WorkOutcome<TResult>> _ended = [];

    /// <summary>Works.</summary>
    /// <returns>What came of the accounts whose work has ended.</returns>
    public IReadOnlyDictionary<AccountTarget, WorkOutcome<TResult>> Run()
    {
        using var run = new FleetRun<TResult>(work, new FleetOptions { ThrottleLimit = asked.ThrottleLimit, HoldAfter = asked.ThrottleLimit, WantsVerbose = log.Wants(LogLevel.Debug) }, time);
        foreach (var (target, _) in asked.Accounts)
        {
            if (run.Add(target) is { } refused)
            {
                Take(run, refused);
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
        }
        catch (OperationCanceledException)
        {
            run.WaitForWorkers();
            foreach (var rest in run.Rest().Outcomes)
            {
                _ended[rest.Target] = rest.Outcome;
            }

            log.Write(LogLevel.Warn, requestId, $"The time is up: {asked.Accounts.Count - _ended.Count} of {asked.Accounts.Count} have not ended.");
        }

        return _ended;
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
                _ended[ended.Target] = ended.Outcome;
                run.Confirm(ended);
                if (ended.Outcome.Failure is not { IsAtStart: true })
                {
                    run.Release();
                }

                break;
            case FleetConfirmation confirmation:
                confirmation.Answer(asked.WhatIf ? Decision.WhatIf : Decision.Proceed);
                break;
            case FleetQuestion question:
                // Nobody is there who could answer.
                question.Answer(null);
                break;
            case FleetRejection rejection:
                _ended[rejection.Target] = new WorkOutcome<TResult>(null, rejection.Failure);
                break;
            case FleetPartFailure part:
                log.Write(LogLevel.Error, requestId, part.Failure.Message, part.Target, errorId: part.Failure.ErrorId);
                part.Taken(true);
                break;
            case FleetMessage message:
                log.Write(message.IsWarning ? LogLevel.Warn : LogLevel.Debug, requestId, message.Text, message.Target);
                break;
        }
    }
}
