using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Protection;

/// <summary>A deployment into an account whose vaults are locked.</summary>
public sealed class LockedVaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(VaultScope.Primary, 6, "in us-east-1, locked in governance mode for a retention of 7 to 400 days, the backups of rule payroll-RDS-BackupRule-Default, kept 6 days")]
    [InlineData(VaultScope.Copy, -1, "in us-east-2, locked in governance mode for a retention of 7 to 400 days, the copies of rule payroll-RDS-BackupRule-Default, kept for ever")]
    public async Task A_rule_that_a_lock_would_make_fail_blocks_the_account(VaultScope locked, int days, string said)
    {
        await using var scene = await LockedAsync(locked);

        var outcome = await scene.DeployAsync(new DeploymentOptions { DeleteAfterDays = days });
        var compared = (await scene.CompareAsync(new DeploymentOptions { DeleteAfterDays = days })).Result!;

        Assert.Equal(("RetentionOutsideVaultLock", FailureCategory.InvalidOperation), (outcome.Failure!.ErrorId, outcome.Failure.Category));
        Assert.Contains(said, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("Set-XacntVaultLock", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(DeploymentStatus.Blocked, outcome.Result!.Status);
        Assert.NotNull(outcome.Result.PlanId);
        Assert.Equal(ComparisonStatus.Blocked, compared.Status);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_change_that_the_locks_take_is_made_with_the_calls_that_it_takes_without_them()
    {
        await using var scene = await LockedAsync(VaultScope.Both);

        var changed = await scene.DeployAsync(new DeploymentOptions { DeleteAfterDays = 400 });
        scene.Simulator.ClearRequests();
        var again = await scene.DeployAsync(new DeploymentOptions { DeleteAfterDays = 400 });

        Assert.Equal((DeploymentStatus.Updated, DeploymentStatus.Unchanged), (changed.Result!.Status, again.Result!.Status));
        Assert.Equal(13, scene.Simulator.Requests.Count);
    }

    [Fact]
    public async Task A_plan_that_fits_no_more_since_the_lock_came_is_told_although_it_is_as_desired()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync(new DeploymentOptions { DeleteAfterDays = 35 });
        using var backup = await scene.Other().ClientAsync();
        await backup.PutBackupVaultLockConfigurationAsync(new() { BackupVaultName = Scene.VaultName, MinRetentionDays = 36 }, Token);

        var compared = (await scene.CompareAsync(new DeploymentOptions { DeleteAfterDays = 35 })).Result!;

        Assert.Equal(ComparisonStatus.Blocked, compared.Status);
        Assert.Contains("kept 35 days", compared.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Scene.Copy, Scene.VaultName, "in us-east-2, locked in governance mode for a retention of 30 days or more, the copies of rule payroll-RDS-BackupRule-Default, kept 7 days")]
    [InlineData(Scene.Primary, "ledger-Vault", "of ledger-Vault in us-east-1, locked in governance mode")]
    public async Task A_lock_of_a_vault_that_only_the_document_names_is_seen(string region, string vault, string said)
    {
        await using var scene = await Scene.StartAsync();
        using var backup = await scene.Other(region).ClientAsync();
        await backup.CreateBackupVaultAsync(new() { BackupVaultName = vault }, Token);
        await backup.PutBackupVaultLockConfigurationAsync(new() { BackupVaultName = vault, MinRetentionDays = 30 }, Token);
        scene.Simulator.ClearRequests();

        var outcome = await scene.DeployAsync(CopyingTo(region, vault, 7), scene.Target with { CopyRegions = [] });

        Assert.Equal("RetentionOutsideVaultLock", outcome.Failure!.ErrorId);
        Assert.Contains(said, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
        var fitting = await scene.DeployAsync(CopyingTo(region, vault, 30), scene.Target with { CopyRegions = [] });
        Assert.Equal(DeploymentStatus.Created, fitting.Result!.Status);
        Assert.DoesNotContain(scene.Observer.Warnings, static warning => warning.Contains("copies there fail", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, "which does not exist: backups succeed, and their copies there fail.")]
    [InlineData(true, "which cannot be read from here")]
    public async Task A_vault_that_only_the_document_names_and_that_is_not_there_or_not_to_be_seen_is_told_and_stops_nothing(bool isDenied, string said)
    {
        await using var scene = await Scene.StartAsync();
        if (isDenied)
        {
            scene.Fail("ListBackupVaults", FaultKind.AccessDenied, times: 0, region: "eu-west-1");
        }

        var outcome = await scene.DeployAsync(CopyingTo("eu-west-1", "ledger-Vault", 7));

        Assert.Equal(DeploymentStatus.Created, outcome.Result!.Status);
        Assert.Contains(scene.Observer.Warnings, warning => warning.Contains($"arn:aws:backup:eu-west-1:{Scene.AccountId}:backup-vault:ledger-Vault, {said}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Such_a_vault_is_not_named_where_the_document_is_a_secret()
    {
        var document = CopyingTo("us-west-2", "ledger-Vault", 7).PlanDocument;
        await using var scene = await Scene.StartAsync(onboarding: new() { PlanParameterType = "SecureString", PlanDocument = document });
        using var backup = await scene.Other("us-west-2").ClientAsync();
        await scene.DeployAsync();
        await backup.CreateBackupVaultAsync(new() { BackupVaultName = "ledger-Vault" }, Token);
        await backup.PutBackupVaultLockConfigurationAsync(new() { BackupVaultName = "ledger-Vault", MinRetentionDays = 30 }, Token);

        var failure = (await scene.DeployAsync()).Failure!;

        Assert.Contains("of a vault that the plan document names, locked in governance mode for a retention of 30 days or more, what the plan document puts there", failure.Message, StringComparison.Ordinal);
        Assert.Contains(scene.Observer.Warnings, static warning => warning.StartsWith("The plan copies to a vault of the account, which does not exist", StringComparison.Ordinal));
        Assert.All([failure.Message, failure.Remedy, .. scene.Observer.Warnings], static text => Assert.DoesNotMatch("ledger|us-west-2", text));
    }

    private static DeploymentOptions CopyingTo(string region, string vault, int days) => new()
    {
        PlanDocument = $$$"""{"Rules":[{"Lifecycle":{"DeleteAfterDays":35},"CopyActions":[{"DestinationBackupVaultArn":"arn:aws:backup:{{{region}}}:{{{Scene.AccountId}}}:backup-vault:{{{vault}}}","Lifecycle":{"DeleteAfterDays":{{{days}}}}}]}]}""",
    };

    private static async Task<Scene> LockedAsync(VaultScope vault)
    {
        var scene = await Scene.StartAsync();
        await scene.DeployedAsync(new DeploymentOptions { DeleteAfterDays = 35 });
        var outcome = await scene.Engine.LockAsync(scene.Target, new VaultLockOptions { Vault = vault, MinRetentionDays = 7, MaxRetentionDays = 400 }, scene.Observer, Token);
        Assert.Null(outcome.Failure?.Message);
        scene.Simulator.ClearRequests();
        return scene;
    }
}
