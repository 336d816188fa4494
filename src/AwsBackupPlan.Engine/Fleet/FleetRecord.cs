using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>What a worker hands to whoever drains the fleet's channel. The derived type is its tag.</summary>
/// <param name="Target">The piece of work that it is about.</param>
public abstract record FleetRecord(AccountTarget Target);
