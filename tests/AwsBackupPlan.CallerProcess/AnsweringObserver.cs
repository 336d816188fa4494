using System.Collections.Concurrent;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.CallerProcess;

/// <summary>Gives one answer to whatever is asked; nobody is there when it is <see langword="null"/>.</summary>
internal sealed class AnsweringObserver(string? answer, Decision decision = Decision.Declined) : IWorkObserver
{
    public ConcurrentQueue<CallerQuestion> Questions { get; } = new();

    public void Verbose(string message)
    {
    }

    public void Warning(string message)
    {
    }

    public void Progress(WorkProgress progress)
    {
    }

    public ValueTask<Decision> ConfirmAsync(ConfirmationRequest request, CancellationToken cancellationToken) => new(decision);

    public ValueTask<string?> AskAsync(CallerQuestion question, CancellationToken cancellationToken)
    {
        Questions.Enqueue(question);
        return new ValueTask<string?>(answer);
    }
}
