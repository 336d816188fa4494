using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Isolation;

/// <summary>The module beside other copies of the AWS SDK, and imported more than once.</summary>
public sealed class ImportTests : CmdletTest
{
    private const string Loaded = """
        function Get-LoadedSdk {
            [AppDomain]::CurrentDomain.GetAssemblies() |
                Where-Object { $_.GetName().Name -match '^(AWSSDK|Amazon|AwsBackupPlan\.Engine)' } |
                ForEach-Object { '{0} {1}' -f $_.GetName().Name, [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }
        }

        """;

    [Fact]
    public async Task Import_loads_neither_the_engine_nor_the_SDK()
    {
        var lines = await FreshProcess.RunAsync(endpoint: null, Loaded + "Import-Module $manifest; Get-LoadedSdk; [AwsBackupPlan.BackupAccount].FullName; (Get-Command -Module AwsBackupPlan).Count");

        Assert.Equal(["AwsBackupPlan.BackupAccount", "23"], [.. lines]);
    }

    [Fact]
    public async Task The_first_use_loads_them_into_a_context_of_their_own()
    {
        var lines = await FreshProcess.RunAsync(Simulator.Endpoint, Loaded + "Import-Module $manifest; Get-XacntBackupPlan 200000000001; Get-LoadedSdk");

        Assert.Contains("AwsBackupPlan.Engine AwsBackupPlan", lines, StringComparer.Ordinal);
        Assert.Contains("AWSSDK.Core AwsBackupPlan", lines, StringComparer.Ordinal);
        Assert.All(lines, static line => Assert.EndsWith(" AwsBackupPlan", line, StringComparison.Ordinal));
        // Only who reads files has the use of it.
        Assert.DoesNotContain("AWSSDK.S3 AwsBackupPlan", lines, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("3.7.402", "3.3.0.0")]
    [InlineData("4.0.3.3", "4.0.0.0")]
    public async Task Another_modules_older_SDK_and_ours_live_side_by_side(string package, string assemblyVersion)
    {
        var lines = await FreshProcess.RunAsync(Simulator.Endpoint, Loaded + $$"""
            $other = [Reflection.Assembly]::LoadFrom('{{FreshProcess.Metadata("AWSSDK.Core " + package)}}')
            Import-Module $manifest
            (New-XacntBackupPlan 200000000001 payroll -WarningAction SilentlyContinue).Status
            Get-LoadedSdk | Where-Object { $_ -match '^AWSSDK.Core' }
            $other.GetName().Version.ToString()
            """);

        Assert.Equal(["Created", "AWSSDK.Core Default", "AWSSDK.Core AwsBackupPlan", assemblyVersion], [.. lines]);
    }

    [Theory]
    [InlineData("Import-Module $manifest -Force")]
    [InlineData("Remove-Module AwsBackupPlan; Import-Module $manifest")]
    public async Task The_module_works_after_it_was_imported_again(string again)
    {
        var lines = await FreshProcess.RunAsync(Simulator.Endpoint, Loaded + $$"""
            Import-Module $manifest
            Get-XacntBackupPlan 200000000001
            {{again}}
            ([AwsBackupPlan.BackupAccount]@{ AccountId = '200000000001' } | Compare-XacntBackupPlan -AbsName payroll -WarningAction SilentlyContinue).Status
            @(Get-LoadedSdk | Where-Object { $_ -match 'Engine' }).Count
            """);

        Assert.Equal(["NotDeployed", "1"], [.. lines]);
    }

    [Fact]
    public async Task The_module_is_imported_and_works_in_a_constrained_language()
    {
        var lines = await FreshProcess.RunAsync(Simulator.Endpoint, """
            $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
            Import-Module $manifest
            "$((@{ AccountId = '200000000001'; AbsName = 'payroll' } | New-XacntBackupPlan).Status) $($ExecutionContext.SessionState.LanguageMode)"
            """);

        Assert.Equal(["Created ConstrainedLanguage"], [.. lines]);
    }

    [Fact]
    public async Task Two_sessions_of_one_process_work_side_by_side()
    {
        using var other = ModuleSession.Open(Simulator.Endpoint);

        var runs = await Task.WhenAll(Session.RunAsync("New-XacntBackupPlan 200000000001 payroll"), other.RunAsync("New-XacntBackupPlan 200000000002 payroll"));

        Assert.All(runs, static run => Assert.Equal("Created", run.Succeeded().Values("Status").Single()?.ToString()));
        Assert.Equal(runs[0].Output[0].BaseObject.GetType(), runs[1].Output[0].BaseObject.GetType());
    }
}
