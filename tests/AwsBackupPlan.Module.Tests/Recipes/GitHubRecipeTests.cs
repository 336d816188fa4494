using System.Text.Json.Nodes;
using System.Xml.Linq;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>The workflow of docs/recipes, step by step in the real engine, against a simulated AWS.</summary>
public sealed class GitHubRecipeTests : IAsyncLifetime
{
    private const string Converge = "Bring the plans to what is wanted";
    private const string Judge = "Judge the accounts";
    private const string Keep = "Keep the report for the next run";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal)
    {
        ["vars.BACKUP_GALLERY"] = "https://gallery.example/v3/index.json",
        ["vars.BACKUP_MODULE_VERSION"] = "1.0.0",
        ["vars.BACKUP_ROLE_ARN"] = "arn:aws:iam::999999999999:role/BackupPipeline",
        ["github.run_id"] = "4711",
        ["github.run_attempt"] = "1",
    };

    private PipelineScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await PipelineScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_night_on_which_all_is_well_passes_and_the_next_is_told_what_has_become_worse()
    {
        var runner = new GitHubRunner(_scene, _values);

        var first = await runner.RunAsync();

        Assert.True(first.Passed, first.ToString());
        Assert.Contains("installed AwsBackupPlan 1.0.0 from BackupGallery", first["Install the module"].Output, StringComparison.Ordinal);
        Assert.Contains("role-to-assume=arn:aws:iam::999999999999:role/BackupPipeline", first["Sign in to AWS"].Output, StringComparison.Ordinal);
        Assert.Contains("| Created | 2 |", first.Summary, StringComparison.Ordinal);
        Assert.Contains("# Backup compliance", first.Summary, StringComparison.Ordinal);
        Assert.Contains("\"AccountId\"", first.Read("accounts.csv"), StringComparison.Ordinal);
        Assert.Contains("Created", first.Read("plans.csv"), StringComparison.Ordinal);
        Assert.DoesNotContain(first.Steps, static step => step.Name.Contains("code scanning", StringComparison.Ordinal));

        _scene.AddStrayDatabase(PipelineScene.Account);
        var second = await runner.RunAsync();

        Assert.False(second.Passed);
        second.Ended((Converge, 0), (Judge, 1));
        Assert.Contains($"::error title=Backup compliance::Account {PipelineScene.Account} (us-east-1) has 1 open finding of severity High or above.", second[Judge].Output, StringComparison.Ordinal);
        Assert.Contains("| Unchanged | 2 |", second.Summary, StringComparison.Ordinal);
        var report = JsonNode.Parse(second.Read("report.json"))!;
        Assert.Contains(report["Reports"]!.AsArray().SelectMany(static account => account!["Findings"]!.AsArray()), static finding =>
            (string?)finding!["Control"] is "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN" && (bool?)finding["IsNew"] is true);
    }

    [Fact]
    public async Task An_account_that_cannot_be_worked_on_fails_the_run_when_the_others_have_had_their_turn()
    {
        _scene.WriteAccounts(PipelineScene.Account, PipelineScene.Unknown, PipelineScene.Other);
        _values["vars.BACKUP_CODE_SCANNING"] = "true";

        var run = await new GitHubRunner(_scene, _values).RunAsync();

        run.Ended((Converge, 1), (Judge, 1));
        Assert.Contains("| Created | 2 |\n| Failed | 1 |", run.Summary, StringComparison.Ordinal);
        var annotation = Assert.Single(run[Converge].Output.Split('\n'), static line => line.StartsWith("::error", StringComparison.Ordinal));
        Assert.Contains(PipelineScene.Unknown, annotation, StringComparison.Ordinal);
        Assert.Single(run[Judge].Output.Split('\n'), static line => line.StartsWith("::error", StringComparison.Ordinal));
        Assert.Equal(3, XDocument.Parse(run.Read("report.xml")).Root!.Elements("testsuite").Count());
        Assert.Contains("sarif_file=out/report.sarif", run["Upload the findings to code scanning"].Output, StringComparison.Ordinal);
        Assert.Contains("<html", run.Read("report.html"), StringComparison.Ordinal);
        Assert.Contains(PipelineScene.Unknown, run.Read("report.md"), StringComparison.Ordinal);
        Assert.NotEmpty(JsonNode.Parse(run.Read("report.sarif"))!["runs"]!.AsArray());
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_hides_no_account_that_failed()
    {
        _scene.WriteAccounts(PipelineScene.Account, PipelineScene.Unknown);

        var run = await new GitHubRunner(_scene, _values) { InTheWay = ["out/plans.csv", "out/report.html"] }.RunAsync();

        run.Ended((Converge, 1), (Judge, 1));
        Assert.All((string[])[Converge, Judge], step => Assert.Single(run[step].Output.Split('\n'), static line =>
            line.StartsWith("::error title=Backup ", StringComparison.Ordinal) && line.Contains($"{PipelineScene.Unknown}:role/Xacnt_Backup_Role cannot be assumed", StringComparison.Ordinal)));
        Assert.All((string[])[Converge, Judge], step => Assert.DoesNotContain(run[step].Output.Split('\n'), static line => line.StartsWith("::error", StringComparison.Ordinal) && line.EndsWith("::", StringComparison.Ordinal)));
        Assert.DoesNotContain(run.Steps, static step => step.Name is Keep);
    }

    [Fact]
    public async Task A_night_on_which_an_account_could_not_be_read_is_not_what_the_next_is_compared_with()
    {
        var runner = new GitHubRunner(_scene, _values);
        _scene.AddStrayDatabase(PipelineScene.Other);
        (await runner.RunAsync()).Ended((Judge, 1), (Keep, 0));

        _scene.Simulator.Sts.RemoveRole(PipelineScene.Other, "Xacnt_Backup_Role");
        var second = await runner.RunAsync();
        _scene.Simulator.Sts.SetRole(PipelineScene.Other, "Xacnt_Backup_Role", new SimulatedRole());
        var third = await runner.RunAsync();

        second.Ended((Judge, 1));
        Assert.DoesNotContain(second.Steps, static step => step.Name is Keep);
        third.Ended((Judge, 1), (Keep, 0));
        Assert.Contains("\"IsNew\": false", third.Read("report.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"IsNew\": true", third.Read("report.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_report_that_cannot_be_read_is_a_warning_and_is_not_kept_again()
    {
        var runner = new GitHubRunner(_scene, _values);
        await File.WriteAllTextAsync(Path.Combine(_scene.FolderOf("cache"), "report.json"), "{ \"Version\": \"9.0\", \"Reports\": [] }", TestContext.Current.CancellationToken);
        _scene.WriteAccounts(PipelineScene.Account, PipelineScene.Unknown);

        var first = await runner.RunAsync();
        _scene.WriteAccounts(PipelineScene.Account);
        var second = await runner.RunAsync();
        var third = await runner.RunAsync();

        first.Ended((Judge, 1));
        Assert.DoesNotContain(first.Steps, static step => step.Name is Keep);
        second.Ended((Judge, 0), (Keep, 0));
        Assert.All([first, second], static run => Assert.Contains("::warning title=Backup compliance::Nothing is marked as new: ", run[Judge].Output, StringComparison.Ordinal));
        third.Ended((Judge, 0));
        Assert.DoesNotContain("::warning", third[Judge].Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_of_the_list_that_names_no_account_has_one_annotation_in_each_step()
    {
        _scene.WriteAccounts(PipelineScene.Account, string.Empty);

        var run = await new GitHubRunner(_scene, _values).RunAsync();

        run.Ended((Converge, 1), (Judge, 1));
        Assert.All((string[])[Converge, Judge], step => Assert.Single(run[step].Output.Split('\n'), static line => line.StartsWith("::error", StringComparison.Ordinal) && line.Contains("AccountId is empty", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Accounts_of_the_organization_are_worked_on_and_WhatIf_changes_nothing()
    {
        var unit = _scene.Simulator.Organizations.AddOrganizationalUnit("Workloads");
        _scene.Simulator.Organizations.AddAccount(PipelineScene.Other, "Payroll", unit, new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "payroll" });
        _values["vars.BACKUP_UNIT"] = "Workloads";
        _values["inputs.whatIf"] = "true";

        var run = await new GitHubRunner(_scene, _values).RunAsync();

        Assert.Contains("1 accounts", run["List the accounts"].Output, StringComparison.Ordinal);
        Assert.Contains("| WhatIf | 1 |", run.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain(_scene.Simulator.Requests, static request => request.IsWrite);
    }

    [Fact]
    public async Task Without_an_account_nothing_is_done_and_the_run_fails()
    {
        _scene.WriteAccounts();

        var run = await new GitHubRunner(_scene, _values).RunAsync();

        run.Ended(("List the accounts", 1));
        Assert.Contains("There is no account to work on.", run["List the accounts"].Error, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Steps, static step => step.Name is Converge or Judge);
        Assert.Empty(_scene.Simulator.Requests);
    }
}
