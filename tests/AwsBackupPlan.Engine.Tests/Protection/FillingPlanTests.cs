using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Engine.Tests.Protection;

/// <summary>Vaults that not only the set's own plan fills are locked, and such as keep something for ever.</summary>
public sealed class FillingPlanTests
{
    private const string SevenDaysAndForty = """{"Rules":[{"Lifecycle":{"DeleteAfterDays":7},"CopyActions":[{"Lifecycle":{"DeleteAfterDays":40}}]}]}""";

    private static readonly VaultLockOptions Month = new() { MinRetentionDays = 30 };
    private static readonly VaultLockOptions Compliance = Month with { Compliance = true, ChangeableForDays = 3, AcknowledgeIrreversible = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(VaultScope.Both)]
    [InlineData(VaultScope.Copy)]
    public async Task The_set_of_the_same_name_in_the_copy_Region_keeps_its_jobs(VaultScope locked)
    {
        await using var scene = await DeployedAsync();
        var mirrored = await scene.DeployAsync(new DeploymentOptions { PlanDocument = SevenDaysAndForty }, scene.Target with { Region = Scene.Copy, CopyRegions = [Scene.Primary] });
        Assert.Null(mirrored.Failure?.Message);
        scene.Simulator.ClearRequests();

        var outcome = await LockAsync(scene, Month with { Vault = locked });

        Assert.Equal(("RetentionOutsideVaultLock", Scene.Copy), (outcome.Failure!.ErrorId, outcome.Failure.Region));
        Assert.Contains($"the backups of rule payroll-RDS-BackupRule-Default, kept 7 days, by the plan {Scene.PlanName} in {Scene.Copy}", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Copies_that_come_from_the_other_Region_keep_theirs_when_only_the_primary_vault_is_locked()
    {
        await using var scene = await DeployedAsync();
        await PlanAsync(scene, Scene.Copy, "weekly", "elsewhere", new CopyAction { DestinationBackupVaultArn = VaultArn(Scene.Primary), Lifecycle = new Lifecycle { DeleteAfterDays = 7 } });

        var outcome = await LockAsync(scene, Month with { Vault = VaultScope.Primary });

        Assert.Contains("the copies of rule weekly, kept 7 days, by the plan weekly in us-east-2", outcome.Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_plan_of_another_name_that_fills_the_vault_blocks_the_lock_and_one_that_fits_or_fills_another_does_not()
    {
        await using var scene = await DeployedAsync();
        var weekly = await PlanAsync(scene, Scene.Primary, "weekly", Scene.VaultName);
        await PlanAsync(scene, Scene.Primary, "others", "elsewhere");

        var blocked = await LockAsync(scene, Compliance);
        using var backup = await scene.Other().ClientAsync();
        await backup.DeleteBackupPlanAsync(new DeleteBackupPlanRequest { BackupPlanId = weekly }, Token);
        var locked = await LockAsync(scene, Compliance);

        Assert.Equal(("RetentionOutsideVaultLock", Scene.Primary), (blocked.Failure!.ErrorId, blocked.Failure.Region));
        Assert.Contains("the backups of rule weekly, kept 7 days, by the plan weekly in us-east-1", blocked.Failure.Message, StringComparison.Ordinal);
        Assert.All(locked.Result!, static vault => Assert.Equal((VaultLockStatus.Locked, VaultLockMode.Compliance), (vault.Status, vault.Mode)));
    }

    [Fact]
    public async Task Many_rules_that_do_not_fit_are_counted_and_the_first_are_named()
    {
        await using var scene = await DeployedAsync();
        for (var plan = 0; plan < 12; plan++)
        {
            await PlanAsync(scene, Scene.Primary, $"weekly-{plan}", Scene.VaultName);
        }

        var outcome = await LockAsync(scene, Month);

        Assert.Contains("; and 2 more", outcome.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_is_taken_off_whatever_fills_the_vault()
    {
        await using var scene = await DeployedAsync();
        await LockAsync(scene, Month);
        await PlanAsync(scene, Scene.Primary, "weekly", Scene.VaultName);

        var outcome = await LockAsync(scene, new VaultLockOptions { Remove = true });

        Assert.All(outcome.Result!, static vault => Assert.Equal(VaultLockStatus.Removed, vault.Status));
    }

    [Fact]
    public async Task What_is_kept_for_ever_is_told_before_a_lock_that_nobody_can_take_off()
    {
        await using var scene = await DeployedAsync(-1);
        var observer = new RecordingObserver { Answer = Scene.AccountId };

        var outcome = await LockAsync(scene, Compliance with { AcknowledgeIrreversible = false }, observer);

        Assert.Null(outcome.Failure?.Message);
        const string Named = "the backups of rule payroll-RDS-BackupRule-Default; the copies of rule payroll-RDS-BackupRule-Default";
        var question = Assert.Single(observer.CallerQuestions).Text;
        Assert.Contains($"NEVER EXPIRE, and cost for as long as the account exists: {Named}.", question, StringComparison.Ordinal);
        Assert.Contains("NEVER EXPIRE", Assert.Single(observer.Questions).Action, StringComparison.Ordinal);
        Assert.Contains(Named, Assert.Single(observer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_that_is_said_in_governance_mode_or_where_everything_expires()
    {
        await using var forEver = await DeployedAsync(-1);
        await using var expiring = await DeployedAsync();

        var observer = new RecordingObserver();

        var governed = await LockAsync(forEver, Month, observer);
        var locked = await LockAsync(expiring, Compliance, observer);

        Assert.All(governed.Result!.Concat(locked.Result!), static vault => Assert.Equal(VaultLockStatus.Locked, vault.Status));
        Assert.Empty(observer.Warnings);
    }

    private static string VaultArn(string region) => $"arn:aws:backup:{region}:{Scene.AccountId}:backup-vault:{Scene.VaultName}";

    private static async Task<string> PlanAsync(Scene scene, string region, string name, string vault, params CopyAction[] copies)
    {
        using var backup = await scene.Other(region).ClientAsync();
        if (!string.Equals(vault, Scene.VaultName, StringComparison.Ordinal))
        {
            await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = vault }, Token);
        }

        var rule = new BackupRuleInput { RuleName = name.Split('-')[0], TargetBackupVaultName = vault, Lifecycle = new Lifecycle { DeleteAfterDays = 7 }, CopyActions = [.. copies] };
        var plan = await backup.CreateBackupPlanAsync(new CreateBackupPlanRequest { BackupPlan = new BackupPlanInput { BackupPlanName = name, Rules = [rule] } }, Token);
        scene.Simulator.ClearRequests();
        return plan.BackupPlanId;
    }

    private static async Task<Scene> DeployedAsync(int days = 35)
    {
        var scene = await Scene.StartAsync();
        await scene.DeployedAsync(new DeploymentOptions { DeleteAfterDays = days });
        return scene;
    }

    private static Task<WorkOutcome<IReadOnlyList<VaultLockResult>>> LockAsync(Scene scene, VaultLockOptions options, IWorkObserver? observer = null) =>
        scene.Engine.LockAsync(scene.Target, options, observer ?? scene.Observer, Token);
}
