namespace AwsBackupPlan.Engine.Plans;

/// <summary>Maps of text to text, such as tags: keys are compared with case.</summary>
internal static class Map
{
    public static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
