using AwsBackupPlan.Engine;

namespace AwsBackupPlan.DesktopProcess;

/// <summary>What went wrong in an account.</summary>
/// <param name="ErrorId">Its stable id.</param>
/// <param name="Message">What happened.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="IsUnreached">Whether AWS was not reached before the role was assumed.</param>
/// <param name="Exception">What was thrown.</param>
internal sealed record Failure(string ErrorId, string Message, string Remedy, bool IsUnreached, string? Exception)
{
    /// <summary>That of the engine.</summary>
    public static Failure Of(AccountFailure failure) => new(failure.ErrorId, failure.Message, failure.Remedy, failure.IsUnreached, failure.Exception?.ToString());
}
