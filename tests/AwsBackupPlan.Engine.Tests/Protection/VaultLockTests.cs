using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Protection;

public sealed class VaultLockTests
{
    private static readonly VaultLockOptions Limits = new() { MinRetentionDays = 7, MaxRetentionDays = 400 };
    private static readonly VaultLockOptions Compliance = Limits with { Compliance = true, ChangeableForDays = 10, AcknowledgeIrreversible = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_vaults_are_locked_in_governance_mode_and_the_plan_shows_it()
    {
        await using var scene = await DeployedAsync();

        var outcome = await LockAsync(scene, Limits);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal([Scene.Primary, Scene.Copy], outcome.Result!.Select(static vault => vault.Region));
        Assert.All(outcome.Result!, static vault => Assert.Equal((VaultLockStatus.Locked, VaultLockMode.Governance, 7L, 400L, null), (vault.Status, vault.Mode, vault.MinRetentionDays, vault.MaxRetentionDays, vault.LockDate)));
        Assert.Equal("PutBackupVaultLockConfiguration, PutBackupVaultLockConfiguration", scene.Writes());
        var shown = Assert.Single((await scene.GetAsync(Scene.AbsName)).Result!).Vaults;
        Assert.All(shown, static vault => Assert.Equal((true, VaultLockMode.Governance, 7L, 400L), (vault.Locked, vault.LockMode, vault.MinRetentionDays, vault.MaxRetentionDays)));
        Assert.Equal("payroll-Vault (us-east-1), locked: Governance, 7 to 400 days; payroll-Vault (us-east-2), locked: Governance, 7 to 400 days", string.Join("; ", shown));
    }

    [Fact]
    public async Task A_second_run_writes_nothing_and_puts_no_lock_date_off()
    {
        await using var scene = await DeployedAsync();
        var first = (await LockAsync(scene, Compliance)).Result!;
        scene.Time.Advance(TimeSpan.FromDays(2));
        scene.Simulator.ClearRequests();

        var second = (await LockAsync(scene, Compliance)).Result!;

        Assert.All(first, vault => Assert.InRange(vault.LockDate!.Value, scene.Simulator.World.Now.AddDays(7.9), scene.Simulator.World.Now.AddDays(8.1)));
        Assert.All(second, static vault => Assert.Equal((VaultLockStatus.Unchanged, VaultLockMode.Compliance), (vault.Status, vault.Mode)));
        Assert.Equal(first.Select(static vault => vault.LockDate), second.Select(static vault => vault.LockDate));
        Assert.Empty(scene.Writes());
    }

    [Theory]
    [InlineData(VaultScope.Primary, Scene.Primary)]
    [InlineData(VaultScope.Copy, Scene.Copy)]
    public async Task One_side_can_be_locked_alone(VaultScope side, string region)
    {
        await using var scene = await DeployedAsync();

        var outcome = await LockAsync(scene, Limits with { Vault = side });

        Assert.Equal(region, Assert.Single(outcome.Result!).Region);
        Assert.Equal(region, Assert.Single(scene.Requests("PutBackupVaultLockConfiguration")).Region);
    }

    [Theory]
    [InlineData(36, null, "the backups of rule payroll-RDS-BackupRule-Default, kept 35 days")]
    [InlineData(null, 34, "the copies of rule payroll-RDS-BackupRule-Default, kept 35 days")]
    public async Task A_rule_outside_the_limits_blocks_the_account(int? min, int? max, string said)
    {
        await using var scene = await DeployedAsync(35);

        var outcome = await LockAsync(scene, new VaultLockOptions { MinRetentionDays = min, MaxRetentionDays = max });

        Assert.Equal(("RetentionOutsideVaultLock", FailureCategory.InvalidOperation), (outcome.Failure!.ErrorId, outcome.Failure.Category));
        Assert.Contains(outcome.Result!, vault => vault.Message.Contains(said, StringComparison.Ordinal));
        Assert.All(outcome.Result!, static vault => Assert.Equal(VaultLockStatus.Blocked, vault.Status));
        Assert.Empty(scene.Writes());
        // That of the deployment.
        Assert.Single(scene.Observer.Questions);
    }

    [Fact]
    public async Task Kept_for_ever_fits_no_most_and_every_least()
    {
        await using var scene = await DeployedAsync(-1);

        var most = await LockAsync(scene, new VaultLockOptions { MaxRetentionDays = 36500 });
        var least = await LockAsync(scene, new VaultLockOptions { MinRetentionDays = 36500 });

        Assert.Contains("kept for ever", most.Failure!.Message, StringComparison.Ordinal);
        Assert.Null(least.Failure?.Message);
    }

    [Fact]
    public async Task The_jobs_of_a_plan_that_fits_the_lock_succeed()
    {
        await using var scene = await DeployedAsync(35);
        await LockAsync(scene, new VaultLockOptions { MinRetentionDays = 35, MaxRetentionDays = 35 });
        using var backup = await scene.Other().ClientAsync();

        var job = (await backup.StartBackupJobAsync(
            new StartBackupJobRequest { BackupVaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], IamRoleArn = $"arn:aws:iam::{Scene.AccountId}:role/AWSBackup-Custom", Lifecycle = new Lifecycle { DeleteAfterDays = 35 } }, Token)).BackupJobId;
        scene.Simulator.World.Advance(TimeSpan.FromDays(1));

        Assert.Equal("COMPLETED", (await backup.DescribeBackupJobAsync(new DescribeBackupJobRequest { BackupJobId = job }, Token)).State.Value);
    }

