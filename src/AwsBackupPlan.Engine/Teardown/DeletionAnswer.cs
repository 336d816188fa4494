namespace AwsBackupPlan.Engine.Teardown;

/// <summary>How AWS answered the request to delete a recovery point.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Reason">Why the recovery point stays, where it does.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Category">What kind of failure it is that the recovery point stays.</param>
/// <param name="IsForEver">Whether nobody and nothing can ever make it go.</param>
internal sealed record DeletionAnswer(DeletionAnswerKind Kind, string? Reason = null, string? Remedy = null, FailureCategory Category = FailureCategory.InvalidOperation, bool IsForEver = false);
