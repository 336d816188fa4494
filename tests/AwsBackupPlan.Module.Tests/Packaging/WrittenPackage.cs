using System.Diagnostics;
using System.Reflection;
using AwsBackupPlan.PackageWriter;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>What the program that packs the module writes, twice of the same module.</summary>
public sealed class WrittenPackage : IAsyncLifetime
{
    private readonly ModuleManifest _manifest = ModuleManifest.Read(PackagedModule.Find());

    private readonly string _top = Directory.CreateTempSubdirectory("package").FullName;

    /// <summary>The version of the module.</summary>
    public string Version => _manifest.Version;

    /// <summary>Its cmdlets.</summary>
    public IReadOnlyList<string> Cmdlets => _manifest.Cmdlets;

    /// <summary>What the names of the files begin with.</summary>
    public string Name => $"AwsBackupPlan.{Version}";

    /// <summary>Where it was written.</summary>
    public string Folder => Path.Combine(_top, "one");

    /// <summary>Where it was written once more.</summary>
    public string Again => Path.Combine(_top, "two");

    /// <summary>The .nupkg.</summary>
    public string Archive => Path.Combine(Folder, $"{Name}.nupkg");

    /// <summary>The bill of materials.</summary>
    public string BillOfMaterials => Path.Combine(Folder, $"{Name}.cdx.json");

    /// <summary>The list of the files with their hashes.</summary>
    public string FileList => Path.Combine(Folder, $"{Name}.files.sha256");

    /// <summary>The release notes.</summary>
    public string Notes => Path.Combine(Folder, $"{Name}.notes.md");

    /// <summary>The module as it lies on a module path.</summary>
    public string Module => Path.Combine(Folder, "AwsBackupPlan", Version);

    /// <summary>What was written beside the module.</summary>
    public IReadOnlyList<string> Published => [.. Directory.EnumerateFiles(Folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        Assert.Equal(Archive, await WrittenAsync(Folder));
        await WrittenAsync(Again);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_top, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the program, and tells its exit status and what it says.</summary>
    /// <param name="arguments">Where it is to write, and which assembled module.</param>
    public static async Task<(int ExitCode, string Output, string Error)> WriteAsync(params string[] arguments)
    {
        var program = typeof(WrittenPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static one => one.Key is "PackageWriterPath").Value!;
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.Trim(), await error);
    }

    private static async Task<string> WrittenAsync(string folder)
    {
        var (status, output, error) = await WriteAsync(folder);
        Assert.True(status == 0, error);
        return output;
    }
}
