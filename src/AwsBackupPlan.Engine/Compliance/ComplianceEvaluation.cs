using System.Globalization;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>Makes the report of an account of what was judged.</summary>
internal sealed class ComplianceEvaluation(AccountTarget target, DateTimeOffset now, ComplianceOptions options)
{
    /// <summary>The report of what the module has read.</summary>
    /// <param name="evidence">What it has read.</param>
    /// <param name="audit">What Audit Manager says of the same; <see langword="null"/> where it was not asked.</param>
    public ComplianceReport Report(AccountEvidence evidence, IReadOnlyList<AuditView>? audit = null) => Report(
        options.Policy.Enabled.SelectMany(settings => settings.Control.Judge(evidence, settings).Select(judgement => (settings, judgement))),
        evidence.Databases.Failure is null ? [.. evidence.Databases.Value.Select(static database => Resource(database.Info))] : [],
        audit is null ? null : new AuditComparison(audit, options.Policy));

    /// <summary>The report of what Audit Manager says.</summary>
    public ComplianceReport Report(IReadOnlyList<AuditView> audit) => Report(AuditJudging.Judge(audit, options.Policy, target), [], null);

    private ComplianceReport Report(IEnumerable<(ControlSettings Settings, Judgement Judgement)> judgements, IReadOnlyList<ComplianceResource> resources, AuditComparison? comparison)
    {
        var judged = judgements.Select(judged => Finding(judged.Settings.Control.Name, judged.Settings.Severity, judged.Judgement)).ToList();
        if (comparison is not null)
        {
            judged = [.. comparison.Compare(judged).Select(finding => finding with { AccountId = target.AccountId })];
        }

        List<ComplianceFinding> all = [.. judged.Select(Exempted), .. Expired(judged)];
        var before = options.Baseline?.Of(target.AccountId).Where(IsOfThisReport).ToList();
        var known = new HashSet<string>(before?.Select(Identity) ?? [], StringComparer.Ordinal);
        IReadOnlyList<ComplianceFinding> findings =
        [
            .. all.Select(finding => before is not null && finding.IsOpen ? finding with { IsNew = !known.Contains(Identity(finding)) } : finding)
                .OrderByDescending(static finding => finding.IsOpen).ThenBy(static finding => finding.Status is ComplianceStatus.Compliant or ComplianceStatus.NotApplicable)
                .ThenByDescending(static finding => finding.Severity).ThenBy(static finding => finding.Control, StringComparer.Ordinal).ThenBy(static finding => finding.ResourceName, StringComparer.Ordinal),
        ];
        var open = findings.Where(static finding => finding.IsOpen).ToList();
        var stillOpen = new HashSet<string>(open.Select(Identity), StringComparer.Ordinal);
        IReadOnlyList<ComplianceControlScore> scores = [.. findings.GroupBy(static finding => finding.Control, StringComparer.Ordinal).Select(Score).OrderBy(static score => Order(score.Control))];
        var (status, total) = (Status(findings, open), ScoreOf(findings));
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
            Fixed = before is null ? [] : [.. before.Where(finding => !stillOpen.Contains(Identity(finding)))],
            Resources = resources,
            Source = options.Source,
            Disagreements = findings.Any(static finding => finding.Disagrees is not null) ? findings.Count(static finding => finding.Disagrees is true) : null,
            Message = Message(open, findings),
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
    private ComplianceFinding Exempted(ComplianceFinding finding) =>
        finding.Status is ComplianceStatus.NonCompliant && options.Policy.Exemptions.FirstOrDefault(exemption => !exemption.HasExpired(now) && exemption.Covers(finding)) is { } exempt
            ? finding with { Exemption = exempt.Exemption }
            : finding;

    // One that covers nothing any more can go from the policy, and harms nobody here.
    private IEnumerable<ComplianceFinding> Expired(List<ComplianceFinding> judged) =>
        from exemption in options.Policy.Exemptions
        where exemption.HasExpired(now)
        from finding in judged
        where finding.Status is ComplianceStatus.NonCompliant && exemption.Covers(finding)
        select finding with
        {
            Control = ControlCatalog.Exemptions,
            ResourceName = $"{finding.Control} of {finding.ResourceName}",
            Severity = ComplianceSeverity.Medium,
            Evidence = string.Format(CultureInfo.InvariantCulture, "The exemption of {0} (\"{1}\") expired on {2:yyyy-MM-dd}, and what it covered is still so.", exemption.Exemption.Owner, exemption.Exemption.Reason, exemption.Exemption.Expires),
            Remedy = "Mend what the finding says, or have its owner renew the exemption in the policy; take it out where it is no longer needed.",
        };

    private static string Identity(ComplianceFinding finding) => string.Join("\n", finding.Control, finding.Region, finding.ResourceArn, finding.ResourceName);

    // A report of one backup set says nothing of another, and one of some controls nothing of others.
    private bool IsOfThisReport(ComplianceFinding finding) =>
        (finding.AbsName.Length == 0 || Accounts.AbsNamePattern.Parse(target.AbsName).IsMatch(finding.AbsName))
        && (finding.Control is ControlCatalog.Exemptions || options.Policy.Enabled.Any(settings => string.Equals(settings.Control.Name, finding.Control, StringComparison.Ordinal)));

    private static ComplianceControlScore Score(IGrouping<string, ComplianceFinding> findings) => new()
    {
        Control = findings.Key,
        Title = ControlCatalog.Find(findings.Key)?.Title ?? ControlCatalog.ExemptionsTitle,
        Compliant = findings.Count(static finding => finding.Status is ComplianceStatus.Compliant),
        NonCompliant = findings.Count(static finding => finding is { Status: ComplianceStatus.NonCompliant, Exemption: null }),
        Exempt = findings.Count(static finding => finding.Exemption is not null),
        Errors = findings.Count(static finding => finding.Status is ComplianceStatus.Error),
        InsufficientData = findings.Count(static finding => finding.Status is ComplianceStatus.InsufficientData),
        NotApplicable = findings.Count(static finding => finding.Status is ComplianceStatus.NotApplicable),
        Score = ScoreOf(findings),
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

    // Rounded down: only what is whole is a hundred.
    private static int? ScoreOf(IEnumerable<ComplianceFinding> findings)
    {
        var (good, bad) = (0L, 0L);
        foreach (var finding in findings)
        {
            good += finding.Status is ComplianceStatus.Compliant ? 1 : 0;
            bad += finding.IsOpen ? 1 : 0;
        }

        return good + bad == 0 ? null : (int)(100 * good / (good + bad));
    }

    private static string Status(IReadOnlyList<ComplianceFinding> findings, List<ComplianceFinding> open) =>
        open.Exists(static finding => finding.Status is ComplianceStatus.NonCompliant) ? ComplianceStatus.NonCompliant
        : open.Count > 0 ? ComplianceStatus.Error
        : findings.Any(static finding => finding.Status is ComplianceStatus.Compliant) ? ComplianceStatus.Compliant
        : ComplianceStatus.InsufficientData;

    private static string Message(List<ComplianceFinding> open, IReadOnlyList<ComplianceFinding> findings)
    {
        var exempt = findings.Count(static finding => finding.Exemption is not null);
        var disagreed = findings.Count(static finding => finding.Disagrees is true);
        var others = (exempt == 0 ? string.Empty : $" {exempt} exempt.") + (disagreed == 0 ? string.Empty : $" Audit Manager disagrees on {disagreed}.");
        var worst = open.GroupBy(static finding => finding.Severity).OrderByDescending(static group => group.Key).Select(static group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}");
        return open.Count > 0 ? $"{Counted.Of(open.Count, "open finding")}: {string.Join(", ", worst)}.{others}"
            : findings.Any(static finding => finding.Status is ComplianceStatus.Compliant) ? $"No open findings.{others}"
            : $"Nothing could be judged.{others}";
    }
}
