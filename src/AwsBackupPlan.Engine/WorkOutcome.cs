namespace AwsBackupPlan.Engine;

/// <summary>What came of one piece of work: a result, a failure, or both.</summary>
/// <param name="Result">The result; for a failure one of status Failed, where the type has a status.</param>
/// <param name="Failure">Why it failed; <see langword="null"/> when it did not.</param>
public sealed record WorkOutcome<TResult>(TResult? Result, AccountFailure? Failure)
    where TResult : class
{
    /// <summary>Whether it failed: as a whole, or in parts, whose failures went to the sink one by one while the work went on.</summary>
    public bool HasFailed { get; init; } = Failure is not null;
}
