using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Tests.Peers;

/// <summary>The AWS CLI, run against a simulator. Missing, a test is skipped, or fails when ABP_REQUIRE_PEERS is 1.</summary>
internal static class AwsCli
{
    /// <summary>Runs a command and returns its exit status and what it wrote.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(SimulatorHost host, params string[] arguments)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIASIMULATEDPEER000",
            ["AWS_SECRET_ACCESS_KEY"] = "peer",
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_DEFAULT_OUTPUT"] = "json",
            ["AWS_MAX_ATTEMPTS"] = "1",
            ["AWS_PAGER"] = string.Empty,
        };
        using var process = Peer.TryStart("aws", ["--endpoint-url", host.Endpoint.ToString(), .. arguments], environment);
        Peer.SkipWhenMissing(process is null ? "The AWS CLI is not on the PATH." : null);
        process!.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs a command that must succeed and returns its JSON.</summary>
    public static async Task<JsonNode> JsonAsync(SimulatorHost host, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(host, arguments);
        Assert.True(exitCode == 0, error);
        return output.Length == 0 ? new JsonObject() : JsonNode.Parse(output)!;
    }
}
