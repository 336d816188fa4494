using System.Text.Json.Nodes;

namespace AwsBackupPlan.Lambda.Tests.Harness;

/// <summary>What the program says to an event, or of its beginning.</summary>
/// <param name="IsError">Whether it is an error of the function, and no answer.</param>
/// <param name="ErrorType">The type that the header gives an error.</param>
/// <param name="Content">What it says.</param>
internal sealed record RuntimeReport(bool IsError, string ErrorType, JsonObject Content)
{
    public int StatusCode => (int)Content["statusCode"]!;

    /// <summary>The body of the answer, which is JSON text.</summary>
    public JsonObject Body => JsonNode.Parse((string)Content["body"]!)!.AsObject();

    public JsonObject? Continuation => Content["continuation"]?.AsObject();

    public JsonArray Results => Body[nameof(Results)]!.AsArray();

    /// <summary>What became of a batch: the status and error of each account.</summary>
    public string Outcomes => string.Join(", ", Results.Select(static result => $"{result!["AccountId"]}: {result["Status"]}{(result["ErrorId"] is { } error ? $" ({error})" : string.Empty)}"));

    public string Faults => string.Join("\n", Body[nameof(Faults)]!.AsArray().Select(static fault => (string)fault!));
}
