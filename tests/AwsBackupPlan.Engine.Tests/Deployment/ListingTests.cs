using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Engine.Tests.Deployment;

public sealed class ListingTests
{
    [Fact]
    public async Task A_deployed_plan_is_read_with_rules_selections_vaults_and_tags()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { PageSize = 1 });
        var deployed = await scene.DeployedAsync();

        var plan = Assert.Single((await scene.GetAsync(Scene.AbsName)).Result!);

        Assert.Equal(deployed.PlanId, plan.PlanId);
        Assert.Equal(Scene.AbsName, plan.AbsName);
        Assert.Equal(Scene.Copy, Assert.Single(plan.CopyRegion));
        var rule = Assert.Single(plan.Rules);
        Assert.Equal("cron(0 12 * * ? *)", rule.ScheduleExpression);
        Assert.Equal(300, rule.DeleteAfterDays);
        Assert.Equal(deployed.VaultArn[1], Assert.Single(rule.CopyActions).DestinationVaultArn);
        Assert.Equal(deployed.SelectionId, Assert.Single(plan.Selections).SelectionId);
        Assert.Equal(2, plan.Vaults.Count);
        Assert.Equal(Scene.AbsName, plan.Tags["ABS"]);
    }

    [Fact]
    public async Task Copies_to_vaults_that_are_not_the_set_s_own_make_no_copy_Regions()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, deployed.PlanId!, static plan =>
        {
            var copies = plan["Rules"]![0]!["CopyActions"]!.AsArray();
            copies.Add(new JsonObject { ["DestinationBackupVaultArn"] = "arn:aws:backup:eu-west-1:999999999999:backup-vault:Central" });
            copies.Add(new JsonObject { ["DestinationBackupVaultArn"] = $"arn:aws:backup:eu-west-2:{Scene.AccountId}:backup-vault:Archive" });
        });

        var plan = Assert.Single((await scene.GetAsync(Scene.AbsName)).Result!);

        Assert.Equal([Scene.Copy], plan.CopyRegion);
        Assert.Equal(3, Assert.Single(plan.Rules).CopyActions.Count);
        Assert.DoesNotContain(scene.Simulator.Requests, static request => request.Region.StartsWith("eu-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*", 3)]
    [InlineData("pay*", 2)]
    [InlineData("payrol?", 1)]
    [InlineData("[l-m]edger", 1)]
    [InlineData("PAY*", 0)]
    [InlineData("payrol`l*", 1)]
    [InlineData("pay`*", 0)]
    public async Task A_wildcard_selects_by_ABS_name(string pattern, int count)
    {
        await using var scene = await Scene.StartAsync();
        foreach (var absName in new[] { "payroll", "payday", "ledger" })
        {
            scene.Simulator.Onboard(Scene.AccountId, absName);
            Assert.Null((await scene.DeployAsync(target: scene.Target with { AbsName = absName })).Failure?.Message);
        }

        var outcome = await scene.GetAsync(pattern);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(count, outcome.Result!.Count);
    }

    [Theory]
    [InlineData("[z-a]")]
    [InlineData("pay[")]
    [InlineData("pay[]")]
    public async Task A_pattern_that_is_none_is_refused_before_any_call(string pattern)
    {
        await using var scene = await Scene.StartAsync();

        var outcome = await scene.GetAsync(pattern);

        Assert.Equal(("InvalidParameter", FailureCategory.InvalidArgument), (outcome.Failure!.ErrorId, outcome.Failure.Category));
        Assert.Contains(pattern, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
        Assert.Single(AccountTargetValidator.Validate(scene.Target with { AbsName = pattern }, allowWildcards: true));
    }

    [Fact]
    public async Task A_literal_name_that_is_not_there_is_a_failure()
    {
        await using var scene = await Scene.StartAsync();

        var outcome = await scene.GetAsync("nothing");

        Assert.Equal("BackupPlanNotFound", outcome.Failure!.ErrorId);
        Assert.Equal(FailureCategory.ObjectNotFound, outcome.Failure.Category);
        Assert.Null(outcome.Result);
    }

    [Fact]
    public async Task Of_a_plan_that_has_gone_it_is_told_what_is_left_and_what_shows_it()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 1);
        await scene.Engine.LockAsync(scene.Target, new() { MinRetentionDays = 7 }, scene.Observer, TestContext.Current.CancellationToken);
        await scene.RemoveAsync(new() { KeepRecoveryPoints = true });

        var failure = (await scene.GetAsync(Scene.AbsName)).Failure!;

        Assert.Contains("A vault of its name, payroll-Vault, is there, locked in governance mode for a retention of 7 days or more, with about 1 recovery point.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Remove-XacntBackupResource -AccountId 222222222222 -AbsName payroll -Region us-east-1 -WhatIf shows those", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("Set-XacntVaultLock", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_without_the_tag_is_not_the_module_s_own()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        using var backup = await scene.Other().ClientAsync();
        await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = deployed.PlanArn, TagKeyList = ["ABS"] }, TestContext.Current.CancellationToken);

        var literal = await scene.GetAsync(Scene.AbsName);
        var pattern = await scene.GetAsync("*");

        Assert.Contains("-Adopt", literal.Failure!.Remedy, StringComparison.Ordinal);
        Assert.Empty(pattern.Result!);
    }

    [Fact]
    public async Task A_vault_that_is_missing_is_left_out()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        using var backup = await scene.Other(Scene.Copy).ClientAsync();
        await backup.DeleteBackupVaultAsync(new DeleteBackupVaultRequest { BackupVaultName = Scene.VaultName }, TestContext.Current.CancellationToken);

        var plan = Assert.Single((await scene.GetAsync(Scene.AbsName)).Result!);

        Assert.Equal(Scene.Primary, Assert.Single(plan.Vaults).Region);
    }
}
