namespace AwsBackupPlan.Lambda.Runtime;

/// <summary>The runtime API has gone, or says what it never should: the process is of no use any more, and AWS begins another.</summary>
internal sealed class RuntimeApiException(string message, Exception? cause = null) : Exception(message, cause);
