using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>For what the caller's credentials are needed: the Region in which STS is asked for them, and whom to tell and to ask.</summary>
internal sealed record CallerContext(string Region, IWorkObserver Observer);
