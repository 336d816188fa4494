namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>What to do about a job that did not complete, where its cause is a common one.</summary>
internal static class JobAdvice
{
    /// <summary>The remedy for what AWS says; <see langword="null"/> for a job that goes well, or whose cause is not known.</summary>
    public static string? Of(BackupJobType type, string? state, string? message) => null;
}
