using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;

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
    [InlineData("[pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll'; ResourceArn = $null } | Start-XacntBackupJob", "ResourceArn")]
    [InlineData("Start-XacntBackupJob -InputObject ([pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll'; ResourceArn = 'payroll-db-1' })", "ResourceArn")]
    [InlineData("Start-XacntBackupJob 200000000001 payroll -ResourceArn @('payroll-db-1', '')", "ResourceArn")]
    [InlineData("Start-XacntBackupJob 200000000001 payroll -ResourceArn @($neverSet, 'payroll-db-1')", "ResourceArn")]
    [InlineData("Start-XacntBackupJob 200000000001 payroll -RetentionDays $neverSet", "RetentionDays")]
    [InlineData("Start-XacntBackupJob 200000000001 payroll -StartWindowMinutes $neverSet", "StartWindowMinutes")]
    [InlineData("Start-XacntBackupJob 200000000001 payroll -CompleteWindowMinutes $neverSet", "CompleteWindowMinutes")]
    [InlineData("Start-XacntBackupJob 200000000001 payroll -IdempotencyToken $neverSet", "IdempotencyToken")]
    [InlineData("Start-XacntCopyJob 200000000001 payroll -RecoveryPointArn arn:aws:rds:us-east-1:200000000001:snapshot:awsbackup:x -RetentionDays $neverSet", "RetentionDays")]
    [InlineData("Start-XacntCopyJob 200000000001 payroll -RecoveryPointArn arn:aws:rds:us-east-1:200000000001:snapshot:awsbackup:x -BackupVaultName $neverSet", "BackupVaultName")]
    [InlineData("Start-XacntRestoreJob 200000000001 payroll -RecoveryPointArn arn:aws:rds:us-east-1:200000000001:snapshot:awsbackup:x -DBInstanceIdentifier a -PointInTime $neverSet -Force", "PointInTime")]
    [InlineData("Start-XacntRestoreJob 200000000001 payroll -RecoveryPointArn arn:aws:rds:us-east-1:200000000001:snapshot:awsbackup:x -DBInstanceIdentifier a -Metadata @{ PubliclyAccessible = $neverSet } -Force", "Metadata")]
    [InlineData("Start-XacntRestoreJob 200000000001 payroll -RecoveryPointArn arn:aws:rds:us-east-1:200000000001:snapshot:awsbackup:x -DBInstanceIdentifier a -DBInstanceClass r6g.large -Force", "DBInstanceClass")]
    [InlineData("Start-XacntRestoreJob 200000000001 payroll -RecoveryPointArn arn:aws:rds:us-east-1:200000000001:snapshot:awsbackup:x -DBInstanceIdentifier a -Metadata @{ Nope = 1 } -WhatIf", "Metadata")]
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

    [Theory]
    [InlineData("'payroll-db-2' | Start-XacntBackupJob -AccountId 200000000001 -AbsName payroll")]
    [InlineData("'200000000002' | Start-XacntBackupJob -AccountId 200000000001 -AbsName payroll")]
    [InlineData("200000000002 | Get-XacntBackupPlan -AccountId 200000000001")]
    public async Task A_text_that_is_piped_in_beside_AccountId_is_an_error_and_not_every_database(string command)
    {
        var run = await Session.RunAsync(command);

        Assert.Contains("-AccountId names another", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task The_account_that_AccountId_names_may_be_piped_in_too()
    {
        await DeployAsync();

        var run = (await Session.RunAsync($"'{Payroll}' | Start-XacntBackupJob -AccountId {Payroll} -AbsName payroll -ResourceArn payroll-db-1")).Succeeded();

        Assert.Equal(["payroll-db-1"], run.Values("ResourceName"));
    }

    [Fact]
    public async Task Ctrl_C_in_the_midst_of_starting_says_that_jobs_may_have_begun_and_how_to_see_them()
    {
        await DeployAsync();
        using var stop = new CancellationTokenSource();
        Simulator.AddFault(new FaultRule { Operation = "StartBackupJob", Kind = FaultKind.Timeout, Times = 0, Struck = stop.Cancel });

        var run = await Session.RunUntilStoppedAsync($"Start-XacntBackupJob {Payroll} payroll -ResourceArn payroll-db-1", stop.Token);

        Assert.True(run.WasStopped);
        Assert.Contains("jobs may have begun: Get-XacntBackupJob -JobType Backup -Since '", run.HostText, StringComparison.Ordinal);
        Assert.Contains("starts them again: only with the same -IdempotencyToken", run.HostText, StringComparison.Ordinal);
        Assert.DoesNotContain("to go on", run.HostText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "starts them again")]
    [InlineData("-IdempotencyToken x", "what has begun is not begun twice")]
    public async Task The_time_that_is_up_says_that_jobs_may_have_begun_and_what_a_repetition_does(string parameter, string said)
    {
        await DeployAsync();
        Simulator.AddFault(new FaultRule { Operation = "DescribeRegionSettings", Kind = FaultKind.Timeout, Times = 0 });

        var run = await Session.RunAsync($"Start-XacntBackupJob {Payroll} payroll -ResourceArn payroll-db-1 -TimeoutSeconds 1 {parameter}");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("WorkTimedOut,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"Jobs may have begun, and those that are known to have came out: Get-XacntBackupJob -AccountId {Payroll} -Region us-east-1 -JobType Backup -Since '", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(said, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_StopOnError_leaves_is_not_told_to_go_on_by_itself()
    {
        await DeployAsync();

        var run = await Session.RunAsync($"Start-XacntBackupJob {Payroll}, {OtherPayroll} payroll -ResourceArn nobody -ThrottleLimit 1 -StopOnError 1");

        Assert.Contains("jobs may have begun", run.Errors[^1].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("left as it is", run.Errors[^1].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recovery_points_of_several_backup_sets_that_share_a_name_are_an_error_each_and_none_is_restored()
    {
        await DeployAsync();
        Seed(1);
        Simulator.Backup.AddVault(Payroll, "us-east-1", "orders-Vault");
        Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-1", new SeededRecoveryPoint { VaultName = "orders-Vault", ResourceArn = $"arn:aws:rds:us-east-1:{Payroll}:db:payroll-db-2" });

        var run = await Session.RunAsync($"Get-XacntRecoveryPoint {Payroll} -CopyRegion none | Start-XacntRestoreJob -DBInstanceIdentifier again -ThrottleLimit 1 -Force");

        Assert.Equal(["IdentifierNotUnique", "IdentifierNotUnique"], run.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task A_backup_that_failed_and_is_piped_on_says_so()
    {
        await DeployAsync();
        var id = Simulator.Backup.AddBackupJob(Payroll, "us-east-1", new SeededBackupJob { VaultName = "payroll-Vault", ResourceArn = $"arn:aws:rds:us-east-1:{Payroll}:db:payroll-db-1", State = "FAILED", StatusMessage = "No more room." });

        var run = await Session.RunAsync($"Get-XacntBackupJob {Payroll} | Start-XacntCopyJob");

        Assert.Contains($"The backup job {id} is FAILED and has no recovery point (AWS: No more room.)", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_host_that_cannot_ask_is_told_of_Force_only_where_there_is_one()
    {
        await DeployAsync();
        Seed(1);

        var backup = await Session.RunAsync($"try {{ Start-XacntBackupJob {Payroll} payroll -Confirm }} catch {{ throw }}");
        var restore = await Session.RunAsync($"try {{ Get-XacntRecoveryPoint {Payroll} | Start-XacntRestoreJob -DBInstanceIdentifier again }} catch {{ throw }}");

        Assert.StartsWith("Run it with -Confirm:$false. ", backup.TerminatingError?.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.StartsWith("Run it with -Confirm:$false or with -Force. ", restore.TerminatingError?.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
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
        Assert.Contains("aws rds create-db-instance --db-instance-identifier again-1 --db-cluster-identifier again --db-instance-class db.r6g.xlarge --engine aurora-mysql --no-publicly-accessible --region us-east-1", run.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("no plan that selects by tags takes again once restored", run.Warnings[1], StringComparison.Ordinal);
    }

    private async Task DeployAsync()
    {
        (await Session.RunAsync($"{Accounts} | New-XacntBackupPlan -ResourceType RDS")).Succeeded();
        Simulator.ClearRequests();
    }

    private void Seed(int number) => Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-1", new SeededRecoveryPoint { VaultName = "payroll-Vault", ResourceArn = $"arn:aws:rds:us-east-1:{Payroll}:db:payroll-db-{number}" });
}
