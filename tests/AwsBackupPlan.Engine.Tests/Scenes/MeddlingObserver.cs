using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Tests.Scenes;

/// <summary>Lets somebody else write between the reading and the writing, which is when the question is asked.</summary>
internal sealed class MeddlingObserver(Func<Task> meddle) : IWorkObserver
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

    public async ValueTask<Decision> ConfirmAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        await meddle();
        return Decision.Proceed;
    }

    public ValueTask<string?> AskAsync(CallerQuestion question, CancellationToken cancellationToken) => new((string?)null);
}
