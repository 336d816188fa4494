namespace AwsBackupPlan.Engine;

/// <summary>What came of one piece of work: a result, a failure, or both.</summary>
/// <param name="Result">The result; for a failure one of status Failed, where the type has a status.</param>
/// <param name="Failure">Why it failed; <see langword="null"/> when it did not.</param>
public sealed record WorkOutcome<TResult>(TResult? Result, AccountFailure? Failure)
    where TResult : class;
