namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Puts what Audit Manager says beside what the module found.</summary>
internal sealed class AuditComparison(IReadOnlyList<AuditView> views, CompliancePolicy policy)
{
    private readonly HashSet<AuditVerdict> _met = [];

    /// <summary>The findings with what Audit Manager says of each, and those that it alone has.</summary>
    public List<ComplianceFinding> Compare(IReadOnlyList<ComplianceFinding> findings)
    {
        var names = findings.ToLookup(static finding => (finding.Control, finding.Region, finding.ResourceName));
        List<ComplianceFinding> compared = [.. findings.GroupBy(static finding => (finding.Control, finding.Region, finding.AbsName)).SelectMany(group => Compare([.. group], finding => names[(finding.Control, finding.Region, finding.ResourceName)].Skip(1).Any()))];
        compared.AddRange(views.SelectMany(static view => view.Verdicts.Select(verdict => (view, verdict))).Where(one => IsAlone(one.verdict)).Select(static one => Alone(one.view, one.verdict)).Select(finding => finding with { Severity = SeverityOf(finding.Control) }));
        return compared;
    }

    // Those of one control, Region and backup set.
    private IEnumerable<ComplianceFinding> Compare(List<ComplianceFinding> findings, Func<ComplianceFinding, bool> hasNamesake)
    {
        var (control, region, absName) = (findings[0].Control, findings[0].Region, findings[0].AbsName);
        if (ControlCatalog.Find(control) is not { IsOfAuditManager: true })
        {
            return findings;
        }

        // A framework may judge what is of another set, or of none: each resource is looked for in all of them, in that of its own set first.
        var here = views.Where(view => string.Equals(view.Region, region, StringComparison.Ordinal)).OrderByDescending(view => string.Equals(view.AbsName, absName, StringComparison.Ordinal)).ToList();
        var single = here.SelectMany(view => Of(view, control)).Where(static verdict => !IsWhole(verdict)).ToList();
        var (met, rest) = (new List<ComplianceFinding>(), new List<ComplianceFinding>());
        foreach (var finding in findings)
        {
            if (Find(finding, single, hasNamesake(finding)) is { Count: > 0 } same)
            {
                _met.UnionWith(same);
                met.Add(finding with { AuditStatus = same[0].Status, AuditEvidence = same[0].Evidence, Disagrees = Differ(finding.Status, same[0].Status) });
            }
            else
            {
                rest.Add(finding);
            }
        }

        // A report of controls, or of recovery points one by one, is compared as a whole: what is of a set with what is said of that alone.
        var own = here.Where(view => absName.Length == 0 || view.AbsName.Length == 0 || string.Equals(view.AbsName, absName, StringComparison.Ordinal)).ToList();
        var whole = own.SelectMany(view => Of(view, control)).Where(IsWhole).ToList();
        var gap = own.Find(static view => view.Gap is { Status: ComplianceStatus.Error })?.Gap;
        return met.Concat(
            rest.Count > 0 && whole.Count > 0 ? CompareWhole(rest, whole)
            : gap is not null ? rest.Select(finding => finding with { AuditStatus = ComplianceStatus.Error, AuditEvidence = gap.Evidence })
            : rest);
    }

    private static IEnumerable<AuditVerdict> Of(AuditView view, string control) => view.Verdicts.Where(verdict => string.Equals(verdict.Control, control, StringComparison.Ordinal));

    private static bool IsWhole(AuditVerdict verdict) => verdict.IsOfPoint || verdict.Subject.Type is Subject.SetType;

    // All that is said of a resource: by its ARN; by its name only where one of the two has no ARN, and both are of one type. Of a type that is not told or known the name is enough where nothing else has it.
    private static List<AuditVerdict> Find(ComplianceFinding finding, List<AuditVerdict> verdicts, bool hasNamesake)
    {
        var same = verdicts.Where(verdict => HasArnOf(finding, verdict) || (HasNameOf(finding, verdict) && string.Equals(verdict.Subject.Type, finding.ResourceType, StringComparison.Ordinal))).ToList();
        if (same.Count > 0 || hasNamesake)
        {
            return same;
        }

        var named = verdicts.Where(verdict => string.Equals(verdict.Subject.Name, finding.ResourceName, StringComparison.Ordinal)).ToList();
        return named.TrueForAll(verdict => !verdict.HasKnownType && HasNameOf(finding, verdict) && string.Equals(verdict.Subject.Type, named[0].Subject.Type, StringComparison.Ordinal)) ? named : [];
    }

