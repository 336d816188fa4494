namespace AwsBackupPlan.Engine.Fleet;

/// <summary>How the engine speaks about one piece of work to whoever started it. Every method may be called on any thread.</summary>
public interface IWorkObserver
{
    /// <summary>A call, a retry, a decision: for those who want to see it.</summary>
    void Verbose(string message);

    /// <summary>Something that the user should know although the work goes on.</summary>
    void Warning(string message);

    /// <summary>Where the work stands.</summary>
    void Progress(WorkProgress progress);

    /// <summary>Asks, before anything is written, whether to go on. It is asked once per piece of work.</summary>
    ValueTask<Decision> ConfirmAsync(ConfirmationRequest request, CancellationToken cancellationToken);

    /// <summary>Asks for something that only whoever runs the command can tell.</summary>
    /// <returns>The answer, or <see langword="null"/> when there is nobody to ask.</returns>
    ValueTask<string?> AskAsync(CallerQuestion question, CancellationToken cancellationToken);
}
