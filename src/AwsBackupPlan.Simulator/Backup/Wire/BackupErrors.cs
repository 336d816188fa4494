using System.Text.Json;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>Every refusal of AWS Backup, made in one place.</summary>
/// <remarks>
/// AWS sends a <c>Code</c> of the form <c>ERROR_nnnn</c> beside the exception's name and publishes no list of them. Those that
/// users of AWS have reported are given with their error; the others stand for their kind, so that no client can mistake the
/// code for the name.
/// </remarks>
internal static class BackupErrors
{
    public static SimulatedException InvalidParameter(string message, string code = "ERROR_3000") =>
        Make("InvalidParameterValueException", message, code);

    public static SimulatedException MissingParameter(string name) =>
        Make("MissingParameterValueException", $"Missing required parameter: {name}", "ERROR_2000");

    public static SimulatedException NotFound(string message) =>
        Make("ResourceNotFoundException", message, "ERROR_1000");

    public static SimulatedException InvalidRequest(string message, string code = "ERROR_9000") =>
        Make("InvalidRequestException", message, code);

    public static SimulatedException InvalidState(string message) =>
        Make("InvalidResourceStateException", message, "ERROR_9200");

    public static SimulatedException LimitExceeded(string message) =>
        Make("LimitExceededException", message, "ERROR_5000");

    public static SimulatedException Conflict(string message) =>
        Make("ConflictException", message, "ERROR_6000");

    public static SimulatedException AccessDenied() =>
        new("AccessDeniedException", "Insufficient privileges to perform this action.", 403);

    public static SimulatedException AccessDenied(string message) => new("AccessDeniedException", message, 403);

    /// <summary>A fault of one rule of a plan; names the rule in the message and in <c>Context</c>.</summary>
    public static SimulatedException InvalidRule(string ruleName, string message, string code = "ERROR_3012") =>
        new("InvalidParameterValueException", $"Error in rule {ruleName} : {message}")
        {
            Members = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Code"] = code,
                ["Context"] = JsonSerializer.Serialize(new[] { ruleName, message }),
            },
        };

    public static SimulatedException AlreadyExists(string message, string arn, string? creatorRequestId)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal) { ["Code"] = "ERROR_4000", ["Arn"] = arn };
        if (creatorRequestId is not null)
        {
            members["CreatorRequestId"] = creatorRequestId;
        }

        return new SimulatedException("AlreadyExistsException", message) { Members = members };
    }

    public static SimulatedException NotImplemented(string operation) =>
        new("NotImplementedException", $"The simulator knows the AWS Backup operation {operation} but does not serve it.", 501);

    private static SimulatedException Make(string errorType, string message, string code) =>
        new(errorType, message)
        {
            Members = new Dictionary<string, string>(StringComparer.Ordinal) { ["Code"] = code },
        };
}
