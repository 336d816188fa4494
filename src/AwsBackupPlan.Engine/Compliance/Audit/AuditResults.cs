using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Puts what came of an audit into the form that users see.</summary>
internal sealed class AuditResults(AccountTarget target)
{
    public BackupAuditResult Unchanged(AuditChange change) => Of(change, BackupAuditStatus.Unchanged, change.ReportPlans.Count == 0
        ? "The framework is as desired; nothing was written."
        : $"The framework and {Counted.Of(change.ReportPlans.Count, "report plan")} are as desired; nothing was written.") with
    {
        Remedy = SwitchOn(change),
    };

    public BackupAuditResult NotConfirmed(AuditChange change, Decision decision) => decision == Decision.WhatIf
        ? Of(change, BackupAuditStatus.WhatIf, $"It would {ChangePhrase.Infinitive(change.Pending)}. Nothing was written.")
        : Of(change, BackupAuditStatus.Declined, $"You declined to {ChangePhrase.Infinitive(change.Pending)}. Nothing was written.");

    public BackupAuditResult Written(AuditChange change, DescribeFrameworkResponse framework) =>
        Of(change, BackupAuditStatus.Changed, $"{ChangePhrase.Past(change.Pending)}. The framework has {Counted.Of(change.Controls.Count, "control")} and is {framework.FrameworkStatus}{Promise(change)}") with
        {
            FrameworkArn = framework.FrameworkArn,
            Remedy = SwitchOn(change),
        };

    public BackupAuditResult Failed(AuditChange change, AccountFailure failure) => Of(change, BackupAuditStatus.Failed, failure.Message) with { Remedy = failure.Remedy };

    // Audit Manager knows nothing that is not recorded.
    private string Promise(AuditChange change) => change.Actual.Recorder.Fault(target.AccountId) is { } fault ? $". {fault}"
        : change.ReportPlans.Count == 0 ? "; what it finds comes within 24 hours."
        : "; what it finds, and the first reports, come within 24 hours.";

    private string? SwitchOn(AuditChange change) => change.Actual.Recorder.Fault(target.AccountId) is null ? null : change.Actual.Recorder.Remedy();

    /// <summary>Nothing was written, since something stands in the way: here, or in another Region.</summary>
    public BackupAuditResult Blocked(AuditChange change, ResourceChange first) =>
        Of(change, BackupAuditStatus.Blocked, $"{(change.Blocked is { } own ? own.Reason : $"Something stands in the way in {first.Region}.")} Nothing was written.") with { Remedy = (change.Blocked ?? first).Remedy };

    public AccountFailure Failure(ResourceChange blocked) => new()
    {
        ErrorId = "NotOwned",
        Category = FailureCategory.ResourceExists,
        Message = $"{blocked.Reason} Nothing was written.",
        Remedy = blocked.Remedy!,
        Target = target,
        Region = blocked.Region,
    };

    private BackupAuditResult Of(AuditChange change, BackupAuditStatus status, string message) => new()
    {
        AccountId = target.AccountId,
        AbsName = target.AbsName,
        Region = change.Region,
        FrameworkName = change.Name,
        FrameworkArn = change.Actual.Framework?.FrameworkArn,
        IsRecording = change.Actual.Recorder.IsRecording,
        Status = status,
        Changes = change.Changes,
        Message = message,
    };
}
