using System.Text;
using System.Text.Json.Nodes;
using AwsBackupPlan.Lambda.Events;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>The answer of a function, as the sample's was: <c>{ "statusCode": 200, "body": "JSON text" }</c>, and with <c>continuation</c> the event to invoke it with again.</summary>
internal sealed class FunctionAnswer
{
    // Lambda takes 6 MB.
    private const int MostBytes = 5_500_000;

    private const int MostFaults = 50;

    private const int FewRemaining = 20;

    // What an answer can do without that is too large: first most of what is left, which the message sums up.
    private static readonly Action<JsonObject>[] Shortenings =
    [
        static result =>
        {
            for (var remaining = result["Remaining"] as JsonArray; remaining?.Count > FewRemaining;)
            {
                remaining.RemoveAt(remaining.Count - 1);
            }
        },
        static result =>
        {
            foreach (var detail in new[] { "Remaining", "Changes", "VaultArn", "CopyRegion" })
            {
                result.Remove(detail);
            }
        },
    ];

    private FunctionAnswer(int statusCode, JsonObject body, JsonObject? continuation)
    {
        StatusCode = statusCode;
        Body = body;
        Continuation = continuation;
    }

    /// <summary>200: all is done. 202: the time was up, and something is left. 207: some have failed. 400: the event cannot be worked on. 500: all have failed.</summary>
    public int StatusCode { get; }

    private JsonObject Body { get; }

    private JsonObject? Continuation { get; }

    /// <summary>What happened, in a sentence.</summary>
    public string Message => (string)Body[nameof(Message)]!;

    /// <summary>The answer to an event that cannot be worked on. It is no error of the function, which Lambda would try again.</summary>
    public static FunctionAnswer BadEvent(IReadOnlyList<string> faults) => new(
        400,
        new JsonObject
        {
            [nameof(Message)] = "The event cannot be worked on. Nothing was done.",
            ["Faults"] = new JsonArray([.. faults.Take(MostFaults).Select(static fault => (JsonNode?)fault), .. faults.Skip(MostFaults).Take(1).Select(_ => (JsonNode?)$"And {faults.Count - MostFaults} more.")]),
        },
        null);

    /// <summary>The answer to an event that was worked on.</summary>
    public static FunctionAnswer Of(BackupEvent asked, IReadOnlyList<AccountEnd> ends)
    {
        var (failed, left) = (ends.Count(static end => end.HasFailed), new JsonArray([.. ends.Select(static end => end.Left).OfType<JsonObject>()]));
        var done = ends.Count - failed - left.Count;
        var body = new JsonObject
        {
            [nameof(Message)] = $"{(ends.Count == 1 ? "1 backup set" : $"{ends.Count} backup sets")}: {done} done, {failed} failed{(left.Count == 0 ? string.Empty : $", {left.Count} to go on with: invoke the function again with the continuation as its event")}.{Before(asked.Continued)}",
            ["Results"] = new JsonArray([.. ends.Select(static end => end.Told).OfType<JsonObject>()]),
            ["Failed"] = failed,
            ["Left"] = new JsonArray([.. left.Select(static again => (JsonNode?)Names((JsonObject)again!))]),
        };
        var anyFailed = failed + asked.Continued.Failed > 0;
        var status = anyFailed ? (failed == ends.Count ? 500 : 207) : left.Count > 0 ? 202 : 200;
        return new FunctionAnswer(status, body, left.Count == 0 ? null : Continue(asked, left, failed, isFruitless: !ends.Any(static end => end.Told is not null)));
    }

    /// <summary>The answer as JSON text.</summary>
    public string ToJson()
    {
        var text = Text();
        for (var shorter = 0; shorter < Shortenings.Length && Encoding.UTF8.GetByteCount(text) > MostBytes && Body["Results"] is JsonArray results; shorter++)
        {
            foreach (var result in results.OfType<JsonObject>())
            {
                Shortenings[shorter](result);
            }

            Body["Shortened"] = true;
            text = Text();
        }

        return text;
    }

    private static string Before(Continued continued) => continued.Failed == 0 ? string.Empty : $" Before that {continued.Failed} had failed.";

    private static JsonObject Names(JsonObject again) => new() { ["AccountId"] = (string?)again["AccountId"], ["AbsName"] = (string?)again["AbsName"] };

    private static JsonObject Continue(BackupEvent asked, JsonArray left, int failed, bool isFruitless)
    {
        var continuation = new JsonObject();
        foreach (var (name, value) in asked.Common)
        {
            // What is said of one account stands with it.
            if (!EventMembers.Accounts.Is(name) && !EventMembers.Continued.Is(name) && !EventMembers.AccountId.Is(name) && !EventMembers.AbsName.Is(name))
            {
                continuation[name] = value?.DeepClone();
            }
        }

        continuation[EventMembers.Accounts.Name] = left;
        continuation[EventMembers.Continued.Name] = new JsonObject
        {
            [nameof(Continued.Failed)] = asked.Continued.Failed + failed,
            [nameof(Continued.Fruitless)] = isFruitless ? asked.Continued.Fruitless + 1 : 0,
        };
        return continuation;
    }

    private string Text()
    {
        var answer = new JsonObject { ["statusCode"] = StatusCode, ["body"] = Body.ToJsonString(PlainJson.Options) };
        if (Continuation is not null)
        {
            answer["continuation"] = Continuation.DeepClone();
        }

        return answer.ToJsonString(PlainJson.Options);
    }
}
