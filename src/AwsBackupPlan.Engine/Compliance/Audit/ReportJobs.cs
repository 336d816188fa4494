using Amazon.Backup.Model;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>What the states of report jobs mean.</summary>
internal static class ReportJobs
{
    /// <summary>Whether AWS's word for the state is known.</summary>
    public static bool IsKnown(ReportJob job) => job.Status is "CREATED" or "RUNNING" or "COMPLETED" or "FAILED";

    /// <summary>Whether it goes on. Of a state that is not known, or of none, the time of its end tells.</summary>
    public static bool GoesOn(ReportJob job) => job.Status is "CREATED" or "RUNNING" || (!IsKnown(job) && job.CompletionTime is null);

    /// <summary>The state for people.</summary>
    public static string InWords(ReportJob job) => Showing.PlainText.Of(job.Status is { Length: > 0 } status ? status : "(none)", Showing.PlainText.LongestQuotation);
}
