using System.Globalization;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>Makes the report of an account of what was judged.</summary>
internal sealed class ComplianceEvaluation(AccountTarget target, DateTimeOffset now, ComplianceOptions options)
{
    private const string ExemptionOfWhat = " of ";

    /// <summary>The report of what the module has read.</summary>
    /// <param name="evidence">What it has read.</param>
    /// <param name="audit">What Audit Manager says of the same; <see langword="null"/> where it was not asked.</param>
    public ComplianceReport Report(AccountEvidence evidence, IReadOnlyList<AuditView>? audit = null) => Report(
        options.Policy.Enabled.SelectMany(settings => settings.Control.Judge(evidence, settings).Select(judgement => (settings, judgement))),
        evidence.Databases.Failure is null ? [.. evidence.Databases.Value.Select(static database => Resource(database.Info))] : [],
        audit is null ? null : new AuditComparison(audit, options.Policy),
        evidence);

    /// <summary>The report of what Audit Manager says.</summary>
    public ComplianceReport Report(IReadOnlyList<AuditView> audit) => Report(AuditJudging.Judge(audit, options.Policy, target), [], null, null);

    private ComplianceReport Report(IEnumerable<(ControlSettings Settings, Judgement Judgement)> judgements, IReadOnlyList<ComplianceResource> resources, AuditComparison? comparison, AccountEvidence? evidence)
    {
        var judged = judgements.Select(judged => Finding(judged.Settings.Control.Name, judged.Settings.Severity, judged.Judgement)).ToList();
        if (comparison is not null)
        {
            judged = [.. comparison.Compare(judged).Select(finding => finding with { AccountId = target.AccountId })];
        }

        List<ComplianceFinding> all = [.. judged.Select(Exempted), .. Expired(judged)];
        var before = options.Baseline?.Of(target).Where(IsOfThisReport).ToList();
        var known = new HashSet<string>(before?.Select(Identity) ?? [], StringComparer.Ordinal);
        IReadOnlyList<ComplianceFinding> findings =
        [
            .. all.Select(finding => before is not null && finding.IsOpen ? finding with { IsNew = !known.Contains(Identity(finding)) } : finding)
                .OrderByDescending(static finding => finding.IsOpen).ThenBy(static finding => finding.Status is ComplianceStatus.Compliant or ComplianceStatus.NotApplicable)
                .ThenByDescending(static finding => finding.Severity).ThenBy(static finding => finding.Control, StringComparer.Ordinal).ThenBy(static finding => finding.ResourceName, StringComparer.Ordinal),
        ];
        var open = findings.Where(static finding => finding.IsOpen).ToList();
        var same = findings.ToLookup(Identity, StringComparer.Ordinal);
        IReadOnlyList<ComplianceControlScore> scores = [.. findings.GroupBy(static finding => finding.Control, StringComparer.Ordinal).Select(Score).OrderBy(static score => Order(score.Control))];
        var (status, total) = (Status(findings, open), ComplianceScoring.Of(findings, options.Source));
        return new ComplianceReport
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = target.Region,
            Date = now,
            Status = status,
            Score = total,
            Open = open.Count,
            Severity = open.Count == 0 ? null : open.Max(static finding => finding.Severity),
            Controls = scores,
            Findings = findings,
            Fixed = before is null ? [] : [.. before.Where(finding => IsFixed(finding, same[Identity(finding)], findings) && !IsOfStray(finding, evidence) && IsSaidOf(finding, findings))],
            Resources = resources,
            Source = options.Source,
            Disagreements = findings.Any(static finding => finding.Disagrees is not null) ? findings.Count(static finding => finding.Disagrees is true) : null,
            Message = Message(open, findings, IsNothingThere(evidence)),
        };
    }

    private static ComplianceResource Resource(ProtectedResourceInfo info) => new()
    {
        AccountId = info.AccountId,
        AbsName = info.AbsName,
        Region = info.Region,
        ResourceArn = info.ResourceArn,
        ResourceName = info.ResourceName,
        ResourceType = info.ResourceType,
        Status = info.Status,
        Reason = info.Reason,
        RecoveryPointObjective = info.RecoveryPointObjective,
        Age = info.Age,
        CopyAge = info.CopyAge,
    };

    private ComplianceFinding Finding(string control, ComplianceSeverity severity, Judgement judgement) => new()
    {
        AccountId = target.AccountId,
        AbsName = judgement.Subject.AbsName,
        Region = judgement.Subject.Region,
        Control = control,
        ResourceArn = judgement.Subject.Arn,
        ResourceName = judgement.Subject.Name,
        ResourceType = judgement.Subject.Type,
        Status = judgement.Status,
        Severity = severity,
        Evidence = judgement.Evidence,
        Remedy = judgement.Status is ComplianceStatus.Compliant or ComplianceStatus.NotApplicable ? null : judgement.Remedy,
    };

    // What could not be read may hide anything: no exemption covers it.
    private ComplianceFinding Exempted(ComplianceFinding finding) => ExemptionOf(finding) is { } exempt ? finding with { Exemption = exempt.Exemption } : finding;

    private PolicyExemption? ExemptionOf(ComplianceFinding finding) =>
        finding.Status is ComplianceStatus.NonCompliant ? options.Policy.Exemptions.FirstOrDefault(exemption => !exemption.HasExpired(now) && exemption.Covers(finding)) : null;

    // Each finding that one covered is told once, however many did; and one that covers nothing any more once.
    private IEnumerable<ComplianceFinding> Expired(List<ComplianceFinding> judged)
    {
        var expired = options.Policy.Exemptions.Where(exemption => exemption.HasExpired(now) && exemption.IsFor(target.AccountId)
            && options.Policy.Enabled.Any(settings => exemption.IsForControl(settings.Control.Name))).OrderByDescending(static exemption => exemption.Exemption.Expires).ToList();
        var still = judged.Where(static finding => finding.Status is ComplianceStatus.NonCompliant)
            .Select(finding => (Finding: finding, IsExempt: ExemptionOf(finding) is not null, Expired: expired.Where(exemption => exemption.Covers(finding)).ToList()))
            .Where(static one => one.Expired.Count > 0).ToList();
        var needed = new HashSet<PolicyExemption>(still.SelectMany(static one => one.Expired));
        return
        [
            .. still.Where(static one => !one.IsExempt).Select(static one => one.Finding with
            {
                Control = ControlCatalog.Exemptions,
                ResourceName = one.Finding.Control + ExemptionOfWhat + one.Finding.ResourceName,
                Severity = ComplianceSeverity.Medium,
                Evidence = $"{Words(one.Expired[0])}, and what it covered is still so.",
                Remedy = Remedies.Note("Mend what the finding says, or have its owner renew the exemption in the policy; take it out where it is no longer needed."),
            }),
            .. expired.Where(exemption => !needed.Contains(exemption) && !options.Policy.Exemptions.Any(other => !other.HasExpired(now) && other.IsAgain(exemption)))
                .GroupBy(static exemption => exemption.Control + ExemptionOfWhat + exemption.Resource, StringComparer.Ordinal).Select(group => Finding(
                    ControlCatalog.Exemptions,
                    ComplianceSeverity.Low,
                    Judgement.Bad(Subject.Of(target) with { Name = group.Key }, $"{Words(group.First())}, and nothing that was judged here needs it.", Remedies.Note("Take it out of the policy.")))),
        ];
    }

    // What has only lost its tag is not judged, and not mended either.
    private static bool IsOfStray(ComplianceFinding finding, AccountEvidence? evidence) => evidence is not null && evidence.Strays.Any(stray => string.Equals(stray.Database.Arn, finding.ResourceArn, StringComparison.Ordinal));

    // An account, or a Region, in which there is nothing at all may be the wrong one.
    private static bool IsNothingThere(AccountEvidence? evidence) => evidence is { Databases: { Failure: null, Value.Count: 0 }, Plans: { Failure: null, Value.Count: 0 }, Vaults: { Failure: null, Value.Count: 0 }, Strays.Count: 0 };

    private static string Words(PolicyExemption exemption) =>
        string.Format(CultureInfo.InvariantCulture, "The exemption of {0} (\"{1}\") expired on {2:yyyy-MM-dd}", exemption.Exemption.Owner, exemption.Exemption.Reason, exemption.Exemption.Expires);

    // A plan can be renamed, and is the same.
    private static string Identity(ComplianceFinding finding) =>
        string.Join("\n", finding.Control, finding.Region, finding.ResourceArn, finding is { ResourceType: Subject.PlanType, ResourceArn.Length: > 0, Control: not ControlCatalog.Exemptions } ? string.Empty : finding.ResourceName);

    // A report of some controls says nothing of others.
    private bool IsOfThisReport(ComplianceFinding finding) =>
        finding.Control is ControlCatalog.Readable || options.Policy.Enabled.Any(settings => Fits(ControlOf(finding), settings.Control.Name));

    // An exemption stands for the control, or the pattern of controls, that it is of.
    private static string ControlOf(ComplianceFinding finding) => finding.Control is ControlCatalog.Exemptions && finding.ResourceName.IndexOf(ExemptionOfWhat, StringComparison.Ordinal) is > 0 and var end
        ? finding.ResourceName.Substring(0, end)
        : finding.Control;

    // A file can have any name.
    private static bool Fits(string pattern, string control) => AbsNamePattern.Fault(pattern) is null && AbsNamePattern.Parse(pattern, ignoresCase: true).IsMatch(control);

    // What is there has to be good, and not only put up with; what is gone has to be really gone, and not hidden by what could not be read or judged, or by another source that knows nothing of the control.
    private static bool IsFixed(ComplianceFinding before, IEnumerable<ComplianceFinding> same, IReadOnlyList<ComplianceFinding> findings)
    {
        var found = same.ToList();
        return found.Count > 0
            ? found.TrueForAll(static finding => finding.Status is ComplianceStatus.Compliant or ComplianceStatus.NotApplicable)
            : before.Control is ControlCatalog.Readable || (findings.Any(finding => Fits(ControlOf(before), finding.Control)) && !findings.Any(finding => Hides(finding, before)));
    }

    // Audit Manager says nothing any more of a set whose audit is gone, whatever has become of it; and that something of a set is wrong may be just this.
    private bool IsSaidOf(ComplianceFinding before, IReadOnlyList<ComplianceFinding> findings)
    {
        if (options.Source is not ComplianceSource.AuditManager || before.Control is ControlCatalog.Readable || before.ResourceType is Subject.AccountType)
        {
            return true;
        }

        var said = findings.Where(finding => finding.Status is not (ComplianceStatus.Error or ComplianceStatus.InsufficientData) && Fits(ControlOf(before), finding.Control)
            && string.Equals(finding.Region, before.Region, StringComparison.Ordinal) && string.Equals(finding.AbsName, before.AbsName, StringComparison.Ordinal)).ToList();
        return said.Count > 0 && !said.Exists(static finding => finding is { ResourceType: Subject.SetType, Status: ComplianceStatus.NonCompliant });
    }

    private static bool Hides(ComplianceFinding finding, ComplianceFinding before) =>
        finding.Status is ComplianceStatus.Error or ComplianceStatus.InsufficientData
        && Fits(ControlOf(before), finding.Control)
        && (finding.ResourceType is Subject.AccountType
            || (before.ResourceArn.Length > 0 && string.Equals(finding.ResourceArn, before.ResourceArn, StringComparison.Ordinal))
            || (finding.ResourceType is Subject.SetType && before.ResourceType is not Subject.SetType && string.Equals(finding.Region, before.Region, StringComparison.Ordinal))
            || (finding.ResourceType is Subject.RegionType or Subject.VaultType && string.Equals(finding.Region, before.Region, StringComparison.Ordinal)));

    private ComplianceControlScore Score(IGrouping<string, ComplianceFinding> findings) => new()
    {
        Control = findings.Key,
        Title = ControlCatalog.Find(findings.Key)?.Title ?? ControlCatalog.ExemptionsTitle,
        Compliant = findings.Count(static finding => finding.Status is ComplianceStatus.Compliant),
        NonCompliant = findings.Count(static finding => finding is { Status: ComplianceStatus.NonCompliant, Exemption: null }),
        Exempt = findings.Count(static finding => finding.Exemption is not null),
        Errors = findings.Count(static finding => finding.Status is ComplianceStatus.Error),
        InsufficientData = findings.Count(static finding => finding.Status is ComplianceStatus.InsufficientData),
        NotApplicable = findings.Count(static finding => finding.Status is ComplianceStatus.NotApplicable),
        Score = ComplianceScoring.Of(findings, options.Source),
    };

    private static int Order(string control)
    {
        for (var place = 0; place < ControlCatalog.All.Count; place++)
        {
            if (string.Equals(ControlCatalog.All[place].Name, control, StringComparison.Ordinal))
            {
                return place;
            }
        }

        return ControlCatalog.All.Count;
    }

    private bool IsUnsaid(ComplianceFinding finding) => ComplianceScoring.IsUnsaid(finding, options.Source);

    private string Status(IReadOnlyList<ComplianceFinding> findings, List<ComplianceFinding> open) =>
        open.Exists(static finding => finding.Status is ComplianceStatus.NonCompliant) ? ComplianceStatus.NonCompliant
        : open.Count > 0 ? ComplianceStatus.Error
        : !findings.Any(IsUnsaid) && findings.Any(static finding => finding.Status is ComplianceStatus.Compliant) ? ComplianceStatus.Compliant
        : ComplianceStatus.InsufficientData;

    // Empty where all is said.
    private string Unsaid(IEnumerable<ComplianceFinding> findings) =>
        string.Join(", ", findings.Where(IsUnsaid).Select(static finding => finding.Control).Distinct(StringComparer.Ordinal)) is { Length: > 0 } controls ? $"Audit Manager does not say enough of {controls}." : string.Empty;

    private string Message(List<ComplianceFinding> open, IReadOnlyList<ComplianceFinding> findings, bool isNothingThere)
    {
        var exempt = findings.Count(static finding => finding.Exemption is not null);
        var disagreed = findings.Count(static finding => finding.Disagrees is true);
        var unsaid = Unsaid(findings);
        var others = (exempt == 0 ? string.Empty : $" {exempt} exempt.") + (disagreed == 0 ? string.Empty : $" Audit Manager disagrees on {disagreed}.");
        var worst = open.GroupBy(static finding => finding.Severity).OrderByDescending(static group => group.Key).Select(static group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}");
        return open.Count > 0 ? $"{Counted.Of(open.Count, "open finding")}: {string.Join(", ", worst)}.{(unsaid.Length > 0 ? $" {unsaid}" : string.Empty)}{others}"
            : findings.Any(static finding => finding.Status is ComplianceStatus.Compliant) ? unsaid.Length > 0 ? $"No open findings, but {unsaid}{others}" : $"No open findings.{others}"
            : isNothingThere ? $"No database, plan or vault was found in {target.Region} of account {target.AccountId}{(string.Equals(target.AbsName, "*", StringComparison.Ordinal) ? string.Empty : $" for '{target.AbsName}'")}. See whether account and Region are those that were meant."
            : $"Nothing could be judged.{(unsaid.Length > 0 ? $" {unsaid}" : string.Empty)}{others}";
    }
}
