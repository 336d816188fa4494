namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>What AWS would refuse: the exception's name in the service model, its HTTP status and its message.</summary>
public sealed class SimulatedException(string errorType, string message, int statusCode = 400)
    : Exception(message)
{
    /// <summary>The name as the service model has it, such as <c>ResourceNotFoundException</c>.</summary>
    public string ErrorType { get; } = errorType;

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; } = statusCode;

    /// <summary>Further members that the error declares, such as <c>Arn</c> of <c>AlreadyExistsException</c>.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
