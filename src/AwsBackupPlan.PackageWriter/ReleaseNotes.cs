namespace AwsBackupPlan.PackageWriter;

/// <summary>Finds in the list of changes what belongs to a version.</summary>
internal static class ReleaseNotes
{
    /// <summary>The part of a version, without its heading.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Of(string changes, string version)
    {
        var lines = changes.ReplaceLineEndings("\n").Split('\n');
        var from = Array.FindIndex(lines, line => line.StartsWith($"## {version} (", StringComparison.Ordinal));
        return from < 0
            ? throw new InvalidOperationException($"CHANGELOG.md has no part for {version}.")
            : string.Join('\n', lines.Skip(from + 1).TakeWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal))).Trim();
    }
}
