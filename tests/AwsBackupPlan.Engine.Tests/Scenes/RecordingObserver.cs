using System.Collections.Concurrent;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Tests.Scenes;

/// <summary>Keeps everything the engine says, and answers its question.</summary>
internal sealed class RecordingObserver(Decision decision = Decision.Proceed) : IWorkObserver
{
    public ConcurrentQueue<string> VerboseLines { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<WorkProgress> ProgressRecords { get; } = new();

    public ConcurrentQueue<ConfirmationRequest> Questions { get; } = new();

    public ConcurrentQueue<CallerQuestion> CallerQuestions { get; } = new();

    /// <summary>What whoever runs the command answers; nobody is there when <see langword="null"/>.</summary>
    public string? Answer { get; init; }

    /// <summary>The answer that whoever runs the command has yet to give, instead of <see cref="Answer"/>.</summary>
    public TaskCompletionSource<string?>? Awaited { get; init; }

    /// <summary>Called with each verbose line, in the middle of the work.</summary>
    public Action<string>? OnVerbose { get; init; }

    /// <summary>What happens while a question is open.</summary>
    public Func<Task>? OnQuestion { get; init; }

    public void Verbose(string message)
    {
        VerboseLines.Enqueue(message);
        OnVerbose?.Invoke(message);
    }

    public void Warning(string message) => Warnings.Enqueue(message);

    public void Progress(WorkProgress progress) => ProgressRecords.Enqueue(progress);

    public async ValueTask<Decision> ConfirmAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        Questions.Enqueue(request);
        await (OnQuestion?.Invoke() ?? Task.CompletedTask);
        return decision;
    }

    public ValueTask<string?> AskAsync(CallerQuestion question, CancellationToken cancellationToken)
    {
        CallerQuestions.Enqueue(question);
        return Awaited is { } awaited ? new ValueTask<string?>(awaited.Task.WaitAsync(cancellationToken)) : new ValueTask<string?>(Answer);
    }
}
