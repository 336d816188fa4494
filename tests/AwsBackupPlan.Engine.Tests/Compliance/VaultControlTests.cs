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
    [InlineData(24, 35, "COMPLIANT", "hours")]
    [InlineData(23, 35, "NON_COMPLIANT", "hours")]
    public async Task A_rule_of_a_plan_runs_often_enough_and_keeps_long_enough(int frequency, int retention, string status, string unit = "days")
    {
        await using var scene = await DeployedAsync();

        Assert.Equal(
            [$"{Scene.PlanName}: {status}"],
            await JudgeAsync(scene, "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK", $$"""{ "requiredFrequencyUnit": "{{unit}}", "requiredFrequencyValue": {{frequency}}, "requiredRetentionDays": {{retention}} }"""));
    }

    [Theory]
    [InlineData("cron(0 5 ? * MON *)", null, "NON_COMPLIANT")]
    [InlineData("cron(0 5 ? * * *)", "Europe/Berlin", "COMPLIANT")]
    [InlineData("cron(0 5,17 ? * * *)", null, "COMPLIANT")]
    [InlineData("cron(0 5,17 ? * * *)", null, "COMPLIANT", 12)]
    [InlineData("cron(0 5,17 ? * * *)", null, "NON_COMPLIANT", 11)]
    [InlineData("cron(0 5 ? * * *)", "Europe/Berlin", "NON_COMPLIANT", 23)]
    public async Task The_longest_time_between_two_runs_counts_and_summer_time_does_not(string schedule, string? timeZone, string status, int hours = 24)
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { Instances = 1, Clusters = 0 });
        await scene.DeployedAsync(new DeploymentOptions { ScheduleExpression = schedule, ScheduleExpressionTimezone = timeZone });

        Assert.Equal([$"{Scene.PlanName}: {status}"], await JudgeAsync(scene, "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK", $$"""{ "requiredFrequencyUnit": "hours", "requiredFrequencyValue": {{hours}} }"""));
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
        Assert.Equal([BothVaults + "COMPLIANT", BothVaults + "COMPLIANT"], await JudgeAsync(scene, Control));
        Assert.Equal([BothVaults + "NON_COMPLIANT", BothVaults + "NON_COMPLIANT"], await JudgeAsync(scene, Control, """{ "principalArnList": [] }"""));
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
    [InlineData("\"*\"", "NON_COMPLIANT")]
    [InlineData("\"arn:aws:iam::*:role/*\"", "NON_COMPLIANT")]
    [InlineData("\"arn:aws:iam::222222222222:*\"", "NON_COMPLIANT")]
    [InlineData("\"arn:aws:iam::222222222222:role/**\"", "NON_COMPLIANT")]
    [InlineData("[\"arn:aws:iam::222222222222:role/Admin\", \"arn:aws:iam::222222222222:user/?*\"]", "NON_COMPLIANT")]
    [InlineData("\"arn:aws:iam::222222222222:role/Admin\"", "COMPLIANT")]
    [InlineData("\"arn:aws:iam::*:role/Admin\"", "COMPLIANT")]
    [InlineData("\"arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*\"", "COMPLIANT")]
    public async Task A_policy_that_lets_anybody_through_protects_from_nobody(string principals, string status)
    {
        await using var scene = await DeployedAsync();
        SetPolicies(scene, Denial("ArnNotLike", principals));

        Assert.Equal([BothVaults + status, BothVaults + status], await JudgeAsync(scene, "XACNT_VAULT_POLICY_PROTECTS"));
        Assert.Equal([BothVaults + "NON_COMPLIANT", BothVaults + "NON_COMPLIANT"], await JudgeAsync(scene, "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED"));
    }

    [Theory]
    [InlineData("arn:aws:iam::222222222222:role/A", "arn:aws:iam::222222222222:role/B", "nobody")]
    [InlineData("*", "arn:aws:iam::222222222222:role/B", "arn:aws:iam::222222222222:role/B")]
    [InlineData("arn:aws:iam::222222222222:role/B*", "arn:aws:iam::222222222222:role/B1", "arn:aws:iam::222222222222:role/B1")]
    public async Task Two_denials_let_through_whom_both_let_through(string one, string other, string through)
    {
        await using var scene = await DeployedAsync();
        SetPolicies(scene, $"{Denial("ArnNotLike", $"\"{one}\"")},{Denial("StringNotLike", $"\"{other}\"")}");

        var report = await ReportAsync(scene, ["XACNT_VAULT_POLICY_PROTECTS"]);

        Assert.All(report.Findings, finding => Assert.Equal(("COMPLIANT", $"Its access policy lets through {through}."), (finding.Status, finding.Evidence)));
        var expected = through is "nobody" ? "COMPLIANT" : "NON_COMPLIANT";
        Assert.Equal([BothVaults + expected, BothVaults + expected], await JudgeAsync(scene, "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED"));
    }

    [Fact]
    public async Task The_key_of_a_logically_air_gapped_vault_is_AWSs_own_and_is_not_judged()
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Backup.AddAirGappedVault(Scene.AccountId, Scene.Primary, "gap-Vault");

        Assert.Equal(["gap-Vault: NOT_APPLICABLE", BothVaults + "COMPLIANT", BothVaults + "COMPLIANT"], await JudgeAsync(scene, "XACNT_VAULT_KEY_USABLE"));
    }

    [Fact]
    public async Task A_recovery_point_of_which_AWS_does_not_say_whether_it_is_encrypted_is_not_compliant()
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, scene.Account.DatabaseArns[0], TimeSpan.FromHours(1)) with { IsEncrypted = null });

        Assert.Contains("payroll-db-1 in payroll-Vault: INSUFFICIENT_DATA", await JudgeAsync(scene, "BACKUP_RECOVERY_POINT_ENCRYPTED"));
    }

    [Theory]
    [InlineData("EXPIRED", "INSUFFICIENT_DATA")]
    [InlineData("AVAILABLE", "COMPLIANT")]
    public async Task Only_a_continuous_backup_that_is_available_goes_on(string state, string status)
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, scene.Account.DatabaseArns[0], TimeSpan.FromHours(1)) with { IsContinuous = true, Status = state, DeleteAfterDays = 35 });

        Assert.Contains($"payroll-db-1 in payroll-Vault: {status}", await JudgeAsync(scene, "XACNT_CONTINUOUS_BACKUP_GOING"));
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

    private static void SetPolicies(Scene scene, string statements)
    {
        foreach (var region in new[] { Scene.Primary, Scene.Copy })
        {
            scene.Simulator.Backup.SetAccessPolicy(Scene.AccountId, region, Scene.VaultName, $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""");
        }
    }

    private static string Denial(string condition, string principals) =>
        $$"""{"Effect":"Deny","Principal":"*","Action":"backup:*","Resource":"*","Condition":{"{{condition}}":{"aws:PrincipalArn": {{principals}} } } }""";

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
