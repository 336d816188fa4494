using System.Text;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Showing;
using AwsBackupPlan.Lambda.Events;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>The answer of a function, as the sample's was: <c>{ "statusCode": 200, "body": "JSON text" }</c>, and with <c>continuation</c> the event to invoke it with again.</summary>
internal sealed class FunctionAnswer
{
    // Lambda takes 6 MB.
    private const int MostBytes = 5_500_000;

    // What an answer for very many accounts can do without, from the first on.
    private static readonly string[][] Details = [["Remaining"], ["Changes", "VaultArn", "CopyRegion"]];

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
            ["Faults"] = new JsonArray([.. faults.Select(static fault => (JsonNode?)fault)]),
        },
        null);

    /// <summary>The answer to an event that was worked on.</summary>
    public static FunctionAnswer Of(BackupEvent asked, IReadOnlyList<AccountEnd> ends)
    {
        var (failed, left) = (ends.Count(static end => end.HasFailed), new JsonArray([.. ends.OrderBy(static end => end.IsBegun).Select(static end => end.Left).OfType<JsonObject>()]));
        var done = ends.Count - failed - left.Count;
        var body = new JsonObject
        {
            [nameof(Message)] = $"{(ends.Count == 1 ? "1 backup set" : $"{ends.Count} backup sets")}: {done} done, {failed} failed{(left.Count == 0 ? string.Empty : $", {left.Count} to go on with: invoke the function again with the continuation as its event")}.{Before(asked.Continued)}",
            ["Results"] = new JsonArray([.. ends.Select(static end => end.Told).OfType<JsonObject>()]),
            ["Failed"] = failed,
            ["Left"] = new JsonArray([.. left.Select(static again => (JsonNode?)Names((JsonObject)again!))]),
        };
        var anyFailed = failed + asked.Continued.Failed > 0;
        var status = anyFailed ? (failed == ends.Count && asked.Continued.Done == 0 ? 500 : 207) : left.Count > 0 ? 202 : 200;
        return new FunctionAnswer(status, body, left.Count == 0 ? null : Continue(asked, left, done, failed, isFruitless: !ends.Any(static end => end.HasMoved)));
    }

    /// <summary>The answer as JSON text.</summary>
    public string ToJson()
    {
        var text = Text();
        for (var shorter = 0; shorter < Details.Length && Encoding.UTF8.GetByteCount(text) > MostBytes; shorter++)
        {
            foreach (var result in ((JsonArray)Body["Results"]!).OfType<JsonObject>())
            {
                foreach (var detail in Details[shorter])
                {
                    result.Remove(detail);
                }
            }

            Body["Shortened"] = true;
            text = Text();
        }

        return Encoding.UTF8.GetByteCount(text) <= MostBytes ? text : WithShortTexts();
    }

    private string WithShortTexts()
    {
        const int Longest = 300;
        foreach (var result in ((JsonArray)Body["Results"]!).OfType<JsonObject>())
        {
            foreach (var name in (string[])["Message", "Remedy"])
            {
                if ((string?)result[name] is { } text)
                {
                    result[name] = PlainText.Of(text, Longest);
                }
            }
        }

        return Text();
    }

    private static string Before(Continued continued) => continued.Failed == 0 ? string.Empty : $" Before that {continued.Failed} had failed.";

    private static JsonObject Names(JsonObject again) => new() { ["AccountId"] = (string?)again["AccountId"], ["AbsName"] = (string?)again["AbsName"] };

    private static JsonObject Continue(BackupEvent asked, JsonArray left, int done, int failed, bool isFruitless)
    {
        // What an event says of its only account stands with the account, and not twice.
        var isBatch = asked.Common.Any(static member => EventMembers.Accounts.Is(member.Key));
        var continuation = new JsonObject();
        foreach (var (name, value) in asked.Common)
        {
            if (!EventMembers.Accounts.Is(name) && !EventMembers.Continued.Is(name) && !EventMembers.AbsName.Is(name) && (isBatch || !EventMembers.OfAccount.Any(member => member.Is(name))))
            {
                continuation[name] = value?.DeepClone();
            }
        }

        continuation[EventMembers.Accounts.Name] = left;
        continuation[EventMembers.Continued.Name] = new JsonObject
        {
            [nameof(Continued.Done)] = asked.Continued.Done + done,
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
