using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Lambda.Events;
using AwsBackupPlan.Lambda.Runtime;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>A function: reads the event, works on its accounts, and answers before its time is up.</summary>
internal sealed class BackupFunction(string name, BackupEngine engine, JsonLog log, TimeProvider time)
{
    /// <summary>The function that brings backup sets to their desired state.</summary>
    public const string Create = "CreateBackupLambda";

    /// <summary>The function that takes them down.</summary>
    public const string Delete = "DeleteBackupLambda";

    /// <summary>Both.</summary>
    public static readonly IReadOnlyList<string> Names = [Create, Delete];

    /// <summary>Answers an event, as the sample did: <c>{ "statusCode": 200, "body": "JSON text" }</c>.</summary>
    public string Answer(Invocation invocation)
    {
        BackupEvent asked;
        try
        {
            asked = new EventReader(name).Read(invocation.Event);
        }
        catch (EventException exception)
        {
            log.Write(LogLevel.Error, invocation.RequestId, $"The event cannot be worked on: {exception.Message}", errorId: "InvalidEvent");
            return Answer(400, new JsonObject
            {
                ["Message"] = "The event cannot be worked on. Nothing was done.",
                ["Faults"] = new JsonArray([.. exception.Faults.Select(static fault => (JsonNode)fault)]),
            });
        }

        var deadlines = Deadlines.Of(time.GetUtcNow(), invocation.Deadline);
        return string.Equals(name, Create, StringComparison.Ordinal)
            ? Answer(invocation, asked, deadlines, ResultJson.Default.BackupPlanResult, static result => result.Status.ToString(), static _ => true, (target, observer, token) => engine.DeployAsync(target, asked.Deployment, observer, token))
            : Answer(invocation, asked, deadlines, ResultJson.Default.BackupRemovalResult, static result => result.Status.ToString(), static result => result.Status is not RemovalStatus.Incomplete, (target, observer, token) => engine.RemoveAsync(target, asked.Teardown with { Timeout = WaitingOf(deadlines) }, observer, token));
    }

    // A removal that ends by itself tells what is left; one that is let go of does not.
    private TimeSpan WaitingOf(Deadlines deadlines)
    {
        var left = deadlines.LetsGo - time.GetUtcNow();
        return left > TimeSpan.FromSeconds(2) ? left - (left / 10) : TimeSpan.FromSeconds(1);
    }

    private string Answer<TResult>(
        Invocation invocation,
        BackupEvent asked,
        Deadlines deadlines,
        JsonTypeInfo<TResult> type,
        Func<TResult, string> statusOf,
        Func<TResult, bool> isDone,
        Func<AccountTarget, IWorkObserver, CancellationToken, Task<WorkOutcome<TResult>>> work)
        where TResult : class
    {
        var fleet = new FunctionFleet<TResult>(asked, deadlines, work, log, invocation.RequestId, time);
        var ended = fleet.Run();
        var (results, failed) = (new JsonArray(), 0);
        var left = new JsonArray();
        foreach (var (target, said) in asked.Accounts)
        {
            if (!ended.TryGetValue(target, out var outcome))
            {
                left.Add((JsonNode)Repeated(target, said));
                continue;
            }

            failed += outcome.HasFailed ? 1 : 0;
            results.Add((JsonNode)Told(target, outcome, type));
            log.Write(outcome.HasFailed ? LogLevel.Error : LogLevel.Info, invocation.RequestId, outcome.Failure?.Message ?? "Done.", target, outcome.Result is { } result ? statusOf(result) : null, outcome.Failure?.ErrorId);
            if (outcome.Result is { } unfinished && !isDone(unfinished))
            {
                left.Add((JsonNode)Repeated(target, said));
            }
        }

        var body = new JsonObject
        {
            ["Message"] = $"{asked.Accounts.Count} given, {results.Count - failed} done, {failed} failed{(left.Count == 0 ? string.Empty : $", {left.Count} to go on with: invoke the function again with Continuation as its event")}.",
            ["Results"] = results,
            ["Failed"] = failed,
        };
        if (left.Count > 0)
        {
            var continuation = (JsonObject)asked.Common.DeepClone();
            continuation["Accounts"] = left;
            body["Continuation"] = continuation;
        }

        return Answer(failed == 0 && left.Count == 0 ? 200 : failed == asked.Accounts.Count ? 500 : 207, body);
    }

    private static JsonObject Told<TResult>(AccountTarget target, WorkOutcome<TResult> outcome, JsonTypeInfo<TResult> type)
        where TResult : class
    {
        var told = outcome.Result is { } result ? (JsonObject)JsonSerializer.SerializeToNode(result, type)! : new JsonObject { ["AccountId"] = target.AccountId, ["AbsName"] = target.AbsName, ["Region"] = target.Region, ["Status"] = "Failed" };
        if (outcome.Failure is { } failure)
        {
            (told["ErrorId"], told["Message"], told["Remedy"]) = (failure.ErrorId, failure.Message, failure.Remedy);
        }

        return told;
    }

    // A single account stands among what is said of all; a batch of it does not have it there twice.
    private static JsonObject Repeated(AccountTarget target, JsonObject said)
    {
        var repeated = new JsonObject { ["AccountId"] = target.AccountId, ["AbsName"] = target.AbsName };
        foreach (var member in EventReader.OfAccount.Where(member => member.Name is not ("AccountId" or "AbsName")))
        {
            if (member.In(said) is { } value)
            {
                repeated[member.Name] = value.DeepClone();
            }
        }

        return repeated;
    }

    private static string Answer(int status, JsonObject body) => new JsonObject { ["statusCode"] = status, ["body"] = body.ToJsonString() }.ToJsonString();
}
