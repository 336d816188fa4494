using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.Notifications;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Monitoring;

/// <summary>What the vaults of a backup set send to SNS topics.</summary>
public sealed class NotificationTests
{
    private const string PrimaryTopic = $"arn:aws:sns:us-east-1:{Scene.AccountId}:backups";
    private const string CopyTopic = $"arn:aws:sns:us-east-2:{Scene.AccountId}:backups";

    private static readonly NotificationOptions ByName = new() { TopicName = "backups" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_vaults_send_to_the_topic_of_a_name_in_their_Regions_and_a_second_run_writes_nothing()
    {
        await using var scene = await DeployedAsync();

        var first = (await NotifyAsync(scene, ByName)).Result!;
        var writes = scene.Writes();
        scene.Simulator.ClearRequests();
        var second = (await NotifyAsync(scene, ByName)).Result!;

        Assert.Equal("PutBackupVaultNotifications, PutBackupVaultNotifications", writes);
        Assert.Equal([PrimaryTopic, CopyTopic], first.Select(static vault => vault.TopicArn));
        Assert.All(first, static vault => Assert.Equal((NotificationStatus.Set, "BACKUP_JOB_COMPLETED COPY_JOB_FAILED RESTORE_JOB_COMPLETED"), (vault.Status, string.Join(' ', vault.Events))));
        Assert.All(second, static vault => Assert.Equal(NotificationStatus.Unchanged, vault.Status));
        Assert.Equal([PrimaryTopic, CopyTopic], second.Select(static vault => vault.TopicArn));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task The_policy_of_the_topics_is_told_once_without_anything_of_the_account_and_with_each_result()
    {
        await using var scene = await DeployedAsync();

        var results = (await NotifyAsync(scene, ByName)).Result!;
        await NotifyAsync(scene, ByName);

        var warning = Assert.Single(scene.Observer.Warnings, static text => text.Contains("backup.amazonaws.com", StringComparison.Ordinal));
        Assert.DoesNotContain(Scene.AccountId, warning, StringComparison.Ordinal);
        var statement = JsonNode.Parse(results[1].TopicPolicyStatement!)!;
        Assert.Equal((CopyTopic, "SNS:Publish", "backup.amazonaws.com"), ((string?)statement["Resource"], (string?)statement["Action"], (string?)statement["Principal"]!["Service"]));
    }

    [Fact]
    public async Task The_Region_of_an_ARN_says_which_vault_sends_to_it_and_one_without_is_left_and_told()
    {
        await using var scene = await DeployedAsync();
        await NotifyAsync(scene, ByName);
        var other = CopyTopic.Replace("backups", "dr", StringComparison.Ordinal);

        var results = (await NotifyAsync(scene, new NotificationOptions { TopicArns = [other], Events = ["COPY_JOB_FAILED"] })).Result!;

        Assert.Equal([NotificationStatus.NoTopic, NotificationStatus.Set], results.Select(static vault => vault.Status));
        Assert.Equal([PrimaryTopic, other], results.Select(static vault => vault.TopicArn));
        Assert.Contains("in us-east-1", Assert.Single(scene.Observer.Warnings, static text => text.StartsWith("No topic in ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(["COPY_JOB_FAILED"], (await ReadAsync(scene, Scene.Copy)).BackupVaultEvents);
    }

    [Theory]
    [InlineData("BACKUP_JOB_FAILED", "BACKUP_JOB_COMPLETED")]
    [InlineData("BACKUP_JOB_EXPIRED backup_job_successful BACKUP_JOB_COMPLETED", "BACKUP_JOB_COMPLETED")]
    [InlineData("RESTORE_JOB_FAILED COPY_JOB_FAILED", "COPY_JOB_FAILED RESTORE_JOB_COMPLETED")]
    [InlineData("restore_job_started RECOVERY_POINT_MODIFIED", "RESTORE_JOB_STARTED RECOVERY_POINT_MODIFIED")]
    public async Task What_still_comes_is_set_for_events_that_no_longer_do(string asked, string set)
    {
        await using var scene = await DeployedAsync();

        await NotifyAsync(scene, ByName with { Events = asked.Split(' ') });

        Assert.Equal(set, string.Join(' ', (await ReadAsync(scene, Scene.Primary)).BackupVaultEvents));
    }

    [Fact]
    public async Task The_order_of_events_is_no_difference_and_another_topic_is()
    {
        await using var scene = await DeployedAsync();
        using var backup = await scene.Other().ClientAsync();
        await backup.PutBackupVaultNotificationsAsync(
            new PutBackupVaultNotificationsRequest { BackupVaultName = Scene.VaultName, SNSTopicArn = PrimaryTopic, BackupVaultEvents = ["RESTORE_JOB_COMPLETED", "COPY_JOB_FAILED", "BACKUP_JOB_COMPLETED"] }, Token);
        var primary = ByName with { Vault = VaultScope.Primary };

        var same = (await NotifyAsync(scene, primary)).Result!;
        var other = (await NotifyAsync(scene, primary with { TopicName = "others" })).Result!;

        Assert.Equal(NotificationStatus.Unchanged, Assert.Single(same).Status);
        Assert.Equal(NotificationStatus.Set, Assert.Single(other).Status);
        Assert.EndsWith($"Before, it sent RESTORE_JOB_COMPLETED, COPY_JOB_FAILED, BACKUP_JOB_COMPLETED to {PrimaryTopic}.", other[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notifications_are_taken_off_and_once_there_are_none_nothing_is_written()
    {
        await using var scene = await DeployedAsync();
        await NotifyAsync(scene, ByName);

        var removed = (await NotifyAsync(scene, new NotificationOptions { Remove = true })).Result!;
        scene.Simulator.ClearRequests();
        var again = (await NotifyAsync(scene, new NotificationOptions { Remove = true })).Result!;

        Assert.All(removed, static vault => Assert.Equal((NotificationStatus.Removed, null, 0), (vault.Status, vault.TopicArn, vault.Events.Count)));
        Assert.All(again, static vault => Assert.Equal(NotificationStatus.Unchanged, vault.Status));
        Assert.Empty(scene.Writes());
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => ReadAsync(scene, Scene.Primary));
    }

    [Theory]
    [InlineData(Decision.WhatIf, NotificationStatus.WhatIf)]
    [InlineData(Decision.Declined, NotificationStatus.Declined)]
    public async Task Unless_it_is_confirmed_nothing_is_written(Decision decision, NotificationStatus status)
    {
        await using var scene = await DeployedAsync();
        var observer = new RecordingObserver(decision);

        var results = (await scene.Engine.NotifyAsync(scene.Target, ByName, observer, Token)).Result!;

        Assert.All(results, vault => Assert.Equal(status, vault.Status));
        Assert.Equal(2, Assert.Single(observer.Questions).Steps.Count);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Copy_Regions_that_nobody_named_are_the_plan_s_and_topics_elsewhere_are_refused_before_anything_is_written()
    {
        await using var scene = await DeployedAsync();
        var target = scene.Target with { CopyRegions = ["us-west-2"], CopyRegionsAreDefault = true };

        var set = await scene.Engine.NotifyAsync(target, ByName, scene.Observer, Token);
        scene.Simulator.ClearRequests();
        var elsewhere = await scene.Engine.NotifyAsync(target, new NotificationOptions { TopicArns = [PrimaryTopic, $"arn:aws:sns:us-west-2:{Scene.AccountId}:backups"] }, scene.Observer, Token);

        Assert.Equal([Scene.Primary, Scene.Copy], set.Result!.Select(static vault => vault.Region));
        Assert.Equal(("TopicRegionNotUsed", FailureCategory.InvalidArgument), (elsewhere.Failure!.ErrorId, elsewhere.Failure.Category));
        Assert.Contains("us-east-1, us-east-2", elsewhere.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Theory]
    [InlineData("arn:aws:sns:us-east-1:333333333333:backups", "of another account")]
    [InlineData("arn:aws-cn:sns:cn-north-1:222222222222:backups", "of another account")]
    [InlineData("arn:aws:sns:eu-west-1:222222222222:backups", "is in eu-west-1")]
    public async Task A_topic_of_another_account_or_Region_is_refused_before_any_call(string arn, string said)
    {
        await using var scene = await Scene.StartAsync();

        var outcome = await NotifyAsync(scene, new NotificationOptions { TopicArns = [arn] });

        Assert.Equal("InvalidParameter", outcome.Failure!.ErrorId);
        Assert.Contains(said, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_vault_without_the_tag_is_not_touched()
    {
        await using var scene = await DeployedAsync();
        using var backup = await scene.Other(Scene.Copy).ClientAsync();
        await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = $"arn:aws:backup:{Scene.Copy}:{Scene.AccountId}:backup-vault:{Scene.VaultName}", TagKeyList = ["ABS"] }, Token);
        scene.Simulator.ClearRequests();

        var outcome = await NotifyAsync(scene, ByName);

        Assert.Equal(("VaultNotOwned", Scene.Copy), (outcome.Failure!.ErrorId, outcome.Failure.Region));
        Assert.All(outcome.Result!, static vault => Assert.Equal(NotificationStatus.Blocked, vault.Status));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_vault_that_fails_keeps_no_other_from_it_and_the_next_run_completes_it()
    {
        await using var scene = await DeployedAsync();
        scene.Fail("PutBackupVaultNotifications", FaultKind.AccessDenied, region: Scene.Primary);

        var outcome = await NotifyAsync(scene, ByName);
        var next = await NotifyAsync(scene, ByName);

        Assert.Equal(("AccessDenied", Scene.Primary), (outcome.Failure!.ErrorId, outcome.Failure.Region));
        Assert.EndsWith(
            "Done: vault payroll-Vault in us-east-2 (notifications). Not done, or not known to be: vault payroll-Vault in us-east-1 (notifications).", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("\"backup:PutBackupVaultNotifications\",\"Resource\":\"arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault\"", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Equal([NotificationStatus.Failed, NotificationStatus.Set], outcome.Result!.Select(static vault => vault.Status));
        Assert.Equal([NotificationStatus.Set, NotificationStatus.Unchanged], next.Result!.Select(static vault => vault.Status));
    }

    [Fact]
    public async Task Without_a_plan_and_without_copy_Regions_nothing_is_guessed()
    {
        await using var scene = await Scene.StartAsync();

        var unknown = await scene.Engine.NotifyAsync(scene.Target with { CopyRegionsAreDefault = true }, ByName, scene.Observer, Token);
        var named = await NotifyAsync(scene, ByName);

        Assert.Equal(("CopyRegionNotKnown", "VaultNotFound"), (unknown.Failure!.ErrorId, named.Failure!.ErrorId));
    }

    [Theory]
    [InlineData("arn:aws:sns:us-east-1:222222222222:backups.fifo", "FIFO")]
    [InlineData("arn:aws:sns:us-east-1:222222222222:backups:0b5a1c2e", "subscription")]
    [InlineData("arn:aws:sns:us-east-1:22222222222:backups", "not the ARN of an SNS topic")]
    [InlineData("arn:aws:sqs:us-east-1:222222222222:backups", "not the ARN of an SNS topic")]
    [InlineData("arn:aws:sns:us-east-1:222222222222:back ups", "does not end with the name")]
    [InlineData("arn:aws:sns:mars-north-1:222222222222:backups", "no Region of partition aws")]
    [InlineData("arn:aws-cn:sns:us-east-1:222222222222:backups", "no Region of partition aws-cn")]
    [InlineData("backups", "not the ARN of an SNS topic")]
    [InlineData("", "not the ARN of an SNS topic")]
    public void An_ARN_that_AWS_Backup_cannot_send_to_is_told_before_any_call(string arn, string said) =>
        Assert.Contains(said, AssertFault("TopicArn", new NotificationOptions { TopicArns = [arn] }), StringComparison.Ordinal);

    [Fact]
    public void What_cannot_be_is_told_before_any_call()
    {
        Assert.Empty(NotificationOptionsValidator.Validate(ByName));
        Assert.Empty(NotificationOptionsValidator.Validate(new NotificationOptions { TopicArns = [PrimaryTopic, CopyTopic], Events = ["COPY_JOB_FAILED"] }));
        Assert.Empty(NotificationOptionsValidator.Validate(new NotificationOptions { Remove = true }));
        AssertFault("TopicArn", new NotificationOptions());
        AssertFault("TopicArn", new NotificationOptions { TopicArns = [PrimaryTopic, PrimaryTopic + "-2"] });
        AssertFault("TopicName", ByName with { TopicArns = [PrimaryTopic] });
        AssertFault("TopicName", new NotificationOptions { TopicName = "backups.fifo" });
        AssertFault("TopicName", new NotificationOptions { TopicName = PrimaryTopic });
        AssertFault("TopicName", new NotificationOptions { TopicName = "" });
        AssertFault("Remove", ByName with { Remove = true });
        AssertFault("Remove", new NotificationOptions { Remove = true, Events = ["COPY_JOB_FAILED"] });
        AssertFault("Event", ByName with { Events = [] });
        AssertFault("Event", ByName with { Events = ["BACKUP_PLAN_CREATED"] });
        AssertFault("Event", ByName with { Events = ["S3_BACKUP_OBJECT_FAILED"] });
        Assert.Contains("Did you mean COPY_JOB_FAILED?", AssertFault("Event", ByName with { Events = ["COPY_JOB_FALIED"] }), StringComparison.Ordinal);
        AssertFault("TagKey", ByName with { TagKey = "aws:x" });
    }

    private static string AssertFault(string parameter, NotificationOptions options)
    {
        var fault = Assert.Single(NotificationOptionsValidator.Validate(options));
        Assert.Equal(parameter, fault.ParameterName);
        return fault.Message;
    }

    private static async Task<Scene> DeployedAsync()
    {
        var scene = await Scene.StartAsync();
        await scene.DeployedAsync(new DeploymentOptions { DeleteAfterDays = 35 });
        return scene;
    }

    private static Task<WorkOutcome<IReadOnlyList<NotificationResult>>> NotifyAsync(Scene scene, NotificationOptions options) => scene.Engine.NotifyAsync(scene.Target, options, scene.Observer, Token);

    private static async Task<GetBackupVaultNotificationsResponse> ReadAsync(Scene scene, string region)
    {
        using var backup = await scene.Other(region).ClientAsync();
        return await backup.GetBackupVaultNotificationsAsync(new GetBackupVaultNotificationsRequest { BackupVaultName = Scene.VaultName }, Token);
    }
}
