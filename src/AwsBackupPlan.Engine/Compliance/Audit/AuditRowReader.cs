using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Audit.Files;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Takes the rows of a compliance report for what they say. A row that says nothing that is understood makes the report unreadable.</summary>
/// <param name="target">The account.</param>
/// <param name="partition">Its partition.</param>
/// <param name="report">The report.</param>
/// <param name="source">The report in words.</param>
/// <param name="age">How old it is.</param>
/// <param name="controls">The controls that are asked for; rows of others are passed over.</param>
internal sealed class AuditRowReader(AccountTarget target, string partition, WantedReport report, string source, ReportAge age, ISet<string> controls)
{
    private static readonly string[] Known = [ComplianceStatus.Compliant, ComplianceStatus.NonCompliant, ComplianceStatus.NotApplicable, ComplianceStatus.InsufficientData];

    private readonly string _framework = new AuditNames(report.AbsName).Framework;
    private readonly bool _isOfResources = report.Template is AuditTemplates.OfResources;

    /// <summary>How many rows were about another framework, account or Region.</summary>
    public long Others { get; private set; }

    /// <summary>What a row says; <see langword="null"/> where it is about another framework, account or Region, or of a control that is not asked for.</summary>
    /// <exception cref="ReportFileException">It cannot be understood.</exception>
    public AuditVerdict? Read(ReportRow row)
    {
        var control = Needed(row, "ControlName");
        if (IsOther(row, "FrameworkName", _framework) || IsOther(row, "AccountId", target.AccountId) || IsOther(row, "Region", report.Region))
        {
            Others++;
            return null;
        }

        if (!controls.Contains(control))
        {
            return null;
        }

        var status = Needed(row, _isOfResources ? "ResourceComplianceStatus" : "ControlComplianceStatus").ToUpperInvariant();
        if (!Known.Contains(status, StringComparer.Ordinal))
        {
            throw new ReportFileException($"'{status}' is no status");
        }

        var subject = SubjectOf(row);
        var judged = row.Value("LastEvaluationTime");
        var counts = row.Value("NumResourcesCompliant") is { } good && row.Value("NumResourcesNonCompliant") is { } bad ? $" {good} resources are COMPLIANT, {bad} NON_COMPLIANT." : string.Empty;
        var evidence = $"Audit Manager says {status} ({source}{(judged is null ? ", which does not tell when that was judged" : $", judged {judged}")}).{counts}";
        return status is ComplianceStatus.Compliant && age.Doubt(judged, ControlCatalog.Find(control) is { IsJudgedDaily: true }) is { } doubt
            ? new AuditVerdict(control, subject, ComplianceStatus.InsufficientData, $"{evidence} {doubt}")
            : new AuditVerdict(control, subject, status, evidence);
    }

    private Subject SubjectOf(ReportRow row)
    {
        if (!_isOfResources)
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

        if (IsArn(id) && !IsOwn(id))
        {
            throw new ReportFileException("its resource is of another account or Region than it is itself");
        }

        var backup = $"arn:{partition}:backup:{report.Region}:{target.AccountId}:";
        var rds = $"arn:{partition}:rds:{report.Region}:{target.AccountId}:";
        return type switch
        {
            "AWS::RDS::DBInstance" => Of(IsArn(id) ? id : $"{rds}db:{name}", name, "RDS"),
            "AWS::RDS::DBCluster" => Of(IsArn(id) ? id : $"{rds}cluster:{name}", name, "Aurora"),
            "AWS::Backup::BackupPlan" => Of(IsArn(id) ? id : id.Length == 0 ? string.Empty : $"{backup}backup-plan:{id}", name, "BackupPlan"),
            "AWS::Backup::BackupVault" => Of(IsArn(id) ? id : $"{backup}backup-vault:{name}", name, "BackupVault"),
            "AWS::Backup::RecoveryPoint" => Of(IsArn(id) ? id : string.Empty, name, AuditVerdict.PointType),
            _ => Of(IsArn(id) ? id : string.Empty, name, type.Length == 0 ? "Resource" : type),
        };
    }

    private Subject Of(string arn, string name, string type) => new(report.Region, report.AbsName, arn, name, type);

    // Those of a bucket have neither Region nor account, those of a snapshot of EBS no account.
    private bool IsOwn(string arn) => arn.Split(':') is [_, var its, _, var region, var account, ..] && IsOwn(its, partition) && IsOwn(region, report.Region) && IsOwn(account, target.AccountId);

    private static bool IsOwn(string said, string own) => said.Length == 0 || string.Equals(said, own, StringComparison.Ordinal);

    private static bool IsArn(string text) => text.StartsWith("arn:", StringComparison.Ordinal);

    private static bool IsOther(ReportRow row, string column, string wanted) => !string.Equals(Needed(row, column), wanted, StringComparison.Ordinal);

    private static string Needed(ReportRow row, string column) => row.Value(column) ?? throw new ReportFileException($"it has no {column}");
}
