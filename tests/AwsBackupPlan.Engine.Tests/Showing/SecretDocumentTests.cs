using System.Text.Json;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Engine.Tests.Showing;

/// <summary>A plan document in a SecureString: where it is wrong is told, and nothing of what stands there.</summary>
public sealed class SecretDocumentTests
{
    [Theory]
    [InlineData("""{ "Rules": [ { "ScheduleExpression": "canary" } ] }""", "$.Rules[0].ScheduleExpression")]
    [InlineData("""{ "Rules": [ { "RuleName": "canary!!" }, { "Lifecycle": { "DeleteAfterDays": "canary" } } ] }""", "$.Rules[0].RuleName, $.Rules[1].Lifecycle.DeleteAfterDays")]
    [InlineData("""{ "canary": 1, "Rules": [ { } ] }""", "$.…")]
    [InlineData("""[ { "Rules": [ { } ] }, { "canary!": "x", "other canary": "canary!" } ]""", "$[1].…")]
    [InlineData("""{ "Rules": [ { "CopyActions": [ { "DestinationBackupVaultArn": "arn:aws:backup:us-east-1:canary:x" } ] } ] }""", "$.Rules[0].CopyActions[0].DestinationBackupVaultArn")]
    [InlineData("""{ "Rules": [ { } ], "AdvancedBackupSettings": [ { "ResourceType": "EC2", "BackupOptions": { "canary": "x" } } ] }""", "$.AdvancedBackupSettings[0].BackupOptions.…")]
    [InlineData("""{ "Rules": [ { "RuleNamecanary": "x" } ] }""", "$.Rules[0].…")]
    [InlineData("canary", "$")]
    [InlineData("""{ "Rules": [ { } ], "Rules": canary } """, "$")]
    public async Task Faults_are_told_by_their_places_alone(string document, string places)
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { PlanParameterType = "SecureString", PlanDocument = document });

        var outcome = await scene.DeployAsync();

        var failure = outcome.Failure!;
        Assert.Equal("PlanDocumentInvalid", failure.ErrorId);
        Assert.Contains($", at {places}. What stands there is not told", failure.Message, StringComparison.Ordinal);
        Assert.Contains("-PlanPath", failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", string.Join('\n', [failure.Message, failure.Remedy, $"{failure.Exception}", $"{outcome.Result}", outcome.Result!.Message, .. scene.Observer.VerboseLines, .. scene.Observer.Warnings]), StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_document_without_a_fault_comes_out_in_no_warning_question_or_difference()
    {
        const string Document = """
            [ { "Rules": [
                { "RuleName": "canary-rule", "TargetBackupVaultName": "canary-vault", "ScheduleExpression": "cron(7 3 ? * * *)", "RecoveryPointTags": { "canary-key": "canary-value" },
                  "Lifecycle": { "MoveToColdStorageAfterDays": 77, "DeleteAfterDays": 377 }, "CopyActions": [ { "DestinationBackupVaultArn": "arn:aws:backup:eu-north-1:222222222222:backup-vault:payroll-Vault" } ] },
                { "RuleName": "known", "ScheduleExpression": "cron(7 3 ? * * *)", "RecoveryPointTags": { "canary-key": "canary-value" } } ] },
              { "ABS": "canary-tag", "canary-key": "canary-value" } ]
            """;
        await using var scene = await Scene.StartAsync(onboarding: new() { PlanParameterType = "SecureString", PlanDocument = Document });
        var options = new DeploymentOptions();
        List<string> texts = [];

        await TellAsync(options, new RecordingObserver(Decision.WhatIf));
        await scene.DeployedAsync(new DeploymentOptions { DeleteAfterDays = 35, PlanDocument = """[ { "Rules": [ { "RuleName": "known", "ScheduleExpression": "cron(1 1 ? * * *)", "RecoveryPointTags": { "known-key": "x" } } ] }, { "known-key": "x" } ]""" });
        Assert.Null((await scene.Engine.LockAsync(scene.Target, new VaultLockOptions { MaxRetentionDays = 100 }, scene.Observer, TestContext.Current.CancellationToken)).Failure?.Message);
        var blocked = await TellAsync(options, scene.Observer);
        var updated = await TellAsync(options with { DeleteAfterDays = 70 }, scene.Observer);

        Assert.Equal((DeploymentStatus.Blocked, DeploymentStatus.Updated), (blocked.Status, updated.Status));
        Assert.Equal(6, scene.Observer.Warnings.Distinct(StringComparer.Ordinal).Count(static warning => warning.Contains("document", StringComparison.Ordinal) || warning.StartsWith("The plan copies to a vault of the account", StringComparison.Ordinal)));
        var differences = updated.Changes.SelectMany(static change => change.Differences).ToList();
        Assert.Contains(differences, static difference => difference is { Path: "Rules[known].ScheduleExpression", Actual: "\"cron(1 1 ? * * *)\"", Desired: "(not shown)" });
        Assert.Contains(differences, static difference => difference is { Path: "Rules[…]", Actual: null, Desired: "(not shown)" });
        Assert.Contains(differences, static difference => difference is { Path: "Rules[known].RecoveryPointTags.…", Actual: null, Desired: "(not shown)" });
        Assert.Contains(differences, static difference => difference is { Path: "Tags.…", Actual: null, Desired: "(not shown)" });
        Assert.All([.. texts, .. scene.Observer.Warnings], static text => Assert.DoesNotMatch(@"canary|eu-north-1|cron\(7|\b3?77\b", text));
        Assert.All(scene.Observer.VerboseLines, static text => Assert.DoesNotContain("canary", text, StringComparison.Ordinal));

        async Task<BackupPlanResult> TellAsync(DeploymentOptions used, RecordingObserver observer)
        {
            var compared = await scene.CompareAsync(used);
            var deployed = await scene.DeployAsync(used, observer: observer);
            texts.AddRange([$"{compared.Failure}", $"{deployed.Failure}", JsonSerializer.Serialize(compared.Result), JsonSerializer.Serialize(deployed.Result)]);
            texts.AddRange(observer.Questions.SelectMany(static question => question.Steps.Select(static step => step.Action).Append(question.Action)));
            return deployed.Result!;
        }
    }
}
