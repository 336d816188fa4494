using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>Checks jobs that are waited for before anything is called.</summary>
public static class WaitedJobValidator
{
    private const int LongestId = 128;

    /// <summary>What is wrong; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(IReadOnlyList<WaitedJob> jobs) =>
        [.. jobs.Where(static job => !IsId(job.JobId)).Select(static job => new ParameterFault("JobId", NotAnId(job.JobId)))];

    /// <summary>Whether a text can be the id of a job.</summary>
    internal static bool IsId(string text) => text.Length is > 0 and <= LongestId && text.All(static character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_');

    /// <summary>What is wrong with another text.</summary>
    internal static string NotAnId(string text) => $"'{text}' is not the id of a job, which has letters, digits and dashes, such as 8B0C2A5E-1F3D-4C6B-9A7E-5D4F3B2A1C0E.";
}
