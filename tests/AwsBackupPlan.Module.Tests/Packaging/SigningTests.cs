using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>The tasks Sign and Pack of build.ps1 in a stock PowerShell, where only what Windows alone has is played: Set-AuthenticodeSignature; and dotnet, which says what it would do.</summary>
public sealed class SigningTests : IDisposable
{
    private const string Password = "password-of-the-test";

    private readonly string _folder = Directory.CreateTempSubdirectory("signing").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Our_assemblies_manifest_views_and_scripts_are_signed_after_the_one_build_and_before_the_package_is_made()
    {
        var run = await RunAsync("Valid");

        Assert.True(run.ExitCode == 0, run.Output);
        var calls = await CallsAsync();
        Assert.StartsWith("dotnet build ", calls[0], StringComparison.Ordinal);
        Assert.Contains("--configuration Release -p:ContinuousIntegrationBuild=true", calls[0], StringComparison.Ordinal);
        Assert.StartsWith("dotnet run ", calls[^1], StringComparison.Ordinal);
        Assert.EndsWith("--no-build", calls[^1], StringComparison.Ordinal);
        Assert.Equal(
            [
                "AwsBackupPlan.psd1", "docs/recipes/Invoke-BackupComplianceTask.ps1", "docs/recipes/Register-BackupComplianceTask.ps1", "docs/recipes/azure-devops.ps1", "lib/AwsBackupPlan.format.ps1xml",
                "lib/Core/AwsBackupPlan.Abstractions.dll", "lib/Core/AwsBackupPlan.Cmdlets.dll", "lib/Core/Dependencies/Amazon.Backup.dll", "lib/Core/Dependencies/AwsBackupPlan.Engine.dll",
                "lib/Desktop/AwsBackupPlan.Abstractions.dll", "lib/Desktop/AwsBackupPlan.Cmdlets.dll", "lib/Desktop/Dependencies/Amazon.Backup.dll", "lib/Desktop/Dependencies/AwsBackupPlan.Engine.dll",
            ],
            calls[1..^1].Select(static call => call.Split(' ')[1]).Order(StringComparer.Ordinal));
        Assert.All(calls[1..^1], static call => Assert.EndsWith(" CN=test True SHA256 NotRoot http://timestamp.example", call, StringComparison.Ordinal));
        Assert.Contains("13 files are signed by CN=test.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_that_this_machine_does_not_trust_makes_no_package()
    {
        var run = await RunAsync("UnknownError");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("could not be signed so that this machine trusts it", run.Output.ReplaceLineEndings(" ").Replace(" | ", " ", StringComparison.Ordinal).Replace("     ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(await CallsAsync(), static call => call.StartsWith("dotnet run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_built_before_is_signed_and_packed_without_a_build()
    {
        var run = await RunAsync("Valid", "-NoBuild");

        Assert.True(run.ExitCode == 0, run.Output);
        var calls = await CallsAsync();
        Assert.All(calls[..^1], static call => Assert.StartsWith("sign ", call, StringComparison.Ordinal));
        Assert.Equal(13, calls.Length - 1);
        Assert.StartsWith("dotnet run ", calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_was_built_before_that_is_said_and_nothing_is_packed()
    {
        var run = await RunAsync("Valid", "-NoBuild", "Remove-Item -Path out -Recurse");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Nothing is built in out/Release/AwsBackupPlan", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "calls.txt")));
    }

    private async Task<StockPowerShell> RunAsync(string status, string options = "", string before = "")
    {
        File.Copy(Path.Combine(Repository.Root, "build.ps1"), Path.Combine(_folder, "build.ps1"));
        var from = Path.GetDirectoryName(PackagedModule.Find())!;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_folder, "out", "Release", "AwsBackupPlan", Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "signing.pfx"), certificate.Export(X509ContentType.Pfx, Password), TestContext.Current.CancellationToken);
        return await StockPowerShell.RunAsync(
            $$"""
            function dotnet { Add-Content -Path calls.txt -Value "dotnet $args"; $global:LASTEXITCODE = 0 }
            function Set-AuthenticodeSignature($FilePath, $Certificate, $HashAlgorithm, $IncludeChain, $TimestampServer) {
                $place = [IO.Path]::GetRelativePath("$PWD/out/Release/AwsBackupPlan", $FilePath).Replace('\', '/')
                Add-Content -Path calls.txt -Value "sign $place $($Certificate.Subject) $($Certificate.HasPrivateKey) $HashAlgorithm $IncludeChain $TimestampServer"
                [pscustomobject] @{ Status = '{{status}}'; StatusMessage = 'A chain ends in a root that is not trusted.' }
            }
            {{before}}
            & ./build.ps1 -Task Sign, Pack {{options}} -CertificatePath signing.pfx -TimestampServer http://timestamp.example
            """,
            _folder,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["ABP_CERTIFICATE_PASSWORD"] = Password });
    }

    private Task<string[]> CallsAsync() => File.ReadAllLinesAsync(Path.Combine(_folder, "calls.txt"), TestContext.Current.CancellationToken);
}
