using System.Diagnostics;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>Counts what came of the accounts, in the words of the closing line.</summary>
internal sealed class FleetTally
{
    /// <summary>What became of an account that failed, or of input that was refused.</summary>
    public const string Failed = "failed";

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>What came of how many accounts, in the order in which a line tells it.</summary>
    public IReadOnlyList<(string Word, int Accounts)> Counts => [.. Strings.OutcomeWords.Where(word => _counts.TryGetValue(word, out var accounts) && accounts > 0).Select(word => (word, _counts[word]))];

    /// <summary>Counts one.</summary>
    public void Count(string word, int accounts = 1)
    {
        _counts.TryGetValue(word, out var before);
        _counts[word] = before + accounts;
    }

    /// <summary>The closing line, such as <c>1,000 accounts: 942 changed, 51 unchanged, 7 failed in 1 m 12 s</c>.</summary>
    public string ToLine() => Strings.Closing(_counts.Values.Sum(), Counts, _clock.Elapsed);
}
