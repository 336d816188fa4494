using System.Text.Json.Nodes;
using System.Xml.Linq;
using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>The lock files: on a machine with another system and another patch of the .NET SDK the same packages have to be restored, or a locked build fails there.</summary>
public sealed class LockFileTests
{
    // What the SDK takes for every library of .NET Standard, in the same version since it has been there.
    private const string Standard = "NETStandard.Library";

    // What the SDK takes for IsAotCompatible, in a version of its own unless a project names one.
    private const string Linker = "Microsoft.NET.ILLink.Tasks";

    private static readonly string[] Folders = ["src", "tests"];

    [Fact]
    public void No_package_is_asked_for_that_the_repository_does_not_name_in_that_version()
    {
        var named = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(static package => package.Attribute("Include")!.Value, static package => package.Attribute("Version")!.Value.Trim('[', ']'), StringComparer.Ordinal);
        var locked = Folders.SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "packages.lock.json", SearchOption.AllDirectories)).SelectMany(Asked).ToList();

        Assert.NotEmpty(locked);
        Assert.All(locked, asked => Assert.Equal((asked.Project, asked.Package, asked.Package is Standard ? "2.0.3" : named.GetValueOrDefault(asked.Package) ?? OfLinker(asked.Project, asked.Package)), (asked.Project, asked.Package, asked.Version)));
    }

    private static IEnumerable<(string Project, string Package, string? Version)> Asked(string file)
        => JsonNode.Parse(File.ReadAllText(file))!["dependencies"]!.AsObject().SelectMany(static target => target.Value!.AsObject())
            .Where(static package => (string?)package.Value!["type"] is "Direct")
            .Select(package => (Path.GetDirectoryName(file)!, package.Key, (string?)((string)package.Value!["requested"]!).Trim('[', ']', ')').Split(',')[0]));

    private static string? OfLinker(string project, string package) => package is Linker
        ? XDocument.Load(Assert.Single(Directory.EnumerateFiles(project, "*.csproj"))).Descendants("KnownILLinkPack").Select(static pack => pack.Attribute("ILLinkPackVersion")!.Value).SingleOrDefault()
        : null;
}
