namespace AwsBackupPlan.Fuzz;

/// <summary>A parser came to its end with a result that cannot be.</summary>
public sealed class FuzzException : Exception
{
    /// <summary>Says nothing.</summary>
    public FuzzException()
    {
    }

    /// <summary>Says what is wrong.</summary>
    public FuzzException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, and what led to it.</summary>
    public FuzzException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
