using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Engine.Tests.Compliance;

/// <summary>A deployed backup set, for which a first backup and its copy are due.</summary>
internal static class ComplianceScene
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Scene> DeployedAsync(int instances = 1, int clusters = 0)
    {
        var scene = await Scene.StartAsync(onboarding: new OnboardingOptions { Instances = instances, Clusters = clusters });
        await scene.DeployedAsync();
        scene.Time.Advance(TimeSpan.FromDays(2));
        return scene;
    }

    /// <summary>One whose databases all have a new backup and a new copy.</summary>
    public static async Task<Scene> ProtectedAsync(int instances = 1)
    {
        var scene = await DeployedAsync(instances);
        foreach (var database in scene.Account.DatabaseArns)
        {
            Add(scene, Scene.Primary, database, TimeSpan.FromHours(3));
            Add(scene, Scene.Copy, database, TimeSpan.FromHours(2));
        }

        return scene;
    }

    public static SeededRecoveryPoint Point(Scene scene, string database, TimeSpan age) =>
        new() { VaultName = Scene.VaultName, ResourceArn = database, CreationDate = scene.Simulator.World.Now - age, DeleteAfterDays = 300 };

    public static string Add(Scene scene, string region, string database, TimeSpan age) => scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, region, Point(scene, database, age));

    /// <summary>The report by some controls, of which a policy can say more.</summary>
    public static async Task<ComplianceReport> ReportAsync(Scene scene, string[] controls, string policy = "{}", string absName = "*", ComplianceOptions? options = null)
    {
        var outcome = await OutcomeAsync(scene, (options ?? new ComplianceOptions()) with { Policy = CompliancePolicy.Parse(policy).With(controls, [], null) }, absName);
        Assert.Null(outcome.Failure?.Message);
        return outcome.Result!;
    }

    public static Task<WorkOutcome<ComplianceReport>> OutcomeAsync(Scene scene, ComplianceOptions options, string absName = "*") =>
        scene.Engine.ReportComplianceAsync(scene.Target with { AbsName = absName, CopyRegionsAreDefault = true }, options, scene.Observer, Token);

    /// <summary>The findings of one control, each as <c>name: status</c>, by name.</summary>
    public static async Task<IReadOnlyList<string>> JudgeAsync(Scene scene, string control, string parameters = "{}", string absName = "*")
    {
        var report = await ReportAsync(scene, [control], $$"""{ "controls": { "{{control}}": { "parameters": {{parameters}} } } }""", absName);
        Assert.All(report.Findings, finding => Assert.Equal(control, finding.Control));
        Assert.All(report.Findings.Where(static finding => finding.IsOpen), static finding => Assert.False(string.IsNullOrEmpty(finding.Remedy)));
        Assert.All(report.Findings, static finding => Assert.NotEmpty(finding.Evidence));
        return [.. report.Findings.Select(static finding => $"{finding.ResourceName}: {finding.Status}").Order(StringComparer.Ordinal)];
    }
}
