using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine;

/// <summary>Why the work on one account failed, in the words that a user reads.</summary>
public sealed record AccountFailure
{
    /// <summary>The id of the failure of an account whose role AWS did not let the caller assume.</summary>
    public const string RoleNotAssumable = "RoleNotAssumable";

    /// <summary>The id of the failure of an account in whose Region AWS does not know the keys.</summary>
    public const string CredentialsInvalid = "CredentialsInvalid";

    /// <summary>A stable id such as <c>KeyNotFound</c> or <c>RoleNotAssumable</c>.</summary>
    public required string ErrorId { get; init; }

    /// <summary>What kind of failure it is.</summary>
    public required FailureCategory Category { get; init; }

    /// <summary>What happened, with account and Region.</summary>
    public required string Message { get; init; }

    /// <summary>What to do.</summary>
    public required string Remedy { get; init; }

    /// <summary>The piece of work.</summary>
    public required AccountTarget Target { get; init; }

    /// <summary>It is about who runs the command, such as a login that has expired, and so the same for every account.</summary>
    public bool IsCallers { get; init; }

    /// <summary>AWS did not let the caller in: the cause can be the account's or the caller's.</summary>
    public bool IsDenial => ErrorId is RoleNotAssumable or CredentialsInvalid;

    /// <summary>No answer of AWS came before the role was assumed: the cause can be the network of who runs the command, or the account's Region.</summary>
    public bool IsUnreached { get; init; }

    /// <summary>Nothing was begun in the account, and the cause can be another than the account.</summary>
    public bool IsAtStart => IsDenial || IsUnreached;

    /// <summary>The Region in which it happened.</summary>
    public string? Region { get; init; }

    /// <summary>What was thrown, if anything was. Its text holds no secret.</summary>
    public Exception? Exception { get; init; }
}
