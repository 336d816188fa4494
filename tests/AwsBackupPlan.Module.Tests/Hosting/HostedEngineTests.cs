using System.Management.Automation;
using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Hosting;

public sealed class HostedEngineTests
{
    [Fact]
    public async Task Every_stream_of_a_script_is_recorded()
    {
        using var session = ModuleSession.OpenWithout();

        var run = await session.RunAsync("""
            $VerbosePreference = $DebugPreference = 'Continue'
            function Test-Stream { [CmdletBinding()] param()
                $PSCmdlet.WriteObject(42); $PSCmdlet.WriteWarning('w'); $PSCmdlet.WriteVerbose('v'); $PSCmdlet.WriteDebug('d')
                $PSCmdlet.WriteInformation('i', [string[]]@('tag'))
                $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(7, 'activity', 'status'))
                $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('e'), 'Id', 'NotSpecified', 'target'))
            }
            Test-Stream
            """);

        Assert.Equal([42], run.OutputOf<int>());
        Assert.Equal(["w"], run.Warnings);
        Assert.Equal(["v"], run.Verbose);
        Assert.Equal(["d"], run.Debug);
        Assert.Equal("i", Assert.Single(run.Information).MessageData);
        Assert.Equal(7, Assert.Single(run.Progress).ActivityId);
        Assert.Equal("target", Assert.Single(run.Errors).TargetObject);
        Assert.Null(run.TerminatingError);
    }

    [Fact]
    public async Task A_thrown_error_is_the_terminating_one()
    {
        using var session = ModuleSession.OpenWithout();

        var run = await session.RunAsync("1; throw 'halt'; 2");

        Assert.Equal([1], run.OutputOf<int>());
        Assert.Equal("halt", run.TerminatingError?.Exception.Message);
    }

    [Fact]
    public async Task A_token_stops_a_running_script_as_Ctrl_C_does()
    {
        using var session = ModuleSession.OpenWithout();
        using var stop = new CancellationTokenSource();
        session.Set("stop", stop);

        var run = await session.RunUntilStoppedAsync("$stop.Cancel(); while ($true) { }", stop.Token);

        Assert.True(run.WasStopped);
    }

    [Fact]
    public async Task Questions_get_the_prepared_answers_and_fail_without_one()
    {
        using var session = ModuleSession.OpenWithout();
        session.Host.Recording.WillAnswer("Yes", "No");

        var run = await session.RunAsync("""
            function Remove-Thing { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([Parameter(ValueFromPipeline)]$Thing)
                process { if ($PSCmdlet.ShouldProcess($Thing)) { "removed $Thing" } } }
            'a', 'b', 'c' | Remove-Thing
            """);

        Assert.Equal(["removed a"], run.OutputOf<string>());
        Assert.Equal(["Yes", "No", null], [.. run.Prompts.Select(static p => p.Answer)]);
        Assert.Equal("Yes", run.Prompts[0].DefaultChoice);
        Assert.Contains("\"b\"", run.Prompts[1].Message, StringComparison.Ordinal);
        Assert.Contains("No answer was prepared", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_and_tables_are_shown_by_the_host()
    {
        using var session = ModuleSession.OpenWithout(width: 60);

        var run = await session.RunAsync("""
            function Set-Thing { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('target', 'change')) { 'did it' } }
            Set-Thing -WhatIf
            [pscustomobject]@{ Name = 'a'; Size = 1 }, [pscustomobject]@{ Name = 'bb'; Size = 22 } | Out-Default
            """);

        Assert.Empty(run.Output);
        Assert.Equal("""
            What if: Performing the operation "change" on target "target".

            Name Size
            ---- ----
            a       1
            bb     22


            """.ReplaceLineEndings("\n"), run.HostText.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Modules_show_their_own_help_and_views()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var module = Path.Combine(folder.FullName, "Throwaway.psd1");
            folder.CreateSubdirectory("en-US");
            await WriteAsync(module, """
                @{ RootModule = if ($PSEdition -eq 'Core') { 'Throwaway.psm1' } else { 'missing.psm1' }; ModuleVersion = '1.0'; FormatsToProcess = 'view.ps1xml' }
                """);
            await WriteAsync(Path.Combine(folder.FullName, "Throwaway.psm1"), """
                # .EXTERNALHELP Throwaway-Help.xml
                function Get-Throwaway { [pscustomobject]@{ PSTypeName = 'Throwaway'; Shown = 'yes'; Hidden = 'no' } }
                """);
            await WriteAsync(Path.Combine(folder.FullName, "view.ps1xml"), """
                <Configuration><ViewDefinitions><View><Name>T</Name><ViewSelectedBy><TypeName>Throwaway</TypeName></ViewSelectedBy>
                <TableControl><TableHeaders><TableColumnHeader/></TableHeaders><TableRowEntries><TableRowEntry><TableColumnItems>
                <TableColumnItem><PropertyName>Shown</PropertyName></TableColumnItem>
                </TableColumnItems></TableRowEntry></TableRowEntries></TableControl></View></ViewDefinitions></Configuration>
                """);
            await WriteAsync(Path.Combine(folder.FullName, "en-US", "Throwaway-Help.xml"), """
                <helpItems schema="maml" xmlns="http://msh"><command:command xmlns:maml="http://schemas.microsoft.com/maml/2004/10"
                xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10"><command:details><command:name>Get-Throwaway</command:name>
                <maml:description><maml:para>What it is for.</maml:para></maml:description></command:details></command:command></helpItems>
                """);
            using var session = ModuleSession.OpenWithout(modules: module);

            var run = await session.RunAsync("(Get-Help Get-Throwaway).Synopsis; Get-Throwaway | Out-Default");

            Assert.Equal(["What it is for."], run.Succeeded().OutputOf<string>());
            Assert.Equal("en-US", session.Host.CurrentUICulture.Name);
            Assert.Contains("Shown", run.HostText, StringComparison.Ordinal);
            Assert.DoesNotContain("Hidden", run.HostText, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_module_that_cannot_be_imported_is_an_error_that_names_it()
    {
        var exception = Assert.ThrowsAny<RuntimeException>(() => ModuleSession.OpenWithout(modules: "no-such-module.psd1"));

        Assert.Contains("no-such-module.psd1", exception.Message, StringComparison.Ordinal);
    }

    private static Task WriteAsync(string path, string text) => File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
}
