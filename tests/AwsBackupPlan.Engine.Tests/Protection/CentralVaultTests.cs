using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Engine.Tests.Protection;

/// <summary>Copies into a vault of another account.</summary>
public sealed class CentralVaultTests
{
    private const string CentralAccount = "333333333333";
    private const string Central = "arn:aws:backup:us-east-1:333333333333:backup-vault:Central";
    private const string OfOrganization = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-simulated0"}}}]}""";

    private static readonly DeploymentOptions Options = new() { CentralVaultArn = Central, DeleteAfterDays = 35 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OfOrganization)]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","NotAction":"backup:DeleteRecoveryPoint","Resource":"arn:aws:backup:*:333333333333:backup-vault:Cen*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/AWSBackup-Custom"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":["222222222222"]}}}]}""")]
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
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/another"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"444444444444"}}}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"arn:aws:backup:us-east-1:333333333333:backup-vault:another"}]}""")]
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_policy_that_is_told_lets_the_copies_in_and_keeps_the_statements_that_are_there(int told)
    {
        const string Theirs = """{"Sid":"Theirs","Effect":"Deny","Principal":"*","Action":"backup:DeleteRecoveryPoint","Resource":"*","Condition":{"StringLike":{"aws:PrincipalArn":"it's"}}}""";
        await using var scene = await WithCentralAsync($$"""{"Version":"2012-10-17","Statement":{{Theirs}}}""");
        var remedy = (await scene.DeployAsync(Options)).Failure!.Remedy;
        var policy = remedy.Split("--policy '")[told].Split('\'')[0];
        await PutPolicyAsync(scene, policy);

        var outcome = await scene.NewEngine().DeployAsync(scene.Target, Options, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal("COMPLETED", await CopyAsync(scene));
        Assert.Contains("\"Sid\":\"Theirs\",\"Effect\":\"Deny\"", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policies_that_two_accounts_are_told_do_not_knock_each_other_out()
    {
        const string Another = "500000000001";
        await using var scene = await WithCentralAsync(policy: null);
        scene.Simulator.Onboard(Another, Scene.AbsName);
        await scene.DeployAsync(Options);
        var ofOneRun = (await scene.DeployAsync(Options, scene.Target with { AccountId = Another })).Failure!.Remedy;
        await PutPolicyAsync(scene, """{"Version":"2012-10-17","Statement":[{"Sid":"CopiesOfAccounts","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}]}""");
        var afterwards = (await scene.NewEngine().DeployAsync(scene.Target with { AccountId = Another }, Options, scene.Observer, Token)).Failure!.Remedy;

        Assert.All([ofOneRun, afterwards], static remedy => Assert.Contains("\"Principal\":{\"AWS\":[\"arn:aws:iam::222222222222:root\",\"arn:aws:iam::500000000001:root\"]}", remedy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_denies_it_is_told_to_be_changed_not_added_to()
    {
        await using var scene = await WithCentralAsync("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*"},{"Sid":"NotYou","Effect":"Deny","Principal":{"AWS":"222222222222"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}]}""");

        var outcome = await scene.DeployAsync(Options);

        Assert.Equal("CentralVaultPolicyMissing", outcome.Failure!.ErrorId);
        Assert.StartsWith("Change the statement NotYou that denies backup:CopyIntoBackupVault to account 222222222222", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Theory]
    [InlineData("aws:PrincipalOrgID", "o-another000")]
    [InlineData("aws:PrincipalOrgPaths", "o-simulated0/r-s1m0/*")]
    public async Task What_a_policy_hangs_on_and_is_not_known_is_warned_of(string key, string value)
    {
        await using var scene = await WithCentralAsync($$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"StringLike":{"{{{{key}}}}":"{{{{value}}}}"}}}]}""");

        var outcome = await scene.DeployAsync(Options);

        Assert.Equal(DeploymentStatus.Created, outcome.Result!.Status);
        Assert.Contains(key, Assert.Single(scene.Observer.Warnings, static text => text.Contains("cannot be told from here", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyInto*","Resource":"*"}]}""", "it hangs on the wildcard in backup:CopyInto*.")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Effect":"Allow"}]}""", "it hangs on a policy that cannot be understood.")]
    public async Task What_AWS_would_not_take_is_no_permission(string policy, string said)
    {
        await using var scene = await WithCentralAsync(policy: null);
        scene.Simulator.Backup.SetAccessPolicy(CentralAccount, Scene.Primary, "Central", policy);

        var outcome = await scene.DeployAsync(Options);

        Assert.Equal(DeploymentStatus.Created, outcome.Result!.Status);
        Assert.Contains(scene.Observer.Warnings, text => text.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lock_of_the_central_vault_that_would_make_the_copies_fail_blocks_the_account()
    {
        await using var scene = await WithCentralAsync(OfOrganization);
        await LockAsync(scene, minRetentionDays: 100);

        var outcome = await scene.DeployAsync(Options);

        Assert.Equal("RetentionOutsideVaultLock", outcome.Failure!.ErrorId);
        Assert.Contains(Central, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Of_a_secret_document_the_lock_of_the_central_vault_makes_nothing_known()
    {
        await using var scene = await WithCentralAsync(OfOrganization, new() { PlanParameterType = "SecureString", PlanDocument = """{"Rules":[{"RuleName":"canary","Lifecycle":{"DeleteAfterDays":77}}]}""" });
        await LockAsync(scene, minRetentionDays: 100);

        var outcome = await scene.DeployAsync(Options with { DeleteAfterDays = null });

        Assert.Equal("RetentionOutsideVaultLock", outcome.Failure!.ErrorId);
        Assert.DoesNotMatch(@"canary|\b77\b", $"{outcome.Failure.Message} {outcome.Failure.Remedy} {string.Join(' ', scene.Observer.Warnings)}");
    }

    [Fact]
    public async Task A_lock_that_takes_the_retention_is_no_obstacle_and_one_that_cannot_be_read_is_warned_of()
    {
        await using var scene = await WithCentralAsync(OfOrganization);
        await LockAsync(scene, minRetentionDays: 30);

        var readable = await scene.DeployAsync(Options);
        scene.Fail("DescribeBackupVault", FaultKind.AccessDenied, times: 0);
        var warned = new RecordingObserver();
        var unreadable = await scene.NewEngine().DeployAsync(scene.Target, Options, warned, Token);

        Assert.Equal((DeploymentStatus.Created, DeploymentStatus.Unchanged), (readable.Result!.Status, unreadable.Result!.Status));
        Assert.DoesNotContain(scene.Observer.Warnings, static text => text.Contains("Central", StringComparison.Ordinal));
        Assert.Contains(warned.Warnings, static text => text.Contains("is locked cannot be read from here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_read_once_for_all_accounts_of_a_run()
    {
        await using var scene = await WithCentralAsync(OfOrganization);
        string[] accounts = [Scene.AccountId, "500000000001", "500000000002"];
        foreach (var account in accounts.Skip(1))
        {
            scene.Simulator.Onboard(account, Scene.AbsName);
        }

        await Task.WhenAll(accounts.Select(account => scene.DeployAsync(Options, scene.Target with { AccountId = account })));

        Assert.Equal((1, 1, 1), (scene.Requests("GetBackupVaultAccessPolicy").Count, scene.Requests("DescribeBackupVault").Count, scene.Requests("DescribeOrganization").Count));
        Assert.Equal(accounts.Length + 1, scene.Requests("AssumeRole").Count);
    }

    [Fact]
    public async Task Copies_to_it_that_would_end_are_warned_of()
    {
        await using var scene = await WithCentralAsync(OfOrganization);
        await scene.DeployedAsync(Options);

        var told = await scene.CompareAsync(Options with { CentralVaultArn = null });
        var outcome = await scene.DeployAsync(Options with { CentralVaultArn = null });
        var again = new RecordingObserver();
        await scene.DeployAsync(Options with { CentralVaultArn = null }, observer: again);

        Assert.Equal((ComparisonStatus.Different, DeploymentStatus.Updated), (told.Result!.Status, outcome.Result!.Status));
        Assert.Equal(2, scene.Observer.Warnings.Count(static text => text.Contains($"copies to {Central}, which neither -CentralVaultArn nor the plan document names", StringComparison.Ordinal)));
        Assert.DoesNotContain(again.Warnings, static text => text.Contains(Central, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_organization_s_id_the_policy_to_paste_names_the_accounts_of_the_run()
    {
        await using var scene = await WithCentralAsync(policy: null);
        scene.Simulator.Sts.SetRole(CentralAccount, "Xacnt_Backup_Role", new() { ExternalId = "another" });
        scene.Fail("DescribeOrganization", FaultKind.AccessDenied, times: 0, service: "organizations");

        await scene.DeployAsync(Options);

        var warning = Assert.Single(scene.Observer.Warnings, static text => text.Contains("Central", StringComparison.Ordinal));
        scene.Simulator.Backup.SetAccessPolicy(CentralAccount, Scene.Primary, "Central", warning.Split("--policy '")[1].Split('\'')[0]);
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
        Assert.Contains("\"aws:PrincipalOrgID\":\"o-simulated0\"", warning, StringComparison.Ordinal);
        Assert.Contains(scene.Observer.VerboseLines, static line => line.Contains("arn:aws:iam::222222222222:root", StringComparison.Ordinal));
        Assert.Equal("Access Denied trying to call AWS Backup service", await CopyAsync(scene));
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

    private static async Task<Scene> WithCentralAsync(string? policy, OnboardingOptions? onboarding = null)
    {
        var scene = await Scene.StartAsync(onboarding: onboarding);
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

    private static async Task LockAsync(Scene scene, long minRetentionDays)
    {
        using var backup = await new OtherWriter(scene.Simulator, CentralAccount, Scene.Primary).ClientAsync();
        await backup.PutBackupVaultLockConfigurationAsync(new PutBackupVaultLockConfigurationRequest { BackupVaultName = "Central", MinRetentionDays = minRetentionDays }, Token);
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
