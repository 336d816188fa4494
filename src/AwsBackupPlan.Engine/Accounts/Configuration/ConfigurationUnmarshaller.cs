using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace AwsBackupPlan.Engine.Accounts.Configuration;

/// <summary>Turns an answer into what it says of the recorder, or into the error that it names.</summary>
internal sealed class ConfigurationUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var answer = JsonDocument.Parse(context.Stream);
        return RecorderStatus.Read(answer.RootElement);
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var error = ReadError(context.Stream);
        var code = Text(error, "__type") ?? Text(error, "code") ?? Header(context.ResponseData, HeaderKeys.XAmzErrorType);
        var message = Text(error, "message") ?? Text(error, "Message") ?? $"AWS Config answered HTTP {(int)statusCode} without a message.";
        return new ConfigurationException(message, innerException, Name(code), Header(context.ResponseData, HeaderKeys.RequestIdHeader), statusCode);
    }

    /// <summary>What stands between may answer without JSON.</summary>
    private static JsonElement? ReadError(Stream body)
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

    private static string? Text(JsonElement? error, string member) => error is { } value ? RecorderStatus.Text(value, member) : null;

    private static string? Header(IWebResponseData response, string name) => response.IsHeaderPresent(name) ? response.GetHeaderValue(name) : null;

    /// <summary>The name alone, of <c>namespace#Name:http://…</c>.</summary>
    private static string? Name(string? code)
    {
        var name = code?.Split(':')[0];
        return name?.Substring(name.IndexOf('#') + 1);
    }
}
