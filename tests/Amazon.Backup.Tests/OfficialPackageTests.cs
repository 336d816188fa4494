using System.Diagnostics;
using System.Text.Json.Nodes;
using Amazon.Backup.Tests.Wire;

namespace Amazon.Backup.Tests;

/// <summary>The swap to the official package, as MSBuild evaluates it: the package itself cannot be restored everywhere.</summary>
public sealed class OfficialPackageTests
{
    [Theory]
    [InlineData("net8.0")]
    [InlineData("net472")]
    public async Task With_the_property_the_engine_references_the_official_package_at_a_fixed_version_and_nothing_of_ours(string framework)
    {
        var engine = await EvaluateAsync(framework, "true");

        Assert.Contains("AWSSDK.Backup", Names(engine, "PackageReference"), StringComparer.Ordinal);
        Assert.DoesNotContain("Amazon.Backup.csproj", Names(engine, "ProjectReference"), StringComparer.Ordinal);
        var version = engine["Items"]!["PackageVersion"]!.AsArray().Single(static item => string.Equals(item!["Identity"]!.ToString(), "AWSSDK.Backup", StringComparison.Ordinal))!["Version"]!.ToString();
        Assert.Matches(@"^\[4\.0\.\d+(\.\d+)?\]$", version);
    }

    [Fact]
    public async Task With_the_property_the_lock_file_is_one_of_its_own_under_obj()
    {
        var engine = await EvaluateAsync("net8.0", "true");

        var lockFile = engine["Properties"]!["NuGetLockFilePath"]!.ToString();
        Assert.Equal(Repository.PathOf("src/AwsBackupPlan.Engine/obj"), Path.GetDirectoryName(Path.GetFullPath(lockFile)), StringComparer.Ordinal);
        Assert.NotEqual("true", engine["Properties"]!["RestoreLockedMode"]!.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_the_property_the_engine_references_our_client()
    {
        var engine = await EvaluateAsync("net8.0", "false");

        Assert.Contains("Amazon.Backup.csproj", Names(engine, "ProjectReference"), StringComparer.Ordinal);
        Assert.DoesNotContain("AWSSDK.Backup", Names(engine, "PackageReference"), StringComparer.Ordinal);
        Assert.Equal("", engine["Properties"]!["NuGetLockFilePath"]!.ToString());
    }

    private static async Task<JsonNode> EvaluateAsync(string framework, string useOfficial)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            "msbuild", Repository.PathOf("src/AwsBackupPlan.Engine/AwsBackupPlan.Engine.csproj"), "-nologo",
            "-p:TargetFramework=" + framework, "-p:UseOfficialBackupSdk=" + useOfficial, "-p:CI=true",
            "-getItem:PackageReference,ProjectReference,PackageVersion", "-getProperty:NuGetLockFilePath,RestoreLockedMode",
        ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var msbuild = Process.Start(start)!;
        var output = await msbuild.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await msbuild.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(msbuild.ExitCode == 0, output);
        return JsonNode.Parse(output)!;
    }

    private static IEnumerable<string> Names(JsonNode project, string item) => project["Items"]![item]!.AsArray().Select(static reference => Path.GetFileName(reference!["Identity"]!.ToString().Replace('\\', '/')));
}
