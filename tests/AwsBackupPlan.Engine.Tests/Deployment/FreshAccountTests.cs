using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Engine.Tests.Deployment;

public sealed class FreshAccountTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_fresh_account_gets_vaults_plan_and_selection()
    {
        await using var scene = await Scene.StartAsync();

        var outcome = await scene.DeployAsync();

        Assert.Null(outcome.Failure?.Message);
        var result = outcome.Result!;
        Assert.Equal(DeploymentStatus.Created, result.Status);
        Assert.Equal(
            $"arn:aws:backup:us-east-1:{Scene.AccountId}:backup-vault:payroll-Vault arn:aws:backup:us-east-2:{Scene.AccountId}:backup-vault:payroll-Vault",
            string.Join(' ', result.VaultArn));
        Assert.Equal("payroll-RDS-BackupSelection-Default", result.SelectionName);
        Assert.All(result.Changes, static change => Assert.Equal(ChangeAction.Create, change.Action));
        Assert.All(result.Changes, static change => Assert.NotNull(change.ResourceArn));

        using var backup = await scene.Other().ClientAsync();
        var plan = await backup.GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = result.PlanId }, TestContext.Current.CancellationToken);
        Assert.Equal(Scene.PlanName, plan.BackupPlan.BackupPlanName);
        Assert.Equal(Scene.VaultName, plan.BackupPlan.Rules[0].TargetBackupVaultName);
        Assert.Equal(result.VaultArn[1], plan.BackupPlan.Rules[0].CopyActions[0].DestinationBackupVaultArn);
        var selection = await backup.GetBackupSelectionAsync(new GetBackupSelectionRequest { BackupPlanId = result.PlanId, SelectionId = result.SelectionId }, TestContext.Current.CancellationToken);
        Assert.Equal($"arn:aws:iam::{Scene.AccountId}:role/AWSBackup-Custom", selection.BackupSelection.IamRoleArn);
        Assert.Equal("aws:ResourceTag/ABS", selection.BackupSelection.Conditions.StringEquals[0].ConditionKey);
    }

    [Fact]
    public async Task Vaults_carry_tag_and_the_key_of_their_Region_from_their_creation_on()
    {
        await using var scene = await Scene.StartAsync();

        await scene.DeployedAsync();

        using var backup = await scene.Other(Scene.Copy).ClientAsync();
        var vault = await backup.DescribeBackupVaultAsync(new DescribeBackupVaultRequest { BackupVaultName = Scene.VaultName }, TestContext.Current.CancellationToken);
        Assert.Equal(scene.Account.KeyArns[1], vault.EncryptionKeyArn);
        var tags = await backup.ListTagsAsync(new ListTagsRequest { ResourceArn = vault.BackupVaultArn }, TestContext.Current.CancellationToken);
        Assert.Equal(Scene.AbsName, tags.Tags["ABS"]);
        Assert.Empty(scene.Requests("TagResource"));
    }

    [Theory]
    [InlineData(MissingVaultAnswer.AccessDenied)]
    [InlineData(MissingVaultAnswer.ResourceNotFound)]
    public async Task A_fresh_account_takes_eleven_calls_in_a_chain_of_five(MissingVaultAnswer missing)
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.MissingVault = missing;
        scene.Simulator.Rounds.Start(Quiet, 1, 6, 2, 1, 1);

        await scene.DeployAsync();

        var requests = scene.Simulator.Requests;
        Assert.Equal(11, requests.Count);
        Assert.Equal(5, requests.Max(static request => request.Round));
        Assert.Equal("CreateBackupVault, CreateBackupVault, CreateBackupPlan, CreateBackupSelection", scene.Writes());
    }

    [Fact]
    public async Task An_unchanged_account_takes_thirteen_calls_in_a_chain_of_four_and_writes_nothing()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Rounds.Start(Quiet, 1, 6, 5, 1);

        var outcome = await scene.DeployAsync();

        Assert.Equal(DeploymentStatus.Unchanged, outcome.Result!.Status);
        Assert.Empty(scene.Writes());
        Assert.Equal(13, scene.Simulator.Requests.Count);
        Assert.Equal(4, scene.Simulator.Requests.Max(static request => request.Round));
        Assert.Single(scene.Observer.Questions);
    }

    [Fact]
    public async Task Lists_are_read_to_their_last_page()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { PageSize = 1 });
        scene.Simulator.Backup.Behaviour.FirstPageIsEmpty = true;
        using (var backup = await scene.Other().ClientAsync())
        {
            foreach (var name in new[] { "aaa", "bbb" })
            {
                await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = name, EncryptionKeyArn = scene.Account.KeyArns[0] }, TestContext.Current.CancellationToken);
            }
        }

        await scene.DeployedAsync();
        var second = await scene.DeployAsync();

        Assert.Equal(DeploymentStatus.Unchanged, second.Result!.Status);
    }

    [Fact]
    public async Task Without_copy_Regions_one_vault_is_enough_and_the_key_may_be_a_single_Region_key()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Kms.AddKey(Scene.AccountId, Scene.Primary, "alias/single", multiRegion: false);

        var outcome = await scene.DeployAsync(new DeploymentOptions { KeyAlias = "single" }, scene.Target with { CopyRegions = [] });

        Assert.Null(outcome.Failure?.Message);
        Assert.Single(outcome.Result!.VaultArn);
        Assert.DoesNotContain(scene.Simulator.Requests, static request => request.Region is Scene.Copy);
    }

    [Fact]
    public async Task WhatIf_tells_each_step_and_writes_nothing()
    {
        await using var scene = await Scene.StartAsync();
        var observer = new RecordingObserver(Decision.WhatIf);

        var outcome = await scene.DeployAsync(observer: observer);

        Assert.Equal(DeploymentStatus.WhatIf, outcome.Result!.Status);
        Assert.Empty(scene.Writes());
        var question = Assert.Single(observer.Questions);
        Assert.Equal("Create 2 vaults, 1 plan and 1 selection", question.Action);
        Assert.Equal(4, question.Steps.Count);
        Assert.Contains(question.Steps, step => step.TargetName.Contains("us-east-2", StringComparison.Ordinal) && step.Action.Contains(scene.Account.KeyArns[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_declined_question_writes_nothing()
    {
        await using var scene = await Scene.StartAsync();

        var outcome = await scene.DeployAsync(observer: new RecordingObserver(Decision.Declined));

        Assert.Equal(DeploymentStatus.Declined, outcome.Result!.Status);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_secure_string_is_decrypted()
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { PlanParameterType = "SecureString" });

        Assert.Equal(DeploymentStatus.Created, (await scene.DeployedAsync()).Status);
    }

    [Fact]
    public async Task A_given_document_is_used_and_no_parameter_read()
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { PlanDocument = null });

        var result = await scene.DeployAsync(new DeploymentOptions { PlanDocument = """{ "BackupPlanName": "x", "Rules": [ { "RuleName": "daily", "TargetBackupVaultName": "VaultName", "ScheduleExpression": "cron(0 5 ? * * *)" } ] }""" });

        Assert.Null(result.Failure?.Message);
        Assert.Empty(scene.Requests("GetParameter"));
    }

    [Fact]
    public async Task A_missing_parameter_is_told_with_its_name_and_how_to_put_it_there()
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { PlanDocument = null });

        var outcome = await scene.DeployAsync();

        Assert.Equal("PlanParameterNotFound", outcome.Failure!.ErrorId);
        Assert.Equal(FailureCategory.ObjectNotFound, outcome.Failure.Category);
        Assert.Contains("/backupprocess/backupplan", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("\nInitialize-XacntBackupAccount -AccountId 222222222222 -AbsName payroll -Region us-east-1 -CopyRegion us-east-2\n# Or by hand: ", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("aws ssm put-parameter", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(DeploymentStatus.Failed, outcome.Result!.Status);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_document_with_faults_is_refused_before_anything_is_written()
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { PlanDocument = """{ "BackupPlanName": "x", "Rulez": [] }""" });

        var outcome = await scene.DeployAsync();

        Assert.Equal("PlanDocumentInvalid", outcome.Failure!.ErrorId);
        Assert.Contains("Rulez", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }
}
