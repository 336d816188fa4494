using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using AwsBackupPlan.Lambda.Tests.Harness;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Lambda.Tests;

/// <summary>The native program and its zip, where they are built.</summary>
public sealed partial class NativeProgramTests
{
    [Fact]
    public void It_needs_no_newer_C_library_than_the_runtime_has()
    {
        // That of Amazon Linux 2023.
        const int Minor = 34;
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(Native()));

        Assert.Equal("\u007fELF", text[..4]);
        Assert.InRange(CLibrary().Matches(text).Max(static match => int.Parse(match.Groups["minor"].Value, CultureInfo.InvariantCulture)), 1, Minor);
    }

    [Fact]
    public void The_zip_has_the_program_at_its_root_as_one_that_can_be_run_and_the_same_time_always()
    {
        var native = Native();
        using var zip = ZipFile.OpenRead(Path.Combine(FunctionProcess.Metadata("ZipFolder"), $"AwsBackupPlan.Lambda-{(RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "x86_64")}.zip"));

        var entry = Assert.Single(zip.Entries);

        Assert.Equal(("bootstrap", new FileInfo(native).Length), (entry.FullName, entry.Length));
        Assert.Equal("755", Convert.ToString((entry.ExternalAttributes >> 16) & 0b111_111_111, 8));
        Assert.Equal(new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), entry.LastWriteTime.DateTime);
    }

    private static string Native()
    {
        Peer.SkipWhenMissing(FunctionProcess.NativePath is null ? "ABP_LAMBDA names no native program (dotnet publish src/AwsBackupPlan.Lambda)." : null);
        return FunctionProcess.NativePath!;
    }

    [GeneratedRegex("GLIBC_2\\.(?<minor>[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex CLibrary();
}
