namespace AwsBackupPlan.Engine.Fleet;

/// <summary>Takes results of a piece of work while it still goes on.</summary>
public interface IResultSink
{
    /// <summary>Hands results over, and waits until they have been taken: who makes them never has more than one page of them in the air.</summary>
    Task WriteAsync(IReadOnlyList<object> results, CancellationToken cancellationToken);
}
