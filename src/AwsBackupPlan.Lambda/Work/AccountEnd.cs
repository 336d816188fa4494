using System.Text.Json.Nodes;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Lambda.Events;
using AwsBackupPlan.Lambda.Logs;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>What became of one account of an event.</summary>
/// <param name="Told">What the answer says of it; <see langword="null"/> where nothing has ended.</param>
/// <param name="HasFailed">Whether it has failed.</param>
/// <param name="Left">What a continuation says of it, where there is something left to do.</param>
internal sealed record AccountEnd(JsonObject? Told, bool HasFailed, JsonObject? Left)
{
    /// <summary>Whether it was begun at all. What was not is first in a continuation: an account that takes very long must not keep it from its turn for ever.</summary>
    public bool IsBegun { get; init; } = true;

    /// <summary>Whether the invocation has got it any further.</summary>
    public bool HasMoved { get; init; } = Left is null;

    /// <summary>An account whose work has ended and leaves nothing to go on with.</summary>
    public static AccountEnd Of(JsonObject told, AccountFailure? failure, bool hasFailed) => new(With(told, failure), hasFailed, null);

    /// <summary>An account that has no result.</summary>
    public static JsonObject Failed(string? accountId, string? absName, string? region) => new() { ["AccountId"] = accountId, ["AbsName"] = absName, ["Region"] = region, ["Status"] = "Failed" };

    /// <summary>An account that has no result.</summary>
    public static JsonObject Failed(AccountTarget target) => Failed(target.AccountId, target.AbsName, target.Region);

    /// <summary>What is told of an account, with what went wrong.</summary>
    public static JsonObject With(JsonObject told, AccountFailure? failure) => failure is null ? told : With(told, failure.ErrorId, failure.Message, failure.Remedy);

    /// <summary>What is told of an account, with what went wrong.</summary>
    public static JsonObject With(JsonObject told, string errorId, string message, string remedy)
    {
        (told["ErrorId"], told["Message"], told["Remedy"]) = (errorId, message, remedy);
        return told;
    }

    /// <summary>An account that is to be worked on again, as the event says it. A single one stands among what is said of all; a continuation does not have that twice.</summary>
    /// <param name="account">The account.</param>
    /// <param name="copyRegions">The copy Regions that have become known, where nothing else tells them any more.</param>
    /// <param name="rest">How much is left of it, where that is known.</param>
    public static JsonObject Again(AskedAccount account, IReadOnlyList<string>? copyRegions = null, int? rest = null)
    {
        var again = new JsonObject { [EventMembers.AccountId.Name] = account.Target.AccountId, [EventMembers.AbsName.Name] = account.Target.AbsName };
        foreach (var member in EventMembers.OfAccount.Where(static member => member != EventMembers.AccountId && member != EventMembers.AbsName))
        {
            if (member.In(account.Said) is { } value)
            {
                again[member.Name] = value.DeepClone();
            }
        }

        if (copyRegions is { Count: > 0 })
        {
            again[EventMembers.CopyRegion.Name] = new JsonArray([.. copyRegions.Select(static region => (JsonNode?)region)]);
        }

        if (rest is { } count)
        {
            again[EventMembers.Rest.Name] = count;
        }

        return again;
    }

    /// <summary>Writes what became of it to the log.</summary>
    public void WriteTo(InvocationLog log, AccountTarget? target)
    {
        if (Told is not null)
        {
            log.Write(HasFailed ? LogLevel.Error : LogLevel.Info, (string?)Told["Message"] ?? string.Empty, target, (string?)Told["Status"], (string?)Told["ErrorId"]);
        }
    }
}
