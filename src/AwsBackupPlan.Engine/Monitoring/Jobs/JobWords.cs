using System.Globalization;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>What is said of jobs, and of what went wrong with them.</summary>
internal static class JobWords
{
    private const int MostNamed = 10;

    /// <summary>A job, such as <c>copy of orders to us-east-2</c>.</summary>
    public static string Of(BackupJobInfo job) => $"{Noun(job.JobType)} of {job.ResourceName}{(job.DestinationRegion is { } region ? $" to {region}{(job.DestinationVaultArn?.Split(':') is { Length: 7 } arn && !string.Equals(arn[4], job.AccountId, StringComparison.Ordinal) ? $" of account {arn[4]}" : string.Empty)}" : string.Empty)}";

    /// <summary>The failure of a job that has ended; <see langword="null"/> for one that has done what it was to do.</summary>
    public static AccountFailure? Failure(WatchedJob job, AccountTarget target)
    {
        if (job.Info is not { } info)
        {
            return Missing(job, target);
        }

        return JobStates.IsComplete(info) ? null : Failure(
            target,
            info.State switch { "EXPIRED" => "JobExpired", "ABORTED" => "JobAborted", "PARTIAL" => "JobPartial", _ => "JobFailed" },
            FailureCategory.InvalidOperation,
            $"the {Of(info)} (job {info.JobId}) {End(info.State)}. {(info.StatusMessage is { Length: > 0 } message ? $"AWS: {CallFault.Sentence(message)}" : "AWS gives no reason.")}",
            info.Remedy ?? "Get-XacntProtectedResource tells which backups and copies the database has, and Get-XacntBackupJob -ResourceArn what became of its other jobs.");
    }

    /// <summary>The failure of a wait that was over before the jobs were.</summary>
    public static AccountFailure NotEnded(IReadOnlyList<WatchedJob> jobs, int count, TimeSpan waited, AccountTarget target)
    {
        var named = string.Join(", ", jobs.Take(MostNamed).Select(static job => job.Info is { } info ? $"{Of(info)} ({info.JobId}, {info.State}{Percent(info)})" : job.Id));
        var more = jobs.Count > MostNamed ? $" and {jobs.Count - MostNamed} more" : string.Empty;
        return Failure(
            target,
            "JobsNotEnded",
            FailureCategory.OperationTimeout,
            $"{jobs.Count} of {Counted.Of(count, "job")} had not ended after {waited.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s: {named}{more}.",
            "They go on at AWS. Pipe them into Wait-XacntBackupJob again, with a longer -TimeoutSeconds or without one.");
    }

    private static AccountFailure Missing(WatchedJob job, AccountTarget target) => Failure(
        target,
        "JobNotFound",
        FailureCategory.ObjectNotFound,
        $"there is no {(job.JobType is { } type ? $"{Noun(type)} job" : "job")} {job.Id}.",
        "Check JobId, JobType and Region: a job is known in the account and Region that it runs in, a copy in that of its source. Get-XacntBackupJob lists the jobs of the last 30 days with all three.");

    private static AccountFailure Failure(AccountTarget target, string errorId, FailureCategory category, string what, string remedy) => new()
    {
        ErrorId = errorId,
        Category = category,
        Message = $"In account {target.AccountId}, {target.Region}: {what}",
        Remedy = remedy,
        Target = target,
        Region = target.Region,
    };

    private static string Noun(BackupJobType type) => type switch
    {
        BackupJobType.Backup => "backup",
        BackupJobType.Copy => "copy",
        _ => "restore",
    };

    private static string End(string state) => state switch
    {
        "EXPIRED" => "expired: a window of its was over",
        "ABORTED" => "was stopped",
        "PARTIAL" => "is complete in part only",
        "FAILED" => "failed",
        _ => $"ended as {state}, which is not known here",
    };

    private static string Percent(BackupJobInfo job) => job.PercentDone is { } percent ? $", {percent.ToString("0", CultureInfo.InvariantCulture)} %" : string.Empty;
}
