using System.Xml.Linq;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>The pipeline of docs/recipes, step by step in the real engine, against a simulated AWS.</summary>
public sealed class AzureRecipeTests : IAsyncLifetime
{
    private const string Work = "Bring the plans to what is wanted, and judge the accounts";
    private const string Results = "Show the findings as test results";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal)
    {
        ["$(backupGallery)"] = "https://gallery.example/v3/index.json",
        ["$(backupModuleVersion)"] = "1.0.0",
        ["${{ parameters.whatIf }}"] = "False",
    };

    private PipelineScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await PipelineScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_night_on_which_all_is_well_passes_with_test_results_and_a_summary()
    {
        var run = await new AzureRunner(_scene, _values).RunAsync();

        Assert.True(run.Passed, run.ToString());
        Assert.Contains("installed AwsBackupPlan 1.0.0 from BackupGallery", run["Install the module"].Output, StringComparison.Ordinal);
        Assert.DoesNotContain("task.logissue", run[Work].Output, StringComparison.Ordinal);
        Assert.StartsWith("# Backup compliance", run.Summary, StringComparison.Ordinal);
        Assert.Equal(2, XDocument.Parse(run[Results].Output).Root!.Elements("testsuite").Count());
        Assert.Contains("Created", run.Read("plans.csv"), StringComparison.Ordinal);
        Assert.Contains("<html", run.Read("report.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PipelineScene.Unknown, 3)]
    [InlineData(PipelineScene.Other, 2)]
    public async Task A_run_fails_by_what_is_wrong_and_has_its_issues_and_results(string account, int exitCode)
    {
        _scene.WriteAccounts(PipelineScene.Account, account);
        _scene.AddStrayDatabase(PipelineScene.Account);

        var run = await new AzureRunner(_scene, _values).RunAsync();

        run.Ended((Work, exitCode), (Results, 0));
        Assert.Contains(run[Work].Output.Split('\n'), static line => line.StartsWith("##vso[task.logissue type=error]Backup compliance: Account 2000000000", StringComparison.Ordinal));
        Assert.NotEmpty(XDocument.Parse(run[Results].Output).Descendants("failure"));
        Assert.Contains("NON_COMPLIANT", run.Read("report.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plans.csv", "Backup plan", false)]
    [InlineData("report.html", "Backup compliance", true)]
    public async Task A_file_that_cannot_be_written_hides_nothing_that_was_wrong_before(string file, string title, bool deniedLater)
    {
        _scene.WriteAccounts(PipelineScene.Account, PipelineScene.Unknown);
        if (deniedLater)
        {
            // The plan is one thing, and judging another.
            _scene.Simulator.Sts.SetRole(PipelineScene.Unknown, "Xacnt_Backup_Role", new SimulatedRole());
            _scene.Simulator.AddFault(new FaultRule { Service = "sts", Operation = "AssumeRole", Kind = FaultKind.AccessDenied, Nth = 3, Times = 0 });
        }

        Directory.CreateDirectory(Path.Combine(_scene.Workspace, "out", file));

        var run = await new AzureRunner(_scene, _values).RunAsync();

        run.Ended((Work, 1));
        Assert.Contains(run[Work].Output.Split('\n'), line => line.StartsWith($"##vso[task.logissue type=error]{title}: ", StringComparison.Ordinal) && line.Contains($"{PipelineScene.Unknown}:role/Xacnt_Backup_Role", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_of_the_list_that_names_no_account_is_an_issue_once()
    {
        _scene.WriteAccounts(PipelineScene.Account, string.Empty);

        var run = await new AzureRunner(_scene, _values).RunAsync();

        run.Ended((Work, 3));
        Assert.Single(run[Work].Output.Split('\n'), static line => line.StartsWith("##vso[task.logissue", StringComparison.Ordinal) && line.Contains("AccountId is empty", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_that_cannot_be_judged_is_not_told_twice()
    {
        _scene.WriteAccounts(PipelineScene.Account, PipelineScene.Unknown);

        var run = await new AzureRunner(_scene, _values).RunAsync();

        Assert.Equal(2, run[Work].Output.Split('\n').Count(static line => line.StartsWith("##vso[task.logissue", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_the_module_the_run_fails_by_that_alone_and_the_artefact_is_empty()
    {
        _values["$(backupModuleVersion)"] = "none";

        var run = await new AzureRunner(_scene, _values).RunAsync();

        run.Ended(("Install the module", 1), (Results, 0));
        Assert.Contains("There is no version none.", run["Install the module"].Error, StringComparison.Ordinal);
        Assert.Empty(run.Summary);
        Assert.DoesNotContain(run.Steps, static step => step.Name is Work);
    }

    [Fact]
    public async Task Without_credentials_that_work_the_run_fails_and_says_so()
    {
        _scene.Simulator.AddFault(new FaultRule { Service = "sts", Kind = FaultKind.ExpiredToken, Times = 0 });

        var run = await new AzureRunner(_scene, _values).RunAsync();

        run.Ended((Work, 1));
        Assert.Contains("expired", run[Work].Error, StringComparison.Ordinal);
    }
}
