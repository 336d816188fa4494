using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>The .nupkg that is published.</summary>
public sealed class PublishedPackageTests : IDisposable
{
    private const long Most = 8 * 1024 * 1024;

    private readonly string _folder = Directory.CreateTempSubdirectory("package").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_holds_the_module_as_it_was_assembled_and_what_belongs_to_it()
    {
        var path = await WriteAsync("one");

        using var archive = await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken);
        var names = archive.Entries.Select(static entry => Uri.UnescapeDataString(entry.FullName)).ToHashSet(StringComparer.Ordinal);
        var module = Path.GetDirectoryName(PackagedModule.Find())!;
        Assert.Superset(Directory.EnumerateFiles(module, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(module, file).Replace('\\', '/')).ToHashSet(StringComparer.Ordinal), names);
        Assert.Superset(new HashSet<string>(["LICENSE", "CHANGELOG.md", "THIRD-PARTY-NOTICES.txt", "bom.cdx.json", "AwsBackupPlan.nuspec"], StringComparer.Ordinal), names);
        Assert.DoesNotContain("lib/Core/System.Management.Automation.dll", names);
        Assert.InRange(new FileInfo(path).Length, 1, Most);
        var about = XDocument.Parse(Text(archive, "AwsBackupPlan.nuspec")).Root!.Elements().Single();
        Assert.Equal("1.0.0", Value(about, "version"));
        Assert.Contains("New-XacntBackupPlan", Value(about, "releaseNotes"), StringComparison.Ordinal);
        Assert.Contains("PSModule PSIncludes_Cmdlet PSCmdlet_Compare-XacntBackupPlan", Value(about, "tags"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_module_makes_the_same_package_and_the_list_beside_it_has_the_hashes()
    {
        var token = TestContext.Current.CancellationToken;
        var (first, second) = (await WriteAsync("one"), await WriteAsync("two"));

        Assert.Equal(await File.ReadAllBytesAsync(first, token), await File.ReadAllBytesAsync(second, token));
        using var archive = await ZipFile.OpenReadAsync(first, token);
        var lines = await File.ReadAllLinesAsync(Path.ChangeExtension(first, ".sha256"), token);
        Assert.InRange(lines.Length, 40, 100);
        foreach (var line in lines)
        {
            await using var content = archive.GetEntry(line[66..])!.Open();
            Assert.Equal(line[..64], Convert.ToHexStringLower(await SHA256.HashDataAsync(content, token)));
        }
    }

    [Fact]
    public async Task Everything_that_others_wrote_is_in_the_bill_of_materials_and_in_the_notices()
    {
        using var archive = await ZipFile.OpenReadAsync(await WriteAsync("one"), TestContext.Current.CancellationToken);
        var bill = JsonNode.Parse(Text(archive, "bom.cdx.json"))!;
        var notices = Text(archive, "THIRD-PARTY-NOTICES.txt");
        var components = bill["components"]!.AsArray().Select(static component => component!).ToList();

        var told = components.SelectMany(static component => component["evidence"]!["occurrences"]!.AsArray()).Select(static place => (string)place!["location"]!).Order(StringComparer.Ordinal);
        var shipped = archive.Entries.Select(static entry => entry.FullName).Where(static name => name.EndsWith(".dll", StringComparison.Ordinal) && !Path.GetFileName(name).StartsWith("AwsBackupPlan", StringComparison.Ordinal) && !name.EndsWith("/Amazon.Backup.dll", StringComparison.Ordinal));
        Assert.Equal(shipped.Order(StringComparer.Ordinal), told);
        Assert.All(components, component =>
        {
            Assert.Contains($"{component["name"]} {component["version"]}\n", notices, StringComparison.Ordinal);
            Assert.Equal($"pkg:nuget/{component["name"]}@{component["version"]}", (string)component["purl"]!);
            Assert.Equal(128, ((string)component["hashes"]![0]!["content"]!).Length);
        });
        Assert.Contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION", notices, StringComparison.Ordinal);
        Assert.Contains("Permission is hereby granted", notices, StringComparison.Ordinal);
        Assert.Equal(("CycloneDX", "1.6"), ((string)bill["bomFormat"]!, (string)bill["specVersion"]!));
    }

    [Fact]
    public async Task The_tour_runs_from_the_package_installed_into_an_empty_module_path()
    {
        var path = await WriteAsync("one");
        var installed = Path.Combine(_folder, "Modules", "AwsBackupPlan", "1.0.0");
        await ZipFile.ExtractToDirectoryAsync(path, installed, TestContext.Current.CancellationToken);

        var run = await SandboxProcess.RunAsync([], string.Empty, new Dictionary<string, string>(StringComparer.Ordinal) { ["ABP_MODULE_PATH"] = Path.Combine(installed, "AwsBackupPlan.psd1") }, _folder);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("steps did what they should", run.Output, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string name)
    {
        var program = typeof(PublishedPackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static one => one.Key is "PackageWriterPath").Value!;
        var start = new ProcessStartInfo("dotnet", [program, Path.Combine(_folder, name)]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return output.Trim();
    }

    private static string Text(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static string Value(XElement about, string name) => about.Elements().Single(element => element.Name.LocalName == name).Value;
}
