using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Showing;

/// <summary>Hands on what the work says, fit to be read.</summary>
internal sealed class ShownObserver(IWorkObserver observer, Shown shown) : IWorkObserver, IReachObserver
{
    /// <inheritdoc/>
    public void Reached(string? fault) => (observer as IReachObserver)?.Reached(shown.TextOrNull(fault));

    /// <inheritdoc/>
    public void Verbose(string message) => observer.Verbose(shown.Text(message));

    /// <inheritdoc/>
    public void Warning(string message) => observer.Warning(shown.Text(message));

    /// <inheritdoc/>
    public void Progress(WorkProgress progress) => observer.Progress(progress with { Step = shown.Text(progress.Step), Detail = shown.TextOrNull(progress.Detail) });

    /// <inheritdoc/>
    public ValueTask<Decision> ConfirmAsync(ConfirmationRequest request, CancellationToken cancellationToken) => observer.ConfirmAsync(
        request with
        {
            TargetName = shown.Text(request.TargetName),
            Action = shown.Text(request.Action),
            Lines = [.. request.Lines.Select(shown.Text)],
            Steps = [.. request.Steps.Select(step => new ConfirmationStep(shown.Text(step.TargetName), shown.Text(step.Action)))],
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string?> AskAsync(CallerQuestion question, CancellationToken cancellationToken) => observer.AskAsync(question with { Text = shown.Text(question.Text) }, cancellationToken);
}
