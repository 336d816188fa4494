using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>How far a fleet has come.</summary>
/// <param name="Begun">How many pieces of work have been begun.</param>
/// <param name="Finished">How many pieces of work have ended, well or not, whether or not their outcome has been taken; input that was refused is among them.</param>
/// <param name="Failed">How many of those failed or were refused.</param>
/// <param name="InFlight">Those that were begun and have not ended: at work, or interrupted by a stop.</param>
/// <param name="Waiting">How many have not been started.</param>
/// <param name="IsComplete">Whether all work is known: nothing more will be added.</param>
/// <param name="IsHalted">Whether no more are started: so many failed, or somebody said so.</param>
public sealed record FleetStanding(int Begun, int Finished, int Failed, IReadOnlyList<AccountTarget> InFlight, int Waiting, bool IsComplete, bool IsHalted)
{
    /// <summary>All that were given.</summary>
    public int Total => Finished + InFlight.Count + Waiting;
}
