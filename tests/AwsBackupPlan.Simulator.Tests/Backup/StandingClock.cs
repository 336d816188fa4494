namespace AwsBackupPlan.Simulator.Tests.Backup;

/// <summary>A clock that stands, so that only <see cref="SimulatorWorld.Advance"/> moves the simulated time.</summary>
internal sealed class StandingClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Start;
}
