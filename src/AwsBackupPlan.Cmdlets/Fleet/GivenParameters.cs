using System.Collections;
using System.Management.Automation;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>What stands on the command line.</summary>
internal static class GivenParameters
{
    /// <summary>The parameters that were given and are empty: a variable that is not set must not mean what stands without the parameter.</summary>
    /// <param name="invocation">The command, before the pipeline has bound anything.</param>
    /// <param name="names">The parameters.</param>
    public static IReadOnlyList<ParameterFault> Empty(InvocationInfo invocation, params string[] names)
    {
        var faults = new List<ParameterFault>();
        foreach (var name in names)
        {
            if (invocation.BoundParameters.TryGetValue(name, out var value) && IsEmpty(value))
            {
                faults.Add(new ParameterFault(name, Strings.EmptyValue));
            }
        }

        return faults;
    }

    private static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        ICollection list => list.Count == 0,
        _ => false,
    };
}
