using System.ComponentModel;
using System.Diagnostics;

namespace AwsBackupPlan.Simulator.Tests.Peers;

/// <summary>What the clients that were written elsewhere have in common: they may be missing, and they must not see the machine's AWS settings.</summary>
internal static class Peer
{
    /// <summary>Skips the test when a peer is missing, or fails it when peers are required.</summary>
    public static void SkipWhenMissing(string? reason)
    {
        if (reason is null)
        {
            return;
        }

        if (string.Equals(Environment.GetEnvironmentVariable("ABP_REQUIRE_PEERS"), "1", StringComparison.Ordinal))
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
    }

    /// <summary>Starts a program with redirected streams, or returns <see langword="null"/> when it is not on the PATH.</summary>
    public static Process? TryStart(string fileName, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_CONFIG_FILE"] = start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(AppContext.BaseDirectory, "no-such-file");
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (var variable in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[variable.Key] = variable.Value;
        }

        start.RedirectStandardError = environment is not null;
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