    [Fact]
    public async Task Compliance_mode_asks_for_the_account_id_once()
    {
        await using var scene = await DeployedAsync();
        var observer = new RecordingObserver { Answer = $" {Scene.AccountId} " };

        var outcome = await LockAsync(scene, Compliance with { AcknowledgeIrreversible = false }, observer);

        Assert.All(outcome.Result!, static vault => Assert.Equal(VaultLockStatus.Locked, vault.Status));
        var question = Assert.Single(observer.CallerQuestions).Text;
        Assert.Contains(Scene.AccountId, question, StringComparison.Ordinal);
        Assert.Contains("nobody can change or take off", question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_answer_declines()
    {
        await using var scene = await DeployedAsync();

        var outcome = await LockAsync(scene, Compliance with { AcknowledgeIrreversible = false }, new RecordingObserver { Answer = "yes" });

        Assert.Null(outcome.Failure);
        Assert.All(outcome.Result!, static vault => Assert.Equal((VaultLockStatus.Declined, VaultLockMode.None), (vault.Status, vault.Mode)));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Nobody_to_ask_ends_it_before_anything_is_written()
    {
        await using var scene = await DeployedAsync();

        var outcome = await LockAsync(scene, Compliance with { AcknowledgeIrreversible = false });

        Assert.Equal(("ComplianceNotAcknowledged", true), (outcome.Failure!.ErrorId, outcome.Failure.IsCallers));
        Assert.Contains("-AcknowledgeIrreversible", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Theory]
    [InlineData(Decision.WhatIf, VaultLockStatus.WhatIf)]
    [InlineData(Decision.Declined, VaultLockStatus.Declined)]
    public async Task Unless_it_is_confirmed_nothing_is_written_and_nothing_has_to_be_typed(Decision decision, VaultLockStatus status)
    {
        await using var scene = await DeployedAsync();
        var observer = new RecordingObserver(decision);

        var outcome = await LockAsync(scene, Compliance with { AcknowledgeIrreversible = false }, observer);

        Assert.All(outcome.Result!, vault => Assert.Equal(status, vault.Status));
        Assert.Equal(2, Assert.Single(observer.Questions).Steps.Count);
        Assert.Empty(observer.CallerQuestions);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_lock_in_governance_mode_is_changed_and_taken_off()
    {
        await using var scene = await DeployedAsync();
        await LockAsync(scene, Limits);

        var changed = (await LockAsync(scene, new VaultLockOptions { MinRetentionDays = 1 })).Result!;
        var removed = (await LockAsync(scene, new VaultLockOptions { Remove = true })).Result!;
        var again = (await LockAsync(scene, new VaultLockOptions { Remove = true })).Result!;

        Assert.All(changed, static vault => Assert.Equal((VaultLockStatus.Locked, 1L, null), (vault.Status, vault.MinRetentionDays, vault.MaxRetentionDays)));
        Assert.All(removed, static vault => Assert.Equal((VaultLockStatus.Removed, VaultLockMode.None), (vault.Status, vault.Mode)));
        Assert.All(again, static vault => Assert.Equal(VaultLockStatus.Unchanged, vault.Status));
    }

    [Fact]
    public async Task A_lock_in_compliance_mode_is_taken_off_within_its_grace_and_never_after()
    {
        await using var scene = await DeployedAsync();
        await LockAsync(scene, Compliance);
        Assert.All((await LockAsync(scene, new VaultLockOptions { Remove = true })).Result!, static vault => Assert.Equal(VaultLockStatus.Removed, vault.Status));
        await LockAsync(scene, Compliance);
        scene.Time.Advance(TimeSpan.FromDays(11));
        scene.Simulator.ClearRequests();

        var removal = await LockAsync(scene, new VaultLockOptions { Remove = true });
        var change = await LockAsync(scene, Limits with { MinRetentionDays = 1 });
        var same = await LockAsync(scene, Limits);

        Assert.Equal(("VaultLockImmutable", "VaultLockImmutable"), (removal.Failure!.ErrorId, change.Failure!.ErrorId));
        Assert.Contains("AWS included", removal.Failure.Remedy, StringComparison.Ordinal);
        Assert.All(same.Result!, static vault => Assert.Equal((VaultLockStatus.Unchanged, VaultLockMode.Compliance), (vault.Status, vault.Mode)));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_vault_without_the_tag_is_not_locked()
    {
        await using var scene = await DeployedAsync();
        using var backup = await scene.Other(Scene.Copy).ClientAsync();
        await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = $"arn:aws:backup:{Scene.Copy}:{Scene.AccountId}:backup-vault:{Scene.VaultName}", TagKeyList = ["ABS"] }, Token);
        scene.Simulator.ClearRequests();

        var outcome = await LockAsync(scene, Limits);

        Assert.Equal(("VaultNotOwned", Scene.Copy), (outcome.Failure!.ErrorId, outcome.Failure.Region));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Copy_Regions_that_nobody_named_are_the_plan_s_and_a_vault_in_the_default_one_is_left()
    {
        await using var scene = await DeployedAsync();
        var target = scene.Target with { CopyRegions = ["us-west-2"], CopyRegionsAreDefault = true };

        var outcome = await scene.Engine.LockAsync(target, Limits, scene.Observer, Token);

        Assert.Equal([Scene.Primary, Scene.Copy], outcome.Result!.Select(static vault => vault.Region));
    }

    [Fact]
    public async Task Without_a_plan_and_without_copy_Regions_nothing_is_guessed()
    {
        await using var scene = await Scene.StartAsync();

        var unknown = await scene.Engine.LockAsync(scene.Target with { CopyRegionsAreDefault = true }, Limits, scene.Observer, Token);
        var named = await LockAsync(scene, Limits);

        Assert.Equal("CopyRegionNotKnown", unknown.Failure!.ErrorId);
        Assert.Equal("VaultNotFound", named.Failure!.ErrorId);
    }

    [Fact]
    public async Task A_vault_that_cannot_be_locked_keeps_no_other_from_its_lock_and_the_next_run_completes_it()
    {
        await using var scene = await DeployedAsync();
        scene.Fail("PutBackupVaultLockConfiguration", FaultKind.AccessDenied, region: Scene.Primary);

        var outcome = await LockAsync(scene, Limits);
        var next = await LockAsync(scene, Limits);

        Assert.Equal(("AccessDenied", Scene.Primary), (outcome.Failure!.ErrorId, outcome.Failure.Region));
        Assert.Equal([VaultLockStatus.Failed, VaultLockStatus.Locked], outcome.Result!.Select(static vault => vault.Status));
        Assert.Equal([VaultLockStatus.Locked, VaultLockStatus.Unchanged], next.Result!.Select(static vault => vault.Status));
    }

    [Theory]
    [InlineData(VaultScope.Primary, "us-east-1", "Nothing was changed. Not done, or not known to be: vault payroll-Vault in us-east-1 (lock).")]
    [InlineData(VaultScope.Both, "us-east-2", "Done: vault payroll-Vault in us-east-1 (lock). Not done, or not known to be: vault payroll-Vault in us-east-2 (lock).")]
    [InlineData(VaultScope.Both, "us-east-1", "Done: vault payroll-Vault in us-east-2 (lock). Not done, or not known to be: vault payroll-Vault in us-east-1 (lock).")]
    public async Task What_was_locked_and_what_not_is_told_when_a_lock_is_denied(VaultScope side, string denied, string told)
    {
        await using var scene = await DeployedAsync();
        scene.Fail("PutBackupVaultLockConfiguration", FaultKind.AccessDenied, region: denied);

        var outcome = await LockAsync(scene, Limits with { Vault = side });

        Assert.Equal("AccessDenied", outcome.Failure!.ErrorId);
        Assert.EndsWith($" {told}", outcome.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_look_says_that_nothing_was_changed()
    {
        await using var scene = await DeployedAsync();
        scene.Fail("ListTags", FaultKind.AccessDenied, times: 0);

        var outcome = await LockAsync(scene, Limits);

        Assert.Equal("AccessDenied", outcome.Failure!.ErrorId);
        Assert.EndsWith("Nothing was changed before that.", outcome.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(3)]
    public async Task A_lock_date_that_stays_is_told_with_the_way_to_another(int days)
    {
        await using var scene = await DeployedAsync();
        var first = (await LockAsync(scene, Compliance)).Result!;

        var same = (await LockAsync(scene, Compliance)).Result!;
        var other = (await LockAsync(scene, Compliance with { ChangeableForDays = days })).Result!;

        Assert.Equal(first.Select(static vault => vault.LockDate), other.Select(static vault => vault.LockDate));
        Assert.All(same, static vault => Assert.Null(vault.Remedy));
        Assert.All(other, vault =>
        {
            Assert.Equal(VaultLockStatus.Unchanged, vault.Status);
            Assert.Contains("The lock date stays", vault.Message, StringComparison.Ordinal);
            Assert.Contains($"take the lock off before {vault.LockDate:yyyy-MM-dd HH:mm} UTC with -Remove, and lock again", vault.Remedy!, StringComparison.Ordinal);
        });
        scene.Time.Advance(TimeSpan.FromDays(11));
        Assert.All((await LockAsync(scene, Compliance with { ChangeableForDays = days })).Result!, static vault => Assert.Null(vault.Remedy));
    }

    [Fact]
    public async Task Days_of_grace_without_compliance_mode_lock_nothing_whoever_calls_the_engine()
    {
        await using var scene = await DeployedAsync();

        var grace = await LockAsync(scene, Limits with { ChangeableForDays = 3 });
        var missing = await LockAsync(scene, Compliance with { ChangeableForDays = null });

        Assert.Equal(("InvalidParameter", FailureCategory.InvalidArgument), (grace.Failure!.ErrorId, grace.Failure.Category));
        Assert.Contains("ChangeableForDays", grace.Failure.Message, StringComparison.Ordinal);
        Assert.Equal("InvalidParameter", missing.Failure!.ErrorId);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task What_is_told_of_a_lock_is_what_AWS_has()
    {
        await using var scene = await DeployedAsync();
        using var backup = await scene.Other().ClientAsync();
        scene.Simulator.ClearRequests();
        var theirs = new PutBackupVaultLockConfigurationRequest { BackupVaultName = Scene.VaultName, MinRetentionDays = 9 };
        var observer = new RecordingObserver
        {
            OnVerbose = line =>
            {
                if (line.Contains("PutBackupVaultLockConfiguration", StringComparison.Ordinal))
                {
#pragma warning disable VSTHRD002 // Somebody else is faster than the look at what was locked.
                    Assert.True(backup.PutBackupVaultLockConfigurationAsync(theirs, Token).Wait(TimeSpan.FromMinutes(1), Token));
#pragma warning restore VSTHRD002
                }
            },
        };

        var vault = Assert.Single((await LockAsync(scene, Limits with { Vault = VaultScope.Primary }, observer)).Result!);

        Assert.Equal((VaultLockStatus.Locked, 9L), (vault.Status, vault.MinRetentionDays));
        Assert.StartsWith("AWS took it to be locked in governance mode for a retention of 7 to 400 days, and shows it as locked in governance mode for a retention of 9 days or more.", vault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_is_told_before_any_call()
    {
        Assert.Empty(VaultLockOptionsValidator.Validate(Compliance));
        Assert.Empty(VaultLockOptionsValidator.Validate(new VaultLockOptions()));
        AssertFault("ChangeableForDays", Compliance with { ChangeableForDays = null });
        AssertFault("ChangeableForDays", Compliance with { ChangeableForDays = 2 });
        AssertFault("ChangeableForDays", Limits with { ChangeableForDays = 3 });
        AssertFault("MinRetentionDays", Limits with { MinRetentionDays = 0 });
        AssertFault("MaxRetentionDays", Limits with { MaxRetentionDays = 36501 });
        AssertFault("MinRetentionDays", Limits with { MinRetentionDays = 401 });
        AssertFault("Remove", Limits with { Remove = true });
        AssertFault("TagKey", Limits with { TagKey = "aws:x" });
    }

    private static void AssertFault(string parameter, VaultLockOptions options) => Assert.Equal(parameter, Assert.Single(VaultLockOptionsValidator.Validate(options)).ParameterName);

    private static async Task<Scene> DeployedAsync(int days = 35)
    {
        var scene = await Scene.StartAsync();
        await scene.DeployedAsync(new DeploymentOptions { DeleteAfterDays = days });
        return scene;
    }

    private static Task<WorkOutcome<IReadOnlyList<VaultLockResult>>> LockAsync(Scene scene, VaultLockOptions options, IWorkObserver? observer = null) =>
        scene.Engine.LockAsync(scene.Target, options, observer ?? scene.Observer, Token);
}
