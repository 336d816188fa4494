using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Fuzz.Targets;

/// <summary>Hears nothing.</summary>
internal sealed class SilentObserver : IWorkObserver
{
    public void Verbose(string message)
    {
    }

    public void Warning(string message)
    {
    }

    public void Progress(WorkProgress progress)
    {
    }

    public ValueTask<Decision> ConfirmAsync(ConfirmationRequest request, CancellationToken cancellationToken) => new(Decision.Declined);

    public ValueTask<string?> AskAsync(CallerQuestion question, CancellationToken cancellationToken) => new((string?)null);
}
