namespace AwsBackupPlan.Engine.Accounts;

/// <summary>Checks how AWS is to be reached, before any call.</summary>
public static class ConnectionOptionsValidator
{
    /// <summary>Everything that is wrong with <paramref name="options"/>; empty when nothing is. No message holds a secret.</summary>
    public static IReadOnlyList<ParameterFault> Validate(ConnectionOptions options)
        => throw new NotSupportedException($"{options}");
}
