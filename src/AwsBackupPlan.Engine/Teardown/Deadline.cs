namespace AwsBackupPlan.Engine.Teardown;

/// <summary>Until when a removal waits, in all.</summary>
internal sealed class Deadline(TimeProvider time, TimeSpan timeout)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>The time that is left; zero when it is up.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = timeout - time.GetElapsedTime(_started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Waits that grow from <paramref name="first"/> to <paramref name="longest"/>, until the time is up.</summary>
    public Backoff Waits(TimeSpan first, TimeSpan longest) => new(time, first, longest, Left);
}
