using System.Diagnostics;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>Counts what came of the accounts, in the words of the closing line.</summary>
internal sealed class FleetTally
{
    /// <summary>What became of an account that failed, or of input that was refused.</summary>
    public const string Failed = "failed";

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>An account can have more than one piece of work: with other backup sets, or in other Regions.</summary>
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);

    private int _ofAccounts;

    /// <summary>What came of how many accounts, in the order in which a line tells it.</summary>
    public IReadOnlyList<(string Word, int Accounts)> Counts => [.. Strings.OutcomeWords.Where(word => _counts.TryGetValue(word, out var accounts) && accounts > 0).Select(word => (word, _counts[word]))];

    /// <summary>Notes whose a piece of work is. Input that was refused need not name an account, and counts as one of its own.</summary>
    public void Note(string accountId)
    {
        _accounts.Add(accountId);
        _ofAccounts++;
    }

    /// <summary>Counts one.</summary>
    public void Count(string word, int accounts = 1)
    {
        _counts.TryGetValue(word, out var before);
        _counts[word] = before + accounts;
    }

    /// <summary>The closing line, such as <c>1,000 accounts: 942 changed, 51 unchanged, 7 failed in 1 m 12 s</c>; where accounts have more than one piece of work, how many those are.</summary>
    public string ToLine() => Strings.Closing(_counts.Values.Sum() - _ofAccounts + _accounts.Count, _counts.Values.Sum(), Counts, _clock.Elapsed);
}
