using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>What the pages of the simulator and the guide have a newcomer paste, to try the module on the simulator.</summary>
public sealed class SimulatorTrialTests
{
    [Theory]
    [InlineData("simulator.md", "Created")]
    [InlineData("guide.md", "What if: ")]
    public async Task What_a_page_says_to_paste_points_the_module_at_the_simulator_with_keys_that_are_no_real_ones(string page, string said)
    {
        var token = TestContext.Current.CancellationToken;
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 3 }, token);
        var block = MarkdownPage.Read(Path.Combine(Repository.Root, "docs", page)).Blocks("powershell").First(static one => one.Contains("AWS_ENDPOINT_URL", StringComparison.Ordinal))
            .Replace("http://127.0.0.1:8600", simulator.Endpoint.ToString().TrimEnd('/'), StringComparison.Ordinal);

        var run = await SandboxProcess.RunAsync(["-Endpoint", "http://127.0.0.1:9", "-Command", block]);

        Assert.True(run.ExitCode is 0, run.Output + run.Error);
        Assert.Contains(said, run.Output, StringComparison.Ordinal);
        Assert.Contains("200000000003", run.Output, StringComparison.Ordinal);
        Assert.Contains(simulator.Requests, static request => request.AccessKeyId is "AKIAIOSFODNN7EXAMPLE");
    }
}
