using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Lambda.Events;
using AwsBackupPlan.Lambda.Logs;
using AwsBackupPlan.Lambda.Runtime;
using AwsBackupPlan.Lambda.Settings;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>A function: reads the event, works on its accounts, and answers before its time is up.</summary>
internal sealed class BackupFunction(FunctionSettings settings, BackupEngine engine, JsonLog log, TimeProvider time)
{
    // So many invocations in a row may end with no account done before an account that takes too long is given up.
    private const int MostFruitless = 2;

    /// <summary>Answers an event.</summary>
    /// <returns>The answer, as JSON text.</returns>
    public string Answer(Invocation invocation)
    {
        var invocationLog = new InvocationLog(log, invocation.RequestId);
        var answer = Answer(invocation, invocationLog);
        invocationLog.Write(answer.StatusCode is 200 or 202 ? LogLevel.Info : LogLevel.Error, answer.Message, status: answer.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return answer.ToJson();
    }

    private FunctionAnswer Answer(Invocation invocation, InvocationLog invocationLog)
    {
        BackupEvent asked;
        try
        {
            asked = new EventReader(settings).Read(invocation.Event);
        }
        catch (EventException exception)
        {
            invocationLog.Write(LogLevel.Error, exception.Message, errorId: "EventInvalid");
            return FunctionAnswer.BadEvent(exception.Faults);
        }

        var deadlines = Deadlines.Of(time.GetUtcNow(), invocation.Deadline);
        return settings.Operation is FunctionOperation.Create
            ? Answer(asked, deadlines, invocationLog, ResultJson.Default.BackupPlanResult, static (_, _) => null, (target, observer, token) => engine.DeployAsync(target, asked.Deployment, observer, token))
            : Answer(asked, deadlines, invocationLog, ResultJson.Default.BackupRemovalResult, GoesOn, (target, observer, token) => engine.RemoveAsync(target, asked.Teardown with { Timeout = deadlines.Waiting(time.GetUtcNow()) }, observer, token));
    }

    // What only takes its time goes on; what is locked, held or denied does not, however often it is asked.
    private static IReadOnlyList<string>? GoesOn(BackupRemovalResult result, AccountFailure failure) =>
        result.Status is RemovalStatus.Incomplete && (failure.Category is FailureCategory.OperationTimeout || result.RecoveryPointsDeleting > 0) ? result.CopyRegion : null;

    private static FunctionAnswer Answer<TResult>(
        BackupEvent asked, InvocationLog log, FleetEnd<TResult> end, JsonTypeInfo<TResult> type, Func<TResult, AccountFailure, IReadOnlyList<string>?> goesOn)
        where TResult : class
    {
        var givesUp = end.Ended.Count == 0 && asked.Continued.Fruitless >= MostFruitless;
        var ends = asked.Accounts.Select(account => !end.Ended.TryGetValue(account.Target, out var outcome)
            ? givesUp && end.Interrupted.Contains(account.Target) ? GivenUp(account, log) : new AccountEnd(null, HasFailed: false, AccountEnd.Again(account))
            : Ended(account, outcome, log, type, goesOn));
        return FunctionAnswer.Of(asked, [.. ends, .. asked.Refused.Select(refused => Refused(refused, log))]);
    }

    private static AccountEnd Ended<TResult>(AskedAccount account, WorkOutcome<TResult> outcome, InvocationLog log, JsonTypeInfo<TResult> type, Func<TResult, AccountFailure, IReadOnlyList<string>?> goesOn)
        where TResult : class
    {
        var told = outcome.Result is { } result ? (JsonObject)JsonSerializer.SerializeToNode(result, type)! : Failed(account.Target.AccountId, account.Target.AbsName, account.Target.Region);
        if (outcome.Failure is { } failure)
        {
            (told["ErrorId"], told["Message"], told["Remedy"]) = (failure.ErrorId, failure.Message, failure.Remedy);
        }

        var copyRegions = outcome is { Result: { } unfinished, Failure: { } cause } ? goesOn(unfinished, cause) : null;
        var hasFailed = outcome.HasFailed && copyRegions is null;
        log.Write(hasFailed ? LogLevel.Error : LogLevel.Info, (string?)told["Message"] ?? string.Empty, account.Target, (string?)told["Status"], outcome.Failure?.ErrorId);
        return new AccountEnd(told, hasFailed, copyRegions is null ? null : AccountEnd.Again(account, copyRegions));
    }

    private static AccountEnd GivenUp(AskedAccount account, InvocationLog log)
    {
        var told = Failed(account.Target.AccountId, account.Target.AbsName, account.Target.Region);
        (told["ErrorId"], told["Message"], told["Remedy"]) = ("WorkTimedOut", $"It was interrupted in {MostFruitless + 1} invocations in a row, and never ended.", "Give the function more time (Timeout), or an invocation fewer accounts. What was made or removed stays so; a further run goes on from there.");
        log.Write(LogLevel.Error, (string)told["Message"]!, account.Target, "Failed", "WorkTimedOut");
        return new AccountEnd(told, HasFailed: true, null);
    }

    private static AccountEnd Refused(RefusedAccount refused, InvocationLog log)
    {
        var told = Failed(refused.AccountId, refused.AbsName, null);
        (told["ErrorId"], told["Message"], told["Remedy"]) = ("InvalidParameter", string.Join(" ", refused.Faults), $"Correct {refused.Path} of the event; nothing was done in this account.");
        log.Write(LogLevel.Error, $"{refused.Path}: {string.Join(" ", refused.Faults)}", errorId: "InvalidParameter");
        return new AccountEnd(told, HasFailed: true, null);
    }

    private static JsonObject Failed(string? accountId, string? absName, string? region) => new() { ["AccountId"] = accountId, ["AbsName"] = absName, ["Region"] = region, ["Status"] = "Failed" };

    private FunctionAnswer Answer<TResult>(
        BackupEvent asked,
        Deadlines deadlines,
        InvocationLog invocationLog,
        JsonTypeInfo<TResult> type,
        Func<TResult, AccountFailure, IReadOnlyList<string>?> goesOn,
        Func<AccountTarget, IWorkObserver, CancellationToken, Task<WorkOutcome<TResult>>> work)
        where TResult : class => Answer(asked, invocationLog, new FunctionFleet<TResult>(asked, deadlines, work, invocationLog, time).Run(), type, goesOn);
}
