using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Lambda.Events;
using AwsBackupPlan.Lambda.Logs;
using AwsBackupPlan.Lambda.Runtime;
using AwsBackupPlan.Lambda.Settings;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>A function: reads the event, works on its accounts, and answers before its time is up.</summary>
internal sealed class BackupFunction(FunctionSettings settings, BackupEngine engine, JsonLog log, TimeProvider time)
{
    // So many invocations in a row may get nowhere before what they were about is given up.
    private const int MostFruitless = 2;

    private static readonly string GiveUpRemedy = "Give the function more time (Timeout), or an invocation fewer accounts. What was made or removed stays so; a further run goes on from there.";

    /// <summary>Answers an event.</summary>
    /// <returns>The answer, as JSON text.</returns>
    public string Answer(Invocation invocation)
    {
        var invocationLog = new InvocationLog(log, invocation.RequestId);
        // Hours can lie between two events of one process.
        engine.Forget();
        var answer = Answer(invocation, invocationLog);
        invocationLog.Write(answer.StatusCode is 200 or 202 ? LogLevel.Info : LogLevel.Error, answer.Message, status: answer.StatusCode.ToString(CultureInfo.InvariantCulture));
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

        AccountEnd[] refused = [.. asked.Refused.Select(Refused)];
        Array.ForEach(refused, end => end.WriteTo(invocationLog, null));
        var fleet = Run(asked, Deadlines.Of(time.GetUtcNow(), invocation.Deadline), invocationLog);
        return FunctionAnswer.Of(asked, [.. Ends(asked, fleet, invocationLog), .. refused]);
    }

    private FleetEnd Run(BackupEvent asked, Deadlines deadlines, InvocationLog invocationLog) => settings.Operation is FunctionOperation.Create
        ? new FunctionFleet<BackupPlanResult>(
            asked,
            deadlines,
            (target, observer, token) => engine.DeployAsync(target, asked.Deployment, observer, token),
            CreationEnd,
            invocationLog,
            time).Run()
        : new FunctionFleet<BackupRemovalResult>(
            asked,
            deadlines,
            (target, observer, token) => engine.RemoveAsync(target, asked.Teardown with { Until = deadlines.WaitsUntil(time.GetUtcNow()) }, observer, token),
            (account, outcome) => RemovalEnd.Of(asked, account, outcome),
            invocationLog,
            time).Run();

    private static AccountEnd CreationEnd(AskedAccount account, WorkOutcome<BackupPlanResult> outcome) => AccountEnd.Of(
        outcome.Result is { } result ? (JsonObject)JsonSerializer.SerializeToNode(result, ResultJson.Default.BackupPlanResult)! : AccountEnd.Failed(account.Target), outcome.Failure, outcome.HasFailed);

    private static IEnumerable<AccountEnd> Ends(BackupEvent asked, FleetEnd fleet, InvocationLog invocationLog)
    {
        var hasMoved = fleet.HasMoved || fleet.Ended.Values.Any(static end => end.HasMoved);
        var givesUp = !hasMoved && asked.Continued.Fruitless >= MostFruitless;
        // Where there was no time to begin any, there never will be.
        var givesUpAll = givesUp && fleet.Ended.Count == 0 && fleet.Interrupted.Count == 0;
        foreach (var account in asked.Accounts)
        {
            var isInterrupted = fleet.Interrupted.Contains(account.Target);
            if (!fleet.Ended.TryGetValue(account.Target, out var end))
            {
                end = new AccountEnd(null, HasFailed: false, AccountEnd.Again(account)) { IsBegun = isInterrupted, HasMoved = isInterrupted && fleet.HasMoved };
            }

            if (end.Left is not null && (givesUpAll || (givesUp && end.IsBegun)))
            {
                end = GivenUp(account, end.Told);
                end.WriteTo(invocationLog, account.Target);
            }

            yield return end;
        }
    }

    private static AccountEnd GivenUp(AskedAccount account, JsonObject? told) => new(
        told is null
            ? AccountEnd.With(AccountEnd.Failed(account.Target), "WorkTimedOut", $"It was interrupted in {MostFruitless + 1} invocations in a row, and never ended.", GiveUpRemedy)
            : AccountEnd.With(told, "WorkTimedOut", $"In {MostFruitless + 1} invocations in a row nothing more of it went. {(string?)told["Message"]}", $"{(string?)told["Remedy"]} Invoke the function with this account again when AWS has got on."),
        HasFailed: true,
        null);

    private static AccountEnd Refused(RefusedAccount refused) => new(
        AccountEnd.With(
            AccountEnd.Failed(refused.AccountId, refused.AbsName, null), "InvalidParameter", string.Join(" ", refused.Faults), $"Correct {refused.Path} of the event; nothing was done in this account."),
        HasFailed: true,
        null);
}
