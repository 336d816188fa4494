using System.Collections;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes account ids: those of this process, then those of accounts.csv and accounts.json in the current folder and of the file that ABP_ACCOUNTS names.</summary>
public sealed class AccountIdCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given)
    {
        var choices = new List<Choice>();
        var abouts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var account in KnownAccounts.Listed())
        {
            abouts[account.AccountId] = account.Name is null ? account.AbsName : account.AbsName is null ? account.Name : $"{account.Name} ({account.AbsName})";
        }

        foreach (var account in LastRuns.Accounts.All)
        {
            choices.Add(abouts.TryGetValue(account.Value, out var about) && about is not null ? account with { About = about } : account);
        }

        foreach (var account in abouts)
        {
            choices.Add(new Choice(account.Key, account.Value));
        }

        return choices;
    }
}
