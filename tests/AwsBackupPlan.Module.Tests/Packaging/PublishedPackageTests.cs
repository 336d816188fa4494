using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AwsBackupPlan.Engine.Tests.Compliance;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;
using Json.Schema;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>What is published: the module, the .nupkg of it, and what is said of both.</summary>
public sealed class PublishedPackageTests(WrittenPackage package) : IClassFixture<WrittenPackage>
{
    private const long Most = 8 * 1024 * 1024;

    // What a .nupkg has beside the files of the module, and an installer takes away.
    private static readonly string[] Wrapping = ["AwsBackupPlan.nuspec", "[Content_Types].xml", "_rels/", "package/"];

    [Fact]
    public void It_is_the_module_as_it_was_assembled_and_what_belongs_to_it()
    {
        var assembled = FilesOf(Path.GetDirectoryName(PackagedModule.Find())!);
        var expected = assembled.Concat(["LICENSE", "CHANGELOG.md", "THIRD-PARTY-NOTICES.txt", "bom.cdx.json"]).Order(StringComparer.Ordinal).ToList();
        using var archive = ZipFile.OpenRead(package.Archive);

        Assert.Equal(expected, FilesOf(package.Module));
        Assert.Equal(expected, archive.Entries.Select(static entry => entry.FullName).Where(static name => !Wrapping.Any(start => name.StartsWith(start, StringComparison.Ordinal))).Order(StringComparer.Ordinal));
        Assert.All(archive.Entries.Select(static entry => entry.FullName), static name => Assert.DoesNotContain('%', name));
        Assert.All(assembled, file => Assert.Equal(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(PackagedModule.Find())!, file)), File.ReadAllBytes(Path.Combine(package.Module, file))));
        Assert.DoesNotContain(expected, static file => file.EndsWith(".pdb", StringComparison.Ordinal) || Path.GetFileName(file) is "System.Management.Automation.dll");
        Assert.InRange(new FileInfo(package.Archive).Length, 1, Most);
        Assert.Equal(["AwsBackupPlan.1.0.0.cdx.json", "AwsBackupPlan.1.0.0.files.sha256", "AwsBackupPlan.1.0.0.notes.md", "AwsBackupPlan.1.0.0.nupkg", "SHA256SUMS"], package.Published);
    }

    [Fact]
    public void Its_description_is_what_Publish_PSResource_makes_of_the_manifest_with_the_release_notes_of_CHANGELOG()
    {
        using var archive = ZipFile.OpenRead(package.Archive);
        var described = XDocument.Parse(Text(archive, "AwsBackupPlan.nuspec")).Root!.Elements().Single().Elements().ToDictionary(static element => element.Name.LocalName, static element => element.Value, StringComparer.Ordinal);

        Assert.Equal("AwsBackupPlan", described["id"]);
        Assert.Equal("1.0.0", described["version"]);
        Assert.Equal("AwsBackupPlan", described["authors"]);
        Assert.Equal("false", described["requireLicenseAcceptance"]);
        Assert.Equal("https://www.apache.org/licenses/LICENSE-2.0", described["licenseUrl"]);
        Assert.StartsWith("Deploys, compares", described["description"], StringComparison.Ordinal);
        var tags = described["tags"].Split(' ');
        Assert.Equal("PSModule", tags[0]);
        Assert.Superset(new HashSet<string>(["AWS", "PSEdition_Core", "PSEdition_Desktop", "PSIncludes_Cmdlet", "PSCmdlet_New-XacntBackupPlan", "PSCommand_New-XacntBackupPlan"], StringComparer.Ordinal), tags.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(23, tags.Count(static tag => tag.StartsWith("PSCmdlet_", StringComparison.Ordinal)));

        // More than this the PowerShell Gallery does not take.
        Assert.InRange(described["tags"].Length, 1, 4000);
        Assert.Equal(File.ReadAllText(package.Notes).Trim(), described["releaseNotes"].ReplaceLineEndings("\n"));
        Assert.Contains(described["releaseNotes"].ReplaceLineEndings("\n"), File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_module_makes_the_same_files_byte_for_byte()
    {
        var first = FilesOf(package.Folder);

        Assert.Equal(first, FilesOf(package.Again));
        Assert.All(first, file => Assert.Equal(File.ReadAllBytes(Path.Combine(package.Folder, file)), File.ReadAllBytes(Path.Combine(package.Again, file))));
        using var archive = ZipFile.OpenRead(package.Archive);
        Assert.All(archive.Entries, static entry => Assert.Equal(new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void The_lists_have_the_hash_of_every_file_of_the_module_and_of_what_is_published()
    {
        var files = HashesOf(package.FileList);
        var published = HashesOf(Path.Combine(package.Folder, "SHA256SUMS"));

        Assert.Equal(FilesOf(package.Module), files.Keys);
        Assert.All(files, file => Assert.Equal(file.Value, Hash(Path.Combine(package.Module, file.Key))));
        Assert.Equal(package.Published, [.. published.Keys.Append("SHA256SUMS").Order(StringComparer.Ordinal)]);
        Assert.All(published, file => Assert.Equal(file.Value, Hash(Path.Combine(package.Folder, file.Key))));
    }

    [Fact]
    public void Every_assembly_that_others_wrote_is_in_the_bill_of_materials_and_in_the_notices_and_nothing_else()
    {
        var bill = JsonNode.Parse(File.ReadAllText(package.BillOfMaterials))!;
        var notices = File.ReadAllText(Path.Combine(package.Module, "THIRD-PARTY-NOTICES.txt"));
        var components = bill["components"]!.AsArray().Select(static component => component!).ToList();

        var told = components.SelectMany(static component => component["evidence"]!["occurrences"]!.AsArray()).Select(static place => (string)place!["location"]!).Order(StringComparer.Ordinal).ToList();
        var shipped = FilesOf(package.Module).Where(static name => name.EndsWith(".dll", StringComparison.Ordinal) && !Path.GetFileName(name).StartsWith("AwsBackupPlan.", StringComparison.Ordinal) && Path.GetFileName(name) is not "Amazon.Backup.dll").ToList();
        Assert.Equal(shipped, told);
        Assert.Equal(shipped, [.. notices.Split('\n').Where(static line => line.StartsWith("    lib/", StringComparison.Ordinal)).Select(static line => line.Trim()).Order(StringComparer.Ordinal)]);
        Assert.All(components, component =>
        {
            Assert.Contains($"\n{component["name"]} {component["version"]}\n    {component["licenses"]![0]!["license"]!["id"]}. {component["copyright"]}\n", notices, StringComparison.Ordinal);
            Assert.Equal($"pkg:nuget/{component["name"]}@{component["version"]}", (string)component["purl"]!);
            Assert.Equal(128, ((string)component["hashes"]![0]!["content"]!).Length);
        });
        Assert.Contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION", notices, StringComparison.Ordinal);
        Assert.Contains("Permission is hereby granted", notices, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(package.BillOfMaterials), File.ReadAllBytes(Path.Combine(package.Module, "bom.cdx.json")));
    }

    [Fact]
    public void The_bill_of_materials_is_valid_by_the_schema_of_CycloneDX()
    {
        var text = File.ReadAllText(package.BillOfMaterials);
        var schema = PublishedSchemas.CycloneDx();

        var judged = schema.Evaluate(JsonElement.Parse(text), new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(judged.IsValid, string.Join('\n', judged.Details!.SelectMany(static detail => (detail.Errors ?? new Dictionary<string, string>(StringComparer.Ordinal)).Select(error => $"{detail.InstanceLocation}: {error.Value}"))));
        Assert.False(schema.Evaluate(JsonElement.Parse(text.Replace("\"SHA-512\"", "\"SHA-513\"", StringComparison.Ordinal))).IsValid);
        Assert.False(schema.Evaluate(JsonElement.Parse(text.Replace("\"id\": \"Apache-2.0\"", "\"id\": \"Apache-2\"", StringComparison.Ordinal))).IsValid);
    }

    private static Dictionary<string, string> HashesOf(string list)
        => File.ReadAllLines(list).ToDictionary(static line => line[66..], static line => line[..64], StringComparer.Ordinal);

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private static List<string> FilesOf(string folder)
        => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static string Text(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
