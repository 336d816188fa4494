using NuGet.Packaging;
using NuGet.ProjectModel;

namespace AwsBackupPlan.PackageWriter;

/// <summary>Finds the packages whose assemblies the module holds.</summary>
internal static class ShippedPackages
{
    // Our own, which no package has.
    private static readonly string[] Own = ["AwsBackupPlan.Cmdlets.dll", "AwsBackupPlan.Abstractions.dll", "AwsBackupPlan.Engine.dll", "Amazon.Backup.dll"];

    /// <summary>Reads what the cmdlets were restored with.</summary>
    /// <exception cref="InvalidOperationException">An assembly of the module comes from nowhere, or a package says no licence.</exception>
    public static IReadOnlyList<ShippedPackage> Read(string assetsFile, ModuleFolder module)
    {
        var assets = new LockFileFormat().Read(assetsFile);
        var resolver = new FallbackPackagePathResolver(assets.PackageFolders[0].Path, assets.PackageFolders.Skip(1).Select(static folder => folder.Path));
        var shipped = new SortedDictionary<string, ShippedPackage>(StringComparer.Ordinal);
        var open = module.Files.Where(static file => file.Path.EndsWith(".dll", StringComparison.Ordinal) && !Own.Contains(Path.GetFileName(file.Path), StringComparer.Ordinal)).ToList();
        foreach (var library in assets.Targets.SelectMany(static target => target.Libraries).Where(static library => library.Type is "package"))
        {
            var names = library.RuntimeAssemblies.Select(static assembly => Path.GetFileName(assembly.Path)).ToHashSet(StringComparer.Ordinal);
            var files = open.Where(file => names.Contains(Path.GetFileName(file.Path))).ToList();
            if (files.Count > 0)
            {
                open.RemoveAll(files.Contains);
                var (name, version) = (library.Name!, library.Version!);
                var key = $"{name}/{version}";
                shipped[key] = shipped.TryGetValue(key, out var known)
                    ? known with { Files = [.. known.Files, .. files] }
                    : Of(resolver.GetPackageDirectory(name, version)!, assets.GetLibrary(name, version)!.Sha512, files);
            }
        }

        return open.Count == 0 ? [.. shipped.Values] : throw new InvalidOperationException($"No package of {assetsFile} has {string.Join(", ", open.Select(static file => file.Path))}.");
    }

    private static ShippedPackage Of(string folder, string sha512, IReadOnlyList<ModuleFile> files)
    {
        var nuspec = new NuspecReader(Directory.EnumerateFiles(folder, "*.nuspec").Single());
        var licence = nuspec.GetLicenseMetadata();
        return new ShippedPackage(
            nuspec.GetId(),
            nuspec.GetVersion().ToNormalizedString(),
            licence is { Type: LicenseType.Expression } ? licence.License : ByUrl(nuspec),
            [.. Directory.EnumerateFiles(folder).Where(static file => IsNotice(Path.GetFileNameWithoutExtension(file))).Order(StringComparer.Ordinal).Select(static file => File.ReadAllText(file).ReplaceLineEndings("\n").Trim())],
            nuspec.GetCopyright() is { Length: > 0 } copyright ? copyright : $"Copyright (c) {nuspec.GetAuthors()}",
            nuspec.GetProjectUrl(),
            Convert.ToHexStringLower(Convert.FromBase64String(sha512)),
            files);
    }

    private static bool IsNotice(string name) => name.Contains("NOTICE", StringComparison.OrdinalIgnoreCase) || name.Equals("LICENSE", StringComparison.OrdinalIgnoreCase) || name.Equals("LICENCE", StringComparison.OrdinalIgnoreCase);

    // Older packages name their licence by an address.
    private static string ByUrl(NuspecReader nuspec) => (nuspec.GetLicenseUrl() ?? string.Empty) switch
    {
        var url when url.Contains("apache", StringComparison.OrdinalIgnoreCase) => "Apache-2.0",
        var url when url.Contains("dotnet/corefx", StringComparison.OrdinalIgnoreCase) || url.Contains("dotnet/standard", StringComparison.OrdinalIgnoreCase) || url.Contains("mit", StringComparison.OrdinalIgnoreCase) => "MIT",
        var url => throw new InvalidOperationException($"{nuspec.GetId()} says no licence that is known: '{url}'."),
    };
}
