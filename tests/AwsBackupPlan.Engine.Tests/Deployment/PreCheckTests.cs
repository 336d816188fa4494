using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Kms;
using CreateAliasRequest = Amazon.KeyManagementService.Model.CreateAliasRequest;
using CreateKeyRequest = Amazon.KeyManagementService.Model.CreateKeyRequest;

namespace AwsBackupPlan.Engine.Tests.Deployment;

public sealed class PreCheckTests
{
    [Theory]
    [InlineData(Scene.Primary, "aws kms create-key --multi-region")]
    [InlineData(Scene.Copy, "aws kms replicate-key --key-id mrk-")]
    public async Task A_missing_key_stops_everything_and_is_told_with_Region_and_command(string region, string command)
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Kms.RemoveAlias(Scene.AccountId, region, "alias/payroll-key");

        var outcome = await scene.DeployAsync();

        Assert.Equal("KeyNotFound", outcome.Failure!.ErrorId);
        Assert.Equal(FailureCategory.ObjectNotFound, outcome.Failure.Category);
        Assert.Contains("alias/payroll-key", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains(region, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains(command, outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(DeploymentStatus.Blocked, outcome.Result!.Status);
        Assert.Empty(scene.Writes());
        Assert.Empty(scene.Observer.Questions);
    }

    [Fact]
    public async Task Missing_keys_are_made_by_one_command_of_the_module_before_those_of_AWS()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Kms.RemoveAlias(Scene.AccountId, Scene.Primary, "alias/payroll-key");
        scene.Simulator.Kms.RemoveAlias(Scene.AccountId, Scene.Copy, "alias/payroll-key");

        var outcome = await scene.DeployAsync();
        var comparison = await scene.CompareAsync();

        var lines = outcome.Result!.Remedy!.Split('\n');
        Assert.Equal("Initialize-XacntBackupAccount -AccountId 222222222222 -AbsName payroll -Region us-east-1 -CopyRegion us-east-2", Assert.Single(lines, static line => !line.StartsWith("# ", StringComparison.Ordinal)));
        Assert.Contains("# Or by hand:", lines, StringComparer.Ordinal);
        Assert.Equal(outcome.Result.Remedy, comparison.Result!.Remedy);
        Assert.StartsWith(string.Join('\n', lines.Take(3)), outcome.Failure!.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_is_made_from_the_multi_Region_primary_wherever_that_is()
    {
        await using var scene = await Scene.StartAsync();
        var primary = scene.Simulator.Kms.AddKey(Scene.AccountId, "us-west-2", replicaRegions: [Scene.Primary]);
        scene.Simulator.Kms.SetAlias(Scene.AccountId, Scene.Primary, "alias/elsewhere", primary.Split('/')[^1]);

        var outcome = await scene.DeployAsync(new DeploymentOptions { KeyAlias = "elsewhere" });

        Assert.Equal("KeyNotFound", outcome.Failure!.ErrorId);
        Assert.Contains($"--replica-region {Scene.Copy} --region us-west-2", outcome.Failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyState.Creating, "Wait for a minute")]
    [InlineData(KeyState.PendingReplicaDeletion, "aws kms cancel-key-deletion")]
    [InlineData(KeyState.PendingImport, "aws kms import-key-material")]
    [InlineData(KeyState.Unavailable, "aws kms describe-key")]
    [InlineData(KeyState.Disabled, "aws kms enable-key")]
    [InlineData(KeyState.PendingDeletion, "aws kms cancel-key-deletion")]
    public async Task A_key_that_is_not_enabled_stops_everything(KeyState state, string command)
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Kms.SetKeyState(scene.Account.KeyArns[1], state);

        var outcome = await scene.DeployAsync();

        Assert.Equal("KeyNotUsable", outcome.Failure!.ErrorId);
        Assert.Contains(scene.Account.KeyArns[1], outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains(state.ToString(), outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains(command, outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_key_that_is_not_the_replica_of_the_primary_s_stops_everything()
    {
        await using var scene = await Scene.StartAsync();
        var other = scene.Simulator.Kms.AddKey(Scene.AccountId, Scene.Copy);
        scene.Simulator.Kms.SetAlias(Scene.AccountId, Scene.Copy, "alias/payroll-key", other.Split('/')[^1]);

        var outcome = await scene.DeployAsync();

        Assert.Equal("KeyNotReplica", outcome.Failure!.ErrorId);
        Assert.Contains($"not the replica of {scene.Account.KeyArns[0]}", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_single_Region_key_cannot_serve_a_set_that_copies()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Kms.AddKey(Scene.AccountId, Scene.Primary, "alias/single", multiRegion: false);
        scene.Simulator.Kms.AddKey(Scene.AccountId, Scene.Copy, "alias/single", multiRegion: false);

        var outcome = await scene.DeployAsync(new DeploymentOptions { KeyAlias = "single" });

        Assert.Equal("KeyNotReplica", outcome.Failure!.ErrorId);
        Assert.Contains("single-Region", outcome.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_Region_key_in_a_copy_Region_gives_way_to_a_replica_of_the_primary_s_multi_Region_key()
    {
        await using var scene = await Scene.StartAsync();
        var primary = scene.Simulator.Kms.AddKey(Scene.AccountId, "us-west-2", replicaRegions: [Scene.Primary]).Split('/')[^1];
        scene.Simulator.Kms.SetAlias(Scene.AccountId, Scene.Primary, "alias/mixed", primary);
        scene.Simulator.Kms.AddKey(Scene.AccountId, Scene.Copy, "alias/mixed", multiRegion: false);

        var outcome = await scene.DeployAsync(new DeploymentOptions { KeyAlias = "mixed" });

        Assert.Equal(("KeyNotReplica", Scene.Copy), (outcome.Failure!.ErrorId, outcome.Failure.Region));
        Assert.Contains($"aws kms replicate-key --key-id {primary} --replica-region {Scene.Copy} --region us-west-2", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Contains($"aws kms update-alias --alias-name alias/mixed --target-key-id {primary} --region {Scene.Copy}", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("create-key", outcome.Failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_with_two_faults_is_told_with_both_and_a_remedy_for_both()
    {
        await using var scene = await Scene.StartAsync();
        var other = scene.Simulator.Kms.AddKey(Scene.AccountId, Scene.Copy);
        scene.Simulator.Kms.SetAlias(Scene.AccountId, Scene.Copy, "alias/payroll-key", other.Split('/')[^1]);
        scene.Simulator.Kms.SetKeyState(other, KeyState.Disabled);

        var failure = (await scene.DeployAsync()).Failure!;

        Assert.Equal("KeyNotUsable", failure.ErrorId);
        Assert.Contains("is Disabled", failure.Message, StringComparison.Ordinal);
        Assert.Contains("not the replica", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"aws kms update-alias --alias-name alias/payroll-key --target-key-id {scene.Account.KeyArns[0].Split('/')[^1]}", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RSA_2048", "ENCRYPT_DECRYPT", "RSA_2048")]
    [InlineData("RSA_2048", "SIGN_VERIFY", "RSA_2048")]
    [InlineData("HMAC_256", "GENERATE_VERIFY_MAC", "HMAC_256")]
    public async Task A_key_of_another_kind_cannot_encrypt_a_vault(string keySpec, string keyUsage, string named)
    {
        await using var scene = await Scene.StartAsync();
        using (var kms = await scene.Other().KmsAsync())
        {
            var key = await kms.CreateKeyAsync(new CreateKeyRequest { KeySpec = keySpec, KeyUsage = keyUsage, MultiRegion = true }, TestContext.Current.CancellationToken);
            await kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/odd", TargetKeyId = key.KeyMetadata.KeyId }, TestContext.Current.CancellationToken);
        }

        scene.Simulator.ClearRequests();
        var outcome = await scene.DeployAsync(new DeploymentOptions { KeyAlias = "odd" }, scene.Target with { CopyRegions = [] });

        Assert.Equal("KeyNotUsable", outcome.Failure!.ErrorId);
        Assert.Contains(named, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("symmetric customer managed key", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task All_unusable_keys_are_told_together()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Kms.RemoveAlias(Scene.AccountId, Scene.Primary, "alias/payroll-key");
        scene.Simulator.Kms.RemoveAlias(Scene.AccountId, Scene.Copy, "alias/payroll-key");

        var comparison = (await scene.CompareAsync()).Result!;

        Assert.Equal(ComparisonStatus.Blocked, comparison.Status);
        Assert.Equal(2, comparison.Changes.Count(static change => change is { ResourceType: BackupResourceType.KmsKey, Action: ChangeAction.Blocked }));
        Assert.Contains(Scene.Primary, comparison.Message, StringComparison.Ordinal);
        Assert.Contains(Scene.Copy, comparison.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_with_another_key_is_blocked_never_replaced()
    {
        await using var scene = await Scene.StartAsync();
        var other = scene.Simulator.Kms.AddKey(Scene.AccountId, Scene.Primary, "alias/other");
        await CreateVaultAsync(scene, other, Scene.Tags(("ABS", Scene.AbsName)));

        var outcome = await scene.DeployAsync(new DeploymentOptions { Adopt = true });

        Assert.Equal("VaultKeyDiffers", outcome.Failure!.ErrorId);
        Assert.Equal(DeploymentStatus.Blocked, outcome.Result!.Status);
        Assert.Contains(other, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains($"aws backup delete-backup-vault --backup-vault-name {Scene.VaultName} --region {Scene.Primary}", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());

        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0] });
        var remedy = (await scene.DeployAsync()).Failure!.Remedy;

        Assert.Contains("until they have expired", remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("delete-backup-vault", remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("Remove-XacntBackupResource", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_without_the_tag_is_blocked()
    {
        await using var scene = await Scene.StartAsync();
        await CreateVaultAsync(scene, scene.Account.KeyArns[0], Scene.Tags());

        var outcome = await scene.DeployAsync();

        Assert.Equal("VaultNotOwned", outcome.Failure!.ErrorId);
        Assert.Equal(FailureCategory.ResourceExists, outcome.Failure.Category);
        Assert.Contains("-Adopt", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Adopt_tags_a_vault_and_a_plan_of_the_right_name_and_goes_on()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = deployed.PlanArn, TagKeyList = ["ABS"] }, TestContext.Current.CancellationToken);
            await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = deployed.VaultArn[0], TagKeyList = ["ABS"] }, TestContext.Current.CancellationToken);
        }

        scene.Simulator.ClearRequests();
        var blocked = await scene.DeployAsync();
        var adopted = await scene.DeployAsync(new DeploymentOptions { Adopt = true });

        Assert.Equal(DeploymentStatus.Blocked, blocked.Result!.Status);
        Assert.Equal(DeploymentStatus.Updated, adopted.Result!.Status);
        Assert.Equal(deployed.PlanId, adopted.Result.PlanId);
        Assert.Equal("TagResource, TagResource", scene.Writes());
        Assert.Equal(DeploymentStatus.Unchanged, (await scene.DeployAsync()).Result!.Status);
    }

    [Fact]
    public async Task A_vault_of_another_set_is_not_taken_over_even_with_Adopt()
    {
        await using var scene = await Scene.StartAsync();
        await CreateVaultAsync(scene, scene.Account.KeyArns[0], Scene.Tags(("ABS", "ledger")));

        var outcome = await scene.DeployAsync(new DeploymentOptions { Adopt = true });

        Assert.Equal("VaultNotOwned", outcome.Failure!.ErrorId);
        Assert.Contains("ABS=ledger", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Two_own_plans_of_the_name_are_refused_with_their_ids()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        var second = await CreatePlanAsync(scene, Scene.Tags(("ABS", Scene.AbsName)));
        scene.Simulator.ClearRequests();

        var outcome = await scene.DeployAsync();

        Assert.Equal("PlanAmbiguous", outcome.Failure!.ErrorId);
        Assert.Contains(deployed.PlanId!, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains(second, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Of_a_stranger_s_plan_that_is_in_the_way_no_selection_is_touched_and_no_id_shown_as_the_set_s()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = deployed.PlanArn, TagKeyList = ["ABS"] }, TestContext.Current.CancellationToken);
        }

        var options = new DeploymentOptions { ResourceTypes = ["RDS"] };
        var result = (await scene.DeployAsync(options)).Result!;
        var comparison = (await scene.CompareAsync(options)).Result!;

        Assert.Equal((DeploymentStatus.Blocked, ComparisonStatus.Blocked), (result.Status, comparison.Status));
        Assert.Null(result.PlanId);
        Assert.Null(comparison.PlanId);
        Assert.DoesNotContain(comparison.Changes, static change => change.ResourceType == BackupResourceType.BackupSelection);
        Assert.Equal(deployed.PlanArn, Assert.Single(comparison.Changes, static change => change.Action == ChangeAction.Blocked).ResourceArn);
    }

    [Fact]
    public async Task A_stranger_s_plan_of_the_name_beside_the_own_one_is_no_obstacle()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        await CreatePlanAsync(scene, Scene.Tags());
        scene.Simulator.ClearRequests();

        var outcome = await scene.DeployAsync();

        Assert.Equal(DeploymentStatus.Unchanged, outcome.Result!.Status);
        Assert.Equal(deployed.PlanId, outcome.Result.PlanId);
    }

    private static async Task CreateVaultAsync(Scene scene, string keyArn, Dictionary<string, string> tags)
    {
        using var backup = await scene.Other().ClientAsync();
        await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = Scene.VaultName, EncryptionKeyArn = keyArn, BackupVaultTags = tags }, TestContext.Current.CancellationToken);
        scene.Simulator.ClearRequests();
    }

    private static async Task<string> CreatePlanAsync(Scene scene, Dictionary<string, string> tags)
    {
        using var backup = await scene.Other().ClientAsync();
        var request = new CreateBackupPlanRequest
        {
            BackupPlan = new BackupPlanInput { BackupPlanName = Scene.PlanName, Rules = [new BackupRuleInput { RuleName = "other", TargetBackupVaultName = Scene.VaultName }] },
            BackupPlanTags = tags,
        };
        return (await backup.CreateBackupPlanAsync(request, TestContext.Current.CancellationToken)).BackupPlanId;
    }
}
