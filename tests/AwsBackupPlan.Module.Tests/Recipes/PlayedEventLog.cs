namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>Stands in for the class of .NET that knows the event log of Windows.</summary>
public static class PlayedEventLog
{
    /// <summary>A source that is known already.</summary>
    public const string Known = "KnownSource";

    /// <summary>Whether a source is known.</summary>
    public static bool SourceExists(string source) => string.Equals(source, Known, StringComparison.Ordinal);
}
