using System.Text.Json;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>The error in an answer of a service that speaks JSON 1.1.</summary>
/// <param name="Code">Its name alone, of <c>namespace#Name:http://…</c>.</param>
/// <param name="Message">What the service says of it.</param>
/// <param name="RequestId">The id of the request.</param>
internal sealed record JsonFault(string? Code, string? Message, string? RequestId)
{
    /// <summary>Reads it. What stands between may answer without JSON.</summary>
    public static JsonFault Of(JsonUnmarshallerContext context)
    {
        var error = Read(context.Stream);
        var response = context.ResponseData;
        var code = Text(error, "__type") ?? Text(error, "code") ?? Header(HeaderKeys.XAmzErrorType);
        return new JsonFault(Name(code), Text(error, "message") ?? Text(error, "Message"), Header(HeaderKeys.RequestIdHeader));

        string? Header(string name) => response.IsHeaderPresent(name) ? response.GetHeaderValue(name) : null;
    }

    private static JsonElement? Read(Stream body)
    {
        try
        {
            using var error = JsonDocument.Parse(body);
            return error.RootElement.ValueKind == JsonValueKind.Object ? error.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement? error, string member) =>
        error is { } value && value.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string? Name(string? code)
    {
        var name = code?.Split(':')[0];
        return name?.Substring(name.IndexOf('#') + 1);
    }
}
