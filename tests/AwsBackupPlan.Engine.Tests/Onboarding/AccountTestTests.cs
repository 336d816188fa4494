using Amazon.Backup.Model;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Kms;
using AwsBackupPlan.Simulator.Onboarding;
using AwsBackupPlan.Simulator.Signing;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Engine.Tests.Onboarding;

/// <summary>Each check of an account passes where all is well, and finds what it is there for.</summary>
public sealed class AccountTestTests
{
    private const string Role = "Xacnt_Backup_Role";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_that_is_ready_passes_every_check_and_nothing_is_changed()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { ExternalId = "secret-id" }, target: Target with { ExternalId = "secret-id" });
        await SwitchOnAsync(scene, "secret-id");
        scene.Simulator.ClearRequests();

        var checks = await scene.TestAsync();

        Assert.All(checks, static check => Assert.True(check.Status is AccountCheckStatus.Passed or AccountCheckStatus.Information or AccountCheckStatus.Skipped || check.Check is "Deployment", $"{check}: {check.Evidence}"));
        Assert.Equal(
            ["RoleAssumable", "ExternalIdEnforced", "CallerIdentity", "RegionEnabled", "RegionEnabled", "Key", "Key", "KeyRotation", "KeyUsableByBackupRole", "KeyUsableByBackupRole", "KeyUsableBySession", "KeyUsableBySession", "PlanDocument", "RetentionWithinLocks", "Deployment", "OptIn", "OptIn", "BackupRole", "Databases", "DatabaseKeys", "PlansQuota", "VaultsQuota", "VaultsQuota", "RulesQuota", "SelectionsQuota", "PlanVersionsQuota", "PermissionsToDeploy", "PermissionsToMonitor", "PermissionsToRemove", "PermissionsNotProven"],
            checks.Select(static check => check.Check));
        checks.Is("ExternalIdEnforced", AccountCheckStatus.Passed, "without the external id, and with another one");
        checks.Is("KeyUsableBySession", AccountCheckStatus.Passed, "kms:GenerateDataKey and kms:CreateGrant", Scene.Copy);
        checks.Is("Deployment", AccountCheckStatus.Warning, "New-XacntBackupPlan would create 2 vaults, 1 plan and 1 selection.");
        checks.Is("Databases", AccountCheckStatus.Passed, "3 databases: payroll-aurora-1, payroll-db-1, payroll-db-2");
        checks.Is("BackupRole", AccountCheckStatus.Information, "Export-XacntBackupTemplate");
        checks.Is("SelectionsQuota", AccountCheckStatus.Skipped, "no plan yet");
        checks.Is("PermissionsNotProven", AccountCheckStatus.Information, "iam:PassRole");
        Assert.DoesNotContain("kms:CreateGrant", checks.Of("PermissionsNotProven").Evidence, StringComparison.Ordinal);
        AssertOnlyReads(scene);
        Assert.DoesNotContain("secret-id", string.Join('\n', checks.Select(static check => check.Evidence + check.Remedy).Concat(scene.Observer.VerboseLines)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_that_is_deployed_passes_and_says_what_shows_by_it()
    {
        await using var scene = await Scene.StartAsync();
        await SwitchOnAsync(scene);
        await scene.DeployedAsync(new() { ResourceTypes = ["RDS"] });

        var checks = await scene.TestAsync(new() { ResourceTypes = ["RDS"] });

        checks.Is("ExternalIdEnforced", AccountCheckStatus.Information, "No external id was given");
        checks.Is("BackupRole", AccountCheckStatus.Information, "took arn:aws:iam::222222222222:role/AWSBackup-Custom in the selection");
        checks.Is("SelectionsQuota", AccountCheckStatus.Passed, "1 of 100 selections of the plan.");
        checks.Is("PlanVersionsQuota", AccountCheckStatus.Passed, "1 of 2,000 versions of the plan.");
        var changed = await scene.TestAsync(new() { DeleteAfterDays = 77 });
        changed.Is("SelectionsQuota", AccountCheckStatus.Passed, "1 of 100 selections of the plan, and 1 more to be made");
        changed.Is("PlanVersionsQuota", AccountCheckStatus.Passed, "1 of 2,000 versions of the plan, and 1 more to be made");
        checks.Is("VaultsQuota", AccountCheckStatus.Passed, "of 300 backup vaults of the Region.", Scene.Copy);
        checks.Is("Deployment", AccountCheckStatus.Warning, "Everything is as desired.");
        checks.Is("PermissionsToRemove", AccountCheckStatus.Passed, "backup:ListRecoveryPointsByBackupVault");
        AssertOnlyReads(scene);
    }

    [Fact]
    public async Task A_role_that_cannot_be_assumed_is_a_check_that_failed_and_the_others_are_skipped()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Sts.RemoveRole(Scene.AccountId, Role);

        var outcome = await scene.Engine.TestAsync(scene.Target, new(), scene.Observer, Token);

        Assert.Null(outcome.Failure);
        Assert.True(outcome.HasFailed);
        outcome.Result!.Is("RoleAssumable", AccountCheckStatus.Failed, "its trust policy names the caller");
        Assert.All(outcome.Result!.Skip(1), static check => Assert.Equal(AccountCheckStatus.Skipped, check.Status));
        Assert.Equal(2, outcome.Result!.Count(static check => check.Check is "Key"));
    }

    [Fact]
    public async Task Where_AWS_does_not_answer_the_account_is_not_read()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("AssumeRole", FaultKind.ServiceUnavailable, times: 0, service: "sts");

        var outcome = await scene.Engine.TestAsync(scene.Target, new(), scene.Observer, Token);

        Assert.NotNull(outcome.Failure);
        outcome.Result!.Is("RoleAssumable", AccountCheckStatus.NotRead, "503");
    }

    [Fact]
    public async Task A_role_that_is_assumed_without_its_external_id_fails_and_what_that_gave_can_do_nothing()
    {
        // The trust policy asks for none, whatever is sent.
        await using var scene = await Scene.StartAsync(target: Target with { ExternalId = "given" });

        var checks = await scene.TestAsync();

        checks.Is("ExternalIdEnforced", AccountCheckStatus.Failed, "\"sts:ExternalId\"");
        Assert.Contains(scene.Observer.VerboseLines, static line => line.Contains("without its external id, which its trust policy has to refuse", StringComparison.Ordinal));
        var stray = Assert.Single(scene.Simulator.Sts.IssuedSessions, static session => session.Caller.SessionPolicy is not null);
        Assert.True(stray.Caller.SessionPolicy!.Denies("backup:ListBackupVaults", "*"));
        AssertOnlyReads(scene);
    }

    [Fact]
    public async Task A_throttled_question_without_the_external_id_is_not_read()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { ExternalId = "given" }, target: Target with { ExternalId = "given" });
        scene.Fail("AssumeRole", FaultKind.InternalError, nth: 2, times: 0, service: "sts");

        (await scene.TestAsync(engine: scene.NewEngine(scene.Connection with { MaxRetries = 0 }))).Is("ExternalIdEnforced", AccountCheckStatus.NotRead, "500");
    }

    [Fact]
    public async Task A_Region_that_is_not_enabled_fails_and_what_is_in_it_is_not_read()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.World.SetRegionEnabled(Scene.AccountId, Scene.Copy, enabled: false);

        var checks = await scene.TestAsync();

        checks.Is("RegionEnabled", AccountCheckStatus.Failed, "aws account enable-region --region-name us-east-2", Scene.Copy);
        checks.Is("Key", AccountCheckStatus.NotRead, "us-east-2", Scene.Copy);
        checks.Is("Key", AccountCheckStatus.NotRead, "Whether it is one key with that of the other Regions cannot be told");
        checks.Is("VaultsQuota", AccountCheckStatus.NotRead, "us-east-2", Scene.Copy);
        checks.Is("RegionEnabled", AccountCheckStatus.Passed, "us-east-1");
    }

    [Theory]
    [InlineData("missing", Scene.Primary, "Initialize-XacntBackupAccount")]
    [InlineData("missing", Scene.Copy, "create-alias")]
    [InlineData("disabled", Scene.Copy, "aws kms enable-key")]
    [InlineData("deleted", Scene.Primary, "cancel-key-deletion")]
    [InlineData("single", Scene.Primary, "is a single-Region key")]
    [InlineData("another", Scene.Copy, "is not the replica of")]
    public async Task A_key_that_cannot_be_used_fails_in_its_Region(string fault, string region, string words)
    {
        await using var scene = await Scene.StartAsync();
        var kms = scene.Simulator.Kms;
        var key = scene.Account.KeyArns[region is Scene.Primary ? 0 : 1];
        switch (fault)
        {
            case "missing":
                kms.RemoveAlias(Scene.AccountId, region, "payroll-key");
                break;
            case "disabled":
                kms.SetKeyState(key, KeyState.Disabled);
                break;
            case "deleted":
                kms.SetKeyState(key, KeyState.PendingDeletion);
                break;
            default:
                kms.SetAlias(Scene.AccountId, region, "payroll-key", kms.AddKey(Scene.AccountId, region, multiRegion: fault is "another").Split('/')[1]);
                break;
        }

        var checks = await scene.TestAsync();

        checks.Is("Key", AccountCheckStatus.Failed, words, region);
        if (fault is "missing" && region is Scene.Primary)
        {
            checks.Is("KeyRotation", AccountCheckStatus.Skipped, "no key");
            checks.Is("KeyUsableByBackupRole", AccountCheckStatus.Skipped, "no key");
            checks.Is("KeyUsableBySession", AccountCheckStatus.Skipped, "no key");
        }
    }

    [Fact]
    public async Task A_key_that_is_not_rotated_is_a_warning()
    {
        await using var scene = await Scene.StartAsync();
        using (var kms = await scene.Other().KmsAsync())
        {
            await kms.DisableKeyRotationAsync(new DisableKeyRotationRequest { KeyId = scene.Account.KeyArns[0] }, Token);
        }

        (await scene.TestAsync()).Is("KeyRotation", AccountCheckStatus.Warning, "aws kms enable-key-rotation --key-id mrk-");
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/AWSBackup-Custom"},"Action":["kms:Describe*","kms:CreateGrant","kms:GenerateDataKey*","kms:Decrypt"],"Resource":"*"}""", AccountCheckStatus.Passed, "lets arn:aws:iam::222222222222:role/AWSBackup-Custom itself use it")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/Administrator"},"Action":"kms:*","Resource":"*"}""", AccountCheckStatus.Failed, "lets neither the account nor")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"kms:Describe*","Resource":"*"}""", AccountCheckStatus.Failed, "kms:CreateGrant, kms:GenerateDataKey, kms:Decrypt")]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"kms:CreateGrant","Resource":"*"},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"kms:*","Resource":"*"}""", AccountCheckStatus.Failed, "or denies it")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"backup.us-east-1.amazonaws.com"}}}""", AccountCheckStatus.Passed, "AWSBackup-Custom")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*","Condition":{"StringLike":{"kms:ViaService":["backup.*.amazonaws.com","rds.*.amazonaws.com"]}}}""", AccountCheckStatus.Passed, "AWSBackup-Custom")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"ec2.us-east-1.amazonaws.com"}}}""", AccountCheckStatus.Failed, "lets neither the account nor")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"rds.us-east-1.amazonaws.com"}}}""", AccountCheckStatus.NotRead, "the condition on kms:ViaService")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["kms:DescribeKey","kms:GenerateDataKey","kms:Decrypt"],"Resource":"*"},{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:CreateGrant","Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}}}""", AccountCheckStatus.Passed, "AWSBackup-Custom")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}}}""", AccountCheckStatus.Failed, "kms:DescribeKey, kms:GenerateDataKey, kms:Decrypt")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"StringNotLike":{"kms:ViaService":["backup.*","rds.*"]}}}""", AccountCheckStatus.Passed, "AWSBackup-Custom")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:EncryptionContextKeys":"aws:backup:backup-vault"}}}""", AccountCheckStatus.NotRead, "the condition on kms:EncryptionContextKeys")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"222222222222"}}}""", AccountCheckStatus.Passed, "account's policies decide")]
    public async Task The_key_policy_is_held_against_what_AWS_Backup_s_role_needs(string statements, AccountCheckStatus status, string words)
    {
        await using var scene = await Scene.StartAsync();
        using (var kms = await scene.Other().KmsAsync())
        {
            await kms.PutKeyPolicyAsync(new PutKeyPolicyRequest { KeyId = scene.Account.KeyArns[0], PolicyName = "default", BypassPolicyLockoutSafetyCheck = true, Policy = $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""" }, Token);
        }

        (await scene.TestAsync()).Is("KeyUsableByBackupRole", status, words);
    }

    [Fact]
    public async Task A_session_that_may_not_use_the_key_itself_is_information_since_a_good_role_is_let_through_for_AWS_Backup_alone()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("CreateGrant", FaultKind.AccessDenied, times: 0, service: "kms");

        var checks = await scene.TestAsync();

        checks.Is("KeyUsableBySession", AccountCheckStatus.Information, "kms:ViaService");
        Assert.DoesNotContain("Add to a policy", checks.Of("KeyUsableBySession").Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", AccountCheckStatus.Failed, "\nInitialize-XacntBackupAccount -AccountId 222222222222 -AbsName payroll -Region us-east-1 -CopyRegion us-east-2\n# Or by hand: ")]
    [InlineData("""{ "Rules": [] }""", AccountCheckStatus.Failed, "$.Rules")]
    [InlineData("""{ "Rules": [ ] }""", AccountCheckStatus.Failed, "-CopyRegion us-east-2 -PlanPath plan.json -OverwritePlan\n")]
    [InlineData("not json", AccountCheckStatus.Failed, "It is not JSON")]
    public async Task A_plan_document_that_is_missing_or_faulty_fails(string document, AccountCheckStatus status, string words)
    {
        await using var scene = await Scene.StartAsync(onboarding: new OnboardingOptions { PlanDocument = document is "none" ? null : document });

        var checks = await scene.TestAsync();

        checks.Is("PlanDocument", status, words);
        checks.Is("RulesQuota", AccountCheckStatus.Skipped, "PlanDocument");
        checks.Is("Deployment", AccountCheckStatus.Skipped, "PlanDocument");
        checks.Is("RetentionWithinLocks", AccountCheckStatus.Skipped, "PlanDocument");
    }

    [Fact]
    public async Task A_SecureString_is_decrypted_and_nothing_of_it_is_told()
    {
        const string Secret = "QuarterlyRuleOfFinance";
        await using var scene = await Scene.StartAsync(onboarding: new OnboardingOptions { PlanDocument = SamplePlan.Document.Replace("\"RuleName\": \"RuleName\"", $"\"RuleName\": \"{Secret}\"", StringComparison.Ordinal), PlanParameterType = "SecureString" });

        var checks = await scene.TestAsync();

        checks.Is("PlanDocument", AccountCheckStatus.Passed, "The SecureString parameter /backupprocess/backupplan is valid: 1 rule.");
        Assert.DoesNotContain(checks, static check => check.Evidence.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_parameter_that_may_not_be_read_is_not_read_and_a_permission_is_missing()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("GetParameter", FaultKind.AccessDenied, times: 0, service: "ssm");

        var checks = await scene.TestAsync();

        checks.Is("PlanDocument", AccountCheckStatus.NotRead, "ssm:GetParameter");
        checks.Is("PermissionsToDeploy", AccountCheckStatus.Failed, "ssm:GetParameter");
        checks.Is("RulesQuota", AccountCheckStatus.Skipped, "see PlanDocument");
        checks.Is("Deployment", AccountCheckStatus.Skipped, "see PlanDocument");
    }

    [Fact]
    public async Task A_lock_that_refuses_the_retention_fails()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var locked = await scene.Engine.LockAsync(scene.Target, new VaultLockOptions { MinRetentionDays = 7, MaxRetentionDays = 400 }, scene.Observer, Token);
        Assert.Null(locked.Failure?.Message);

        (await scene.TestAsync()).Is("RetentionWithinLocks", AccountCheckStatus.Passed, "Every rule fits the locks: us-east-1");
        var checks = await scene.TestAsync(new() { DeleteAfterDays = 500 });

        checks.Is("RetentionWithinLocks", AccountCheckStatus.Failed, "-DeleteAfterDays");
        checks.Is("Deployment", AccountCheckStatus.Skipped, "other checks");
    }

    [Fact]
    public async Task A_vault_that_is_a_stranger_s_fails()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.AddVault(Scene.AccountId, Scene.Copy, Scene.VaultName, scene.Account.KeyArns[1]);

        (await scene.TestAsync()).Is("Deployment", AccountCheckStatus.Failed, "-Adopt");
        (await scene.TestAsync(new() { Adopt = true })).Is("Deployment", AccountCheckStatus.Warning, "update 1 vault");
    }

    [Fact]
    public async Task Aurora_switched_off_fails_where_the_selection_means_a_cluster()
    {
        await using var scene = await Scene.StartAsync();

        var checks = await scene.TestAsync();

        checks.Is("OptIn", AccountCheckStatus.Failed, "payroll-aurora-1");
        checks.Is("OptIn", AccountCheckStatus.Failed, "\nInitialize-XacntBackupAccount -AccountId 222222222222 -AbsName payroll -Region us-east-1 -CopyRegion us-east-2 -OptIn\n");
        checks.Is("OptIn", AccountCheckStatus.Failed, "# The role needs for it what docs/permissions.md has under 'For Initialize-XacntBackupAccount'");
        checks.Is("OptIn", AccountCheckStatus.Information, "Copies go there all the same", Scene.Copy);
        checks.Is("Databases", AccountCheckStatus.Passed, "2 databases");
    }

    [Fact]
    public async Task RDS_switched_off_is_information_and_so_is_Aurora_without_clusters()
    {
        await using var scene = await Scene.StartAsync(onboarding: new OnboardingOptions { Clusters = 0 });
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.UpdateRegionSettingsAsync(new UpdateRegionSettingsRequest { ResourceTypeOptInPreference = new() { ["RDS"] = false } }, Token);
        }

        (await scene.TestAsync()).Is("OptIn", AccountCheckStatus.Information, "RDS and Aurora are switched off");
    }

    [Fact]
    public async Task A_selection_that_means_nothing_is_a_warning_that_names_the_tag()
    {
        await using var scene = await Scene.StartAsync(onboarding: new OnboardingOptions { TagKey = "Abs" });

        (await scene.TestAsync()).Is("Databases", AccountCheckStatus.Warning, "Key=ABS,Value=payroll");
    }

    [Theory]
    [InlineData("COMPLETED", null, AccountCheckStatus.Passed, "completed a backup job")]
    [InlineData("FAILED", "The role AWSBackup-Custom cannot be assumed by AWS Backup", AccountCheckStatus.Failed, "cannot be assumed by AWS Backup")]
    [InlineData("FAILED", "The database was stopped", AccountCheckStatus.Information, "in the selection")]
    public async Task What_the_newest_job_shows_of_AWS_Backup_s_role_is_told(string state, string? message, AccountCheckStatus status, string words)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Backup.AddBackupJob(Scene.AccountId, Scene.Primary, new SeededBackupJob { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], State = state, StatusMessage = message });

        (await scene.TestAsync()).Is("BackupRole", status, words);
    }

    [Fact]
    public async Task A_role_that_was_taken_long_ago_and_completes_no_jobs_is_a_warning()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Backup.AddBackupJob(Scene.AccountId, Scene.Primary, new SeededBackupJob { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], State = "COMPLETED" });
        (await scene.TestAsync()).Is("BackupRole", AccountCheckStatus.Passed, "completed a backup job");

        scene.Time.Advance(TimeSpan.FromDays(40));

        (await scene.TestAsync()).Is("BackupRole", AccountCheckStatus.Warning, "Start-XacntBackupJob");
    }

    [Theory]
    [InlineData(KeyState.Disabled, "aws kms enable-key")]
    [InlineData(KeyState.PendingDeletion, "aws kms cancel-key-deletion")]
    public async Task A_database_whose_key_cannot_be_used_fails_and_each_key_is_looked_at_once(KeyState state, string remedy)
    {
        await using var scene = await Scene.StartAsync();
        var key = scene.Simulator.Kms.AddKey(Scene.AccountId, Scene.Primary, "of-databases");
        AddDatabase(scene, "encrypted-1", key);
        AddDatabase(scene, "encrypted-2", key);
        scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, "of-nobody", kmsKeyArn: scene.Simulator.Kms.AddKey(Scene.AccountId, Scene.Primary));
        scene.Simulator.ClearRequests();
        (await scene.TestAsync()).Is("DatabaseKeys", AccountCheckStatus.Passed, key);
        // Behind the two aliases, of the databases of the scene, and this one.
        Assert.Equal(4, scene.Requests("DescribeKey").Count);

        scene.Simulator.Kms.SetKeyState(key, state);

        (await scene.TestAsync()).Is("DatabaseKeys", AccountCheckStatus.Failed, $"of encrypted-1, encrypted-2 is {state}: RDS makes no snapshot");
        (await scene.TestAsync()).Is("DatabaseKeys", AccountCheckStatus.Failed, remedy);
    }

    [Fact]
    public async Task A_database_with_a_key_of_AWS_s_own_fails_where_copies_go_to_another_account()
    {
        await using var scene = await Scene.StartAsync();
        using (var kms = await scene.Other().KmsAsync())
        {
            AddDatabase(scene, "encrypted-1", (await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = "alias/aws/rds" }, Token)).KeyMetadata.Arn);
        }

        (await scene.TestAsync()).Is("DatabaseKeys", AccountCheckStatus.Passed, "2 keys");
        (await scene.TestAsync(new() { CentralVaultArn = "arn:aws:backup:us-east-1:333333333333:backup-vault:Central" })).Is("DatabaseKeys", AccountCheckStatus.Failed, "aws rds copy-db-snapshot --kms-key-id");
    }

    [Fact]
    public async Task A_database_with_a_key_of_another_account_is_a_warning_and_the_key_is_not_asked_for()
    {
        await using var scene = await Scene.StartAsync();
        AddDatabase(scene, "encrypted-1", scene.Simulator.Kms.AddKey("555555555555", Scene.Primary));

        (await scene.TestAsync()).Is("DatabaseKeys", AccountCheckStatus.Warning, "a key of another account");
    }

    [Fact]
    public async Task Versions_that_may_not_be_counted_keep_nothing_from_being_deployed()
    {
        await using var scene = await Scene.StartAsync();
        await SwitchOnAsync(scene);
        await scene.DeployedAsync();
        scene.Fail("ListBackupPlanVersions", FaultKind.AccessDenied, times: 0);

        var checks = await scene.TestAsync();

        checks.Is("PlanVersionsQuota", AccountCheckStatus.NotRead, "backup:ListBackupPlanVersions");
        checks.Is("PermissionsToDeploy", AccountCheckStatus.Passed, "backup:GetBackupPlan");
        Assert.DoesNotContain(checks, static check => check.Status == AccountCheckStatus.Failed);
    }

    [Fact]
    public async Task A_role_that_takes_any_external_id_fails()
    {
        await using var scene = await Scene.StartAsync(target: Target with { ExternalId = "given" });
        scene.Simulator.Sts.SetRole(Scene.AccountId, Role, new SimulatedRole { TakesAnyExternalId = true });

        var checks = await scene.TestAsync();

        checks.Is("ExternalIdEnforced", AccountCheckStatus.Failed, "with another external id than its own");
        checks.Is("ExternalIdEnforced", AccountCheckStatus.Failed, "StringLike");
        Assert.True(Assert.Single(scene.Simulator.Sts.IssuedSessions, static session => session.Caller.SessionPolicy is not null).Caller.SessionPolicy!.Denies("backup:ListBackupVaults", "*"));
    }

    [Fact]
    public async Task A_Region_with_as_many_vaults_as_documented_or_nearly_is_a_warning_and_keeps_nothing_from_being_made()
    {
        await using var scene = await Scene.StartAsync();
        for (var vault = 0; vault < 300; vault++)
        {
            scene.Simulator.Backup.AddVault(Scene.AccountId, Scene.Copy, $"other-{vault}");
            if (vault < 280)
            {
                scene.Simulator.Backup.AddVault(Scene.AccountId, Scene.Primary, $"other-{vault}");
            }
        }

        var checks = await scene.TestAsync();

        checks.Is("VaultsQuota", AccountCheckStatus.Warning, "300 of 300 backup vaults of the Region, and 1 more to be made", Scene.Copy);
        checks.Is("VaultsQuota", AccountCheckStatus.Warning, "It may have been raised for the account.", Scene.Copy);
        checks.Is("VaultsQuota", AccountCheckStatus.Warning, "280 of 300");
        Assert.DoesNotContain(checks, static check => check.Check is "VaultsQuota" && check.Status == AccountCheckStatus.Failed);
    }

    [Fact]
    public async Task A_document_with_as_many_rules_as_a_plan_takes_is_a_warning()
    {
        await using var scene = await Scene.StartAsync();
        var rules = string.Join(",", Enumerable.Range(1, 10).Select(static number => $$$"""{"RuleName":"rule{{{number}}}","Lifecycle":{"DeleteAfterDays":30}}"""));

        (await scene.TestAsync(new() { PlanDocument = $$"""{"Rules":[{{rules}}]}""" })).Is("RulesQuota", AccountCheckStatus.Warning, "10 of 10 rules of a plan.");
    }

    [Fact]
    public async Task What_is_denied_is_never_passed_and_the_statement_that_allows_it_is_told()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Sts.SetRole(Scene.AccountId, Role, new SimulatedRole { Permissions = IamPolicy.OfRole("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""") });

        var checks = await scene.TestAsync();

        Assert.Equal(["CallerIdentity", "RegionEnabled", "RegionEnabled", "RoleAssumable"], checks.Where(static check => check.Status == AccountCheckStatus.Passed).Select(static check => check.Check).Order(StringComparer.Ordinal));
        checks.Is("PermissionsToDeploy", AccountCheckStatus.Failed, "\"Action\":\"backup:ListBackupVaults\"");
        checks.Is("PermissionsToMonitor", AccountCheckStatus.Warning, "\"Action\":\"rds:DescribeDB");
        checks.Is("PermissionsToRemove", AccountCheckStatus.Warning, "\"Action\":\"backup:ListLegalHolds\"");
        checks.Is("Key", AccountCheckStatus.NotRead, "kms:DescribeKey");
        foreach (var check in (string[])["KeyRotation", "KeyUsableByBackupRole", "KeyUsableBySession"])
        {
            checks.Is(check, AccountCheckStatus.Skipped, "see Key");
        }

        checks.Is("OptIn", AccountCheckStatus.NotRead, "backup:DescribeRegionSettings");
        checks.Is("Databases", AccountCheckStatus.NotRead, "rds:DescribeDB");
        checks.Is("PlansQuota", AccountCheckStatus.NotRead, "backup:ListBackupPlans");
        checks.Is("PlanVersionsQuota", AccountCheckStatus.NotRead, "backup:ListBackupPlans");
        checks.Is("BackupRole", AccountCheckStatus.NotRead, "backup:ListBackupPlans");
    }

    [Fact]
    public async Task A_key_that_may_not_be_looked_at_is_told_once_in_each_Region_and_what_hangs_on_it_is_skipped()
    {
        await using var scene = await Scene.StartAsync();
        await SwitchOnAsync(scene);
        scene.Fail("DescribeKey", FaultKind.AccessDenied, times: 0, service: "kms");

        var checks = await scene.TestAsync();

        // The keys of databases are other ones.
        Assert.Equal(["Key", "Key", "DatabaseKeys"], checks.Where(static check => check.Status == AccountCheckStatus.NotRead).Select(static check => check.Check));
        checks.Is("PermissionsToDeploy", AccountCheckStatus.Failed, "kms:DescribeKey");
        Assert.All(checks.Where(static check => check.Check is "KeyRotation" or "KeyUsableByBackupRole" or "KeyUsableBySession" or "RetentionWithinLocks" or "Deployment"), static check => Assert.Equal((AccountCheckStatus.Skipped, "The key could not be looked at: see Key."), (check.Status, check.Evidence)));
    }

    [Fact]
    public async Task Input_that_never_got_to_AWS_is_one_row_of_its_own()
    {
        await using var scene = await Scene.StartAsync();

        var outcome = await scene.Engine.TestAsync(scene.Target, new() { CentralVaultArn = "arn:aws:backup:us-east-1:222222222222:backup-vault:own" }, scene.Observer, Token);

        var check = Assert.Single(outcome.Result!);
        Assert.Equal(("Input", AccountCheckStatus.Failed), (check.Check, check.Status));
        Assert.Equal(outcome.Failure!.Message, check.Evidence);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task Every_remedy_can_be_pasted()
    {
        await using var scene = await Scene.StartAsync(onboarding: new OnboardingOptions { PlanDocument = null });
        scene.Simulator.Kms.RemoveAlias(Scene.AccountId, Scene.Copy, "payroll-key");
        scene.Fail("DescribeDBClusters", FaultKind.AccessDenied, times: 0, service: "rds");
        var missing = await scene.TestAsync();
        scene.Simulator.Kms.SetAlias(Scene.AccountId, Scene.Primary, "payroll-key", scene.Simulator.Kms.AddKey(Scene.AccountId, Scene.Primary, multiRegion: false).Split('/')[1]);
        var single = await scene.TestAsync();

        single.Is("Key", AccountCheckStatus.Failed, "\nInitialize-XacntBackupAccount -AccountId 222222222222 -AbsName payroll -Region us-east-1 -CopyRegion us-east-2 -KeyAlias payroll-backup-key\n");
        Assert.All(
            missing.Concat(single).Select(static check => check.Remedy).OfType<string>().SelectMany(static remedy => remedy.Split('\n')),
            static line =>
            {
                Assert.Matches("^(# |aws |Initialize-XacntBackupAccount -AccountId )", line);
                Assert.DoesNotContain("mrk-…", line, StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task Each_read_that_fails_alone_makes_nothing_pass_that_hangs_on_it()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { ExternalId = "given" }, target: Target with { ExternalId = "given" });
        await SwitchOnAsync(scene, "given");
        await scene.DeployedAsync();
        var engine = scene.NewEngine(scene.Connection with { MaxRetries = 0 });
        var well = await scene.TestAsync(engine: engine);
        var operations = scene.Simulator.Requests.Where(static request => request.Operation is not "AssumeRole").Select(static request => (request.Service, request.Operation)).Distinct().ToList();
        Assert.InRange(operations.Count, 20, 40);

        foreach (var (service, operation) in operations)
        {
            scene.Fail(operation, FaultKind.InternalError, times: 0, service: service);
            var checks = await scene.TestAsync(engine: engine);
            scene.Simulator.ClearFaults();

            Assert.True(checks.Any(static check => check.Status == AccountCheckStatus.NotRead), operation);
            Assert.DoesNotContain(checks, static check => check.Status == AccountCheckStatus.Failed);
        }

        Assert.DoesNotContain(well, static check => check.Status is AccountCheckStatus.NotRead or AccountCheckStatus.Failed);
    }

    [Fact]
    public async Task A_restricted_session_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        await scene.TestAsync(engine: scene.NewEngine(scene.Connection with { RestrictSession = true }));

        var policy = Assert.Single(scene.Simulator.Sts.IssuedSessions.Select(static session => session.Caller.SessionPolicy).OfType<IamPolicy>());
        Assert.InRange(policy.Text.Length, 100, 2048);
        Assert.Equal(
            policy.AllowedActions.Except(["kms:Decrypt"], StringComparer.Ordinal).Order(StringComparer.Ordinal),
            scene.Simulator.Requests.Where(static request => request.Service is not "sts").Select(static request => $"{request.Service}:{request.Operation}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Long_names_leave_the_policy_of_a_pre_flight_within_what_AWS_takes()
    {
        await using var scene = await Scene.StartAsync();
        var target = scene.Target with { AbsName = new string('a', 22), Region = "ap-southeast-1" };
        var options = new DeploymentOptions { Preflight = true, VaultAccessPolicy = VaultAccessPolicy.Protect, BackupRoleName = new string('r', 64), PlanParameterName = $"/{new string('n', 60)}" };

        await scene.NewEngine(scene.Connection with { RestrictSession = true }).DeployAsync(target, options, scene.Observer, Token);

        Assert.InRange(Assert.Single(scene.Simulator.Sts.IssuedSessions.Select(static session => session.Caller.SessionPolicy).OfType<IamPolicy>()).Text.Length, 100, 2048);
    }

    [Fact]
    public async Task A_service_that_does_not_know_an_operation_is_not_read()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.AddFault(new FaultRule { Service = "kms", Operation = "GetKeyPolicy", Kind = FaultKind.ProxyPage, Times = 0 });
        scene.Simulator.AddFault(new FaultRule { Service = "backup", Operation = "DescribeRegionSettings", Kind = FaultKind.BadGateway, Times = 0 });

        var checks = await scene.TestAsync(engine: scene.NewEngine(scene.Connection with { MaxRetries = 0 }));

        checks.Is("KeyUsableByBackupRole", AccountCheckStatus.NotRead, "kms:GetKeyPolicy");
        checks.Is("OptIn", AccountCheckStatus.NotRead, "backup:DescribeRegionSettings");
    }

    [Fact]
    public async Task A_pre_flight_that_fails_keeps_the_plan_from_being_made()
    {
        await using var scene = await Scene.StartAsync();

        var outcome = await scene.DeployAsync(new() { Preflight = true });

        Assert.Equal(("PreflightFailed", DeploymentStatus.Blocked), (outcome.Failure!.ErrorId, outcome.Result!.Status));
        Assert.Contains("OptIn in us-east-1: Aurora is switched off", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(outcome.Failure.Remedy, outcome.Result.Remedy);
        var lines = outcome.Failure.Remedy.Split('\n');
        Assert.Equal("# OptIn in us-east-1:", lines[0]);
        Assert.Contains("Initialize-XacntBackupAccount -AccountId 222222222222 -AbsName payroll -Region us-east-1 -CopyRegion us-east-2 -OptIn", lines);
        AssertOnlyReads(scene);
    }

    [Fact]
    public async Task After_a_pre_flight_that_passes_the_plan_is_made_and_warnings_are_told()
    {
        await using var scene = await Scene.StartAsync();
        await SwitchOnAsync(scene);
        using (var kms = await scene.Other().KmsAsync())
        {
            await kms.DisableKeyRotationAsync(new DisableKeyRotationRequest { KeyId = scene.Account.KeyArns[0] }, Token);
        }

        var outcome = await scene.DeployAsync(new() { Preflight = true });

        Assert.Equal(DeploymentStatus.Created, outcome.Result!.Status);
        Assert.Contains(scene.Observer.Warnings, static warning => warning.StartsWith("Pre-flight KeyRotation in us-east-1: Warning.", StringComparison.Ordinal));
        Assert.Contains(scene.Observer.VerboseLines, static line => line.StartsWith("Pre-flight OptIn in us-east-1: Passed.", StringComparison.Ordinal));
    }

    private static AccountTarget Target => new(Scene.AccountId, Scene.AbsName, Scene.Primary, [Scene.Copy], Role);

    private static void AddDatabase(Scene scene, string name, string key) => scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, name, new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = Scene.AbsName }, kmsKeyArn: key);

    private static async Task SwitchOnAsync(Scene scene, string? externalId = null)
    {
        if (externalId is not null)
        {
            scene.Simulator.Sts.SetRole(Scene.AccountId, Role, new SimulatedRole());
        }

        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.UpdateRegionSettingsAsync(new UpdateRegionSettingsRequest { ResourceTypeOptInPreference = new() { ["RDS"] = true, ["Aurora"] = true } }, Token);
        }

        scene.Simulator.Sts.SetRole(Scene.AccountId, Role, new SimulatedRole { ExternalId = externalId });
    }

    // The one call that would write says so to KMS, which then only answers whether it would.
    private static void AssertOnlyReads(Scene scene) =>
        Assert.All(scene.Simulator.Requests.Where(static request => request.IsWrite), static write => Assert.Equal(("CreateGrant", "DryRunOperationException"), (write.Operation, write.ErrorType)));
}
