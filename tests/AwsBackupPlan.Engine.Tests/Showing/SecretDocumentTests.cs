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
}
