using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Engine.Tests.Ownership;

/// <summary>An account in which others have vaults and plans of their own beside the set.</summary>
internal sealed class ForeignScene(SimulatorHost simulator, BackupEngine engine, string accountId)
{
    private static readonly string[] Regions = ["us-east-1", "us-east-2", "eu-west-1"];

    private readonly OnboardedAccount _account = simulator.Onboard(accountId, Scene.AbsName, new OnboardingOptions { CopyRegions = [.. Regions.Skip(1)] });
    private readonly AccountTarget _target = new(accountId, Scene.AbsName, Scene.Primary, [Scene.Copy], "Xacnt_Backup_Role");
    private readonly RecordingObserver _observer = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task MakeAsync(ForeignThing thing)
    {
        using var backup = await ClientAsync(thing.Region);
        var vault = $"{thing.AbsName}-Vault";
        var tags = thing.Tag is { } tag ? Scene.Tags(tag) : null;
        try
        {
            await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = vault, EncryptionKeyArn = KeyIn(thing.Region), BackupVaultTags = tags }, Token);
        }
        catch (AlreadyExistsException)
        {
            // Two of a name were drawn.
        }

        for (var point = 0; point < thing.Points; point++)
        {
            simulator.Backup.AddRecoveryPoint(accountId, thing.Region, new SeededRecoveryPoint { VaultName = vault, ResourceArn = _account.DatabaseArns[0] });
        }

        if (thing.HasPlan)
        {
            await MakePlanAsync(backup, thing, vault, tags);
        }
    }

    /// <summary>All that is not the set's.</summary>
    public async Task<IReadOnlyList<string>> ForeignStateAsync() => [.. (await AccountState.ReadAsync(ClientAsync, Regions, Token))
        .Where(static item => item.Owner is not (Scene.VaultName or Scene.PlanName))
        .Select(static item => item.ToString())];

    /// <summary>All there is.</summary>
    public async Task<IReadOnlyList<string>> StateAsync() => [.. (await AccountState.ReadAsync(ClientAsync, Regions, Token)).Select(static item => item.ToString())];

    /// <summary>One of the things that the module does.</summary>
    /// <returns>What failed.</returns>
    public async Task<AccountFailure?> DoAsync(ModuleAction action) => action switch
    {
        ModuleAction.Deploy => await DeployAsync(new DeploymentOptions()),
        ModuleAction.Change => await DeployAsync(new DeploymentOptions { ResourceTypes = ["RDS"], ScheduleExpression = "cron(0 1 ? * * *)" }),
        ModuleAction.Protect => await DeployAsync(new DeploymentOptions { VaultAccessPolicy = VaultAccessPolicy.Protect }),
        ModuleAction.Adopt => await DeployAsync(new DeploymentOptions { Adopt = true }),
        ModuleAction.Remove => await RemoveAsync(new TeardownOptions()),
        ModuleAction.RemoveButKeepPoints => await RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true }),
        ModuleAction.Lock => await LockAsync(new VaultLockOptions { MinRetentionDays = 1 }),
        ModuleAction.Unlock => await LockAsync(new VaultLockOptions { Remove = true }),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    /// <summary>Whether the set has a vault in the primary Region.</summary>
    public async Task<bool> HasVaultAsync()
    {
        using var backup = await ClientAsync(Scene.Primary);
        return (await backup.ListBackupVaultsAsync(new ListBackupVaultsRequest(), Token)).BackupVaultList.Exists(static vault => vault.BackupVaultName is Scene.VaultName);
    }

    private async Task<AccountFailure?> DeployAsync(DeploymentOptions options) => (await engine.DeployAsync(_target, options, _observer, Token)).Failure;

    private async Task<AccountFailure?> RemoveAsync(TeardownOptions options) => (await engine.RemoveAsync(_target, options, _observer, Token)).Failure;

    private async Task<AccountFailure?> LockAsync(VaultLockOptions options) => (await engine.LockAsync(_target, options, _observer, Token)).Failure;

    private static async Task MakePlanAsync(AmazonBackupClient backup, ForeignThing thing, string vault, Dictionary<string, string>? tags)
    {
        var plan = new BackupPlanInput
        {
            BackupPlanName = $"{thing.AbsName}-RDS-BackupPlan-Default",
            Rules = [new BackupRuleInput { RuleName = "daily", TargetBackupVaultName = vault, ScheduleExpression = "cron(0 3 ? * * *)" }],
        };
        try
        {
            var made = await backup.CreateBackupPlanAsync(new CreateBackupPlanRequest { BackupPlan = plan, BackupPlanTags = tags }, Token);
            var selection = new BackupSelection { SelectionName = $"{thing.AbsName}-RDS-BackupSelection-Default", IamRoleArn = RoleIn(made.BackupPlanArn), Resources = ["arn:aws:rds:*:*:db:*"] };
            await backup.CreateBackupSelectionAsync(new CreateBackupSelectionRequest { BackupPlanId = made.BackupPlanId, BackupSelection = selection }, Token);
        }
        catch (AlreadyExistsException)
        {
            // Two of a name were drawn.
        }
    }

    private static string RoleIn(string arn) => $"arn:aws:iam::{arn.Split(':')[4]}:role/AWSBackup-Custom";

    private string KeyIn(string region) => _account.KeyArns.Single(arn => arn.Contains($":{region}:", StringComparison.Ordinal));

    private Task<AmazonBackupClient> ClientAsync(string region) => new OtherWriter(simulator, accountId, region).ClientAsync();
}
