using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Sandbox;

public sealed class SandboxCommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("'fine'", 0, "fine\n")]
    [InlineData("'before'; exit 3", 3, "before\n")]
    [InlineData("Write-Error bad", 1, "")]
    [InlineData("Write-Error bad; 'last part succeeded'", 0, "last part succeeded\n")]
    [InlineData("'before'; throw 'halt'", 1, "before\n")]
    [InlineData("no-such-command", 1, "")]
    [InlineData("'unfinished", 1, "")]
    public async Task A_command_ends_with_the_exit_status_that_pwsh_gives_it(string command, int exitCode, string output)
    {
        var run = await SandboxProcess.RunAsync("-Command", command);

        Assert.Equal(output, run.Output);
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Theory]
    [InlineData("'fine'", 0, "fine\n")]
    [InlineData("'before'; exit 3; 'after'", 3, "before\n")]
    [InlineData("Write-Error bad", 0, "")]
    [InlineData("throw 'halt'", 1, "")]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Content none.txt; 'after'", 1, "")]
    public async Task A_file_ends_with_the_exit_status_that_pwsh_gives_it(string script, int exitCode, string output)
    {
        var run = await SandboxProcess.RunAsync("-File", Write(script));

        Assert.Equal(output, run.Output);
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Theory]
    [InlineData("no_proxy")]
    [InlineData("NO_PROXY")]
    public async Task A_proxy_of_the_machine_does_not_come_between(string variable)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["http_proxy"] = "http://127.0.0.1:9", [variable] = "example.com" };

        var run = await SandboxProcess.RunAsync(["-Command", "($SandboxAccounts[0] | Compare-XacntBackupPlan -WarningAction SilentlyContinue).Status; $env:NO_PROXY"], input: string.Empty, environment);

        Assert.Equal("NotDeployed\nexample.com,127.0.0.1\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_file_gets_its_arguments()
    {
        var file = Write("param([string]$Name, [switch]$On, [switch]$Off, [int]$Number, [Parameter(ValueFromRemainingArguments)]$Rest) \"$Name/$On/$Off/$Number/$Rest\"");

        var run = await SandboxProcess.RunAsync("-File", file, "-Name", "a b", "-On", "-Off:$false", "-Number:-5", "x", "y");

        Assert.Equal(("a b/True/False/-5/x y\n", 0), (run.Output, run.ExitCode));
    }

    [Fact]
    public async Task A_relative_file_is_found_from_where_the_caller_is()
    {
        Write("\"$($MyInvocation.MyCommand.Name) $((Get-ChildItem).Count)\"");

        var run = await SandboxProcess.RunAsync(["-File", "x.ps1"], input: string.Empty, folder: _folder.FullName);

        Assert.Equal("x.ps1 1\n", run.Output);
    }

    [Theory]
    [InlineData("There is no option -Nonsense", "-Nonsense")]
    [InlineData("'stray' stands where an option is expected", "stray")]
    [InlineData("-Fleet needs a value", "-Fleet")]
    [InlineData("-Fleet takes a whole number from 1 to 10000, not 'many'", "-Fleet", "many", "-Command", "1")]
    [InlineData("-LatencyMs takes a whole number", "-LatencyMs", "-1")]
    [InlineData("-Endpoint takes an address", "-Endpoint", "here")]
    [InlineData("There is no script file 'none.ps1'", "-File", "none.ps1")]
    [InlineData("-Interactive and -Command do not go together", "-Interactive", "-Command", "1")]
    public async Task A_wrong_command_line_is_refused_with_the_reason(string reason, params string[] arguments)
    {
        var run = await SandboxProcess.RunAsync(arguments);

        Assert.Equal((64, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Contains("-Help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option_and_every_stand_in()
    {
        var run = await SandboxProcess.RunAsync("-Help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(
            (string[])["-File", "-Command", "-Interactive", "-Fleet", "-LatencyMs", "-Endpoint", "$SandboxAccounts", "Invoke-SimulatedBackup", "Invoke-SimulatedDrift", "Select-Object", "Write-Warning"],
            option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_the_command_writes_is_on_standard_output()
    {
        var run = await SandboxProcess.RunAsync("-Command", "Write-Progress busy now; Write-Error bad; 'out'");

        Assert.Equal("out\n", run.Output);
        Assert.Contains("stand-ins", run.Error, StringComparison.Ordinal);
        Assert.Contains("Write-Error: bad", run.Error, StringComparison.Ordinal);
        Assert.Contains("[busy] now", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fleet_has_as_many_accounts_as_asked_for()
    {
        var run = await SandboxProcess.RunAsync("-Fleet", "4", "-Command", "$SandboxAccounts | % { \"$($_.AccountId) $($_.AbsName)\" }");

        Assert.Equal("200000000001 backup-demo\n200000000002 backup-demo\n200000000003 backup-demo\n200000000004 backup-demo\n", run.Output);
    }

    [Fact]
    public async Task Nothing_of_the_users_AWS_is_left_and_no_proxy_stands_in_between()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_PROFILE"] = "production",
            ["AWS_SESSION_TOKEN"] = "real-token",
            ["AWS_ENDPOINT_URL_BACKUP"] = "https://backup.example",
            ["HTTP_PROXY"] = "http://127.0.0.1:9",
            ["http_proxy"] = "http://127.0.0.1:9",
        };

        var run = await SandboxProcess.RunAsync(
            ["-Command", "\"$env:AWS_PROFILE$env:AWS_SESSION_TOKEN$env:AWS_ENDPOINT_URL_BACKUP|$env:AWS_ENDPOINT_URL\"; ($SandboxAccounts | Get-XacntBackupPlan).Count"],
            input: string.Empty,
            environment);

        Assert.StartsWith("|http://127.0.0.1:", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n0\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_question_that_nobody_can_answer_fails_with_the_remedy()
    {
        var run = await SandboxProcess.RunAsync("-Command", "'x' | Set-Content none.txt -Confirm");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("-Confirm:$false", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_stops_what_runs_and_ends_with_status_130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that stands for Ctrl-C in another process.");

        // The sleep would outlast the whole test run.
        var run = await SandboxProcess.RunAndInterruptAsync("started", ["-Command", "'started'; Start-Sleep 100000; 'not reached'"]);

        Assert.Equal((130, "started\n"), (run.ExitCode, run.Output));
    }

    // In a process of its own, since the SDK reads the files once in each.
    [Theory]
    [InlineData("")]
    [InlineData("-AccessKey AKIAIOSFODNN7EXAMPLE -SecretKey another")]
    public async Task Of_a_broken_credentials_file_nothing_but_the_place_reaches_any_stream(string credentials)
    {
        var file = Write("[default]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key: very-secret\n");
        var run = await SandboxProcess.RunAsync(
            "-Command",
            $"'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY' | ForEach-Object {{ Remove-Item env:$_ }}; $env:AWS_SHARED_CREDENTIALS_FILE = '{file}'; New-XacntBackupPlan 200000000001 backup-demo {credentials} -Verbose -Debug 4>&1 5>&1 | Format-List; $Error | ForEach-Object {{ $_.Exception.ToString() }}");

        Assert.Contains($"Line 3 of {file} is no [section]", (run.Output + run.Error).ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_at_the_prompt_stops_what_runs_and_not_the_prompt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that stands for Ctrl-C in another process.");
        var file = Write("'started'; Start-Sleep 100000; 'not reached'");

        var run = await SandboxProcess.RunAndInterruptAsync("started", ["-Interactive"], input: $"[void]0\n& '{file}'\n'goes on'\nexit 4\n");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("goes on\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not reached", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typed_commands_run_as_soon_as_they_are_complete_until_exit()
    {
        var run = await SandboxProcess.RunAsync(["-Interactive"], "function f {\n'in f'\n}\n\nf\n'unfinished\n\nnosuch\n2 * 21\nexit 5\n'after'\n");

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("in f\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("42\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("after", run.Output, StringComparison.Ordinal);
        Assert.Contains("'nosuch' is not recognized", run.Error, StringComparison.Ordinal);
        Assert.Contains("missing the terminator", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_prompt_asks_questions_and_ends_with_its_input()
    {
        _folder.CreateSubdirectory("a");
        _folder.CreateSubdirectory("b");

        var run = await SandboxProcess.RunAsync(["-Interactive"], "Remove-Item a, b -Confirm\n?\ny\nn\n(Get-ChildItem).Name", folder: _folder.FullName);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("[Y] Yes  [A] Yes to All  [N] No  [L] No to All", run.Output, StringComparison.Ordinal);
        Assert.Contains("Y - Continue with only the next step of the operation.", run.Output, StringComparison.Ordinal);
        Assert.Contains("> b\n", run.Output, StringComparison.Ordinal);
    }

    private string Write(string script)
    {
        var path = Path.Combine(_folder.FullName, "x.ps1");
        File.WriteAllText(path, script);
        return path;
    }
}
