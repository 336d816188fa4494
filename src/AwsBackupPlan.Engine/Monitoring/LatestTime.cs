namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>The time in an account: no earlier than what has already been recorded there, whatever the clock of this machine says. Ages are told by it.</summary>
internal sealed class LatestTime(TimeProvider clock)
{
    private long _latest;

    /// <summary>Now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() is var now && now.UtcTicks >= Interlocked.Read(ref _latest) ? now : new DateTimeOffset(Interlocked.Read(ref _latest), TimeSpan.Zero);

    /// <summary>Takes in a time at which something was recorded.</summary>
    public void Note(DateTimeOffset? recorded)
    {
        if (recorded is not { } time)
        {
            return;
        }

        var known = Interlocked.Read(ref _latest);
        while (time.UtcTicks > known)
        {
            var before = Interlocked.CompareExchange(ref _latest, time.UtcTicks, known);
            if (before == known)
            {
                return;
            }

            known = before;
        }
    }

    /// <summary>How old something is that was made then.</summary>
    public TimeSpan? AgeOf(DateTimeOffset? made) => made is not { } date ? null : Now - date is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;
}
