using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>The open findings of a report of an earlier run.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="AbsName">The ABS name, or the pattern of them, that was asked for.</param>
/// <param name="Region">The primary Region.</param>
/// <param name="Findings">The findings.</param>
internal sealed record BaselineReport(string AccountId, string AbsName, string Region, IReadOnlyList<ComplianceFinding> Findings)
{
    /// <summary>Whether a report judges, of the same account and Region, what this one did, or a part of it. Of two patterns nobody knows; the ABS names of their findings tell.</summary>
    public bool IsComparable(AccountTarget target) =>
        string.Equals(AccountId, target.AccountId, StringComparison.Ordinal) && string.Equals(Region, target.Region, StringComparison.Ordinal) && Overlaps(AbsNamePattern.Parse(target.AbsName), target.AbsName);

    /// <summary>Those findings that a report is about as well: all where both are for the same sets; otherwise those of a set that is asked for. What holds of an account as a whole was judged for other sets then.</summary>
    public IEnumerable<ComplianceFinding> Common(AccountTarget target)
    {
        var pattern = AbsNamePattern.Parse(target.AbsName);
        var isSame = string.Equals(AbsName, target.AbsName, StringComparison.Ordinal);
        return Findings.Where(finding => isSame
            || finding.Control is ControlCatalog.Readable
            || (finding.AbsName.Length > 0 && finding.ResourceType is not (Subject.AccountType or Subject.RegionType) && pattern.IsMatch(finding.AbsName)));
    }

    private bool Overlaps(AbsNamePattern asked, string absName)
    {
        var own = AbsNamePattern.Parse(AbsName);
        return string.Equals(AbsName, absName, StringComparison.Ordinal) || (asked.IsLiteral ? own.IsMatch(absName) : !own.IsLiteral || asked.IsMatch(AbsName));
    }
}
