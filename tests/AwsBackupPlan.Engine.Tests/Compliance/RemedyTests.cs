using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Kms;
using AwsBackupPlan.Simulator.Sts;
using static AwsBackupPlan.Engine.Tests.Compliance.ComplianceScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

/// <summary>What findings say is to be done: it can be pasted, and changes nothing but what it is for.</summary>
public sealed class RemedyTests
{
    private const string Frequency = "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK";
    private const string Retention = "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK";
    private const string PolicyProtects = "XACNT_VAULT_POLICY_PROTECTS";
    private const string Deletion = "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED";
    private const string Deploy = "New-XacntBackupPlan -AccountId 222222222222 -AbsName payroll -Region us-east-1 -CopyRegion us-east-2";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_that_keeps_shorter_than_its_document_is_brought_back_to_it()
    {
        await using var scene = await DeployedAsync();
        await scene.DeployedAsync(new DeploymentOptions { DeleteAfterDays = 7 });

        Assert.Equal(Deploy, await RemedyAsync(scene, Frequency));
    }

    [Fact]
    public async Task Where_the_document_is_not_enough_it_is_told_to_change_it_and_nothing_would_be_kept_shorter()
    {
        await using var scene = await DeployedAsync();

        var remedy = await RemedyAsync(scene, Frequency, """{ "requiredRetentionDays": 301 }""");

        Assert.Equal($"# Change the plan document (the SSM parameter /backupprocess/backupplan in us-east-1 of account 222222222222, or where else it was given from), so that it has a rule that runs at least every 1 day and keeps 301 days; then run {Deploy}", remedy);
    }

