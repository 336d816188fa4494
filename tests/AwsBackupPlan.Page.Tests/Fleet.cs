using AwsBackupPlan.Engine.Compliance.Export;

namespace AwsBackupPlan.Page.Tests;

/// <summary>Reports of fleets, and pages of them.</summary>
internal static class Fleet
{
    public static readonly DateTimeOffset Now = new(2027, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly string[] Controls = ["BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", "BACKUP_LAST_RECOVERY_POINT_CREATED", "XACNT_COPY_WITHIN_OBJECTIVE", "XACNT_VAULT_KEY_USABLE"];

    /// <summary>Accounts with databases, of which every third has an old copy and every tenth none.</summary>
    public static IEnumerable<ComplianceReport> Reports(int accounts, int databases, string? name = null, string? evidence = null)
    {
        for (var account = 1; account <= accounts; account++)
        {
            var id = FormattableString.Invariant($"{200_000_000_000 + account}");
            var resources = Enumerable.Range(1, databases).Select(number => Resource(id, name ?? $"orders-{number}", number)).ToList();
            var findings = resources.SelectMany((resource, number) => Controls.Select((control, place) => Finding(resource, control, place, number, evidence))).ToList();
            yield return new()
            {
                AccountId = id,
                AbsName = "payroll",
                Region = "us-east-1",
                Date = Now,
                Status = findings.Exists(static finding => finding.IsOpen) ? "NON_COMPLIANT" : "COMPLIANT",
                Score = 100 * findings.Count(static finding => !finding.IsOpen) / findings.Count,
                Open = findings.Count(static finding => finding.IsOpen),
                Severity = findings.Where(static finding => finding.IsOpen).Select(static finding => (ComplianceSeverity?)finding.Severity).Max(),
                Findings = findings,
                Controls = [.. findings.GroupBy(static finding => finding.Control, StringComparer.Ordinal).Select(static group => new ComplianceControlScore { Control = group.Key, Title = group.Key, Compliant = group.Count(static finding => !finding.IsOpen), NonCompliant = group.Count(static finding => finding.IsOpen) })],
                Resources = resources,
                Message = "Some findings.",
            };
        }
    }

    /// <summary>The same reports where Audit Manager disagrees with the findings of one control.</summary>
    public static IEnumerable<ComplianceReport> Disputed(IEnumerable<ComplianceReport> reports, string? evidence = null) => reports.Select(report => report with
    {
        Source = ComplianceSource.Both,
        Disagreements = report.Findings.Count(static finding => string.Equals(finding.Control, Controls[0], StringComparison.Ordinal)),
        Findings =
        [
            .. report.Findings.Select(finding => !string.Equals(finding.Control, Controls[0], StringComparison.Ordinal) ? finding : finding with
            {
                AuditStatus = "NON_COMPLIANT",
                AuditEvidence = evidence ?? "Audit Manager says NON_COMPLIANT (report Xacnt_payroll_RESOURCE_COMPLIANCE_REPORT of 2027-01-01 03:10 UTC, judged 2027-01-01T02:56:01.000Z).",
                Disagrees = true,
            }),
        ],
    });

    /// <summary>Writes the page of some reports into a folder.</summary>
    public static string Write(string folder, IEnumerable<ComplianceReport> reports)
    {
        var path = Path.Combine(folder, "report.html");
        using var export = new ComplianceExport([(ComplianceFormat.Html, path)], Now);
        foreach (var report in reports)
        {
            export.Add(report);
        }

        export.Complete();
        return path;
    }

    private static ComplianceResource Resource(string accountId, string name, int number) => new()
    {
        AccountId = accountId,
        AbsName = "payroll",
        Region = "us-east-1",
        ResourceArn = $"arn:aws:rds:us-east-1:{accountId}:db:{name}",
        ResourceName = name,
        ResourceType = "RDS",
        Status = number % 10 == 0 ? ProtectionStatus.NoCopy : number % 3 == 0 ? ProtectionStatus.CopyLate : ProtectionStatus.Protected,
        Reason = "The last copy job failed: the key is disabled.",
        RecoveryPointObjective = TimeSpan.FromHours(24),
        Age = TimeSpan.FromHours(number),
        CopyAge = number % 10 == 0 ? null : TimeSpan.FromHours(number % 3 == 0 ? 80 : 5),
    };

    private static ComplianceFinding Finding(ComplianceResource resource, string control, int place, int number, string? evidence)
    {
        var isGood = place != 2 || resource.Status is ProtectionStatus.Protected;
        return new()
        {
            AccountId = resource.AccountId,
            AbsName = resource.AbsName,
            Region = resource.Region,
            Control = control,
            ResourceArn = resource.ResourceArn,
            ResourceName = resource.ResourceName,
            ResourceType = resource.ResourceType,
            Status = isGood ? "COMPLIANT" : "NON_COMPLIANT",
            Severity = number % 2 == 0 ? ComplianceSeverity.High : ComplianceSeverity.Critical,
            Evidence = evidence ?? "The newest copy in us-east-2 is 3 d old, and 48 h is the most. The last copy job failed: the key is disabled.",
            Remedy = isGood ? null : $"Start-XacntCopyJob -AccountId {resource.AccountId} -CopyRegion us-east-2",
        };
    }
}
