using System.Net;
using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>How AWS says that there were too many calls.</summary>
internal static class Throttling
{
    /// <summary>Whether an exception says so.</summary>
    public static bool Is(Exception exception) => exception is AmazonServiceException service
        && ((int)service.StatusCode == 429 || service.Retryable is { Throttling: true } || Contains(service.ErrorCode, "Throttl")
            || Contains(service.ErrorCode, "TooManyRequests") || Contains(service.ErrorCode, "RequestLimitExceeded")
            || (service.StatusCode == HttpStatusCode.ServiceUnavailable && Contains(service.ErrorCode, "SlowDown")));

    private static bool Contains(string? text, string part) => text is not null && text.Contains(part, StringComparison.Ordinal);
}
