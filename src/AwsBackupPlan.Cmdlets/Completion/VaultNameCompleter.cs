using System.Collections;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes names of vaults: that of the backup set that is typed, those that this process has seen, and those of the backup sets that are known.</summary>
public sealed class VaultNameCompleter : ValueCompleter
{
    private static readonly char[] Wildcards = ['*', '?', '['];

    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given)
    {
        var choices = new List<Choice>();
        if (Given(given, "AbsName") is { Length: > 0 } absName && absName.IndexOfAny(Wildcards) < 0)
        {
            choices.Add(OfSet(absName));
        }

        choices.AddRange(LastRuns.Vaults.All);
        foreach (var set in LastRuns.AbsNames.All)
        {
            choices.Add(OfSet(set.Value));
        }

        foreach (var account in KnownAccounts.Listed())
        {
            if (account.AbsName is not null)
            {
                choices.Add(OfSet(account.AbsName));
            }
        }

        return choices;
    }

    private static Choice OfSet(string absName) => new(new ResourceNames(absName).Vault, absName);
}
