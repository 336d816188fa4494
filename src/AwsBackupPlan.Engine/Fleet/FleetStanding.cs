using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>How far a fleet has come.</summary>
/// <param name="Finished">How many pieces of work have ended, well or not, and have handed over their outcome.</param>
/// <param name="InFlight">Those that were begun and have not: at work, interrupted by a stop, or with an outcome that waits to be handed over.</param>
/// <param name="Waiting">How many have not been started.</param>
public sealed record FleetStanding(int Finished, IReadOnlyList<AccountTarget> InFlight, int Waiting)
{
    /// <summary>All that were taken on.</summary>
    public int Total => Finished + InFlight.Count + Waiting;
}
