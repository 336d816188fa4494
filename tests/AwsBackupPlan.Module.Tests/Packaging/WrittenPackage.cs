using System.Diagnostics;
using System.Reflection;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>What the program that packs the module writes, twice of the same module.</summary>
public sealed class WrittenPackage : IAsyncLifetime
{
    private const string Name = "AwsBackupPlan.1.0.0";

    private readonly string _top = Directory.CreateTempSubdirectory("package").FullName;

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
    public string Module => Path.Combine(Folder, "AwsBackupPlan", "1.0.0");

    /// <summary>What was written beside the module.</summary>
    public IReadOnlyList<string> Published => [.. Directory.EnumerateFiles(Folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        Assert.Equal(Archive, await WriteAsync(Folder));
        await WriteAsync(Again);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_top, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> WriteAsync(string folder)
    {
        var program = typeof(WrittenPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static one => one.Key is "PackageWriterPath").Value!;
        var start = new ProcessStartInfo("dotnet", [program, folder]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return output.Trim();
    }
}
