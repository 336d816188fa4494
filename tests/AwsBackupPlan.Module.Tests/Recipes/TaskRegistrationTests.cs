using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>The script that makes the scheduled task. The commands of Windows's task scheduler are stand-ins that hand back what they were told.</summary>
public sealed partial class TaskRegistrationTests : IDisposable
{
    private const string Scheduler = """
        function New-ScheduledTaskAction { [CmdletBinding()] param([string] $Execute, [string] $Argument, [string] $WorkingDirectory) [pscustomobject]$PSBoundParameters }
        function New-ScheduledTaskTrigger { [CmdletBinding()] param([switch] $Daily, [DateTime] $At) [pscustomobject]$PSBoundParameters }
        function New-ScheduledTaskSettingsSet { [CmdletBinding()] param([string] $MultipleInstances, [TimeSpan] $ExecutionTimeLimit, [switch] $StartWhenAvailable) [pscustomobject]$PSBoundParameters }
        function New-ScheduledTaskPrincipal { [CmdletBinding()] param([string] $UserId, [string] $LogonType) [pscustomobject]$PSBoundParameters }
        function Register-ScheduledTask {
            [CmdletBinding()] param([string] $TaskName, [string] $TaskPath, [string] $Description, $Action, $Trigger, $Settings, $Principal, [string] $User, [string] $Password, [switch] $Force)
            [pscustomobject]$PSBoundParameters
        }
        function New-EventLog { [CmdletBinding()] param([string] $LogName, [string] $Source) $global:source = "$LogName/$Source" }
        """;

    private readonly ModuleSession _session = ModuleSession.OpenWithout();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task The_task_runs_the_script_every_day_as_the_service_account_and_never_twice_at_once()
    {
        var task = await RegisterAsync(@"-ServiceAccount EXAMPLE\backup$ -ProfileName 'nightly backups' -Converge");

        Assert.Equal("EXAMPLE\\backup$ Password", await TextAsync(task, "\"$($_.Principal.UserId) $($_.Principal.LogonType)\""));
        Assert.Equal("True 06:00", await TextAsync(task, "\"$($_.Trigger.Daily) $($_.Trigger.At.ToString('HH:mm'))\""));
        Assert.Equal("IgnoreNew 02:00:00 True", await TextAsync(task, "\"$($_.Settings.MultipleInstances) $($_.Settings.ExecutionTimeLimit) $($_.Settings.StartWhenAvailable)\""));
        Assert.Equal(@"\AwsBackupPlan\ Backup compliance True", await TextAsync(task, "\"$($_.TaskPath) $($_.TaskName) $($_.Force)\""));
        Assert.Equal("Application/AwsBackupPlan", await TextAsync(task, "$global:source"));
    }

    [Fact]
    public async Task What_the_task_calls_is_a_command_line_that_the_script_takes()
    {
        var task = await RegisterAsync(@"-UserId EXAMPLE\backup -ProfileName 'nightly backups' -PolicyPath policy.json -ProfileLocation credentials -Converge -ExecutionPolicy AllSigned");

        Assert.Equal("EXAMPLE\\backup S4U powershell.exe", await TextAsync(task, "\"$($_.Principal.UserId) $($_.Principal.LogonType) $($_.Action.Execute)\""));
        var words = Words().Matches(await TextAsync(task, "$_.Action.Argument")).Select(static word => word.Value.Trim('"')).ToList();
        Assert.Equal(["-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "AllSigned", "-File", RecipeFiles.PathOf("Invoke-BackupComplianceTask.ps1")], words[..7]);
        var script = Parser.ParseFile(words[6], out _, out _);
        var parameters = script.ParamBlock.Parameters.Select(static parameter => parameter.Name.VariablePath.UserPath).ToList();
        Assert.All(words[7..].Where(static word => word.StartsWith('-')), word => Assert.Contains(word[1..], parameters));
        Assert.Equal("nightly backups", words[words.IndexOf("-ProfileName") + 1]);
        Assert.All((string[])["-AccountsPath", "-OutputPath", "-PolicyPath", "-ProfileLocation"], name => Assert.True(Path.IsPathFullyQualified(words[words.IndexOf(name) + 1])));
        Assert.Equal("-Converge", words[^1]);
    }

    [Fact]
    public async Task A_password_goes_to_the_scheduler_alone()
    {
        var task = await RegisterAsync(@"-Credential ([pscredential]::new('EXAMPLE\backup', (ConvertTo-Secure)))");

        Assert.Equal(@"EXAMPLE\backup s3cret-word ", await TextAsync(task, "\"$($_.User) $($_.Password) $($_.Principal)\""));
        Assert.DoesNotContain("s3cret-word", await TextAsync(task, "$_.Action.Argument"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ServiceAccount a$ -ScriptPath none.ps1", "There is no script none.ps1.")]
    [InlineData("-ServiceAccount a$ -ProfileName 'a\" -Converge'", "There is a quotation mark in")]
    public async Task What_cannot_become_a_task_is_refused(string parameters, string reason)
    {
        var run = await RunAsync(parameters);

        Assert.Contains(reason, run.TerminatingError!.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task WhatIf_registers_nothing()
    {
        var run = (await RunAsync("-ServiceAccount a$ -WhatIf")).Succeeded();

        Assert.Empty(run.Output);
        Assert.Contains(@"\AwsBackupPlan\Backup compliance", run.HostText, StringComparison.Ordinal);
        Assert.Equal(string.Empty, await TextAsync(PSObject.AsPSObject(0), "\"$global:source\""));
    }

    private async Task<PSObject> RegisterAsync(string parameters) => Assert.Single((await RunAsync(parameters)).Succeeded().Output);

    private Task<ScriptRun> RunAsync(string parameters) => _session.RunAsync($$"""
        {{Scheduler}}
        function ConvertTo-Secure { $text = [securestring]::new(); 's3cret-word'.ToCharArray() | ForEach-Object { $text.AppendChar($_) }; $text }
        & '{{RecipeFiles.PathOf("Register-BackupComplianceTask.ps1")}}' -AccountsPath accounts.csv -OutputPath 'the runs' {{parameters}}
        """);

    private async Task<string> TextAsync(PSObject task, string expression) =>
        (await _session.RunAsync($"$input | ForEach-Object {{ {expression} }}", task)).Succeeded().Output[0].ToString();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
