using System.Management.Automation;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Reads which controls are meant: a policy file, and names on the command line.</summary>
internal static class PolicyInput
{
    /// <summary>The policy of a file, or the module's own without one; <see langword="null"/> where the file is none, which is then among the faults.</summary>
    public static CompliancePolicy? Read(PSCmdlet cmdlet, string? path, List<ParameterFault> faults)
    {
        if (path is null)
        {
            return CompliancePolicy.Default;
        }

        try
        {
            return CompliancePolicy.Parse(InputFile.Read(cmdlet, path));
        }
        catch (Exception exception) when (exception is CompliancePolicyException || InputFile.IsUnreadable(exception))
        {
            faults.Add(new ParameterFault("Policy", Strings.UnreadableFile(path, exception.Message)));
            return null;
        }
    }

    /// <summary>Adds names that fit no control: they would judge nothing, and look like all well.</summary>
    public static void AddUnknown(List<ParameterFault> faults, string parameter, string[]? names)
    {
        foreach (var name in names ?? [])
        {
            if (CompliancePolicy.FaultOfName(name) is { } fault)
            {
                faults.Add(new ParameterFault(parameter, fault));
            }
        }
    }
}
