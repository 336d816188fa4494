using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Engine.Tests.Deployment;

public sealed class DriftTests
{
    [Fact]
    public async Task A_changed_schedule_is_named_by_path_and_put_right_by_an_update()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, deployed.PlanId!, static plan => plan["Rules"]![0]!["ScheduleExpression"] = "cron(0 3 ? * * *)");

        var comparison = (await scene.CompareAsync()).Result!;
        var repaired = (await scene.DeployAsync()).Result!;

        Assert.Equal(ComparisonStatus.Different, comparison.Status);
        var change = Assert.Single(comparison.Changes, static change => change.Action == ChangeAction.Update);
        var difference = Assert.Single(change.Differences);
        Assert.EndsWith("ScheduleExpression", difference.Path, StringComparison.Ordinal);
        Assert.Contains("cron(0 3 ? * * *)", difference.Actual!, StringComparison.Ordinal);
        Assert.Equal(DeploymentStatus.Updated, repaired.Status);
        Assert.Equal(deployed.PlanId, repaired.PlanId);
        Assert.NotEqual(deployed.PlanVersionId, repaired.PlanVersionId, StringComparer.Ordinal);
        Assert.Equal("UpdateBackupPlan", scene.Writes());
        Assert.Equal(ComparisonStatus.InSync, (await scene.CompareAsync()).Result!.Status);
    }

    [Fact]
    public async Task Switching_continuous_backup_on_or_off_warns_that_databases_are_modified_at_once()
    {
        const string Document = """{ "Rules": [ { "ScheduleExpression": "cron(0 5 ? * * *)", "EnableContinuousBackup": true, "Lifecycle": { "DeleteAfterDays": 35 } } ] }""";
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        Assert.Empty(Continuous());

        await scene.CompareAsync(new DeploymentOptions { PlanDocument = Document });
        await scene.DeployedAsync(new DeploymentOptions { PlanDocument = Document });
        Assert.Equal(2, Continuous().Count);
        Assert.All(Continuous(), static warning => Assert.Contains("continuous backup on", warning, StringComparison.Ordinal));
        Assert.All(Continuous(), static warning => Assert.Contains("modifies the databases at once", warning, StringComparison.Ordinal));

        await scene.DeployedAsync(new DeploymentOptions { PlanDocument = Document });
        Assert.Equal(2, Continuous().Count);

        await scene.DeployedAsync();
        Assert.Contains("continuous backup off", Continuous()[^1], StringComparison.Ordinal);

        List<string> Continuous() => [.. scene.Observer.Warnings.Where(static warning => warning.Contains("EnableContinuousBackup", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task A_missing_tag_of_the_plan_is_set_and_tags_of_others_are_left_alone()
    {
        await using var scene = await Scene.StartAsync();
        var options = new DeploymentOptions { PlanDocument = """[ { "BackupPlanName": "x", "Rules": [ { "RuleName": "r", "TargetBackupVaultName": "VaultName", "ScheduleExpression": "cron(0 5 ? * * *)" } ] }, { "Team": "data" } ]""" };
        var deployed = await scene.DeployedAsync(options);
        using var backup = await scene.Other().ClientAsync();
        await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = deployed.PlanArn, TagKeyList = ["Team"] }, TestContext.Current.CancellationToken);
        await backup.TagResourceAsync(new TagResourceRequest { ResourceArn = deployed.PlanArn, Tags = Scene.Tags(("CostCenter", "42")) }, TestContext.Current.CancellationToken);
        scene.Simulator.ClearRequests();

        await scene.DeployAsync(options);

        Assert.Equal("TagResource", scene.Writes());
        var tags = (await backup.ListTagsAsync(new ListTagsRequest { ResourceArn = deployed.PlanArn }, TestContext.Current.CancellationToken)).Tags;
        Assert.Equal("data", tags["Team"]);
        Assert.Equal("42", tags["CostCenter"]);
    }

    [Fact]
    public async Task A_changed_selection_is_replaced_and_the_new_one_stands_before_the_old_one_goes()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        scene.Simulator.Backup.ChangeSelection(
            Scene.AccountId, Scene.Primary, deployed.PlanId!, deployed.SelectionId!, static selection => selection["Resources"] = new JsonArray("arn:aws:rds:*:*:db:*"));

        var comparison = (await scene.CompareAsync()).Result!;
        scene.Simulator.ClearRequests();
        var repaired = (await scene.DeployAsync()).Result!;

        var change = Assert.Single(comparison.Changes, static change => change.Action == ChangeAction.Replace);
        Assert.NotEmpty(change.Differences);
        Assert.Equal("CreateBackupSelection, DeleteBackupSelection", scene.Writes());
        Assert.Equal("payroll-RDS-BackupSelection-Current", repaired.SelectionName);
        Assert.NotEqual(deployed.SelectionId, repaired.SelectionId, StringComparer.Ordinal);
        Assert.Equal(ComparisonStatus.InSync, (await scene.CompareAsync()).Result!.Status);
    }

    [Fact]
    public async Task A_second_replacement_goes_back_to_the_first_name()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        await scene.DeployedAsync(new DeploymentOptions { ResourceTypes = ["RDS"] });

        var back = await scene.DeployedAsync();

        Assert.Equal("payroll-RDS-BackupSelection-Default", back.SelectionName);
    }

    [Fact]
    public async Task Selections_beside_the_right_one_are_deleted()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        await AddSelectionAsync(scene, deployed, "somebody-elses");
        scene.Simulator.ClearRequests();

        var outcome = await scene.DeployAsync();

        Assert.Equal("DeleteBackupSelection", scene.Writes());
        var warning = Assert.Single(scene.Observer.Warnings, static warning => warning.Contains("'somebody-elses'", StringComparison.Ordinal));
        Assert.Contains("selects arn:aws:dynamodb:*:*:table/*", warning, StringComparison.Ordinal);
        Assert.Contains(scene.Observer.Questions.Last().Steps, static step => step.TargetName.Contains("somebody-elses", StringComparison.Ordinal) && step.Action.Contains("selects arn:aws:dynamodb", StringComparison.Ordinal));
        Assert.Contains(outcome.Result!.Changes, static change => change is { Action: ChangeAction.Delete, Name: "somebody-elses" });
        Assert.Equal(deployed.SelectionId, outcome.Result.SelectionId);
    }

    [Fact]
    public async Task Of_several_wrong_selections_the_one_with_a_name_of_the_module_s_is_replaced()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        foreach (var name in new[] { "a-first", "zz-last" })
        {
            await AddSelectionAsync(scene, deployed, name);
        }

        var changes = (await scene.CompareAsync(new DeploymentOptions { ResourceTypes = ["RDS"] })).Result!.Changes;

        Assert.Equal("payroll-RDS-BackupSelection-Default", Assert.Single(changes, static change => change.Action == ChangeAction.Replace).Name);
        Assert.Equal(2, changes.Count(static change => change.Action == ChangeAction.Delete));
    }

    [Fact]
    public async Task A_copy_Region_that_is_no_longer_named_is_warned_of()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        Assert.DoesNotContain(scene.Observer.Warnings, IsMeant);

        var outcome = await scene.DeployAsync(target: scene.Target with { CopyRegions = [] });

        Assert.Equal(DeploymentStatus.Updated, outcome.Result!.Status);
        var warning = Assert.Single(scene.Observer.Warnings, IsMeant);
        Assert.Contains($"Remove-XacntBackupResource -CopyRegion {Scene.Copy}.", warning, StringComparison.Ordinal);

        static bool IsMeant(string warning) => warning.Contains($"copies to {Scene.Copy}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_both_names_are_taken_by_wrong_selections_one_still_stands_while_the_right_one_is_made()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        await AddSelectionAsync(scene, deployed, "payroll-RDS-BackupSelection-Current");
        scene.Simulator.ClearRequests();

        var outcome = await scene.DeployAsync(new DeploymentOptions { ResourceTypes = ["Aurora"] });

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal("DeleteBackupSelection, CreateBackupSelection, DeleteBackupSelection", scene.Writes());
        using var backup = await scene.Other().ClientAsync();
        var left = await backup.ListBackupSelectionsAsync(new ListBackupSelectionsRequest { BackupPlanId = deployed.PlanId }, TestContext.Current.CancellationToken);
        Assert.Equal(outcome.Result!.SelectionId, Assert.Single(left.BackupSelectionsList).SelectionId);
    }

    [Fact]
    public async Task Compare_of_a_fresh_account_says_that_nothing_is_deployed_and_writes_nothing()
    {
        await using var scene = await Scene.StartAsync();

        var comparison = (await scene.CompareAsync()).Result!;

        Assert.Equal(ComparisonStatus.NotDeployed, comparison.Status);
        Assert.Equal(4, comparison.Changes.Count);
        Assert.Empty(scene.Writes());
        Assert.Empty(scene.Observer.Questions);
    }

    private static async Task AddSelectionAsync(Scene scene, BackupPlanResult deployed, string name)
    {
        using var backup = await scene.Other().ClientAsync();
        await backup.CreateBackupSelectionAsync(
            new CreateBackupSelectionRequest
            {
                BackupPlanId = deployed.PlanId,
                BackupSelection = new BackupSelection { SelectionName = name, IamRoleArn = $"arn:aws:iam::{Scene.AccountId}:role/AWSBackup-Custom", Resources = ["arn:aws:dynamodb:*:*:table/*"] },
            },
            TestContext.Current.CancellationToken);
    }
}
