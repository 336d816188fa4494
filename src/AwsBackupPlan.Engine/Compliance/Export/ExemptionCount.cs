using System.Globalization;

namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>How many findings each exemption covers, over all reports. There are no more of them than a policy has.</summary>
internal sealed class ExemptionCount
{
    private readonly Dictionary<(string Control, ComplianceExemption Exemption), int> _counts = [];

    /// <summary>How many findings are exempt.</summary>
    public int Sum => _counts.Values.Sum();

    /// <summary>The exemptions, those that cover most first.</summary>
    public IEnumerable<(string Control, ComplianceExemption Exemption, int Count)> Items =>
        _counts.OrderByDescending(static one => one.Value).ThenBy(static one => one.Key.Control, StringComparer.Ordinal).Select(static one => (one.Key.Control, one.Key.Exemption, one.Value));

    /// <summary>Takes a report into account.</summary>
    public void Add(ComplianceReport report)
    {
        foreach (var finding in report.Findings)
        {
            if (finding.Exemption is { } exemption)
            {
                _counts[(finding.Control, exemption)] = (_counts.TryGetValue((finding.Control, exemption), out var count) ? count : 0) + 1;
            }
        }
    }

    /// <summary>The last day of an exemption, for people.</summary>
    public static string Until(ComplianceExemption exemption) => exemption.Expires.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
