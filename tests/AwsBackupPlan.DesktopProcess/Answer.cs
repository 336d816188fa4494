namespace AwsBackupPlan.DesktopProcess;

/// <summary>What became of a command.</summary>
internal sealed class Answer
{
    /// <summary>The results, in whatever order they came.</summary>
    public List<object> Results { get; } = [];

    /// <summary>What went wrong.</summary>
    public List<Failure> Failures { get; } = [];

    /// <summary>Warnings and verbose lines.</summary>
    public List<string> Lines { get; } = [];
}
