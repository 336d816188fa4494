using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Checks what does not depend on an account, before any call.</summary>
public static class DeploymentOptionsValidator
{
    /// <summary>
    /// Everything that is wrong with <paramref name="options"/>, the plan document included where it is given; empty when nothing is.
    /// </summary>
    public static IReadOnlyList<ParameterFault> Validate(DeploymentOptions options)
        => throw new NotSupportedException($"{options}");
}
