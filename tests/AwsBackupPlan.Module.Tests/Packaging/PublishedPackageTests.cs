using System.Buffers.Binary;
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
        Assert.Equal([$"{package.Name}.cdx.json", $"{package.Name}.files.sha256", $"{package.Name}.notes.md", $"{package.Name}.nupkg", "SHA256SUMS"], package.Published);
    }

    [Fact]
    public void Its_description_is_that_of_the_manifest_with_the_release_notes_of_CHANGELOG()
    {
        using var archive = ZipFile.OpenRead(package.Archive);
        var described = XDocument.Parse(Text(archive, "AwsBackupPlan.nuspec")).Root!.Elements().Single().Elements().ToDictionary(static element => element.Name.LocalName, static element => element.Value, StringComparer.Ordinal);

        Assert.Equal("AwsBackupPlan", described["id"]);
        Assert.Equal(package.Version, described["version"]);
        Assert.Equal("AwsBackupPlan", described["authors"]);
        Assert.Equal("false", described["requireLicenseAcceptance"]);
        Assert.Equal("https://www.apache.org/licenses/LICENSE-2.0", described["licenseUrl"]);
        Assert.StartsWith("Deploys, compares", described["description"], StringComparison.Ordinal);
        var tags = described["tags"].Split(' ');
        Assert.Equal("PSModule", tags[0]);
        Assert.Superset(new HashSet<string>(["AWS", "PSEdition_Core", "PSEdition_Desktop", "PSIncludes_Cmdlet", "PSCmdlet_New-XacntBackupPlan", "PSCommand_New-XacntBackupPlan"], StringComparer.Ordinal), tags.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(package.Cmdlets.Select(static cmdlet => $"PSCmdlet_{cmdlet}"), tags.Where(static tag => tag.StartsWith("PSCmdlet_", StringComparison.Ordinal)));

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
        Assert.All(archive.Entries, static entry => Assert.Equal((new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), 0), (entry.LastWriteTime.DateTime, entry.ExternalAttributes)));

        // Which system has written it stands in the second byte of "version made by", where a library does not read it.
        var bytes = File.ReadAllBytes(package.Archive).AsSpan();
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(bytes[^12..]);
        var entry = BinaryPrimitives.ReadInt32LittleEndian(bytes[^6..]);
        Assert.Equal(archive.Entries.Count, entries);
        for (var left = entries; left > 0; left--)
        {
            Assert.Equal((0x02014b50, 0), (BinaryPrimitives.ReadInt32LittleEndian(bytes[entry..]), bytes[entry + 5]));
            entry += 46 + BinaryPrimitives.ReadUInt16LittleEndian(bytes[(entry + 28)..]) + BinaryPrimitives.ReadUInt16LittleEndian(bytes[(entry + 30)..]) + BinaryPrimitives.ReadUInt16LittleEndian(bytes[(entry + 32)..]);
        }

        Assert.Equal(bytes.Length - 22, entry);
    }

    [Fact]
    public void The_lists_have_the_hash_of_every_file_of_the_module_and_of_what_is_published()
    {
        var files = HashesOf(package.FileList);
        var published = HashesOf(Path.Combine(package.Folder, "SHA256SUMS"));

        Assert.Equal(FilesOf(package.Module), files.Keys);
        Assert.All(files, file => Assert.Equal(file.Value, Hash(Path.Combine(package.Module, file.Key))));
        using var archive = ZipFile.OpenRead(package.Archive);
        Assert.Equal(files, archive.Entries.Where(static entry => !Wrapping.Any(start => entry.FullName.StartsWith(start, StringComparison.Ordinal))).ToDictionary(static entry => entry.FullName, Hash, StringComparer.Ordinal));
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
        });
        Assert.Contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION", notices, StringComparison.Ordinal);
        Assert.Contains("Permission is hereby granted", notices, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(package.BillOfMaterials), File.ReadAllBytes(Path.Combine(package.Module, "bom.cdx.json")));
    }

    [Fact]
    public void The_bill_of_materials_has_the_hash_of_each_package_and_on_which_others_it_depends()
    {
        var bill = JsonNode.Parse(File.ReadAllText(package.BillOfMaterials))!;
        var packages = JsonNode.Parse(File.ReadAllText(FreshProcess.Metadata("CmdletsAssets")))!["packageFolders"]!.AsObject().Select(static folder => folder.Key).ToList();
        var needs = bill["dependencies"]!.AsArray().ToDictionary(static one => (string)one!["ref"]!, static one => one!["dependsOn"]!.AsArray().Select(static on => (string)on!).ToList(), StringComparer.Ordinal);
        var own = bill["metadata"]!["component"]!;
        var components = bill["components"]!.AsArray();

        Assert.All(components, component =>
        {
            var (name, version) = (((string)component!["name"]!).ToLowerInvariant(), (string)component["version"]!);
            var file = packages.Select(folder => Path.Combine(folder, name, version, $"{name}.{version}.nupkg")).First(File.Exists);
            Assert.Equal(("SHA-512", Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(file)))), ((string)component["hashes"]![0]!["alg"]!, (string)component["hashes"]![0]!["content"]!));
        });

        // All of it is reached from the module, and by what really asks for it.
        var reached = new HashSet<string>([(string)own["bom-ref"]!], StringComparer.Ordinal);
        while (reached.Aggregate(false, (more, one) => needs[one].Exists(on => !reached.Contains(on)) || more))
        {
            reached.UnionWith([.. reached.SelectMany(one => needs[one])]);
        }

        Assert.Equal(needs.Keys.Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
        Assert.Equal(components.Select(static component => (string)component!["bom-ref"]!).Append((string)own["bom-ref"]!).Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
        Assert.StartsWith("pkg:nuget/AWSSDK.Core@", Assert.Single(needs.Single(static one => one.Key.StartsWith("pkg:nuget/AWSSDK.S3@", StringComparison.Ordinal)).Value), StringComparison.Ordinal);
        Assert.DoesNotContain(needs[(string)own["bom-ref"]!], static one => one.StartsWith("pkg:nuget/System.Memory@", StringComparison.Ordinal));

        // It is no package of nuget.org, as a purl would say.
        Assert.Null(own["purl"]);
    }

    [Fact]
    public async Task The_serial_number_of_the_bill_of_materials_is_one_of_its_content()
    {
        var bill = JsonNode.Parse(await File.ReadAllTextAsync(package.BillOfMaterials, TestContext.Current.CancellationToken))!.AsObject();
        var number = (string)bill["serialNumber"]!;

        // Version 8 is the one for numbers of one's own making.
        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", number);
        Assert.Equal(["CycloneDX", "1.6"], [(string?)bill["bomFormat"], (string?)bill["specVersion"]]);

        // What attests it takes it by these, and by a number that another content does not have.
        using var less = new ModuleCopy();
        File.Delete(less.File("lib/Core/Dependencies/AWSSDK.SSO.dll"));
        var (status, _, error) = await WrittenPackage.WriteAsync(less.Output, less.Folder);
        Assert.True(status == 0, error);
        Assert.NotEqual(number, (string)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(less.Output, $"{package.Name}.cdx.json"), TestContext.Current.CancellationToken))!["serialNumber"]!);
    }

    [Theory]
    [InlineData("lib/Core/Dependencies/AWSSDK.S3.dll")]
    [InlineData("lib/Desktop/Dependencies/System.Memory.dll")]
    public async Task An_assembly_of_others_that_is_not_as_its_package_has_it_makes_no_package(string path)
    {
        using var changed = new ModuleCopy();
        await File.AppendAllTextAsync(changed.File(path), " ", TestContext.Current.CancellationToken);

        var (status, _, error) = await WrittenPackage.WriteAsync(changed.Output, changed.Folder);

        Assert.NotEqual(0, status);
        Assert.Contains($"{path} is not what its package has", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(changed.Output));
    }

    [Fact]
    public async Task An_assembly_of_the_other_edition_makes_no_package()
    {
        using var changed = new ModuleCopy();
        File.Copy(changed.File("lib/Desktop/Dependencies/AWSSDK.S3.dll"), changed.File("lib/Core/Dependencies/AWSSDK.S3.dll"), overwrite: true);

        var (status, _, error) = await WrittenPackage.WriteAsync(changed.Output, changed.Folder);

        Assert.NotEqual(0, status);
        Assert.Contains("lib/Core/Dependencies/AWSSDK.S3.dll is not what its package has", error, StringComparison.Ordinal);
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

    private static string Hash(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static List<string> FilesOf(string folder)
        => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static string Text(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
