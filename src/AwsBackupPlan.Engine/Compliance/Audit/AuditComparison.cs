namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Puts what Audit Manager says beside what the module found.</summary>
internal sealed class AuditComparison(IReadOnlyList<AuditView> views, CompliancePolicy policy)
{
    private readonly HashSet<AuditVerdict> _met = [];

    /// <summary>The findings with what Audit Manager says of each, and those that it alone has.</summary>
    public List<ComplianceFinding> Compare(IReadOnlyList<ComplianceFinding> findings)
    {
        List<ComplianceFinding> compared = [.. findings.GroupBy(static finding => (finding.Control, finding.Region)).SelectMany(group => Compare(group.Key.Control, group.Key.Region, [.. group]))];
        compared.AddRange(views.SelectMany(static view => view.Verdicts.Select(verdict => (view, verdict))).Where(one => IsAlone(one.verdict)).Select(static one => Alone(one.view, one.verdict)).Select(finding => finding with { Severity = SeverityOf(finding.Control) }));
        return compared;
    }

    private IEnumerable<ComplianceFinding> Compare(string control, string region, List<ComplianceFinding> findings)
    {
        var here = views.Where(view => string.Equals(view.Region, region, StringComparison.Ordinal)).ToList();
        if (here.Find(static view => view.Gap is { Status: ComplianceStatus.Error }) is { Gap: { } gap } && ControlCatalog.Find(control) is { IsOfAuditManager: true })
        {
            return findings.Select(finding => finding with { AuditStatus = ComplianceStatus.Error, AuditEvidence = gap.Evidence });
        }

        var verdicts = here.SelectMany(static view => view.Verdicts).Where(verdict => string.Equals(verdict.Control, control, StringComparison.Ordinal)).ToList();
        if (verdicts.Count == 0)
        {
            return findings;
        }

        // A report of controls, or of recovery points one by one, is compared as a whole.
        var whole = verdicts.Where(static verdict => verdict.IsOfPoint || verdict.Subject.Type is "BackupSet").ToList();
        return whole.Count > 0 ? CompareWhole(findings, whole) : findings.Select(finding => Compare(finding, verdicts));
    }

    private ComplianceFinding Compare(ComplianceFinding finding, List<AuditVerdict> verdicts)
    {
        var verdict = verdicts.Find(verdict => finding.ResourceArn.Length > 0 && string.Equals(verdict.Subject.Arn, finding.ResourceArn, StringComparison.Ordinal))
            ?? verdicts.Find(verdict => string.Equals(verdict.Subject.Name, finding.ResourceName, StringComparison.Ordinal));
        if (verdict is null)
        {
            return finding;
        }

        _met.Add(verdict);
        return finding with { AuditStatus = verdict.Status, AuditEvidence = verdict.Evidence, Disagrees = Differ(finding.Status, verdict.Status) };
    }

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

    private static string Worst(IEnumerable<string> statuses)
    {
        var all = statuses.ToList();
        return all.Contains(ComplianceStatus.NonCompliant, StringComparer.Ordinal) ? ComplianceStatus.NonCompliant
            : all.Contains(ComplianceStatus.Compliant, StringComparer.Ordinal) ? ComplianceStatus.Compliant
            : all[0];
    }

    // What could not be judged by one of the two contradicts nothing.
    private static bool? Differ(string one, string other) =>
        IsVerdict(one) && IsVerdict(other) ? !string.Equals(one, other, StringComparison.Ordinal) : null;

    private static bool IsVerdict(string status) => status is ComplianceStatus.Compliant or ComplianceStatus.NonCompliant;
}
