using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Engine.Tests.Protection;

/// <summary>Copies into a vault of another account.</summary>
public sealed class CentralVaultTests
{
    private const string CentralAccount = "333333333333";
    private const string Central = "arn:aws:backup:us-east-1:333333333333:backup-vault:Central";
    private const string OfOrganization = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyInto*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}}]}""";

    private static readonly DeploymentOptions Options = new() { CentralVaultArn = Central, DeleteAfterDays = 35 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OfOrganization)]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":["222222222222"]},"Action":["backup:CopyIntoBackupVault"],"Resource":"*"}}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}]}""")]
    public async Task Every_rule_copies_to_it_beside_the_copy_Region_and_the_copies_arrive(string policy)
    {
        await using var scene = await WithCentralAsync(policy);

        var outcome = await scene.DeployAsync(Options);
        var again = await scene.DeployAsync(Options);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(DeploymentStatus.Unchanged, again.Result!.Status);
        Assert.DoesNotContain(scene.Observer.Warnings, static text => text.Contains("Central", StringComparison.Ordinal));
        var rule = Assert.Single(Assert.Single((await scene.GetAsync(Scene.AbsName)).Result!).Rules);
        Assert.Equal(
            [$"{Central} 35", $"arn:aws:backup:us-east-2:{Scene.AccountId}:backup-vault:payroll-Vault 35"],
            rule.CopyActions.Select(static copy => $"{copy.DestinationVaultArn} {copy.DeleteAfterDays}").Order(StringComparer.Ordinal));
        Assert.Equal("COMPLETED", await CopyAsync(scene));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444444444444:root"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:DescribeBackupVault","Resource":"*"}]}""")]
    public async Task A_policy_that_does_not_let_the_account_in_blocks_it_with_the_policy_to_paste(string? policy)
    {
        await using var scene = await WithCentralAsync(policy);

        var outcome = await scene.DeployAsync(Options);

        Assert.Equal(("CentralVaultPolicyMissing", FailureCategory.PermissionDenied), (outcome.Failure!.ErrorId, outcome.Failure.Category));
        Assert.Contains("aws backup put-backup-vault-access-policy --region us-east-1 --backup-vault-name Central --policy '{\"Version\"", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("\"Principal\":{\"AWS\":\"arn:aws:iam::222222222222:root\"}", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("\"aws:PrincipalOrgID\"", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task The_policy_that_is_told_lets_the_copies_in()
    {
        await using var scene = await WithCentralAsync(policy: null);
        var remedy = (await scene.DeployAsync(Options)).Failure!.Remedy;
        var policy = remedy.Split("--policy '")[1].Split('\'')[0];
        await PutPolicyAsync(scene, policy);

        var outcome = await scene.DeployAsync(Options);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal("COMPLETED", await CopyAsync(scene));
    }

    [Fact]
    public async Task A_policy_that_cannot_be_read_is_told_ready_to_paste_and_the_work_goes_on()
    {
        await using var scene = await WithCentralAsync(policy: null);
        scene.Simulator.Sts.SetRole(CentralAccount, "Xacnt_Backup_Role", new() { ExternalId = "another" });

        var outcome = await scene.DeployAsync(Options);

        Assert.Equal(DeploymentStatus.Created, outcome.Result!.Status);
        var warning = Assert.Single(scene.Observer.Warnings, static text => text.Contains("Central", StringComparison.Ordinal));
        Assert.Contains("aws backup put-backup-vault-access-policy --region us-east-1 --backup-vault-name Central", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(Scene.AccountId, warning, StringComparison.Ordinal);
        Assert.Contains(scene.Observer.VerboseLines, static line => line.Contains("arn:aws:iam::222222222222:root", StringComparison.Ordinal));
        Assert.StartsWith("Copy job failed. The access policy", await CopyAsync(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_Region_as_well_is_warned_of()
    {
        await using var scene = await Scene.StartAsync();

        await scene.DeployAsync(Options with { CentralVaultArn = "arn:aws:backup:eu-west-1:333333333333:backup-vault:Central" });

        Assert.Contains(scene.Observer.Warnings, static warning => warning.Contains("in another account and in another Region (eu-west-1)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_removal_leaves_it_alone()
    {
        await using var scene = await WithCentralAsync(OfOrganization);
        await scene.DeployedAsync(Options);

        var outcome = await scene.RemoveAsync();

        Assert.Equal((RemovalStatus.Removed, 2), (outcome.Result!.Status, outcome.Result.VaultsDeleted));
        Assert.DoesNotContain(scene.Simulator.Requests, static request => request.IsWrite && request.AccountId is CentralAccount && request.Service is "backup");
    }

    [Theory]
    [InlineData("Central", "is not the ARN of a backup vault")]
    [InlineData("arn:aws:backup:us-east-1:222222222222:backup-vault:Central", "is in this account itself")]
    [InlineData("arn:aws-cn:backup:cn-north-1:333333333333:backup-vault:Central", "is in partition aws-cn")]
    public async Task What_no_copy_can_go_to_is_refused_before_any_call(string arn, string said)
    {
        await using var scene = await Scene.StartAsync();
        var options = new DeploymentOptions { CentralVaultArn = arn };

        var faults = DeploymentOptionsValidator.Validate(options);
        var told = faults.Count > 0 ? faults[0].ToString() : (await scene.DeployAsync(options)).Failure!.Message;

        Assert.Contains(said, told, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    private static async Task<Scene> WithCentralAsync(string? policy)
    {
        var scene = await Scene.StartAsync();
        using var management = await new OtherWriter(scene.Simulator, new SimulatorOptions().ManagementAccount, Scene.Primary).ClientAsync();
        await management.UpdateGlobalSettingsAsync(new UpdateGlobalSettingsRequest { GlobalSettings = new() { ["isCrossAccountBackupEnabled"] = "true" } }, Token);
        var key = scene.Simulator.Kms.AddKey(CentralAccount, Scene.Primary);
        using var backup = await new OtherWriter(scene.Simulator, CentralAccount, Scene.Primary).ClientAsync();
        await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = "Central", EncryptionKeyArn = key }, Token);
        if (policy is not null)
        {
            await PutPolicyAsync(scene, policy);
        }

        scene.Simulator.ClearRequests();
        return scene;
    }

    private static async Task PutPolicyAsync(Scene scene, string policy)
    {
        using var backup = await new OtherWriter(scene.Simulator, CentralAccount, Scene.Primary).ClientAsync();
        await backup.PutBackupVaultAccessPolicyAsync(new PutBackupVaultAccessPolicyRequest { BackupVaultName = "Central", Policy = policy }, Token);
        scene.Simulator.ClearRequests();
    }

    // What came of a copy into the central vault: its state, or why it failed.
    private static async Task<string> CopyAsync(Scene scene)
    {
        var point = scene.AddPoints(Scene.Primary, 1)[0];
        using var backup = await scene.Other().ClientAsync();
        var job = (await backup.StartCopyJobAsync(
            new StartCopyJobRequest { RecoveryPointArn = point, SourceBackupVaultName = Scene.VaultName, DestinationBackupVaultArn = Central, IamRoleArn = $"arn:aws:iam::{Scene.AccountId}:role/AWSBackup-Custom" }, Token)).CopyJobId;
        scene.Simulator.World.Advance(TimeSpan.FromDays(1));
        var ended = (await backup.DescribeCopyJobAsync(new DescribeCopyJobRequest { CopyJobId = job }, Token)).CopyJob;
        return ended.State.Value is "FAILED" ? ended.StatusMessage : ended.State.Value;
    }
}
