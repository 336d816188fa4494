using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>
/// An answer that is none of AWS's, or one of AWS's that cannot be read. It is tried again. It holds nothing of the answer: what the SDK throws quotes
/// the body, which can have the keys of a session in it.
/// </summary>
internal sealed class StrayAnswerException : AmazonServiceException
{
    // Amazon S3 has a name of its own for it.
    private static readonly string[] RequestIdHeaders = [HeaderKeys.RequestIdHeader, "x-amz-request-id"];

    private StrayAnswerException(string message, bool isForeign, HttpStatusCode statusCode, string? requestId)
        : base(message)
    {
        IsForeign = isForeign;
        StatusCode = statusCode;
        RequestId = requestId;
    }

    /// <summary>Somebody else answered: a proxy or a captive portal.</summary>
    public bool IsForeign { get; }

    /// <inheritdoc/>
    public override RetryableDetails Retryable { get; } = new(false);

    /// <summary>An answer without a request id, which all of AWS's have.</summary>
    public static StrayAnswerException Foreign(HttpStatusCode statusCode, string? contentType) =>
        new($"A proxy or a captive portal answered in the place of AWS ({(int)statusCode}, {Kind(contentType)})", isForeign: true, statusCode, requestId: null);

    /// <summary>An answer that broke off, or is not of the form that it should have.</summary>
    public static StrayAnswerException Unreadable(HttpStatusCode statusCode, string? requestId) =>
        new($"The answer of AWS cannot be read: it broke off, or something on the way changed it ({(int)statusCode}, request {requestId ?? "unknown"})", isForeign: false, statusCode, requestId);

    /// <summary>What stands for an exception of the SDK, if it comes from such an answer.</summary>
    public static StrayAnswerException? Of(Exception exception, string? contentType) => exception switch
    {
        StrayAnswerException => null,
        AmazonServiceException { RequestId: null or "", StatusCode: >= HttpStatusCode.OK } service => Foreign(service.StatusCode, contentType),
        AmazonUnmarshallingException service => Unreadable(service.StatusCode, service.RequestId),
        _ => null,
    };

    /// <summary>What stands for an answer that began and could not be read to its end.</summary>
    public static StrayAnswerException Of(IWebResponseData response)
    {
        var requestId = RequestIdHeaders.Where(response.IsHeaderPresent).Select(response.GetHeaderValue).FirstOrDefault();
        return string.IsNullOrEmpty(requestId) ? Foreign(response.StatusCode, response.ContentType) : Unreadable(response.StatusCode, requestId);
    }

    private static string Kind(string? contentType) => contentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is true ? "a page of HTML" : "without a request id";
}
