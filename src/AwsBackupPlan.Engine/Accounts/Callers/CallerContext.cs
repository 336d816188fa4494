using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>For what the caller's credentials are needed: the Region in which STS is asked for them, and whom to tell and to ask, and where to note what nobody is to see.</summary>
internal sealed record CallerContext(string Region, IWorkObserver Observer, Secrets Secrets);
