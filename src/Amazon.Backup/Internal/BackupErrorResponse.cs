using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Backup.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.Backup.Internal;

/// <summary>
/// An error as it was answered. The service names it in the header <c>x-amzn-ErrorType</c>, the body's <c>Code</c> being a number of its own
/// (<c>ERROR_nnnn</c>); what stands between may answer without either, or without JSON.
/// </summary>
internal sealed class BackupErrorResponse
{
    private const int ShownLength = 200;

    private readonly byte[] _body;
    private readonly string? _requestId;
    private string? _code;
    private string? _message;

    private BackupErrorResponse(byte[] body, IWebResponseData response)
    {
        _body = body;
        _code = Header(response, HeaderKeys.XAmzErrorType);
        _message = Header(response, HeaderKeys.XAmznErrorMessage);
        _requestId = Header(response, HeaderKeys.RequestIdHeader);
    }

    internal static BackupErrorResponse Read(byte[] body, IWebResponseData response)
    {
        var error = new BackupErrorResponse(body, response);
        error.TryReadBody(error.ReadNameAndMessage);
        return error;
    }

    internal AmazonBackupException ToException(Exception innerException, HttpStatusCode statusCode)
    {
        var message = _message ?? $"AWS Backup answered HTTP {(int)statusCode} ({_code ?? statusCode.ToString()}) without a message. {Shown()}";
        var exception = BackupErrors.Create(Name(_code), message, innerException, _requestId, statusCode);
        TryReadBody(exception.ReadMembers);
        return exception;
    }

    private static string? Header(IWebResponseData response, string name) =>
        response.IsHeaderPresent(name) && response.GetHeaderValue(name) is { Length: > 0 } value ? value : null;

    /// <summary>The name alone, of <c>namespace#Name:http://…</c>.</summary>
    private static string? Name(string? code)
    {
        var name = code?.Split(':')[0];
        return name?.Substring(name.IndexOf('#') + 1);
    }

    private void ReadNameAndMessage(ref Utf8JsonReader reader)
    {
        string? type = null;
        string? code = null;
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "__type": type = reader.ReadString(); break;
                case "Code" or "code": code = reader.ReadString(); break;
                case "Message" or "message": _message ??= reader.ReadString(); break;
                default: reader.Skip(); break;
            }
        }

        _code ??= type ?? code;
    }

    private void TryReadBody(ReadMembers read)
    {
        try
        {
            var reader = new Utf8JsonReader(_body);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                read(ref reader);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A page of a proxy, or members of other types: status, headers and the message's excerpt say what is known.
        }
    }

    private string Shown()
    {
        var text = Encoding.UTF8.GetString(_body, 0, Math.Min(_body.Length, ShownLength)).Trim();
        return text.Length == 0 ? "The body is empty." : "The body begins: " + text;
    }

    private delegate void ReadMembers(ref Utf8JsonReader reader);
}
