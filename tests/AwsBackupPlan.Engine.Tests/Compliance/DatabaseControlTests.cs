using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using static AwsBackupPlan.Engine.Tests.Compliance.ComplianceScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

public sealed class DatabaseControlTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_is_in_a_plan_or_not_and_a_cluster_whose_type_is_switched_off_is_not()
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 1);
        scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, "stray");
        await SwitchAuroraAsync(scene, isOn: false);

        Assert.Equal(["payroll-aurora-1: NON_COMPLIANT", "payroll-db-1: COMPLIANT", "stray: NON_COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN"));
        Assert.Equal(["payroll-aurora-1: NON_COMPLIANT", "payroll-db-1: NOT_APPLICABLE", "stray: NOT_APPLICABLE"], await JudgeAsync(scene, "XACNT_AURORA_OPT_IN"));
        await SwitchAuroraAsync(scene, isOn: true);
        Assert.Equal(["payroll-aurora-1: COMPLIANT", "payroll-db-1: NOT_APPLICABLE", "stray: NOT_APPLICABLE"], await JudgeAsync(scene, "XACNT_AURORA_OPT_IN"));
        Assert.Equal(["payroll-aurora-1: COMPLIANT", "payroll-db-1: COMPLIANT", "stray: NON_COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", absName: Scene.AbsName));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_database_that_has_lost_its_tag_is_an_open_finding_of_its_set_and_never_fixed(int instances)
    {
        await using var scene = await DeployedAsync(instances);
        var database = scene.Account.DatabaseArns[0];
        Add(scene, Scene.Primary, database, TimeSpan.FromHours(3));
        var baseline = Engine.Compliance.ComplianceBaseline.Parse(System.Text.Json.JsonSerializer.Serialize(new[] { await ReportAsync(scene, ["*"], absName: Scene.AbsName) }));
        scene.Simulator.Rds.SetTag(database, "ABS", null);

        var report = await ReportAsync(scene, ["*"], absName: Scene.AbsName, options: new() { Baseline = baseline });

        var finding = Assert.Single(report.Findings, static finding => finding is { Control: "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", ResourceName: "payroll-db-1" });
        Assert.Equal(("NON_COMPLIANT", ComplianceSeverity.Critical, true, Scene.AbsName, database), (finding.Status, finding.Severity, finding.IsNew, finding.AbsName, finding.ResourceArn));
        Assert.Contains("The backup set payroll has recovery points of it: it has lost its tag.", finding.Evidence, StringComparison.Ordinal);
        Assert.Equal($"# With credentials of account 222222222222:\naws rds add-tags-to-resource --region us-east-1 --resource-name {database} --tags 'Key=ABS,Value=payroll'", finding.Remedy);
        Assert.Contains(baseline.Findings, before => string.Equals(before.ResourceArn, database, StringComparison.Ordinal));
        Assert.DoesNotContain(report.Fixed, before => string.Equals(before.ResourceArn, database, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(23.9, "days", 1, "COMPLIANT")]
    [InlineData(24.1, "days", 1, "NON_COMPLIANT")]
    [InlineData(24.1, "hours", 25, "COMPLIANT")]
    [InlineData(3.1, "hours", 3, "NON_COMPLIANT")]
    public async Task The_newest_backup_may_be_as_old_as_the_parameters_say(double age, string unit, int value, string status)
    {
        await using var scene = await DeployedAsync();
        Add(scene, Scene.Primary, scene.Account.DatabaseArns[0], TimeSpan.FromHours(age));

        Assert.Equal([$"payroll-db-1: {status}"], await JudgeAsync(scene, "BACKUP_LAST_RECOVERY_POINT_CREATED", $$"""{ "recoveryPointAgeUnit": "{{unit}}", "recoveryPointAgeValue": {{value}} }"""));
    }

    [Fact]
    public async Task A_database_without_any_backup_is_not_compliant_once_one_is_due()
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { Instances = 1, Clusters = 0 });
        await scene.DeployedAsync();

        Assert.Equal(["payroll-db-1: INSUFFICIENT_DATA"], await JudgeAsync(scene, "BACKUP_LAST_RECOVERY_POINT_CREATED"));
        Assert.Equal(["payroll-db-1: INSUFFICIENT_DATA"], await JudgeAsync(scene, "XACNT_COPY_WITHIN_OBJECTIVE"));
        scene.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(["payroll-db-1: NON_COMPLIANT"], await JudgeAsync(scene, "BACKUP_LAST_RECOVERY_POINT_CREATED"));
        Assert.Equal(["payroll-db-1: NON_COMPLIANT"], await JudgeAsync(scene, "XACNT_COPY_WITHIN_OBJECTIVE"));
    }

    [Fact]
    public async Task Copies_have_to_go_to_every_Region_that_is_listed_or_to_any_other_where_none_is()
    {
        await using var scene = await DeployedAsync();

        Assert.Equal(["payroll-db-1: COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION"));
        Assert.Equal(["payroll-db-1: COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", """{ "crossRegionList": ["us-east-2"] }"""));
        Assert.Equal(["payroll-db-1: NON_COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", """{ "crossRegionList": ["us-east-2", "eu-west-1"] }"""));
        Assert.Equal(["payroll-db-1: NON_COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT"));
        await AddCopyActionAsync(scene, "arn:aws:backup:us-east-1:333333333333:backup-vault:Central");
        Assert.Equal(["payroll-db-1: COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT"));
        Assert.Equal(["payroll-db-1: NON_COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT", """{ "crossAccountList": ["444444444444"] }"""));
    }

    [Fact]
    public async Task A_late_copy_is_not_compliant_however_new_the_backup_is_and_its_last_failure_is_the_evidence()
    {
        await using var scene = await DeployedAsync(instances: 2);
        foreach (var database in scene.Account.DatabaseArns)
        {
            Add(scene, Scene.Primary, database, TimeSpan.FromHours(3));
        }

        Add(scene, Scene.Copy, scene.Account.DatabaseArns[0], TimeSpan.FromHours(3));
        Add(scene, Scene.Copy, scene.Account.DatabaseArns[1], TimeSpan.FromDays(4));
        scene.Simulator.Backup.AddCopyJob(Scene.AccountId, Scene.Primary, new SeededCopyJob
        {
            SourceVaultName = Scene.VaultName,
            SourceRecoveryPointArn = $"arn:aws:rds:us-east-1:{Scene.AccountId}:snapshot:awsbackup:job-1",
            DestinationVaultArn = $"arn:aws:backup:{Scene.Copy}:{Scene.AccountId}:backup-vault:{Scene.VaultName}",
            ResourceArn = scene.Account.DatabaseArns[1],
            State = "FAILED",
            StatusMessage = "The key there is disabled.",
            CreationDate = scene.Simulator.World.Now - TimeSpan.FromHours(2),
        });

        var report = await ReportAsync(scene, ["XACNT_COPY_WITHIN_OBJECTIVE"]);

        Assert.Equal(["payroll-db-2: NON_COMPLIANT", "payroll-db-1: COMPLIANT"], report.Findings.Select(static finding => $"{finding.ResourceName}: {finding.Status}"));
        Assert.Contains("The key there is disabled.", report.Findings[0].Evidence, StringComparison.Ordinal);
        Assert.Contains("Start-XacntCopyJob -CopyRegion us-east-2", report.Findings[0].Remedy, StringComparison.Ordinal);
        Assert.Equal("us-east-2", report.Findings[0].Region);
    }

    [Theory]
    [InlineData(47.9, null, "COMPLIANT", 10080)]
    [InlineData(48.01, null, "NON_COMPLIANT", 10080)]
    [InlineData(27.9, null, "COMPLIANT", 120)]
    [InlineData(28.01, null, "NON_COMPLIANT", 120)]
    [InlineData(23.9, 0, "COMPLIANT", 10080)]
    [InlineData(24.01, 0, "NON_COMPLIANT", 10080)]
    [InlineData(35.9, 12, "COMPLIANT", 120)]
    [InlineData(36.01, 12, "NON_COMPLIANT", 120)]
    public async Task A_copy_may_be_older_than_the_objective_by_the_tolerance(double age, int? tolerance, string status, int completionWindow)
    {
        await using var scene = await DeployedAsync();
        scene.Time.Advance(TimeSpan.FromDays(2));
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, plan.PlanId, document => document["Rules"]![0]!["CompletionWindowMinutes"] = completionWindow);
        Add(scene, Scene.Primary, scene.Account.DatabaseArns[0], TimeSpan.FromHours(age));
        Add(scene, Scene.Copy, scene.Account.DatabaseArns[0], TimeSpan.FromHours(age));

        var report = await ReportAsync(
            scene, ["XACNT_COPY_WITHIN_OBJECTIVE"], tolerance is null ? "{}" : $$"""{ "controls": { "XACNT_COPY_WITHIN_OBJECTIVE": { "parameters": { "toleranceHours": {{tolerance}} } } } }""");

        var finding = Assert.Single(report.Findings);
        Assert.Equal(status, finding.Status);
        Assert.StartsWith("The newest copy in us-east-2 is ", finding.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rate(1 day)")]
    [InlineData("cron(0 5 1 1 ? 2199)")]
    public async Task A_rule_whose_schedule_is_not_known_or_runs_once_copies_all_the_same(string schedule)
    {
        await using var scene = await ProtectedAsync();
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, plan.PlanId, document => document["Rules"]![0]!["ScheduleExpression"] = schedule);

        Assert.Equal(["payroll-db-1: INSUFFICIENT_DATA"], await JudgeAsync(scene, "XACNT_COPY_WITHIN_OBJECTIVE"));
        Assert.Equal(["payroll-db-1: COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION"));
        Assert.Equal(["payroll-db-1: COMPLIANT"], await JudgeAsync(scene, "BACKUP_LAST_RECOVERY_POINT_CREATED"));
        await LockAsync(scene, Scene.Primary);
        await LockAsync(scene, Scene.Copy);
        Assert.Equal(["payroll-db-1: COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK"));
    }

    [Fact]
    public async Task How_often_a_rule_runs_whose_schedule_is_not_known_nobody_can_say()
    {
        await using var scene = await DeployedAsync();
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, plan.PlanId, static document => document["Rules"]![0]!["ScheduleExpression"] = "rate(1 day)");

        Assert.Equal([$"{Scene.PlanName}: INSUFFICIENT_DATA"], await JudgeAsync(scene, "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK"));
    }

    [Fact]
    public async Task Whether_a_copy_is_due_each_place_tells_for_itself()
    {
        await using var scene = await DeployedAsync();
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, plan.PlanId, static document => document["Rules"]!.AsArray().Add(new JsonObject
        {
            ["RuleName"] = "Weekly",
            ["TargetBackupVaultName"] = Scene.VaultName,
            ["ScheduleExpression"] = "cron(0 5 ? * MON *)",
            ["CopyActions"] = new JsonArray(new JsonObject { ["DestinationBackupVaultArn"] = $"arn:aws:backup:eu-west-1:{Scene.AccountId}:backup-vault:{Scene.VaultName}" }),
        }));
        Add(scene, Scene.Primary, scene.Account.DatabaseArns[0], TimeSpan.FromHours(2));

        var report = await ReportAsync(scene, ["XACNT_COPY_WITHIN_OBJECTIVE"]);

        Assert.Equal(["eu-west-1: INSUFFICIENT_DATA", "us-east-2: NON_COMPLIANT"], report.Findings.Select(static finding => $"{finding.Region}: {finding.Status}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Copies_in_two_accounts_of_one_Region_are_told_apart()
    {
        await using var scene = await DeployedAsync();
        await AddCopyActionAsync(scene, $"arn:aws:backup:{Scene.Copy}:333333333333:backup-vault:Central");
        Add(scene, Scene.Copy, scene.Account.DatabaseArns[0], TimeSpan.FromHours(2));

        Assert.Equal(["payroll-db-1 in account 333333333333: NON_COMPLIANT", "payroll-db-1: COMPLIANT"], await JudgeAsync(scene, "XACNT_COPY_WITHIN_OBJECTIVE"));
    }

    [Fact]
    public async Task The_age_of_copies_is_not_told_where_one_is_missing()
    {
        await using var scene = await ProtectedAsync();
        Assert.NotNull(Assert.Single((await ReportAsync(scene, ["XACNT_COPY_WITHIN_OBJECTIVE"])).Resources).CopyAge);
        await AddCopyActionAsync(scene, $"arn:aws:backup:eu-west-1:{Scene.AccountId}:backup-vault:{Scene.VaultName}");

        Assert.Null(Assert.Single((await ReportAsync(scene, ["XACNT_COPY_WITHIN_OBJECTIVE"])).Resources).CopyAge);
    }

    [Theory]
    [InlineData("{}", "COMPLIANT")]
    [InlineData("""{ "minRetentionDays": 7, "maxRetentionDays": 400 }""", "COMPLIANT")]
    [InlineData("""{ "minRetentionDays": 8 }""", "NON_COMPLIANT")]
    [InlineData("""{ "maxRetentionDays": 399 }""", "NON_COMPLIANT")]
    public async Task All_vaults_of_a_database_have_to_be_locked_within_the_limits(string parameters, string status)
    {
        await using var scene = await DeployedAsync();
        Assert.Equal(["payroll-db-1: NON_COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK"));
        await LockAsync(scene, Scene.Primary);
        Assert.Equal(["payroll-db-1: NON_COMPLIANT"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK"));
        await LockAsync(scene, Scene.Copy);

        Assert.Equal([$"payroll-db-1: {status}"], await JudgeAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK", parameters));
    }

    [Theory]
    [InlineData(720, "COMPLIANT")]
    [InlineData(91, "COMPLIANT")]
    [InlineData(90, "NON_COMPLIANT")]
    public async Task The_last_restore_has_to_be_quick_enough_and_without_one_nothing_can_be_said(int minutes, string status)
    {
        await using var scene = await ProtectedAsync();
        scene.Simulator.Backup.Behaviour.RestoreJobStartsAfter = TimeSpan.FromMinutes(1);
        scene.Simulator.Backup.Behaviour.RestoreJobRunsFor = TimeSpan.FromMinutes(90);
        Assert.Equal(["payroll-db-1: INSUFFICIENT_DATA"], await JudgeAsync(scene, "RESTORE_TIME_FOR_RESOURCES_MEET_TARGET"));
        using (var backup = await scene.Other().ClientAsync())
        {
            var point = (await backup.ListRecoveryPointsByBackupVaultAsync(new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = Scene.VaultName }, Token)).RecoveryPoints[0].RecoveryPointArn;
            var metadata = (await backup.GetRecoveryPointRestoreMetadataAsync(new GetRecoveryPointRestoreMetadataRequest { BackupVaultName = Scene.VaultName, RecoveryPointArn = point }, Token)).RestoreMetadata;
            metadata["DBInstanceIdentifier"] = "again";
            await backup.StartRestoreJobAsync(
                new StartRestoreJobRequest { RecoveryPointArn = point, Metadata = metadata, IamRoleArn = $"arn:aws:iam::{Scene.AccountId}:role/AWSBackup-Custom", IdempotencyToken = "once" },
                Token);
        }

        scene.Time.Advance(TimeSpan.FromHours(3));

        Assert.Contains($"payroll-db-1: {status}", await JudgeAsync(scene, "RESTORE_TIME_FOR_RESOURCES_MEET_TARGET", $$"""{ "maxRestoreTime": {{minutes}} }"""));
    }

    [Fact]
    public async Task Without_a_logically_air_gapped_vault_no_database_is_in_one()
    {
        await using var scene = await ProtectedAsync();

        Assert.Equal(["payroll-db-1: NON_COMPLIANT"], await JudgeAsync(scene, "RESOURCES_IN_LOGICALLY_AIR_GAPPED_VAULT"));
    }

    [Theory]
    [InlineData(23.9, "days", 1, "COMPLIANT")]
    [InlineData(24.01, "days", 1, "NON_COMPLIANT")]
    [InlineData(2.9, "hours", 3, "COMPLIANT")]
    [InlineData(3.01, "hours", 3, "NON_COMPLIANT")]
    public async Task A_recovery_point_in_a_logically_air_gapped_vault_may_be_as_old_as_the_parameters_say(double age, string unit, int value, string status)
    {
        await using var scene = await ProtectedAsync(instances: 2);
        scene.Simulator.Backup.AddAirGappedVault(Scene.AccountId, Scene.Primary, "Gap");
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, scene.Account.DatabaseArns[0], TimeSpan.FromHours(age)) with { VaultName = "Gap" });

        Assert.Equal(
            [$"payroll-db-1: {status}", "payroll-db-2: NON_COMPLIANT"],
            await JudgeAsync(scene, "RESOURCES_IN_LOGICALLY_AIR_GAPPED_VAULT", $$"""{ "recoveryPointAgeUnit": "{{unit}}", "recoveryPointAgeValue": {{value}} }"""));
    }

    private static async Task LockAsync(Scene scene, string region)
    {
        using var backup = await scene.Other(region).ClientAsync();
        await backup.PutBackupVaultLockConfigurationAsync(new PutBackupVaultLockConfigurationRequest { BackupVaultName = Scene.VaultName, MinRetentionDays = 7, MaxRetentionDays = 400 }, Token);
    }

    private static async Task AddCopyActionAsync(Scene scene, string vaultArn)
    {
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, plan.PlanId, document =>
            document["Rules"]![0]!["CopyActions"]!.AsArray().Add(new JsonObject { ["DestinationBackupVaultArn"] = vaultArn }));
    }

    private static async Task SwitchAuroraAsync(Scene scene, bool isOn)
    {
        using var backup = await scene.Other().ClientAsync();
        await backup.UpdateRegionSettingsAsync(new UpdateRegionSettingsRequest { ResourceTypeOptInPreference = new Dictionary<string, bool>(StringComparer.Ordinal) { ["Aurora"] = isOn } }, Token);
    }
}
