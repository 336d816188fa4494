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
        function New-EventLog {
            [CmdletBinding()] param([string] $LogName, [string] $Source)
            if ($Source -eq 'refused') { Write-Error "The source $Source is refused." } else { $global:source = "$LogName/$Source" }
        }
        function Get-Acl { [CmdletBinding()] param([string] $LiteralPath) if ($LiteralPath -like "*$global:place") { $global:rights } else { $global:guarded } }
        """;

    private const int Modify = 0x1301BF;
    private const int Read = 0x1200A9;

    private static readonly PlayedIdentity Administrators = new("S-1-5-32-544", @"BUILTIN\Administrators");
    private static readonly PlayedIdentity Users = new("S-1-5-11", @"NT AUTHORITY\Authenticated Users");
    private static readonly PlayedIdentity Somebody = new("S-1-5-21-1-2-3-1001", @"EXAMPLE\somebody");

    // As Windows has it below C:\Program Files.
    private static readonly PlayedRights Guarded = new(new PlayedIdentity("S-1-5-18", @"NT AUTHORITY\SYSTEM"),
    [
        new(Administrators, 0x1F01FF),
        new(Users, Read),
        new(Users, unchecked((int)0xA0000000)),
        new(new PlayedIdentity("S-1-3-0", "CREATOR OWNER"), 0x10000000, PropagationFlags: 2),
        new(Somebody, Modify, "Deny"),
    ]);

    private readonly ModuleSession _session = ModuleSession.OpenWithout();
    private readonly DirectoryInfo _profiles = Directory.CreateTempSubdirectory("abp-profiles-");

    public TaskRegistrationTests()
    {
        foreach (var (name, value) in ((string, object)[])[("guarded", Guarded), ("rights", Guarded), ("place", string.Empty)])
        {
            _session.Set(name, value);
        }
    }

    /// <summary>Who has which right, where, and what is to be said of it.</summary>
    public static TheoryData<string, string> Open => new()
    {
        { "Invoke-BackupComplianceTask.ps1", "writes" },
        { "docs/recipes", "writes" },
        { "credentials", "writes" },
        { "pwsh.exe", "writes" },
        { "config", "writes" },
        { PlayedEnvironment.Configuration, "writes" },
        { "credentials", "adds" },
        { "credentials", "deletes" },
        { "credentials", "gives rights" },
        { "credentials", "has everything" },
        { "credentials", "owns" },
    };

    public void Dispose()
    {
        _session.Dispose();
        _profiles.Delete(recursive: true);
    }

    [Fact]
    public async Task The_task_runs_the_script_every_day_as_the_service_account_and_never_twice_at_once()
    {
        // Its own account may change what it has.
        _session.Set("rights", new PlayedRights(Administrators, [new(new PlayedIdentity(@"EXAMPLE\backup$", @"EXAMPLE\backup$"), Modify)]));

        var task = await RegisterAsync(@"-ServiceAccount EXAMPLE\backup$ -ProfileName 'nightly backups' -Converge");

        Assert.DoesNotMatch("-FailOn|-KeepDays", await TextAsync(task, "$_.Action.Argument"));
        Assert.Equal("EXAMPLE\\backup$ Password", await TextAsync(task, "\"$($_.Principal.UserId) $($_.Principal.LogonType)\""));
        Assert.Equal("True 06:00", await TextAsync(task, "\"$($_.Trigger.Daily) $($_.Trigger.At.ToString('HH:mm'))\""));
        Assert.Equal("IgnoreNew 02:00:00 True", await TextAsync(task, "\"$($_.Settings.MultipleInstances) $($_.Settings.ExecutionTimeLimit) $($_.Settings.StartWhenAvailable)\""));
        Assert.Equal(@"\AwsBackupPlan\ Backup compliance True", await TextAsync(task, "\"$($_.TaskPath) $($_.TaskName) $($_.Force)\""));
        Assert.Equal("Application/AwsBackupPlan", await TextAsync(task, "$global:source"));
    }

    [Fact]
    public async Task What_the_task_calls_is_a_command_line_that_the_script_takes()
    {
        var task = await RegisterAsync(@"-UserId EXAMPLE\backup -ProfileName 'nightly backups' -PolicyPath policy.json -ProfileLocation credentials -FailOn Low -KeepDays 7 -Converge -ExecutionPolicy AllSigned");

        Assert.Equal("EXAMPLE\\backup S4U powershell.exe", await TextAsync(task, "\"$($_.Principal.UserId) $($_.Principal.LogonType) $($_.Action.Execute)\""));
        var words = Words().Matches(await TextAsync(task, "$_.Action.Argument")).Select(static word => word.Value.Trim('"')).ToList();
        Assert.Equal(["-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "AllSigned", "-File", RecipeFiles.PathOf("Invoke-BackupComplianceTask.ps1")], words[..7]);
        var script = Parser.ParseFile(words[6], out _, out _);
        var parameters = script.ParamBlock.Parameters.Select(static parameter => parameter.Name.VariablePath.UserPath).ToList();
        Assert.All(words[7..].Where(static word => word.StartsWith('-')), word => Assert.Contains(word[1..], parameters));
        Assert.Equal(("nightly backups", "Low", "7"), (words[words.IndexOf("-ProfileName") + 1], words[words.IndexOf("-FailOn") + 1], words[words.IndexOf("-KeepDays") + 1]));
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
    [InlineData("-ServiceAccount a$ -PowerShellPath pwsh.exe", "-PowerShellPath pwsh.exe is not a full path")]
    public async Task What_cannot_become_a_task_is_refused(string parameters, string reason)
    {
        var run = await RunAsync(parameters);

        Assert.Contains(reason, run.TerminatingError!.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [MemberData(nameof(Open))]
    public async Task What_others_can_change_is_not_run_with_the_credentials(string place, string how)
    {
        var right = how switch { "writes" => Modify, "adds" => 0x4, "deletes" => 0x10000, "gives rights" => 0x40000, "has everything" => 0x10000000, _ => Read };
        _session.Set("place", place);
        _session.Set("rights", new PlayedRights(how is "owns" ? Somebody : Administrators, [new(Administrators, 0x1F01FF), new(Somebody, right)]));

        await File.WriteAllTextAsync(Path.Combine(_profiles.FullName, "config"), "[profile backup]\n", TestContext.Current.CancellationToken);

        var run = await RunAsync($@"-ServiceAccount EXAMPLE\backup$ -ProfileLocation '{_profiles.FullName}/credentials' -PowerShellPath /opt/pwsh.exe");

        Assert.Contains($@"{place} can be changed by EXAMPLE\somebody: whoever does that", run.TerminatingError!.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_backslash_at_the_end_of_a_value_stays_and_takes_no_quotation_mark_along()
    {
        var task = await RegisterAsync(@"-ServiceAccount EXAMPLE\backup$ -ProfileName 'D:\' -Converge");

        Assert.Contains(@"-ProfileName ""D:\\"" ", await TextAsync(task, "$_.Action.Argument"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_of_the_event_log_that_is_known_is_not_made_again_and_one_that_cannot_be_made_ends_it()
    {
        await RegisterAsync($"-ServiceAccount a$ -EventSource {PlayedEventLog.Known}");
        Assert.Equal(string.Empty, await TextAsync(PSObject.AsPSObject(0), "\"$global:source\""));

        var run = await RunAsync("-ServiceAccount a$ -EventSource refused");

        Assert.Contains("The source refused is refused.", run.TerminatingError!.Exception.Message, StringComparison.Ordinal);
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

    // The script as it lies in its folder, but for the classes of .NET that only Windows has, or has more of.
    private async Task<ScriptRun> RunAsync(string parameters)
    {
        var path = RecipeFiles.PathOf("Register-BackupComplianceTask.ps1");
        var text = (await File.ReadAllTextAsync(path)).Replace("[System.Diagnostics.EventLog]", $"[{typeof(PlayedEventLog).FullName}]", StringComparison.Ordinal)
            .Replace("[System.Environment]", $"[{typeof(PlayedEnvironment).FullName}]", StringComparison.Ordinal);
        _session.Set("script", Parser.ParseInput(text, path, out _, out var errors).GetScriptBlock());
        Assert.Empty(errors);
        return await _session.RunAsync($$"""
            {{Scheduler}}
            function ConvertTo-Secure { $text = [securestring]::new(); 's3cret-word'.ToCharArray() | ForEach-Object { $text.AppendChar($_) }; $text }
            & $script -AccountsPath accounts.csv -OutputPath 'the runs' {{parameters}}
            """);
    }

    private async Task<string> TextAsync(PSObject task, string expression) =>
        (await _session.RunAsync($"$input | ForEach-Object {{ {expression} }}", task)).Succeeded().Output[0].ToString();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
