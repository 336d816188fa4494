using System.Net;
using System.Text.Json;
using Amazon.Runtime;

namespace Amazon.Backup;

/// <summary>An error that AWS Backup answered; those of its model have classes of their own.</summary>
public partial class AmazonBackupException : AmazonServiceException
{
    /// <summary>Makes the error without a message.</summary>
    public AmazonBackupException()
    {
    }

    /// <summary>Makes the error.</summary>
    /// <param name="message">What happened.</param>
    public AmazonBackupException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What led to it.</param>
    public AmazonBackupException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error.</summary>
    /// <param name="innerException">What led to it.</param>
    public AmazonBackupException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Makes the error as the service answered it.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What led to it.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The error's name, such as <c>ResourceNotFoundException</c>.</param>
    /// <param name="requestId">The id that AWS Support asks for.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public AmazonBackupException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Makes the error as the service answered it.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The error's name, such as <c>ResourceNotFoundException</c>.</param>
    /// <param name="requestId">The id that AWS Support asks for.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public AmazonBackupException(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Reads the members that the error's class declares; the reader stands at the start of the body's object.</summary>
    /// <param name="reader">The body.</param>
    internal virtual void ReadMembers(ref Utf8JsonReader reader)
    {
    }
}
