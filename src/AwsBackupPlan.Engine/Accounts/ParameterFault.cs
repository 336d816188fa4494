namespace AwsBackupPlan.Engine.Accounts;

/// <summary>A value that may not be used, found before any call.</summary>
/// <param name="ParameterName">The parameter, by its name in the cmdlets, such as <c>AccountId</c>.</param>
/// <param name="Message">What is wrong with which value, and what is allowed.</param>
public sealed record ParameterFault(string ParameterName, string Message)
{
    /// <summary>Parameter and message.</summary>
    public override string ToString() => $"{ParameterName}: {Message}";
}
