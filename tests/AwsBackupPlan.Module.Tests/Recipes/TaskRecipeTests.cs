using AwsBackupPlan.PowerShellHost.Hosting;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>The script of the scheduled task, run as a file, against a simulated AWS. What only a Windows has, transcripts and the event log, are stand-ins that write files.</summary>
public sealed class TaskRecipeTests : IAsyncLifetime
{
    private PipelineScene _scene = null!;
    private string _runs = null!;

    private string Events => File.Exists(Path.Combine(_scene.Workspace, "events.txt")) ? File.ReadAllText(Path.Combine(_scene.Workspace, "events.txt")) : string.Empty;

    public async ValueTask InitializeAsync()
    {
        _scene = await PipelineScene.StartAsync();
        _runs = _scene.FolderOf("runs");
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task When_all_is_well_the_code_is_0_and_nothing_is_in_the_event_log()
    {
        var old = Path.Combine(_runs, "transcript-20250101-060000.txt");
        var other = Path.Combine(_runs, "notes.txt");
        foreach (var file in (string[])[old, other])
        {
            await File.WriteAllTextAsync(file, "old", TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        }

        var credentials = Path.Combine(_scene.Workspace, "credentials");
        await File.WriteAllTextAsync(credentials, "[backup]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = any-secret\n", TestContext.Current.CancellationToken);

        var run = await RunAsync("-Converge", "-ProfileName", "backup", "-ProfileLocation", credentials);

        Ended(run, 0);
        Assert.Empty(Events);
        Assert.Equal(["notes.txt", "plans.csv", "report.html", "report.json", "run.lock"], Files().Where(static file => !file.StartsWith("transcript-", StringComparison.Ordinal)));
        Assert.Equal("ended", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_runs, "transcript-*")), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("any-secret", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_does_not_comply_is_code_2_with_an_entry_that_says_what_is_open_and_the_report_of_the_run_before_stays_the_measure()
    {
        Ended(await RunAsync("-Converge"), 0);
        _scene.AddStrayDatabase(PipelineScene.Other);

        Ended(await RunAsync(), 2);

        Assert.StartsWith("1002 Error AwsBackupPlan The backup compliance task ends with exit code 2.", Events, StringComparison.Ordinal);
        Assert.Contains($"Account {PipelineScene.Other} (us-east-1) has 1 open finding of severity High or above.", Events, StringComparison.Ordinal);
        Assert.Contains("\"IsNew\": true", await File.ReadAllTextAsync(Path.Combine(_runs, "report.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_account_that_cannot_be_worked_on_is_code_3_and_the_others_have_their_report()
    {
        _scene.WriteAccounts(PipelineScene.Unknown, PipelineScene.Account);

        var run = await RunAsync("-Converge");

        Ended(run, 3);
        Assert.Contains($"arn:aws:iam::{PipelineScene.Unknown}:role/Xacnt_Backup_Role cannot be assumed", Events, StringComparison.Ordinal);
        Assert.Contains("To do:", Events, StringComparison.Ordinal);
        Assert.Contains(PipelineScene.Account, await File.ReadAllTextAsync(Path.Combine(_runs, "report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_that_cannot_be_worked_on_hide_nothing_that_is_open_in_another_however_many_they_are()
    {
        var broken = Enumerable.Range(1, 60).Select(static number => $"3000000000{number:00}").ToList();
        broken.ForEach(account => _scene.Simulator.Sts.RemoveRole(account, "Xacnt_Backup_Role"));
        _scene.WriteAccounts([PipelineScene.Unknown, PipelineScene.Account, PipelineScene.Other, .. broken]);
        _scene.AddStrayDatabase(PipelineScene.Other);

        Ended(await RunAsync("-Converge"), 3);

        Assert.StartsWith("1003 Error", Events, StringComparison.Ordinal);
        Assert.Contains(":role/Xacnt_Backup_Role cannot be assumed", Events, StringComparison.Ordinal);
        Assert.Contains($"Account {PipelineScene.Other} (us-east-1) has 1 open finding of severity High or above.", Events, StringComparison.Ordinal);
        Assert.Contains("The rest is in the transcript.", Events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_path_that_is_a_file_is_code_4_with_what_to_do_and_the_file_stays()
    {
        var file = Path.Combine(_scene.Workspace, "report.txt");
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);

        Ended(await RunAsync("-OutputPath", file), 4);

        Assert.Contains($"-OutputPath {file} is a file, and has to be a folder.", Events, StringComparison.Ordinal);
        Assert.Contains("To do: Name a folder", Events, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Empty(_scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_module_that_is_not_there_is_code_4_with_where_to_put_it()
    {
        Ended(await RunAsync(modules: _scene.FolderOf("modules"), []), 4);

        Assert.StartsWith("1004 Error", Events, StringComparison.Ordinal);
        Assert.Contains("'AwsBackupPlan' was not loaded", Events, StringComparison.Ordinal);
        Assert.Contains("To do: Install the module AwsBackupPlan for all users of PowerShell", Events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_is_there_and_cannot_be_loaded_is_code_4_and_nobody_is_told_to_install_it()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_scene.FolderOf("modules"), "AwsBackupPlan")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "AwsBackupPlan.psd1"), "@{ ModuleVersion = '1.0.0'; RootModule = 'AwsBackupPlan.psm1' }", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "AwsBackupPlan.psm1"), "throw 'It is not signed.'", TestContext.Current.CancellationToken);

        Ended(await RunAsync(_scene.FolderOf("modules"), []), 4);

        Assert.Contains("It is not signed.", Events, StringComparison.Ordinal);
        Assert.Contains($"To do: The module is there, in {folder}.", Events, StringComparison.Ordinal);
        Assert.DoesNotContain("Install the module", Events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_ends_the_run_hides_no_account_that_failed_before_it()
    {
        _scene.WriteAccounts(PipelineScene.Unknown, PipelineScene.Account);
        Directory.CreateDirectory(Path.Combine(_runs, "report.html"));

        Ended(await RunAsync("-Converge"), 4);

        Assert.StartsWith("1004 Error", Events, StringComparison.Ordinal);
        Assert.Single(Events.Split('\n'), static line => line.Contains("report.html", StringComparison.Ordinal));
        Assert.Contains($"arn:aws:iam::{PipelineScene.Unknown}:role/Xacnt_Backup_Role cannot be assumed", Events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_could_not_read_an_account_is_not_what_the_next_is_compared_with()
    {
        _scene.AddStrayDatabase(PipelineScene.Other);
        Ended(await RunAsync("-Converge"), 2);
        var complete = await ReportAsync();

        _scene.Simulator.Sts.RemoveRole(PipelineScene.Other, "Xacnt_Backup_Role");
        Ended(await RunAsync(), 3);

        Assert.Equal(complete, await ReportAsync());
        Assert.Contains("XACNT_ACCOUNT_READABLE", await File.ReadAllTextAsync(Path.Combine(_runs, "report-incomplete.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        _scene.Simulator.Sts.SetRole(PipelineScene.Other, "Xacnt_Backup_Role", new SimulatedRole());
        Ended(await RunAsync(), 2);

        Assert.Contains("\"IsNew\": false", await ReportAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"IsNew\": true", await ReportAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("report-incomplete.json", Files());
    }

    [Fact]
    public async Task A_report_of_the_run_before_that_cannot_be_read_is_put_aside_with_a_warning_and_the_accounts_are_judged()
    {
        const string other = "{ \"Version\": \"9.0\", \"Reports\": [] }";
        await File.WriteAllTextAsync(Path.Combine(_runs, "report.json"), other, TestContext.Current.CancellationToken);

        var run = await RunAsync("-Converge");

        Ended(run, 0);
        Assert.Contains("Nothing is told as new, and the report of the run before is now", run.Output, StringComparison.Ordinal);
        Assert.Equal(other, await File.ReadAllTextAsync(Path.Combine(_runs, "report.json.unread"), TestContext.Current.CancellationToken));
        Assert.Contains(PipelineScene.Account, await ReportAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no AWS profile 'none'", "-ProfileName", "none")]
    [InlineData("none.csv", "-AccountsPath", "none.csv")]
    [InlineData("none.json", "-PolicyPath", "none.json")]
    public async Task What_keeps_the_whole_run_from_its_work_is_code_4_with_the_reason(string reason, params string[] arguments)
    {
        Ended(await RunAsync(arguments), 4);

        Assert.StartsWith("1004 Error", Events, StringComparison.Ordinal);
        Assert.Contains(reason, Events, StringComparison.Ordinal);
        Assert.Empty(_scene.Simulator.Requests);
    }

    [Fact]
    public async Task Credentials_that_have_expired_are_code_4()
    {
        _scene.Simulator.AddFault(new FaultRule { Service = "sts", Kind = FaultKind.ExpiredToken, Times = 0 });

        Ended(await RunAsync(), 4);

        Assert.Contains("expired", Events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_another_run_is_at_work_none_is_begun()
    {
        await using (new FileStream(Path.Combine(_runs, "run.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            Ended(await RunAsync(), 5);
        }

        Assert.StartsWith("1005 Error", Events, StringComparison.Ordinal);
        Assert.Equal(["run.lock"], Files());
        Assert.Empty(_scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_opened_is_no_other_run()
    {
        File.CreateSymbolicLink(Path.Combine(_runs, "run.lock"), Path.Combine(_runs, "none", "run.lock"));

        Ended(await RunAsync(), 4);

        Assert.StartsWith("1004 Error", Events, StringComparison.Ordinal);
        Assert.Contains("Could not find", Events, StringComparison.Ordinal);
        Assert.Empty(_scene.Simulator.Requests);
    }

    [Fact]
    public async Task An_event_log_that_takes_nothing_changes_no_exit_code()
    {
        var run = await RunAsync("-AccountsPath", "none.csv", "-EventSource", "refused");

        Ended(run, 4);
        Assert.Contains("No entry in the event log: The source refused is not registered.", run.Output, StringComparison.Ordinal);
    }

    private Task<string> ReportAsync() => File.ReadAllTextAsync(Path.Combine(_runs, "report.json"), TestContext.Current.CancellationToken);

    private List<string> Files() => [.. Directory.GetFiles(_runs).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static void Ended(PipelineStepRun run, int exitCode) => Assert.True(run.ExitCode == exitCode, $"It ended with {run.ExitCode}, not {exitCode}.\n{run.Output}\n{run.Error}");

    private Task<PipelineStepRun> RunAsync(params IReadOnlyList<string> arguments) =>
        RunAsync(Path.GetDirectoryName(Path.GetDirectoryName(PackagedModule.Find()))!, arguments);

    private async Task<PipelineStepRun> RunAsync(string modules, IReadOnlyList<string> arguments)
    {
        // Named arguments that are given twice are an error, so each is there once.
        List<string> all = [.. arguments];
        foreach (var (name, value) in ((string, string)[])[("-AccountsPath", "accounts.csv"), ("-OutputPath", _runs)])
        {
            if (!all.Contains(name, StringComparer.Ordinal))
            {
                all.AddRange([name, value]);
            }
        }

        var script = Path.Combine(_scene.Workspace, "task.ps1");
        await File.WriteAllTextAsync(script, $$"""
            function global:Start-Transcript { [CmdletBinding()] param([string] $Path) $global:transcript = $Path; 'begun' | Set-Content $Path -NoNewline }
            function global:Stop-Transcript { [CmdletBinding()] param() 'ended' | Set-Content $global:transcript -NoNewline }
            function global:Write-EventLog {
                [CmdletBinding()] param([string] $LogName, [string] $Source, [int] $EventId, [string] $EntryType, [string] $Message)
                if ($Source -eq 'refused') { throw "The source $Source is not registered." }
                "$EventId $EntryType $Source $Message" >> events.txt
            }
            {{PipelineScene.MoveItem}}
            $env:PSModulePath = '{{modules}}'
            & '{{RecipeFiles.PathOf("Invoke-BackupComplianceTask.ps1")}}' @args
            exit $LASTEXITCODE
            """, TestContext.Current.CancellationToken);
        return await _scene.RunAsync("task", ["-File", script, .. all], new Dictionary<string, string>(StringComparer.Ordinal));
    }
}
