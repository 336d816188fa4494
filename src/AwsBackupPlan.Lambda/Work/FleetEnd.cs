using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>How far an invocation has come with its accounts.</summary>
/// <param name="Ended">What became of those whose work has ended.</param>
/// <param name="Interrupted">Those that were at work when the time was up.</param>
/// <param name="HasMoved">Whether one of those had said that it got further.</param>
internal sealed record FleetEnd(IReadOnlyDictionary<AccountTarget, AccountEnd> Ended, IReadOnlyList<AccountTarget> Interrupted, bool HasMoved);
