using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Protection;

/// <summary>The access policy that protects a vault.</summary>
public sealed class VaultPolicyTests
{
    private const string Foreign = """{"Version":"2012-10-17","Statement":{"Sid":"Theirs","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999999999999:root"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}}""";

    private static readonly DeploymentOptions Protect = new() { VaultAccessPolicy = VaultAccessPolicy.Protect };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_vaults_get_the_policy_when_they_are_made_and_a_second_run_writes_nothing()
    {
        await using var scene = await Scene.StartAsync();

        var first = await scene.DeployAsync(Protect);
        var calls = scene.Simulator.Requests.Count;
        scene.Simulator.ClearRequests();
        var second = await scene.DeployAsync(Protect);

        Assert.Equal((DeploymentStatus.Created, DeploymentStatus.Unchanged), (first.Result!.Status, second.Result!.Status));
        Assert.Equal((13, 15), (calls, scene.Simulator.Requests.Count));
        Assert.Empty(scene.Writes());
        Assert.Contains($"arn:aws:iam::{Scene.AccountId}:role/Xacnt_Backup_Role", await PolicyAsync(scene, Scene.Copy), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_denies_others_to_delete_and_to_change_and_lets_the_module_take_all_down()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync(Protect);
        var point = scene.AddPoints(Scene.Primary, 1)[0];
        scene.Simulator.Sts.SetRole(Scene.AccountId, "Administrator", new());
        using var administrator = await scene.Other().ClientAsync("Administrator");

        await DeniedAsync(() => administrator.DeleteRecoveryPointAsync(new DeleteRecoveryPointRequest { BackupVaultName = Scene.VaultName, RecoveryPointArn = point }, Token));
        await DeniedAsync(() => administrator.UpdateRecoveryPointLifecycleAsync(new UpdateRecoveryPointLifecycleRequest { BackupVaultName = Scene.VaultName, RecoveryPointArn = point, Lifecycle = new Lifecycle { DeleteAfterDays = 1 } }, Token));
        await DeniedAsync(() => administrator.DeleteBackupVaultAsync(new DeleteBackupVaultRequest { BackupVaultName = Scene.VaultName }, Token));
        await DeniedAsync(() => administrator.PutBackupVaultAccessPolicyAsync(new PutBackupVaultAccessPolicyRequest { BackupVaultName = Scene.VaultName, Policy = Foreign }, Token));
        await DeniedAsync(() => administrator.DeleteBackupVaultAccessPolicyAsync(new DeleteBackupVaultAccessPolicyRequest { BackupVaultName = Scene.VaultName }, Token));
        await DeniedAsync(() => administrator.DeleteBackupVaultLockConfigurationAsync(new DeleteBackupVaultLockConfigurationRequest { BackupVaultName = Scene.VaultName }, Token));
        await DeniedAsync(() => administrator.PutBackupVaultLockConfigurationAsync(new PutBackupVaultLockConfigurationRequest { BackupVaultName = Scene.VaultName, MinRetentionDays = 1, MaxRetentionDays = 1, ChangeableForDays = 3 }, Token));
        var removed = await scene.RemoveAsync();

        Assert.Equal(RemovalStatus.Removed, removed.Result!.Status);
    }

    [Fact]
    public async Task It_denies_others_to_take_continuous_and_nested_backups_out_of_the_vault()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync(Protect);
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], IsContinuous = true });
        scene.Simulator.Sts.SetRole(Scene.AccountId, "Administrator", new());
        using var administrator = await scene.Other().ClientAsync("Administrator");
        var listing = new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = Scene.VaultName };
        var point = Assert.Single((await administrator.ListRecoveryPointsByBackupVaultAsync(listing, Token)).RecoveryPoints).RecoveryPointArn;

        await DeniedAsync(() => administrator.DisassociateRecoveryPointAsync(new DisassociateRecoveryPointRequest { BackupVaultName = Scene.VaultName, RecoveryPointArn = point }, Token));
        await DeniedAsync(() => administrator.DisassociateRecoveryPointFromParentAsync(new DisassociateRecoveryPointFromParentRequest { BackupVaultName = Scene.VaultName, RecoveryPointArn = point }, Token));

        Assert.Single((await administrator.ListRecoveryPointsByBackupVaultAsync(listing, Token)).RecoveryPoints);
    }

    [Fact]
    public async Task Named_principals_stand_instead_of_the_role_of_the_module_which_is_warned_of()
    {
        await using var scene = await Scene.StartAsync();

        await scene.DeployAsync(Protect with { ProtectedPrincipals = ["arn:aws:iam::*:role/Admin*"], WithoutOwnRole = true });
        var removed = await scene.RemoveAsync();

        Assert.Contains("arn:aws:iam::*:role/Admin*", await PolicyAsync(scene, Scene.Primary), StringComparison.Ordinal);
        Assert.Contains(scene.Observer.Warnings, static warning => warning.Contains("-ProtectedPrincipal does not name the role Xacnt_Backup_Role", StringComparison.Ordinal));
        Assert.Equal(RemovalStatus.Incomplete, removed.Result!.Status);
        Assert.All(removed.Result.Remaining, static left => Assert.StartsWith("The policy of the resource itself (of a vault its access policy", left.Remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("arn:aws:iam::999999999999:role/Xacnt_Backup_Role", "is of another account than 222222222222")]
    [InlineData("arn:aws-cn:iam::222222222222:role/Xacnt_Backup_Role", "is in partition aws-cn and the account in aws")]
    [InlineData("arn:aws:iam::*:role/*", "lets everybody in the account through")]
    [InlineData("arn:aws:iam::222222222222:user/?*", "lets everybody in the account through")]
    [InlineData("arn:aws:iam::222222222222:role/Typo", "does not name the role Xacnt_Backup_Role that this module works in")]
    public async Task Principals_that_would_lock_everybody_or_the_module_out_or_nobody_are_refused_before_any_call(string principal, string said)
    {
        await using var scene = await Scene.StartAsync();

        var outcome = await scene.DeployAsync(Protect with { ProtectedPrincipals = [principal] });

        Assert.Equal("InvalidParameter", outcome.Failure!.ErrorId);
        Assert.Contains(said, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task The_confirmation_lists_who_is_let_through_and_that_the_module_is_not()
    {
        await using var scene = await Scene.StartAsync();

        await scene.DeployAsync(Protect with { ProtectedPrincipals = ["arn:aws:iam::*:role/Admin*"], WithoutOwnRole = true });

        Assert.Equal(2, Assert.Single(scene.Observer.Questions).Steps.Count(static step => step.Action.Contains("lets only arn:aws:iam::*:role/Admin*, and not the role Xacnt_Backup_Role that this module works in through", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_pattern_that_covers_the_role_of_the_module_is_no_lock_out()
    {
        await using var scene = await Scene.StartAsync();

        await scene.DeployAsync(Protect with { ProtectedPrincipals = ["arn:aws:iam::*:role/Xacnt_*"] });

        Assert.DoesNotContain(scene.Observer.Warnings, static warning => warning.Contains("-ProtectedPrincipal", StringComparison.Ordinal));
        Assert.Equal(RemovalStatus.Removed, (await scene.RemoveAsync()).Result!.Status);
    }

    [Fact]
    public async Task A_policy_of_somebody_else_blocks_the_account()
    {
        await using var scene = await WithForeignPolicyAsync();

        var outcome = await scene.DeployAsync(Protect);

        Assert.Equal(("VaultPolicyNotOwned", FailureCategory.ResourceExists), (outcome.Failure!.ErrorId, outcome.Failure.Category));
        Assert.Contains("-Adopt", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[],"Statement":[]}""")]
    [InlineData("""{"Statement":[{"Sid":"a","Sid":"b"}]}""")]
    [InlineData("""{"Statement":["x"]}""")]
    [InlineData("""{"Statement":3}""")]
    public async Task A_policy_that_cannot_be_understood_blocks_the_account_and_is_not_overwritten(string policy)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Backup.SetAccessPolicy(Scene.AccountId, Scene.Primary, Scene.VaultName, "{\"Statement\":[]}");
        scene.Simulator.Backup.SetAccessPolicy(Scene.AccountId, Scene.Copy, Scene.VaultName, policy);

        var outcome = await scene.DeployAsync(Protect with { Adopt = true });

        Assert.Equal("VaultPolicyNotOwned", outcome.Failure!.ErrorId);
        Assert.Contains("has an access policy that cannot be read", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Without_the_parameter_it_is_not_even_read()
    {
        await using var scene = await WithForeignPolicyAsync();

        var outcome = await scene.DeployAsync();

        Assert.Equal(DeploymentStatus.Unchanged, outcome.Result!.Status);
        Assert.Empty(scene.Requests("GetBackupVaultAccessPolicy"));
    }

    [Fact]
    public async Task Adoption_adds_the_statement_and_keeps_those_that_are_there()
    {
        await using var scene = await WithForeignPolicyAsync();

        var adopted = await scene.DeployAsync(Protect with { Adopt = true });
        var again = await scene.DeployAsync(Protect);

        var policy = await PolicyAsync(scene, Scene.Primary);
        Assert.Equal((DeploymentStatus.Updated, DeploymentStatus.Unchanged), (adopted.Result!.Status, again.Result!.Status));
        Assert.Contains("\"Sid\":\"Theirs\"", policy, StringComparison.Ordinal);
        Assert.Contains("\"Sid\":\"AwsBackupPlanProtect\"", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_is_found_and_made_right_and_other_forms_of_the_same_are_none()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync(Protect);
        await PutAsync(scene, (await PolicyAsync(scene, Scene.Primary)).Replace("\"Resource\":\"*\"", "\"Resource\":[\"*\"]", StringComparison.Ordinal).Replace("\"Principal\":\"*\"", "\"Principal\":{\"AWS\":\"*\"}", StringComparison.Ordinal));
        var same = (await scene.CompareAsync(Protect)).Result!;
        await PutAsync(scene, (await PolicyAsync(scene, Scene.Primary)).Replace("\"backup:DeleteRecoveryPoint\",", string.Empty, StringComparison.Ordinal));

        var drifted = (await scene.CompareAsync(Protect)).Result!;
        await scene.DeployedAsync(Protect);

        Assert.Equal((ComparisonStatus.InSync, ComparisonStatus.Different), (same.Status, drifted.Status));
        Assert.Equal("AccessPolicy[AwsBackupPlanProtect]", Assert.Single(Assert.Single(drifted.Changes, static change => change.Action == ChangeAction.Update).Differences).Path);
        Assert.Contains("\"backup:DeleteRecoveryPoint\"", await PolicyAsync(scene, Scene.Primary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_ended_between_vault_and_policy_is_completed_by_the_next()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("PutBackupVaultAccessPolicy", FaultKind.AccessDenied, times: 2);
        var first = await scene.DeployAsync(Protect);

        var second = await scene.DeployAsync(Protect);

        Assert.Equal("AccessDenied", first.Failure!.ErrorId);
        Assert.Null(second.Failure?.Message);
        Assert.Contains("AwsBackupPlanProtect", await PolicyAsync(scene, Scene.Copy), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_principal_is_refused()
    {
        AssertFault("is not the ARN of a role", Protect with { ProtectedPrincipals = ["Administrator"] });
        AssertFault("is not the ARN of a role", Protect with { ProtectedPrincipals = ["arn:aws:sts::222222222222:assumed-role/Administrator/me"] });
        AssertFault("-ProtectedPrincipal leaves out", Protect with { WithoutOwnRole = true });
        AssertFault("-VaultAccessPolicy Protect", new() { ProtectedPrincipals = ["arn:aws:iam::222222222222:role/Administrator"] });
    }

    private static void AssertFault(string said, DeploymentOptions options) => Assert.Contains(said, Assert.Single(DeploymentOptionsValidator.Validate(options)).ToString(), StringComparison.Ordinal);

    private static async Task DeniedAsync(Func<Task> call)
    {
        var denied = await Assert.ThrowsAnyAsync<AmazonBackupException>(call);
        Assert.Equal("AccessDeniedException", denied.ErrorCode);
        Assert.Contains("explicit deny in a resource-based policy", denied.Message, StringComparison.Ordinal);
    }

    private static async Task<Scene> WithForeignPolicyAsync()
    {
        var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        await PutAsync(scene, Foreign);
        scene.Simulator.ClearRequests();
        return scene;
    }

    private static async Task PutAsync(Scene scene, string policy)
    {
        using var backup = await scene.Other().ClientAsync();
        await backup.PutBackupVaultAccessPolicyAsync(new PutBackupVaultAccessPolicyRequest { BackupVaultName = Scene.VaultName, Policy = policy }, Token);
    }

    private static async Task<string> PolicyAsync(Scene scene, string region)
    {
        using var backup = await scene.Other(region).ClientAsync();
        return (await backup.GetBackupVaultAccessPolicyAsync(new GetBackupVaultAccessPolicyRequest { BackupVaultName = Scene.VaultName }, Token)).Policy;
    }
}
