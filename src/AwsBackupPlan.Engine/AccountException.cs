namespace AwsBackupPlan.Engine;

/// <summary>What the engine itself finds wrong in an account. Its text is written for the user.</summary>
internal sealed class AccountException(string errorId, FailureCategory category, string message, string remedy, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The stable id of the failure.</summary>
    public string ErrorId { get; } = errorId;

    /// <summary>What kind of failure it is.</summary>
    public FailureCategory Category { get; } = category;

    /// <summary>What to do.</summary>
    public string Remedy { get; } = remedy;

    /// <summary>It is about who runs the command, and so the same for every account.</summary>
    public bool IsCallers { get; init; }

    /// <summary>No answer of AWS came before the role was assumed.</summary>
    public bool IsUnreached { get; init; }

    /// <summary>The Region in which it happened, where there is one.</summary>
    public string? Region { get; init; }
}
