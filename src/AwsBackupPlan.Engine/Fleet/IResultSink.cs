namespace AwsBackupPlan.Engine.Fleet;

/// <summary>Takes results of a piece of work while it still goes on.</summary>
public interface IResultSink
{
    /// <summary>Hands results over, and waits until they have been taken: who makes them never has more than one page of them in the air.</summary>
    Task WriteAsync(IReadOnlyList<object> results, CancellationToken cancellationToken);

    /// <summary>Tells that a part of the work has failed while the rest goes on. Its outcome then <see cref="WorkOutcome{TResult}.HasFailed"/>.</summary>
    Task FailAsync(AccountFailure failure, CancellationToken cancellationToken);
}
