using System.Diagnostics;
using System.Security.Cryptography;
using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>The sources as they are, built as for a release in two folders.</summary>
public sealed class DeterministicBuildTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("abp-builds-");

    [Fact]
    public async Task Two_builds_of_the_same_sources_make_the_same_assemblies_wherever_they_lie()
    {
        var one = await BuiltAsync("one");
        var other = await BuiltAsync("in another folder");

        Assert.Equal(
            from framework in (string[])["net472", "net8.0"] from name in (string[])["Amazon.Backup.dll", "AwsBackupPlan.Abstractions.dll", "AwsBackupPlan.Cmdlets.dll", "AwsBackupPlan.Engine.dll"] select $"{framework}/{name}",
            one.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(one, other);
    }

    public void Dispose()
    {
        // Windows deletes nothing that is read-only, and git makes it so.
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            file.Attributes = FileAttributes.Normal;
        }

        _folder.Delete(recursive: true);
    }

    // Our own assemblies for both editions of PowerShell, with the hash of each.
    private async Task<Dictionary<string, string>> BuiltAsync(string name)
    {
        var root = _folder.CreateSubdirectory(name).FullName;
        await CopyAsync(root);
        await RunAsync(root, "git", "init", "--quiet");
        await RunAsync(root, "git", "add", "--all");
        await RunAsync(root, "git", "-c", "user.name=builds", "-c", "user.email=builds@example.com", "commit", "--quiet", "--no-gpg-sign", "--message", "As it is");
        await RunAsync(root, "dotnet", "build", "src/AwsBackupPlan.Cmdlets", "--configuration", "Release", "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false");
        var built = Path.Combine(root, "src", "AwsBackupPlan.Cmdlets", "bin", "Release");
        return Directory.EnumerateFiles(built, "A*.dll", SearchOption.AllDirectories).Where(static path => Path.GetFileName(path) is "Amazon.Backup.dll" || Path.GetFileName(path).StartsWith("AwsBackupPlan.", StringComparison.Ordinal))
            .ToDictionary(path => Path.GetRelativePath(built, path).Replace('\\', '/'), static path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))), StringComparer.Ordinal);
    }

    // What git knows or would take, without what builds have left.
    private static async Task CopyAsync(string root)
    {
        var listed = await RunAsync(Repository.Root, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        foreach (var path in listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(static path => File.Exists(Path.Combine(Repository.Root, path))))
        {
            var copy = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, path), copy);
        }
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // One commit has one time, wherever it is made.
        start.Environment["GIT_AUTHOR_DATE"] = start.Environment["GIT_COMMITTER_DATE"] = "2026-01-01T00:00:00Z";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{output}{await error}");
        return output;
    }
}
