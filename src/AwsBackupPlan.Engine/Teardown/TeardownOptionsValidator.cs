using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>Checks how resources are to be taken down, before any call.</summary>
public static class TeardownOptionsValidator
{
    /// <summary>Everything that is wrong with <paramref name="options"/>; empty when nothing is.</summary>
    public static IReadOnlyList<ParameterFault> Validate(TeardownOptions options)
        => throw new NotSupportedException($"{options}");
}
