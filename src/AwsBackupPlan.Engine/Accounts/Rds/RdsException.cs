using System.Net;
using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Rds;

/// <summary>An error that Amazon RDS answered; its code tells which.</summary>
internal sealed class RdsException(string message, Exception? innerException, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, (int)statusCode < 500 ? ErrorType.Sender : ErrorType.Receiver, errorCode, requestId, statusCode);
