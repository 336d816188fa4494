using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Audit.Files;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Takes the rows of a compliance report for what they say. A row that says nothing that is understood makes the report unreadable.</summary>
/// <param name="target">The account.</param>
/// <param name="partition">Its partition.</param>
/// <param name="report">The report.</param>
/// <param name="source">The report in words.</param>
/// <param name="isStale">Whether it is too old to say that something is as it should be.</param>
internal sealed class AuditRowReader(AccountTarget target, string partition, WantedReport report, string source, bool isStale)
{
    private static readonly string[] Known = [ComplianceStatus.Compliant, ComplianceStatus.NonCompliant, ComplianceStatus.NotApplicable, ComplianceStatus.InsufficientData];

    private readonly string _framework = new AuditNames(report.AbsName).Framework;

    /// <summary>What a row says; <see langword="null"/> where it is about another framework, account or Region.</summary>
    /// <exception cref="ReportFileException">It cannot be understood.</exception>
    public AuditVerdict? Read(ReportRow row)
    {
        var control = Needed(row, "ControlName");
        if (IsOther(row, "FrameworkName", _framework) || IsOther(row, "AccountId", target.AccountId) || IsOther(row, "Region", report.Region))
        {
            return null;
        }

        var isOfResource = row.Value("ResourceComplianceStatus") is not null;
        var status = Needed(row, isOfResource ? "ResourceComplianceStatus" : "ControlComplianceStatus").ToUpperInvariant();
        if (!Known.Contains(status, StringComparer.Ordinal))
        {
            throw new ReportFileException($"'{status}' is no status");
        }

        var judged = row.Value("LastEvaluationTime") is { } time ? $", judged {time}" : string.Empty;
        var counts = isOfResource ? string.Empty : $" {row.Value("NumResourcesCompliant") ?? "0"} resources are COMPLIANT, {row.Value("NumResourcesNonCompliant") ?? "0"} NON_COMPLIANT.";
        var evidence = $"Audit Manager says {status} ({source}{judged}).{counts}";
        return isStale && status is ComplianceStatus.Compliant
            ? new AuditVerdict(control, SubjectOf(row, isOfResource), ComplianceStatus.InsufficientData, $"{evidence} The report is too old to hold for now.")
            : new AuditVerdict(control, SubjectOf(row, isOfResource), status, evidence);
    }

    private Subject SubjectOf(ReportRow row, bool isOfResource)
    {
        if (!isOfResource)
        {
            return Subject.OfSet(target, report.AbsName) with { Region = report.Region };
        }

        var type = row.Value("ResourceType") ?? string.Empty;
        var id = row.Value("ResourceId") ?? string.Empty;
        if (type.Length > 0 && id.StartsWith(type + "/", StringComparison.Ordinal))
        {
            id = id.Substring(type.Length + 1);
        }

        var name = row.Value("ResourceName") is { Length: > 0 } given ? given : id;
        if (name.Length == 0)
        {
            throw new ReportFileException("it names no resource");
        }

        var backup = $"arn:{partition}:backup:{report.Region}:{target.AccountId}:";
        var rds = $"arn:{partition}:rds:{report.Region}:{target.AccountId}:";
        return type switch
        {
            "AWS::RDS::DBInstance" => Of(IsArn(id) ? id : $"{rds}db:{name}", name, "RDS"),
            "AWS::RDS::DBCluster" => Of(IsArn(id) ? id : $"{rds}cluster:{name}", name, "Aurora"),
            "AWS::Backup::BackupPlan" => Of(IsArn(id) ? id : $"{backup}backup-plan:{id}", name, "BackupPlan"),
            "AWS::Backup::BackupVault" => Of(IsArn(id) ? id : $"{backup}backup-vault:{name}", name, "BackupVault"),
            "AWS::Backup::RecoveryPoint" => Of(IsArn(id) ? id : string.Empty, name, AuditVerdict.PointType),
            _ => Of(IsArn(id) ? id : string.Empty, name, type.Length == 0 ? "Resource" : type),
        };
    }

    private Subject Of(string arn, string name, string type) => new(report.Region, report.AbsName, arn, name, type);

    private static bool IsArn(string text) => text.StartsWith("arn:", StringComparison.Ordinal);

    private static bool IsOther(ReportRow row, string column, string wanted) => row.Value(column) is { } value && !string.Equals(value, wanted, StringComparison.Ordinal);

    private static string Needed(ReportRow row, string column) => row.Value(column) ?? throw new ReportFileException($"it has no {column}");
}
