using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>How far an invocation has come with its accounts.</summary>
/// <param name="Ended">What came of those whose work has ended.</param>
/// <param name="Interrupted">Those that were at work when the time was up.</param>
internal sealed record FleetEnd<TResult>(IReadOnlyDictionary<AccountTarget, WorkOutcome<TResult>> Ended, IReadOnlyList<AccountTarget> Interrupted)
    where TResult : class;
