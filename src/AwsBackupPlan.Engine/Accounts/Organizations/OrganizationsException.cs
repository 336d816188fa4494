using System.Net;
using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>An error that AWS Organizations answered; its code tells which.</summary>
internal sealed class OrganizationsException(string message, Exception? innerException, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, (int)statusCode < 500 ? ErrorType.Sender : ErrorType.Receiver, errorCode, requestId, statusCode);
