using System.Collections;
using System.Management.Automation;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the names of accounts of the organization that this process has read.</summary>
public sealed class AccountNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given)
    {
        var choices = new List<Choice>();
        foreach (var account in LastRuns.AccountNames.All)
        {
            // The parameter takes patterns: a bracket in a name is to stand for itself.
            choices.Add(account with { Value = WildcardPattern.Escape(account.Value) });
        }

        return choices;
    }
}