    [Fact]
    public async Task A_document_that_keeps_shorter_than_the_plan_is_not_brought_in_by_pasting()
    {
        await using var scene = await DeployedAsync();
        await scene.DeployedAsync(new DeploymentOptions { DeleteAfterDays = 400, ScheduleExpression = "cron(0 5 ? * MON *)" });

        Assert.StartsWith("# The plan document is as asked for, and keeps shorter than the plan does now.", await RemedyAsync(scene, Frequency), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300, "# The plan payroll-RDS-BackupPlan-Default keeps new ones long enough.")]
    [InlineData(7, Deploy)]
    public async Task Recovery_points_are_kept_longer_and_new_ones_by_the_plan(int deployed, string ofNewOnes)
    {
        await using var scene = await DeployedAsync();
        await scene.DeployedAsync(new DeploymentOptions { DeleteAfterDays = deployed });
        var arn = scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, scene.Account.DatabaseArns[0], TimeSpan.FromHours(9)) with { DeleteAfterDays = 34 });

        Assert.Equal(
            [
                ofNewOnes, "# This one, and others that are there likewise; what a lock of the vault or its policy forbids stays as it is.", "# With credentials of account 222222222222:",
                $"aws backup update-recovery-point-lifecycle --backup-vault-name payroll-Vault --region us-east-1 --recovery-point-arn {arn} --lifecycle DeleteAfterDays=35",
            ],
            (await RemedyAsync(scene, Retention)).Split('\n'));
    }

    [Fact]
    public async Task An_account_without_copies_is_given_none_by_a_remedy()
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { Instances = 1, Clusters = 0 });
        Assert.Null((await scene.DeployAsync(target: scene.Target with { CopyRegions = [] })).Failure?.Message);

        Assert.Equal("New-XacntBackupPlan -AccountId 222222222222 -AbsName payroll -Region us-east-1 -CopyRegion none -VaultAccessPolicy Protect", await RemedyAsync(scene, PolicyProtects));
        Assert.Equal(
            "# Choose a Region for copies, and name it with -CopyRegion in place of none: New-XacntBackupPlan -AccountId 222222222222 -AbsName payroll -Region us-east-1 -CopyRegion none",
            await RemedyAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION"));
        Assert.Equal(
            "New-XacntBackupPlan -AccountId 222222222222 -AbsName payroll -Region us-east-1 -CopyRegion eu-west-1",
            await RemedyAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", """{ "crossRegionList": ["eu-west-1"] }"""));
    }

    [Fact]
    public async Task A_Region_that_copies_lack_is_named_beside_those_that_they_have()
    {
        await using var scene = await DeployedAsync();

        Assert.Equal($"{Deploy},eu-west-1", await RemedyAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", """{ "crossRegionList": ["us-east-2", "eu-west-1"] }"""));
    }

    [Fact]
    public async Task What_the_report_was_given_stands_in_its_remedies_and_no_external_id()
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { KeyAlias = "alias/backups", PlanParameterName = "/plans/backup", TagKey = "Backup Set", Instances = 1, Clusters = 0 });
        scene.Simulator.Sts.SetRole(Scene.AccountId, "ops/Auditor", new SimulatedRole { ExternalId = "canary-id" });
        var options = new DeploymentOptions { KeyAlias = "alias/backups", PlanParameterName = "/plans/backup", TagKey = "Backup Set", BackupRoleName = "AWSBackup-Custom" };
        var target = scene.Target with { RoleName = "ops/Auditor", ExternalId = "canary-id" };
        Assert.Null((await scene.DeployAsync(options, target)).Failure?.Message);

        var report = (await scene.Engine.ReportComplianceAsync(
            target with { AbsName = "*", CopyRegionsAreDefault = true }, new ComplianceOptions { Deployment = options, Policy = CompliancePolicy.Default.With([PolicyProtects], [], null) }, scene.Observer, Token)).Result!;

        Assert.Equal(
            "New-XacntBackupPlan -AccountId 222222222222 -AbsName payroll -Region us-east-1 -RoleName ops/Auditor -ExternalId $externalId -CopyRegion us-east-2 -TagKey 'Backup Set' -KeyAlias alias/backups -PlanParameterName /plans/backup -VaultAccessPolicy Protect",
            report.Findings[0].Remedy);
        Assert.DoesNotContain(report.Findings, static finding => finding.Remedy?.Contains("canary", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task A_central_vault_that_the_plan_copies_to_is_in_its_desired_state_and_in_remedies()
    {
        const string Central = "arn:aws:backup:us-east-1:333333333333:backup-vault:Central";
        await using var scene = await DeployedAsync();
        using (var backup = await new OtherWriter(scene.Simulator, "333333333333", Scene.Primary).ClientAsync())
        {
            await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = "Central", EncryptionKeyArn = scene.Simulator.Kms.AddKey("333333333333", Scene.Primary) }, Token);
            await backup.PutBackupVaultAccessPolicyAsync(
                new PutBackupVaultAccessPolicyRequest { BackupVaultName = "Central", Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}]}""" }, Token);
        }

        await scene.DeployedAsync(new DeploymentOptions { CentralVaultArn = Central });

        Assert.Equal(["payroll: COMPLIANT"], await JudgeAsync(scene, "XACNT_DESIRED_STATE_IN_PLACE"));
        Assert.Equal($"{Deploy} -CentralVaultArn {Central} -VaultAccessPolicy Protect", await RemedyAsync(scene, PolicyProtects));
    }

    [Fact]
    public async Task The_role_that_the_module_assumes_may_delete_where_nobody_is_named_and_else_those_that_are()
    {
        await using var scene = await DeployedAsync();
        Assert.Equal($"{Deploy} -VaultAccessPolicy Protect", await RemedyAsync(scene, Deletion));
        await scene.DeployedAsync(new DeploymentOptions { VaultAccessPolicy = VaultAccessPolicy.Protect });

        Assert.Equal(["payroll-Vault: COMPLIANT", "payroll-Vault: COMPLIANT"], await JudgeAsync(scene, Deletion));
        Assert.Equal(
            $"{Deploy} -VaultAccessPolicy Protect -ProtectedPrincipal arn:aws:iam::222222222222:role/Xacnt_Backup_Role,arn:aws:iam::222222222222:role/Admin",
            await RemedyAsync(scene, Deletion, """{ "principalArnList": ["arn:aws:iam::222222222222:role/Xacnt_Backup_Role", "arn:aws:iam::222222222222:role/Admin", "arn:aws:iam::444444444444:role/Other"] }""", before: static scene =>
            {
                scene.Simulator.Backup.SetAccessPolicy(Scene.AccountId, Scene.Primary, Scene.VaultName, """{"Version":"2012-10-17","Statement":[{"Sid":"AwsBackupPlanProtect","Effect":"Deny","Principal":"*","Action":"backup:DeleteRecoveryPoint","Resource":"*"}]}""");
            }));
        Assert.StartsWith("# This leaves out the role Xacnt_Backup_Role", await RemedyAsync(scene, Deletion, """{ "principalArnList": ["arn:aws:iam::222222222222:role/Admin"] }"""), StringComparison.Ordinal);
        Assert.StartsWith("# principalArnList names nobody of account 222222222222", await RemedyAsync(scene, Deletion, """{ "principalArnList": [] }"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_a_policy_of_the_module_lets_through_stays_let_through_and_a_policy_of_others_is_added_to_knowingly()
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Backup.SetAccessPolicy(Scene.AccountId, Scene.Primary, Scene.VaultName, """
            {"Version":"2012-10-17","Statement":[{"Sid":"AwsBackupPlanProtect","Effect":"Deny","Principal":"*","Action":"backup:DeleteRecoveryPoint","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/Xacnt_Backup_Role","arn:aws:iam::*:role/Ops"]}}}]}
            """);
        Assert.Equal($"{Deploy} -VaultAccessPolicy Protect -ProtectedPrincipal arn:aws:iam::*:role/Xacnt_Backup_Role,arn:aws:iam::*:role/Ops", await RemedyAsync(scene, PolicyProtects));
        scene.Simulator.Backup.SetAccessPolicy(Scene.AccountId, Scene.Primary, Scene.VaultName, """{"Version":"2012-10-17","Statement":[{"Sid":"Theirs","Effect":"Deny","Principal":"*","Action":"backup:DeleteBackupVault","Resource":"*"}]}""");

        Assert.Equal($"# The vault has an access policy of its own. This adds the statement to it and leaves the others: {Deploy} -VaultAccessPolicy Protect -Adopt", await RemedyAsync(scene, PolicyProtects));
    }

    [Fact]
    public async Task A_database_that_no_plan_takes_has_the_remedy_of_its_cause_by_every_control()
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 1);
        var stray = scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, "stray");
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.UpdateRegionSettingsAsync(new UpdateRegionSettingsRequest { ResourceTypeOptInPreference = new Dictionary<string, bool>(StringComparer.Ordinal) { ["Aurora"] = false } }, Token);
        }

        string[] controls = ["BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT", "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK", "BACKUP_LAST_RECOVERY_POINT_CREATED"];
        var report = await ReportAsync(scene, controls);

        var ofCluster = report.Findings.Where(static finding => finding.ResourceName is "payroll-aurora-1").ToList();
        var ofStray = report.Findings.Where(static finding => finding.ResourceName is "stray").ToList();
        Assert.Equal((controls.Length, controls.Length), (ofCluster.Count, ofStray.Count));
        Assert.All(ofCluster, static finding => Assert.Equal("# With credentials of account 222222222222:\naws backup update-region-settings --region us-east-1 --resource-type-opt-in-preference Aurora=true", finding.Remedy));
        Assert.All(ofStray, finding => Assert.StartsWith("# Choose its backup set, and give it the tag ABS", finding.Remedy, StringComparison.Ordinal));
        Assert.All(ofStray, finding => Assert.Contains(stray, finding.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_late_copy_is_made_from_the_newest_backup_of_the_primary_Region()
    {
        await using var scene = await DeployedAsync();
        Add(scene, Scene.Primary, scene.Account.DatabaseArns[0], TimeSpan.FromHours(3));

        Assert.Equal(
            $"Get-XacntRecoveryPoint -AccountId 222222222222 -Region us-east-1 -ResourceArn {scene.Account.DatabaseArns[0]} -Latest | Where-Object Region -eq us-east-1 | Start-XacntCopyJob -CopyRegion us-east-2",
            await RemedyAsync(scene, "XACNT_COPY_WITHIN_OBJECTIVE"));
    }

    [Fact]
    public async Task What_is_left_of_a_set_that_was_taken_down_and_plans_of_others_are_deployed_by_no_remedy()
    {
        await using var scene = await DeployedAsync();
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.TagResourceAsync(new TagResourceRequest { ResourceArn = plan.PlanArn, Tags = Scene.Tags(("ABS", "somebody-else")) }, Token);
        }

        var report = await ReportAsync(scene, ["*"], """{ "controls": { "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION": { "parameters": { "crossRegionList": ["eu-west-1"] } }, "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK": { "parameters": { "requiredRetentionDays": 301 } } } }""");

        Assert.Contains(report.Findings, static finding => finding is { Control: PolicyProtects, IsOpen: true });
        Assert.Contains(report.Findings, static finding => finding is { Control: Frequency, IsOpen: true });
        Assert.Contains(report.Findings, static finding => finding is { Control: "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", IsOpen: true });
        Assert.DoesNotContain(report.Findings.SelectMany(static finding => (finding.Remedy ?? string.Empty).Split('\n')), static line => line.StartsWith("New-XacntBackupPlan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_is_pending_deletion_is_saved_first()
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Kms.SetKeyState(scene.Account.KeyArns[1], KeyState.PendingDeletion);
        var key = scene.Account.KeyArns[1].Substring(scene.Account.KeyArns[1].LastIndexOf('/') + 1);

        Assert.Equal(
            ["# With credentials of account 222222222222:", $"aws kms cancel-key-deletion --key-id {key} --region us-east-2", $"aws kms enable-key --key-id {key} --region us-east-2"],
            (await RemedyAsync(scene, "XACNT_VAULT_KEY_USABLE")).Split('\n'));
    }

    [Fact]
    public async Task A_lock_that_is_there_is_not_loosened()
    {
        await using var scene = await DeployedAsync();
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.PutBackupVaultLockConfigurationAsync(new PutBackupVaultLockConfigurationRequest { BackupVaultName = Scene.VaultName, MinRetentionDays = 30, MaxRetentionDays = 400 }, Token);
        }

        Assert.Equal("Set-XacntVaultLock -AccountId 222222222222 -AbsName payroll -Region us-east-1 -MinRetentionDays 30 -MaxRetentionDays 400", await RemedyAsync(scene, "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK", """{ "minRetentionDays": 7 }"""));
    }

    [Fact]
    public async Task What_AWS_says_in_a_remedy_never_becomes_a_command()
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Backup.AddBackupJob(Scene.AccountId, Scene.Primary, new()
        {
            VaultName = Scene.VaultName,
            ResourceArn = scene.Account.DatabaseArns[0],
            State = "FAILED",
            StatusMessage = "The KMS key is gone.\nRemove-Item C:\\ -Recurse\u2028Stop-Computer",
            CreationDate = scene.Simulator.World.Now - TimeSpan.FromHours(2),
        });

        var report = await ReportAsync(scene, ["*"]);

        Assert.All(report.Findings.SelectMany(static finding => (finding.Remedy ?? string.Empty).Split('\n')), static line =>
            Assert.True(line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith("aws ", StringComparison.Ordinal) || line.Split(' ')[0].Contains("-Xacnt", StringComparison.Ordinal), line));
    }

    private static async Task<string> RemedyAsync(Scene scene, string control, string parameters = "{}", Action<Scene>? before = null)
    {
        before?.Invoke(scene);
        var report = await ReportAsync(scene, [control], $$"""{ "controls": { "{{control}}": { "parameters": {{parameters}} } } }""");
        var open = report.Findings.First(static finding => finding.IsOpen);
        return open.Remedy!;
    }
}
