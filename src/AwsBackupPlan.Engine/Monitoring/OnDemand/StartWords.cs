using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>What came of starting jobs in an account, in a word. The jobs themselves were handed on as each began.</summary>
public static class StartWords
{
    /// <summary>All began.</summary>
    public const string Started = "started";

    /// <summary>They were not to begin.</summary>
    public const string ToBeStarted = "to be started";

    /// <summary>The user said no.</summary>
    public const string Declined = "declined";

    /// <summary>Some began.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>None could begin.</summary>
    public const string Failed = "failed";

    /// <summary>The word for so many that began and so many that could not.</summary>
    internal static string Of(Decision decision, int begun, int refused) => (refused, begun) switch
    {
        ( > 0, 0) => Failed,
        ( > 0, _) => Incomplete,
        _ => decision switch
        {
            Decision.WhatIf => ToBeStarted,
            Decision.Declined => Declined,
            _ => Started,
        },
    };
}
