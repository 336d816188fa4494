using System.Net;
using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Configuration;

/// <summary>An error that AWS Config answered; its code tells which.</summary>
internal sealed class ConfigurationException(string message, Exception? innerException, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, (int)statusCode < 500 ? ErrorType.Sender : ErrorType.Receiver, errorCode, requestId, statusCode);
