using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Sandbox;

public sealed class TourTests
{
    [Fact]
    public async Task The_tour_shows_each_command_with_its_tables_and_progress_and_succeeds()
    {
        var run = await SandboxProcess.RunAsync();

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.All(
            (string[])
            [
                "PS> Import-Csv accounts.csv | New-XacntBackupPlan -WhatIf\n",
                "What if: ",
                "PS> Import-Csv accounts.csv | Get-XacntBackupPlan\n",
                "PS> Import-Csv accounts.csv | Compare-XacntBackupPlan\n",
                "Start-XacntRestoreJob -DBInstanceIdentifier backup-demo-db-1-restored -Force |\n",
                "PS> Import-Csv accounts.csv | Remove-XacntBackupResource -Force\n",
                "PS> Invoke-SimulatedTime -Hours 48\n",
                "PS> Import-Csv accounts.csv | Get-XacntBackupJob -Summary\n",
                "PS> Import-Csv accounts.csv | Get-XacntProtectedResource -AbsName * -Unprotected\n",
                "NotSelected",
                "NoCopy",
                "Protected",
                "AccountId    AbsName",
                "Created",
                "Unchanged",
                "[Remove-XacntBackupResource]",
                "steps did what they should",
            ],
            text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
        Assert.Empty(run.Error);
        var page = Path.Combine(Directory.GetCurrentDirectory(), "out", "tour", "report.html");
        Assert.Contains($"\n{page}\n", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_does_not_do_what_it_should_ends_the_tour_with_status_1()
    {
        // An endpoint where nothing listens lets the first step that calls AWS fail.
        var run = await SandboxProcess.RunAsync("-Endpoint", "http://127.0.0.1:9");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Step 2 failed", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("steps did what they should", run.Output, StringComparison.Ordinal);
    }
}
