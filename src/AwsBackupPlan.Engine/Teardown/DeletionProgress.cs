using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>Says how far the deletion of recovery points is, over all Regions.</summary>
/// <param name="observer">Whom to tell.</param>
/// <param name="expected">AWS's own count of the recovery points, which can lag.</param>
internal sealed class DeletionProgress(IWorkObserver observer, long expected)
{
    private long _asked;
    private long _gone;

    /// <summary>The deletion begins: what is there is looked through.</summary>
    public void Started() => Tell();

    /// <summary>AWS was asked for the first time to delete a recovery point.</summary>
    public void Asked()
    {
        // One record for each of a million is more than anybody reads.
        if (Interlocked.Increment(ref _asked) % 20 == 1)
        {
            Tell();
        }
    }

    /// <summary>Recovery points have gone.</summary>
    public void Gone(long more)
    {
        Interlocked.Add(ref _gone, more);
        Tell();
    }

    private void Tell()
    {
        var gone = Interlocked.Read(ref _gone);
        var asked = Interlocked.Read(ref _asked);
        var total = Math.Max(Math.Max(gone, asked), expected);
        observer.Progress(total == 0
            ? new WorkProgress("Looking for recovery points")
            : new WorkProgress("Deleting recovery points", (int)(gone * 100 / total), $"{gone} of {total} recovery points gone{(asked > gone ? $", {asked} asked for" : string.Empty)}"));
    }
}
