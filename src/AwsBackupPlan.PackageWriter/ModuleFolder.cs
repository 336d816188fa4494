using System.Text.RegularExpressions;

namespace AwsBackupPlan.PackageWriter;

/// <summary>The module as a build has assembled it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Description">What its manifest says of it.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Cmdlets">The cmdlets that it exports.</param>
/// <param name="Files">Its files, by path.</param>
internal sealed partial record ModuleFolder(string Name, string Version, string Description, IReadOnlyList<string> Tags, IReadOnlyList<string> Cmdlets, IReadOnlyList<ModuleFile> Files)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="FileNotFoundException">It has not been assembled.</exception>
    public static ModuleFolder Read(string folder)
    {
        var manifest = Directory.EnumerateFiles(folder, "*.psd1").Single();
        var text = File.ReadAllText(manifest);
        return new ModuleFolder(
            Path.GetFileNameWithoutExtension(manifest),
            Version_().Match(text).Groups["value"].Value,
            Description_().Match(text).Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal),
            Words(Tags_().Match(text).Groups["value"].Value),
            Words(Cmdlets_().Match(text).Groups["value"].Value),
            [
                .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => new ModuleFile(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file)))
                    .OrderBy(static file => file.Path, StringComparer.Ordinal),
            ]);
    }

    private static string[] Words(string list) => [.. Quoted().Matches(list).Select(static match => match.Groups["value"].Value)];

    [GeneratedRegex(@"ModuleVersion\s*=\s*'(?<value>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version_();

    [GeneratedRegex(@"Description\s*=\s*'(?<value>([^']|'')+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Description_();

    [GeneratedRegex(@"Tags\s*=\s*@\((?<value>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags_();

    [GeneratedRegex(@"CmdletsToExport\s*=\s*@\((?<value>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cmdlets_();

    [GeneratedRegex(@"'(?<value>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
