using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>How AWS says that a session has ended.</summary>
internal static class SessionEnd
{
    /// <summary>Whether an exception says so.</summary>
    public static bool Is(AmazonServiceException exception) => exception.ErrorCode is "ExpiredToken" or "ExpiredTokenException";
}
