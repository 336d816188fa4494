using System.Security.Cryptography;
using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.ProjectModel;

namespace AwsBackupPlan.PackageWriter;

/// <summary>The packages whose assemblies the module holds.</summary>
/// <param name="Packages">They, by name.</param>
/// <param name="Needs">The ids of those that our own assemblies ask for.</param>
internal sealed record ShippedPackages(IReadOnlyList<ShippedPackage> Packages, IReadOnlyList<string> Needs)
{
    // Our own, which no package has.
    private static readonly string[] Own = ["AwsBackupPlan.Cmdlets.dll", "AwsBackupPlan.Abstractions.dll", "AwsBackupPlan.Engine.dll", "Amazon.Backup.dll"];

    /// <summary>Reads what the cmdlets were restored with.</summary>
    /// <exception cref="InvalidOperationException">An assembly of the module comes from nowhere or is not what its package has, or a package says no licence.</exception>
    public static ShippedPackages Read(string assetsFile, ModuleFolder module)
    {
        var assets = new LockFileFormat().Read(assetsFile);
        var resolver = new FallbackPackagePathResolver(assets.PackageFolders[0].Path, assets.PackageFolders.Skip(1).Select(static folder => folder.Path));
        var shipped = new SortedDictionary<string, ShippedPackage>(StringComparer.Ordinal);
        var open = module.Files.Where(static file => file.Path.EndsWith(".dll", StringComparison.Ordinal) && !Own.Contains(Path.GetFileName(file.Path), StringComparer.Ordinal)).ToList();
        foreach (var (place, library) in assets.Targets.SelectMany(static target => target.Libraries, static (target, library) => (Place(target.TargetFramework), library)).Where(static one => one.library.Type is "package"))
        {
            var assemblies = library.RuntimeAssemblies.ToLookup(static assembly => Path.GetFileName(assembly.Path), static assembly => assembly.Path, StringComparer.Ordinal);
            var files = open.Where(file => file.Path.StartsWith(place, StringComparison.Ordinal) && assemblies.Contains(Path.GetFileName(file.Path))).ToList();
            if (files.Count > 0)
            {
                var (name, version) = (library.Name!, library.Version!);
                var paths = resolver.GetPackageInfo(name, version)!.PathResolver;
                var folder = paths.GetInstallPath(name, version);
                files.ForEach(file => RequireUnchanged(file, Path.Combine(folder, assemblies[Path.GetFileName(file.Path)].Single())));
                open.RemoveAll(files.Contains);
                var key = $"{name}/{version}";
                var known = shipped.TryGetValue(key, out var before) ? before : Of(folder, paths.GetHashPath(name, version));
                shipped[key] = known with { Files = [.. known.Files, .. files], Needs = [.. known.Needs, .. NeedsOf(library)] };
            }
        }

        return open.Count == 0
            ? new ShippedPackages([.. shipped.Values], [.. assets.Targets.SelectMany(static target => target.Libraries).Where(static library => library.Type is "project").SelectMany(NeedsOf)])
            : throw new InvalidOperationException($"No package of {assetsFile} has {string.Join(", ", open.Select(static file => file.Path))}.");
    }

    // Where the module has what was restored for a framework.
    private static string Place(NuGetFramework framework) => framework.Framework is FrameworkConstants.FrameworkIdentifiers.Net ? "lib/Desktop/" : "lib/Core/";

    private static IEnumerable<string> NeedsOf(LockFileTargetLibrary library) => library.Dependencies.Select(static dependency => dependency.Id);

    private static void RequireUnchanged(ModuleFile file, string original)
    {
        if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(original))), file.Sha256, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{file.Path} is not what its package has: {original}.");
        }
    }

    private static ShippedPackage Of(string folder, string hashFile)
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
            Convert.ToHexStringLower(Convert.FromBase64String(File.ReadAllText(hashFile).Trim())),
            [],
            []);
    }

    private static bool IsNotice(string name) => name.Contains("NOTICE", StringComparison.OrdinalIgnoreCase) || name.Equals("LICENSE", StringComparison.OrdinalIgnoreCase) || name.Equals("LICENCE", StringComparison.OrdinalIgnoreCase);

    // Older packages name their licence by an address. What stands there was read once: no other address says the same.
    private static string ByUrl(NuspecReader nuspec) => nuspec.GetLicenseUrl() switch
    {
        "https://github.com/dotnet/corefx/blob/master/LICENSE.TXT" => "MIT",
        var url => throw new InvalidOperationException($"{nuspec.GetId()} says no licence that is known: '{url}'."),
    };
}
