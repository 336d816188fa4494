using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Kms;
using static AwsBackupPlan.Engine.Tests.Compliance.ComplianceScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

public sealed class VaultControlTests
{
    private const string BothVaults = "payroll-Vault: ";

    [Theory]
    [InlineData(1, 35, "COMPLIANT")]
    [InlineData(1, 300, "COMPLIANT")]
    [InlineData(1, 301, "NON_COMPLIANT")]
    public async Task A_rule_of_a_plan_runs_often_enough_and_keeps_long_enough(int frequency, int retention, string status)
    {
        await using var scene = await DeployedAsync();

        Assert.Equal(
            [$"{Scene.PlanName}: {status}"],
            await JudgeAsync(scene, "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK", $$"""{ "requiredFrequencyUnit": "days", "requiredFrequencyValue": {{frequency}}, "requiredRetentionDays": {{retention}} }"""));
    }

    [Theory]
    [InlineData("cron(0 5 ? * MON *)", null, "NON_COMPLIANT")]
    [InlineData("cron(0 5 ? * * *)", "Europe/Berlin", "COMPLIANT")]
    [InlineData("cron(0 5,17 ? * * *)", null, "COMPLIANT")]
    public async Task The_longest_time_between_two_runs_counts_and_summer_time_does_not(string schedule, string? timeZone, string status)
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { Instances = 1, Clusters = 0 });
        await scene.DeployedAsync(new DeploymentOptions { ScheduleExpression = schedule, ScheduleExpressionTimezone = timeZone });

        Assert.Equal([$"{Scene.PlanName}: {status}"], await JudgeAsync(scene, "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK"));
    }

    [Theory]
    [InlineData(35, "COMPLIANT")]
    [InlineData(34, "NON_COMPLIANT")]
    [InlineData(null, "COMPLIANT")]
    public async Task The_recovery_point_that_is_kept_shortest_decides(int? days, string status)
    {
        await using var scene = await DeployedAsync();
        var database = scene.Account.DatabaseArns[0];
        Add(scene, Scene.Primary, database, TimeSpan.FromHours(1));
        var arn = scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, database, TimeSpan.FromHours(9)) with { DeleteAfterDays = days });

        var report = await ReportAsync(scene, ["BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK"]);

        Assert.Contains($"payroll-db-1 in payroll-Vault: {status}", report.Findings.Select(static finding => $"{finding.ResourceName}: {finding.Status}"));
        Assert.Equal(days is 34 ? 1 : 0, report.Findings.Count(finding => finding.Evidence.Contains(arn, StringComparison.Ordinal) && finding.IsOpen));
    }

    [Fact]
    public async Task One_recovery_point_that_is_not_encrypted_is_found_among_others()
    {
        await using var scene = await ProtectedAsync(instances: 2);
        var arn = scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Copy, Point(scene, scene.Account.DatabaseArns[1], TimeSpan.FromDays(1)) with { IsEncrypted = false });

        var report = await ReportAsync(scene, ["BACKUP_RECOVERY_POINT_ENCRYPTED"]);

        var open = Assert.Single(report.Findings, static finding => finding.IsOpen);
        Assert.Equal((scene.Account.DatabaseArns[1], "us-east-2"), (open.ResourceArn, open.Region));
        Assert.Contains($"1 of 2 recovery points not encrypted, such as {arn}", open.Evidence, StringComparison.Ordinal);
        Assert.Equal(4, report.Findings.Count);
        Assert.Equal(75, report.Score);
    }

    [Fact]
    public async Task Whom_the_access_policy_lets_delete_has_to_be_named()
    {
        await using var scene = await DeployedAsync();
        const string Control = "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED";
        Assert.Equal([BothVaults + "NON_COMPLIANT", BothVaults + "NON_COMPLIANT"], await JudgeAsync(scene, Control));
        Assert.Equal([BothVaults + "NON_COMPLIANT", BothVaults + "NON_COMPLIANT"], await JudgeAsync(scene, "XACNT_VAULT_POLICY_PROTECTS"));
        await scene.DeployedAsync(new DeploymentOptions { VaultAccessPolicy = VaultAccessPolicy.Protect });

        Assert.Equal([BothVaults + "COMPLIANT", BothVaults + "COMPLIANT"], await JudgeAsync(scene, "XACNT_VAULT_POLICY_PROTECTS"));
        Assert.Equal([BothVaults + "NON_COMPLIANT", BothVaults + "NON_COMPLIANT"], await JudgeAsync(scene, Control));
        Assert.Equal([BothVaults + "COMPLIANT", BothVaults + "COMPLIANT"], await JudgeAsync(scene, Control, $$"""{ "principalArnList": ["arn:aws:iam::{{Scene.AccountId}}:role/Xacnt_Backup_Role"] }"""));
    }

    [Theory]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:*","Resource":"*"}""", "COMPLIANT")]
    [InlineData("""{"Effect":"Deny","Principal":{"AWS":"*"},"Action":["backup:Delete*","backup:PutBackupVaultAccessPolicy","backup:UpdateRecoveryPointLifecycle"],"Resource":"*"}""", "COMPLIANT")]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:DeleteRecoveryPoint","Resource":"*"}""", "NON_COMPLIANT")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"backup:*","Resource":"*"}""", "NON_COMPLIANT")]
    [InlineData("""{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::222222222222:role/Some"},"Action":"backup:*","Resource":"*"}""", "NON_COMPLIANT")]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}""", "NON_COMPLIANT")]
    public async Task Only_a_denial_that_holds_for_everybody_at_all_times_counts(string statement, string status)
    {
        await using var scene = await DeployedAsync();
        foreach (var region in new[] { Scene.Primary, Scene.Copy })
        {
            scene.Simulator.Backup.SetAccessPolicy(Scene.AccountId, region, Scene.VaultName, $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""");
        }

        Assert.Equal([BothVaults + status, BothVaults + status], await JudgeAsync(scene, "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED"));
    }

    [Theory]
    [InlineData(KeyState.Enabled, "COMPLIANT", "")]
    [InlineData(KeyState.Disabled, "NON_COMPLIANT", "aws kms enable-key")]
    [InlineData(KeyState.PendingDeletion, "NON_COMPLIANT", "aws kms cancel-key-deletion")]
    public async Task The_key_of_a_vault_has_to_be_usable_in_every_Region(KeyState state, string status, string remedy)
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Kms.SetKeyState(scene.Account.KeyArns[1], state);

        var report = await ReportAsync(scene, ["XACNT_VAULT_KEY_USABLE"]);

        Assert.Equal(["us-east-1: COMPLIANT", $"us-east-2: {status}"], report.Findings.Select(static finding => $"{finding.Region}: {finding.Status}").Order(StringComparer.Ordinal));
        Assert.Contains(remedy, report.Findings[0].Remedy ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_continuous_backup_that_has_stopped_is_found()
    {
        await using var scene = await DeployedAsync();
        Assert.Contains("payroll-Vault: NOT_APPLICABLE", await JudgeAsync(scene, "XACNT_CONTINUOUS_BACKUP_GOING"));
        var arn = scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, scene.Account.DatabaseArns[0], TimeSpan.FromDays(5)) with { IsContinuous = true, DeleteAfterDays = 35 });
        Assert.Contains("payroll-db-1 in payroll-Vault: COMPLIANT", await JudgeAsync(scene, "XACNT_CONTINUOUS_BACKUP_GOING"));
        scene.Simulator.Backup.StopContinuousBackup(Scene.AccountId, Scene.Primary, arn);

        Assert.Contains("payroll-db-1 in payroll-Vault: NON_COMPLIANT", await JudgeAsync(scene, "XACNT_CONTINUOUS_BACKUP_GOING"));
    }
}
