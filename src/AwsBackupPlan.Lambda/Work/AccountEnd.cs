using System.Text.Json.Nodes;
using AwsBackupPlan.Lambda.Events;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>What became of one account of an event.</summary>
/// <param name="Told">What the answer says of it; <see langword="null"/> where nothing has ended.</param>
/// <param name="HasFailed">Whether it has failed.</param>
/// <param name="Left">What a continuation says of it, where there is something left to do.</param>
internal sealed record AccountEnd(JsonObject? Told, bool HasFailed, JsonObject? Left)
{
    /// <summary>An account that is to be worked on again, as the event says it. A single one stands among what is said of all; a continuation does not have that twice.</summary>
    /// <param name="account">The account.</param>
    /// <param name="copyRegions">The copy Regions that have become known, where nothing else tells them any more.</param>
    public static JsonObject Again(AskedAccount account, IReadOnlyList<string>? copyRegions = null)
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

        return again;
    }
}
