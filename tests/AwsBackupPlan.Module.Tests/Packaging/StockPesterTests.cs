using System.Reflection;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>tests/Pester, as the workflows run it: by build.ps1, in a stock PowerShell that has Pester and nothing else.</summary>
public sealed class StockPesterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pester").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_suite_passes_in_a_stock_PowerShell()
    {
        CopyFolder(Metadata("PesterPath"), Path.Combine(_folder, "Modules", "Pester", "5.7.1"));

        var run = await StockPowerShell.RunAsync(
            $"& '{Path.Combine(Repository.Root, "build.ps1")}' -Task Pester",
            _folder,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PSModulePath"] = Path.Combine(_folder, "Modules"),
                ["ABP_MODULE_PATH"] = PackagedModule.Find(),
                ["ABP_SIMULATOR"] = Metadata("SimulatorPath"),
            });

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Failed: 0, Skipped: 0,", run.Output, StringComparison.Ordinal);
    }

    private static string Metadata(string key) => typeof(StockPesterTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => string.Equals(one.Key, key, StringComparison.Ordinal)).Value!;

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
