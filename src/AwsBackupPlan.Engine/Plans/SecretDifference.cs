namespace AwsBackupPlan.Engine.Plans;

/// <summary>What may be told of a difference when the plan document is a secret: where it is and what is there, which AWS Backup shows anyway; not what the document has in its place.</summary>
internal static class SecretDifference
{
    private const string Unknown = "…";
    private const string Hidden = "(not shown)";

    private static readonly string[] NamedByTheDocument = ["RecoveryPointTags.", "Tags."];

    /// <summary>The difference without what the document alone has.</summary>
    public static PropertyDifference WithoutContent(PropertyDifference difference) => difference with
    {
        Path = difference.Actual is null ? WithoutName(difference.Path) : difference.Path,
        Desired = difference.Desired is null ? null : Hidden,
    };

    // What is there on neither side but the document's can be named by nothing else than the document.
    private static string WithoutName(string path)
    {
        if (path[path.Length - 1] is ']')
        {
            return $"{path.Remove(path.LastIndexOf('[') + 1)}{Unknown}]";
        }

        foreach (var names in NamedByTheDocument)
        {
            var at = path.IndexOf(names, StringComparison.Ordinal);
            if (at >= 0)
            {
                return path.Remove(at + names.Length) + Unknown;
            }
        }

        return path;
    }
}
