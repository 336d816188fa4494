using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>The piece of work for which the caller's credentials are needed: its Region is where STS is asked, its observer is told and asked.</summary>
internal sealed record CallerContext(AccountTarget Target, IWorkObserver Observer);
