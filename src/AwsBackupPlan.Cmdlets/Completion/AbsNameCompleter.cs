using System.Collections;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes ABS names: those of the account that is typed first, then all others that this process or a list of accounts has.</summary>
public sealed class AbsNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given)
    {
        var ofAccount = new List<Choice>();
        var others = new List<Choice>();
        var accountId = Given(given, "AccountId")?.Trim('\'', '"');
        if (accountId is { Length: > 0 })
        {
            foreach (var set in LastRuns.Sets.All)
            {
                if (set.Value.StartsWith(accountId + " ", StringComparison.Ordinal))
                {
                    ofAccount.Add(new Choice(set.Value.Substring(accountId.Length + 1), accountId));
                }
            }
        }

        foreach (var account in KnownAccounts.Listed())
        {
            if (account.AbsName is not null)
            {
                (string.Equals(account.AccountId, accountId, StringComparison.Ordinal) ? ofAccount : others).Add(new Choice(account.AbsName, account.Name is null ? account.AccountId : $"{account.AccountId} {account.Name}"));
            }
        }

        return [.. ofAccount, .. LastRuns.AbsNames.All, .. others];
    }
}
