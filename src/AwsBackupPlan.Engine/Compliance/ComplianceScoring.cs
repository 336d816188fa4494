namespace AwsBackupPlan.Engine.Compliance;

/// <summary>What a finding is to a score.</summary>
internal static class ComplianceScoring
{
    /// <summary>Whether Audit Manager alone was asked, and does not say it. The module finds what there is to judge; what Audit Manager does not say may be anything.</summary>
    public static bool IsUnsaid(ComplianceFinding finding, ComplianceSource source) => source is ComplianceSource.AuditManager && finding.Status is ComplianceStatus.InsufficientData;

    /// <summary>Whether it is not as it should be, or nobody knows.</summary>
    public static bool CountsAgainst(ComplianceFinding finding, ComplianceSource source) => finding.IsOpen || IsUnsaid(finding, source);

    /// <summary>The part that is COMPLIANT, in per cent; <see langword="null"/> of nothing. Rounded down: only what is whole is a hundred.</summary>
    public static int? Of(IEnumerable<ComplianceFinding> findings, ComplianceSource source)
    {
        var (good, bad) = (0L, 0L);
        foreach (var finding in findings)
        {
            good += finding.Status is ComplianceStatus.Compliant ? 1 : 0;
            bad += CountsAgainst(finding, source) ? 1 : 0;
        }

        return good + bad == 0 ? null : (int)(100 * good / (good + bad));
    }
}
