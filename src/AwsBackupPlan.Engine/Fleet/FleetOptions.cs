using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>How a fleet is worked on.</summary>
public sealed record FleetOptions
{
    /// <summary>How many pieces of work are in flight at most; at least 1.</summary>
    public int ThrottleLimit { get; init; } = 32;

    /// <summary>How long one piece of work may take, the time that a user takes to answer not counted. No limit when <see langword="null"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What to do about a piece of work whose time was up, where running it again does not go on from what was done.</summary>
    public Func<AccountTarget, string?>? TimeoutRemedy { get; init; }

    /// <summary>After how many failures no more work is begun; 0 for never. What is in flight then goes on to its end.</summary>
    public int StopOnError { get; init; }

    /// <summary>
    /// Once a caller was denied its role, no more than so many are begun until <see cref="FleetRun{TResult}.Release"/> says that the cause is not the caller; 0 for no such care.
    /// </summary>
    public int HoldAfter { get; init; }

    /// <summary>Whether anybody reads the workers' verbose lines. Otherwise they are not handed over.</summary>
    public bool WantsVerbose { get; init; } = true;
}
