using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Module.Tests.Scripts;

/// <summary>The suite in tests/Pester, run in the hosted engine by a few lines that stand in for Pester: what a stock PowerShell will be asked is answered here too, but for what only a full one has.</summary>
public sealed class PesterSuiteTests
{
    private static readonly string Suite = Path.Combine(Repository.Root, "tests", "Pester");

    // A hosted engine has no transcripts and no thread jobs, and is no program that can be begun once more; ImportTests has the constrained language.
    private static readonly string[] OnlyInAFullPowerShell =
        ["skipped: No secret is in a transcript", "skipped: The module works in a thread job", "skipped: The module works in a constrained language"];

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Suite, "*.Tests.ps1").Select(static file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_of_the_suite_passes(string file)
    {
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 8 }, TestContext.Current.CancellationToken);
        using var session = ModuleSession.OpenWithout();
        session.Set("suiteFile", Path.Combine(Suite, file));

        var run = await session.RunAsync(
            $"$env:ABP_ENDPOINT = '{simulator.Endpoint.ToString().TrimEnd('/')}'; $env:ABP_MODULE_PATH = '{PackagedModule.Find()}'\n"
            + await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "AwsBackupPlan.Module.Tests", "Scripts", "Pester.ps1"), TestContext.Current.CancellationToken));

        Assert.Empty(run.Errors);
        var results = run.OutputOf<string>();
        Assert.Contains(results, static result => result.StartsWith("passed: ", StringComparison.Ordinal));
        Assert.All(results, static result => Assert.True(result.StartsWith("passed: ", StringComparison.Ordinal) || OnlyInAFullPowerShell.Contains(result), result));
    }
}
