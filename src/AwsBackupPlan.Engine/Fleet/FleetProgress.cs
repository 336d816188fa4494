using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>Where a piece of work stands.</summary>
/// <param name="Target">The piece of work.</param>
/// <param name="Slot">Its place among those in flight, from 0; the next piece of work takes it over.</param>
/// <param name="Progress">Where it stands; <see langword="null"/> when it has ended.</param>
public sealed record FleetProgress(AccountTarget Target, int Slot, WorkProgress? Progress) : FleetRecord(Target);
