namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>Why the accounts of the organization cannot be read, in the words that a user reads.</summary>
public sealed class DiscoveryException : Exception
{
    internal DiscoveryException(string errorId, FailureCategory category, string message, string remedy, Exception? innerException)
        : base(message, innerException) => (ErrorId, Category, Remedy) = (errorId, category, remedy);

    /// <summary>A stable id such as <c>OrganizationNotFound</c>.</summary>
    public string ErrorId { get; }

    /// <summary>What kind of failure it is.</summary>
    public FailureCategory Category { get; }

    /// <summary>What to do.</summary>
    public string Remedy { get; }
}
