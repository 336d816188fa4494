using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Sandbox;

/// <summary>The night's work that the Sandbox lets AWS Backup do.</summary>
public sealed class SimulatedBackupTests
{
    private const string Account = "$a = @{ AccountId = '200000000001'; AbsName = 'backup-demo' }; ";

    [Fact]
    public async Task It_keeps_what_the_rule_says_and_tells_jobs_that_fail_with_their_message()
    {
        var run = await SandboxProcess.RunAsync("-Command", Account + """
            $null = New-XacntBackupPlan @a -DeleteAfterDays 30
            $null = Set-XacntVaultLock @a -MinRetentionDays 10 -MaxRetentionDays 40 -Force
            Invoke-SimulatedBackup @a
            Invoke-SimulatedDrift @a
            Invoke-SimulatedBackup @a
            """);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("AWS Backup made 3 recovery points in account 200000000001, and copied 3 into us-east-2.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("AWS Backup made 0 recovery points in account 200000000001 (3 failed: FAILED The retention period of 7 days is shorter than the minimum", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Continuous_backups_can_be_made_and_given_back()
    {
        var run = await SandboxProcess.RunAsync("-Command", Account + """
            $null = New-XacntBackupPlan @a -PlanDocument '{"Rules":[{"ScheduleExpression":"cron(0 5 * * ? *)","Lifecycle":{"DeleteAfterDays":30},"EnableContinuousBackup":true}]}'
            Invoke-SimulatedBackup @a
            Invoke-SimulatedBackup @a
            (Remove-XacntBackupResource @a -ContinuousBackup Disassociate -Force).ContinuousBackupsDisassociated
            """);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.EndsWith("3\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_plan_there_is_nothing_to_do()
    {
        var run = await SandboxProcess.RunAsync("-Command", Account + "Invoke-SimulatedBackup @a");

        Assert.Equal("200000000001 has no plan backup-demo-RDS-BackupPlan-Default in us-east-1: AWS Backup has nothing to do.\n", run.Output);
    }
}