    private static bool HasArnOf(ComplianceFinding finding, AuditVerdict verdict) => finding.ResourceArn.Length > 0 && string.Equals(verdict.Subject.Arn, finding.ResourceArn, StringComparison.Ordinal);

    private static bool HasNameOf(ComplianceFinding finding, AuditVerdict verdict) => (finding.ResourceArn.Length == 0 || verdict.Subject.Arn.Length == 0) && string.Equals(verdict.Subject.Name, finding.ResourceName, StringComparison.Ordinal);

    private IEnumerable<ComplianceFinding> CompareWhole(List<ComplianceFinding> findings, List<AuditVerdict> verdicts)
    {
        _met.UnionWith(verdicts);
        var (own, theirs) = (Worst(findings.Select(static finding => finding.Status)), Worst(verdicts.Select(static verdict => verdict.Status)));
        var bad = verdicts.Count(static verdict => verdict.Status is ComplianceStatus.NonCompliant);
        var first = verdicts.Find(verdict => string.Equals(verdict.Status, theirs, StringComparison.Ordinal)) ?? verdicts[0];
        var evidence = first.IsOfPoint ? $"{first.Evidence} {bad} of {Counted.Of(verdicts.Count, "recovery point")} of the Region are NON_COMPLIANT there." : first.Evidence;
        return findings.Select(finding => finding with
        {
            AuditStatus = theirs,
            AuditEvidence = evidence,
            Disagrees = Differ(finding.Status, theirs) is { } differ ? differ && Differ(own, theirs) is true : null,
        });
    }

    private bool IsAlone(AuditVerdict verdict) =>
        verdict.Status is ComplianceStatus.NonCompliant && !_met.Contains(verdict) && policy.Enabled.Any(settings => string.Equals(settings.Control.Name, verdict.Control, StringComparison.Ordinal));

    private static ComplianceFinding Alone(AuditView view, AuditVerdict verdict) => new()
    {
        AccountId = string.Empty,
        AbsName = view.AbsName,
        Region = view.Region,
        Control = verdict.Control,
        ResourceArn = verdict.Subject.Arn,
        ResourceName = verdict.Subject.Name,
        ResourceType = verdict.Subject.Type,
        Status = ComplianceStatus.InsufficientData,
        Severity = ComplianceSeverity.Low,
        Evidence = "Only Audit Manager judges it: the module did not find it among what it looked at.",
        Remedy = Remedies.Note("See whether it is still there, and whether it carries the tag of the backup set."),
        AuditStatus = verdict.Status,
        AuditEvidence = verdict.Evidence,
        Disagrees = true,
    };

    private ComplianceSeverity SeverityOf(string control) => policy.Enabled.First(settings => string.Equals(settings.Control.Name, control, StringComparison.Ordinal)).Severity;

    // One that could not be judged may be anything: all is COMPLIANT only where each is.
    private static string Worst(IEnumerable<string> statuses)
    {
        var all = statuses.ToList();
        string[] order = [ComplianceStatus.NonCompliant, ComplianceStatus.Error, ComplianceStatus.InsufficientData, ComplianceStatus.Compliant];
        return order.FirstOrDefault(status => all.Contains(status, StringComparer.Ordinal)) ?? all[0];
    }

    // What could not be judged by one of the two contradicts nothing.
    private static bool? Differ(string one, string other) =>
        IsVerdict(one) && IsVerdict(other) ? !string.Equals(one, other, StringComparison.Ordinal) : null;

    private static bool IsVerdict(string status) => status is ComplianceStatus.Compliant or ComplianceStatus.NonCompliant;
}
