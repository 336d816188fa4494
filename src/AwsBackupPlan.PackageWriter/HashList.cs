namespace AwsBackupPlan.PackageWriter;

/// <summary>Writes files with their hashes, as <c>sha256sum --check</c> reads it.</summary>
internal static class HashList
{
    /// <summary>Makes the text: a line a file, by path.</summary>
    public static string Of(IEnumerable<ModuleFile> files) => string.Concat(files.OrderBy(static file => file.Path, StringComparer.Ordinal).Select(static file => $"{file.Sha256}  {file.Path}\n"));
}
