using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>That an account does not comply, as a failure, for whoever wants that.</summary>
public static class ComplianceFailure
{
    /// <summary>The failure; <see langword="null"/> where no open finding is so severe.</summary>
    /// <param name="report">The report of the account.</param>
    /// <param name="failOn">The least severity that counts.</param>
    public static AccountFailure? Of(ComplianceReport report, ComplianceSeverity failOn) => Of(report, failOn, new AccountTarget(report.AccountId, report.AbsName, report.Region, [], string.Empty));

    /// <summary>The same, of a piece of work.</summary>
    internal static AccountFailure? Of(ComplianceReport report, ComplianceSeverity? failOn, AccountTarget target)
    {
        var severe = report.Findings.Where(finding => finding.IsOpen && finding.Severity >= failOn).ToList();
        return failOn is null ? null : severe.Count > 0 ? new AccountFailure
        {
            ErrorId = "NotCompliant",
            Category = FailureCategory.InvalidOperation,
            Message = $"Account {target.AccountId} ({target.Region}) has {Counted.Of(severe.Count, "open finding")} of severity {failOn} or above. The first: {severe[0].Control}, {severe[0].ResourceName} in {severe[0].Region}: {severe[0].Evidence}",
            Remedy = severe[0].Remedy ?? "See Findings of the report.",
            Target = target,
            Region = severe[0].Region,
        }
        : Doubt(report, failOn.Value) is not { } doubt ? null : new AccountFailure
        {
            ErrorId = "NothingJudged",
            Category = FailureCategory.ObjectNotFound,
            Message = $"Account {target.AccountId} ({target.Region}) is not known to comply. {doubt}",
            Remedy = report.Source is ComplianceSource.AuditManager
                ? "Have new reports made with Start-XacntAuditReport, or leave controls out that Audit Manager has nothing to judge by (-ExcludeControl)."
                : "See whether account, Region and ABS name are those that were meant, and which controls are judged.",
            Target = target,
            Region = target.Region,
        };
    }

    // An account of which nothing can be said has not passed, nor one of which Audit Manager does not say what matters so much. What is exempt was judged.
    private static string? Doubt(ComplianceReport report, ComplianceSeverity failOn)
    {
        var unsaid = report.Findings.Where(finding => finding.Severity >= failOn && ComplianceScoring.IsUnsaid(finding, report.Source)).Select(static finding => finding.Control).Distinct(StringComparer.Ordinal).ToList();
        return unsaid.Count > 0 ? $"Audit Manager does not say enough of {string.Join(", ", unsaid)}, of severity {failOn} or above."
            : report.Status is ComplianceStatus.InsufficientData && !report.Findings.Any(static finding => finding.Exemption is not null || finding.Status is ComplianceStatus.Compliant) ? report.Message
            : null;
    }
}
