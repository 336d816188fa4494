using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>What is said of reports that are made.</summary>
internal sealed class ReportWords(AccountTarget target)
{
    /// <summary>The question before they are begun.</summary>
    public ConfirmationRequest Question(IReadOnlyList<WantedReport> reports) => new(
        target,
        $"account {target.AccountId}, {string.Join(", ", reports.Select(static report => report.Region).Distinct(StringComparer.Ordinal))}",
        $"Have {Counted.Of(reports.Count, "report")} made and written into {string.Join(", ", reports.Select(static report => report.BucketName).Distinct(StringComparer.Ordinal))}",
        [.. reports.Select(report => new ConfirmationStep($"report plan '{report.Name}' in account {target.AccountId}, {report.Region}", report.Job is null ? $"Start a {report.Template}" : $"Wait for the {report.Template} that is being made"))]);

    /// <summary>That no report plan is wanted.</summary>
    /// <param name="all">The report plans that there are.</param>
    public AccountException NothingFound(IReadOnlyList<WantedReport> all)
    {
        var places = string.Join(", ", AuditReader.Regions(target));
        return all.Count == 0
            ? Fault("ReportPlanNotFound", FailureCategory.ObjectNotFound, $"There is no report plan of the backup set '{target.AbsName}' in {places} of account {target.AccountId}.", "Make it with New-XacntBackupAudit -BucketName. Get-XacntBackupAudit -AbsName '*' lists the audits that there are.")
            : Fault("ReportPlanNotFound", FailureCategory.ObjectNotFound, $"No report plan of the backup set '{target.AbsName}' in {places} of account {target.AccountId} is wanted. There are {string.Join(", ", all.Select(static report => report.Name))}.", "Check -ReportPlanName and -ReportTemplate.");
    }

    /// <summary>That a report failed.</summary>
    public AccountException Failed(WantedReport report, ReportJob job) => Fault(
        "ReportFailed",
        FailureCategory.InvalidOperation,
        $"The report {report.Name} in {report.Region} of account {target.AccountId} {(job.Status is "FAILED" ? "failed" : $"ended in the state {ReportJobs.InWords(job)}, which is not known here")} (job {report.JobId}): {CallFault.Sentence(job.StatusMessage is { Length: > 0 } message ? PlainText.Of(message, PlainText.LongestQuotation) : "AWS does not say why")}",
        $"Check that the bucket {report.BucketName} exists, and that its policy lets the role aws-service-role/reports.backup.amazonaws.com/AWSServiceRoleForBackupReports of account {target.AccountId} do s3:PutObject with the ACL bucket-owner-full-control; docs/permissions.md has that policy.",
        report.Region);

    /// <summary>That AWS does not tell of a job that it has begun.</summary>
    public AccountException NotKnown(WantedReport report) => Fault(
        "ReportJobNotFound",
        FailureCategory.ObjectNotFound,
        $"AWS Backup tells nothing of the job {report.JobId} that makes the report {report.Name} in {report.Region} of account {target.AccountId}.",
        "It may go on at AWS: run this command again, which waits for a job that does.",
        report.Region);

    /// <summary>That reports were not done when the time was up.</summary>
    public AccountFailure NotEnded(IReadOnlyList<WantedReport> reports, TimeSpan timeout) => new()
    {
        ErrorId = "ReportTimeout",
        Category = FailureCategory.OperationTimeout,
        Message = $"{Counted.Of(reports.Count, "report")} of account {target.AccountId} {(reports.Count == 1 ? "is" : "are")} not done after {InWords(timeout)}: {string.Join(", ", reports.Select(InWords))}.",
        Remedy = "They go on at AWS. Run this command again, with a longer -TimeoutSeconds: it waits for those that go on, and begins none of them again.",
        Target = target,
        Region = reports[0].Region,
    };

    private static string InWords(TimeSpan time) => time.Ticks % TimeSpan.TicksPerHour == 0 && time > TimeSpan.Zero ? Counted.Of((long)time.TotalHours, "hour") : Counted.Of((long)time.TotalSeconds, "second");

    private static string InWords(WantedReport report) =>
        $"{report.Name} in {report.Region} (job {report.JobId}{(report.Job is { } job && !ReportJobs.IsKnown(job) ? $", in the state {ReportJobs.InWords(job)}, which is not known here" : string.Empty)})";

    private AccountException Fault(string errorId, FailureCategory category, string message, string remedy, string? region = null) => new(errorId, category, message, remedy) { Region = region ?? target.Region };
}
