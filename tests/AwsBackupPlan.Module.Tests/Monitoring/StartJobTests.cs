using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Module.Tests.Monitoring;

/// <summary>The cmdlets that start backups, copies and restores.</summary>
public sealed class StartJobTests : CmdletTest
{
    private const string Accounts = $"@{{ AccountId = '{Payroll}'; AbsName = 'payroll' }}, @{{ AccountId = '{OtherPayroll}'; AbsName = 'payroll' }}";

    [Fact]
    public async Task All_that_the_plans_of_accounts_select_is_backed_up_with_one_session_each()
    {
        await DeployAsync();

        var run = (await Session.RunAsync($"{Accounts} | Start-XacntBackupJob")).Succeeded();

        Assert.Equal(4, run.Output.Count);
        Assert.Empty(run.Prompts);
        Assert.Equal(2, Simulator.Requests.Count(static request => request.Operation is "AssumeRole"));
        Assert.StartsWith("2 accounts: 2 started in ", Assert.Single(run.Information).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Databases_that_are_piped_in_are_one_piece_of_work_and_one_question_for_each_account()
    {
        await DeployAsync();
        Session.Host.Recording.WillAnswer("Yes", "No");

        var run = (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | Get-XacntProtectedResource -AbsName payroll -ResourceArn *-db-* | Start-XacntBackupJob -ThrottleLimit 1 -Confirm -RetentionDays 7")).Succeeded();

        Assert.Equal(2, run.Prompts.Count);
        Assert.Contains("Start 2 backup jobs: Back up payroll-db-1 into payroll-Vault, kept for 7 days; Back up payroll-db-2", run.Prompts[0].Message, StringComparison.Ordinal);
        Assert.Single(run.Values("AccountId").Distinct());
        Assert.Equal(["payroll-db-1", "payroll-db-2"], run.Values("ResourceName").Order());
        Assert.StartsWith("2 accounts: 1 started, 1 declined in ", Assert.Single(run.Information, static line => line.ToString().Contains("started", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_backed_up_is_an_error_each_after_the_jobs_that_began()
    {
        await DeployAsync();

        var run = await Session.RunAsync($"Start-XacntBackupJob {Payroll} payroll -ResourceArn payroll-db-1, nobody, payroll-aurora-1-1");
        var stopped = await Session.RunAsync($"Start-XacntBackupJob {Payroll} payroll -ResourceArn payroll-db-2, nobody, payroll-aurora-1-1 -ErrorAction Stop -OutVariable jobs; ");
        var kept = (await Session.RunAsync("$jobs")).Succeeded();

        Assert.Equal(["Backup"], run.Values("JobType").Select(static type => type!.ToString()!));
        Assert.Equal(["DatabaseNotFound", "DatabaseIsClusterMember"], run.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.All(run.Errors, static error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
        Assert.StartsWith("1 account: 1 incomplete in ", Assert.Single(run.Information).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("DatabaseNotFound,", stopped.TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["payroll-db-2"], kept.Values("ResourceName"));
    }

    [Theory]
    [InlineData("Start-XacntBackupJob 200000000001", "AbsName")]
    [InlineData("Start-XacntBackupJob 200000000001 payroll -ResourceArn ''", "ResourceArn")]
    [InlineData("[pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll'; ResourceArn = '' } | Start-XacntBackupJob", "ResourceArn")]
    [InlineData("Start-XacntBackupJob 200000000001 payroll -ResourceArn 'payroll-*'", "ResourceArn")]
    [InlineData("Start-XacntBackupJob 200000000001 payroll -CompleteWindowMinutes 60", "CompleteWindowMinutes")]
    [InlineData("Start-XacntCopyJob 200000000001 payroll", "RecoveryPointArn")]
    [InlineData("Start-XacntCopyJob 200000000001 payroll -CopyRegion us-west-2 -DestinationVaultArn arn:aws:backup:us-west-2:200000000001:backup-vault:Other", "DestinationVaultArn")]
    [InlineData("Start-XacntCopyJob 200000000001 -RecoveryPointArn arn:aws:rds:us-east-1:200000000001:snapshot:awsbackup:x", "BackupVaultName")]
    [InlineData("Start-XacntRestoreJob 200000000001 payroll -RecoveryPointArn arn:aws:rds:us-east-1:200000000001:snapshot:awsbackup:x -Force", "DBInstanceIdentifier")]
    [InlineData("Start-XacntRestoreJob 200000000001 payroll -RecoveryPointArn arn:aws:rds:us-east-2:200000000001:snapshot:awsbackup:x -DBInstanceIdentifier a -Force", "RecoveryPointArn")]
    [InlineData("Start-XacntRestoreJob 200000000001 payroll -RecoveryPointArn arn:aws:rds:us-east-1:200000000001:snapshot:awsbackup:x -DBInstanceIdentifier a -VpcSecurityGroupId default -Force", "VpcSecurityGroupId")]
    public async Task What_cannot_be_is_one_error_before_any_call(string command, string parameter)
    {
        var run = await Session.RunAsync(command);

        Assert.Contains(parameter + ": ", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Nothing_that_comes_down_the_pipeline_starts_nothing()
    {
        var run = (await Session.RunAsync("@() | Start-XacntBackupJob -AbsName payroll; @() | Start-XacntCopyJob; @() | Start-XacntRestoreJob")).Succeeded();

        Assert.Equal(3, run.Warnings.Count);
        Assert.StartsWith("No database came down the pipeline", run.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("No recovery point came down the pipeline", run.Warnings[2], StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task Recovery_points_are_piped_into_copies_and_restores_under_names_of_their_own()
    {
        await DeployAsync();
        Seed(1);
        Seed(2);

        var copied = (await Session.RunAsync($"1, 2 | ForEach-Object {{ Get-XacntRecoveryPoint {Payroll} -CopyRegion none | Start-XacntCopyJob -IdempotencyToken once }}")).Succeeded();
        Session.Host.Recording.WillAnswer("Yes");
        var restored = (await Session.RunAsync($"Get-XacntRecoveryPoint {Payroll} -CopyRegion none | Start-XacntRestoreJob -DBInstanceIdentifier {{ \"$($_.ResourceName)-again\" }} -MultiAZ:$false")).Succeeded();

        Assert.Equal(4, copied.Output.Count);
        Assert.Equal(2, copied.Values("JobId").Distinct().Count());
        Assert.All(copied.Values("DestinationRegion"), static region => Assert.Equal("us-east-2", region));
        var question = Assert.Single(restored.Prompts).Message;
        Assert.Contains("Restore payroll-db-1 as payroll-db-1-again, with ", question, StringComparison.Ordinal);
        Assert.Contains("MultiAZ=false", question, StringComparison.Ordinal);
        Assert.Contains("PubliclyAccessible=false", question, StringComparison.Ordinal);
        Assert.Equal(2, restored.Output.Count);
        Simulator.World.Advance(TimeSpan.FromHours(1));
        Assert.Equal("available", Simulator.Rds.StateOf($"arn:aws:rds:us-east-1:{Payroll}:db:payroll-db-2-again").Status);
    }

    [Fact]
    public async Task One_name_for_several_recovery_points_is_an_error_each_and_restores_nothing()
    {
        await DeployAsync();
        Seed(1);
        Seed(2);

        var run = await Session.RunAsync($"Get-XacntRecoveryPoint {Payroll} -CopyRegion none | Start-XacntRestoreJob -DBInstanceIdentifier again -Force");

        Assert.Equal(["IdentifierNotUnique", "IdentifierNotUnique"], run.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Empty(run.Output);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task Recovery_points_of_several_Regions_are_a_piece_of_work_each_and_those_of_another_role_are_refused()
    {
        await DeployAsync();
        Seed(1);
        Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-2", new SeededRecoveryPoint { VaultName = "payroll-Vault", ResourceArn = $"arn:aws:rds:us-east-1:{Payroll}:db:payroll-db-2" });

        var run = await Session.RunAsync($$"""
            $points = Get-XacntRecoveryPoint {{Payroll}}
            $points | Start-XacntRestoreJob -DBInstanceIdentifier again -Force
            $own = $points | Where-Object Region -eq us-east-1
            $own, [pscustomobject]@{ AccountId = $own.AccountId; AbsName = $own.AbsName; Region = $own.Region; VaultName = $own.VaultName; RecoveryPointArn = $own.RecoveryPointArn; RoleName = 'Another' } |
                Start-XacntRestoreJob -DBInstanceIdentifier other -Force
            """);

        Assert.Equal(["us-east-1", "us-east-1", "us-east-2"], run.Values("Region").Cast<string>().Order(StringComparer.Ordinal));
        Assert.StartsWith("ConflictingInput,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_shows_what_would_be_started_and_writes_nothing()
    {
        await DeployAsync();
        Seed(1);

        var run = (await Session.RunAsync($$"""
            {{Accounts}} | Start-XacntBackupJob -WhatIf -RestrictSession
            Get-XacntRecoveryPoint {{Payroll}} | Start-XacntCopyJob -WhatIf -RestrictSession
            Get-XacntRecoveryPoint {{Payroll}} | Start-XacntRestoreJob -DBInstanceIdentifier again -Metadata @{ Port = 3307 } -WhatIf -Force -RestrictSession
            """)).Succeeded();

        Assert.Equal(6, run.HostText.Split("What if: ").Length - 1);
        Assert.Contains("Port=3307", run.HostText, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Empty(run.Prompts);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task A_restored_cluster_has_a_warning_with_the_command_that_makes_its_instance()
    {
        await DeployAsync();
        Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-1", new SeededRecoveryPoint { VaultName = "payroll-Vault", ResourceArn = $"arn:aws:rds:us-east-1:{Payroll}:cluster:payroll-aurora-1" });

        var run = (await Session.RunAsync($"Get-XacntRecoveryPoint {Payroll} | Start-XacntRestoreJob -DBInstanceIdentifier again -DBInstanceClass db.r6g.xlarge -Force")).Succeeded();

        Assert.Single(run.Output);
        Assert.Contains("aws rds create-db-instance --db-instance-identifier again-1 --db-cluster-identifier again --db-instance-class db.r6g.xlarge --engine aurora-mysql --no-publicly-accessible --region us-east-1", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    private async Task DeployAsync()
    {
        (await Session.RunAsync($"{Accounts} | New-XacntBackupPlan -ResourceType RDS")).Succeeded();
        Simulator.ClearRequests();
    }

    private void Seed(int number) => Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-1", new SeededRecoveryPoint { VaultName = "payroll-Vault", ResourceArn = $"arn:aws:rds:us-east-1:{Payroll}:db:payroll-db-{number}" });
}
