using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Module.Tests.Harness;

/// <summary>
/// A PowerShell as anybody installs it, run to its end: ABP_PWSH names it, or out/pwsh or the PATH has it. Without one a test is skipped with the reason, or fails when ABP_REQUIRE_PEERS is 1.
/// </summary>
/// <param name="ExitCode">Its exit status.</param>
/// <param name="Output">What it wrote to standard output and standard error, line ends as <c>\n</c>.</param>
public sealed record StockPowerShell(int ExitCode, string Output)
{
    private const string Missing = "No PowerShell was found: dotnet tool install PowerShell --version 7.6.9 --tool-path out/pwsh";

    /// <summary>Runs a script in a folder that is its home, too.</summary>
    public static async Task<StockPowerShell> RunAsync(string script, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var file = Path.Combine(folder, "script.ps1");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        var variables = new Dictionary<string, string>(environment ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["HOME"] = folder,
            ["XDG_CONFIG_HOME"] = folder,
            ["XDG_DATA_HOME"] = folder,
            ["XDG_CACHE_HOME"] = folder,
            ["NO_COLOR"] = "1",
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",

            // What another test may have set here.
            ["ABP_ENDPOINT"] = string.Empty,
        };
        using var process = Peer.TryStart(Find(), ["-NoProfile", "-NonInteractive", "-WorkingDirectory", folder, "-File", file], variables);
        Peer.SkipWhenMissing(process is null ? Missing : null);
        process!.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new StockPowerShell(process.ExitCode, (output + await error).ReplaceLineEndings("\n"));
    }

    private static string Find()
    {
        var own = Path.Combine(Repository.Root, "out", "pwsh", OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
        return Environment.GetEnvironmentVariable("ABP_PWSH") is { Length: > 0 } named ? named : File.Exists(own) ? own : "pwsh";
    }
}
