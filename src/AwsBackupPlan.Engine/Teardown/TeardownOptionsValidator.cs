using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>Checks how resources are to be taken down, before any call.</summary>
public static class TeardownOptionsValidator
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Everything that is wrong with <paramref name="options"/>; empty when nothing is.</summary>
    public static IReadOnlyList<ParameterFault> Validate(TeardownOptions options)
    {
        var faults = new List<ParameterFault>();
        if (TagRules.KeyFault(options.TagKey) is { } fault)
        {
            faults.Add(new("TagKey", fault));
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > Longest)
        {
            faults.Add(new("TimeoutSeconds", $"Waiting for {options.Timeout.TotalSeconds:0.###} seconds is not possible: 1 to {Longest.TotalSeconds:0} (seven days) are."));
        }

        if (options is { KeepRecoveryPoints: true, ContinuousBackup: not ContinuousBackupRemoval.Keep })
        {
            faults.Add(new("ContinuousBackup", $"-ContinuousBackup {options.ContinuousBackup} and -KeepRecoveryPoints, which leaves all recovery points, exclude each other."));
        }

        return faults;
    }
}
