using AwsBackupPlan.Lambda.Tests.Harness;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;

namespace AwsBackupPlan.Lambda.Tests;

/// <summary>What the function that deletes does with an event.</summary>
public sealed class RemovalTests
{
    [Fact]
    public async Task The_event_of_the_sample_removes_what_the_other_function_has_made()
    {
        await using var scene = await StartAsync();
        scene.AddPoints("us-east-1", 2);
        scene.AddPoints("us-east-2", 1);

        var first = await scene.InvokeAsync(FunctionScene.SampleEvent);
        var second = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal((200, "222222222222: Removed"), (first.StatusCode, first.Outcomes));
        var result = first.Results[0]!;
        Assert.Equal((1, 1, 3, 2), ((int)result["PlansDeleted"]!, (int)result["SelectionsDeleted"]!, (int)result["RecoveryPointsDeleted"]!, (int)result["VaultsDeleted"]!));
        Assert.Equal((200, "222222222222: NothingFound"), (second.StatusCode, second.Outcomes));
    }

    [Fact]
    public async Task Recovery_points_that_cannot_go_are_named_and_nothing_is_to_be_gone_on_with()
    {
        await using var scene = await StartAsync();
        scene.AddPoints("us-east-1", 1);
        scene.AddPoints("us-east-1", 1, static point => point with { Deletion = RecoveryPointDeletion.OnLegalHold });

        var answer = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal((500, "222222222222: Incomplete (RemovalIncomplete)"), (answer.StatusCode, answer.Outcomes));
        Assert.Null(answer.Continuation);
        var remaining = answer.Results[0]!["Remaining"]!.AsArray();
        Assert.Equal(["BackupVault", "RecoveryPoint"], remaining.Select(static left => (string)left!["ResourceType"]!).Order(StringComparer.Ordinal));
        Assert.All(remaining, static left => Assert.NotEmpty((string)left!["Reason"]!));
        Assert.Equal(1, (int)answer.Results[0]!["RecoveryPointsDeleted"]!);
    }

    [Fact]
    public async Task An_answer_that_would_be_larger_than_Lambda_takes_names_only_some_of_what_is_left()
    {
        await using var scene = await StartAsync();
        scene.AddPoints("us-east-1", 9_000, static point => point with { Deletion = RecoveryPointDeletion.OnLegalHold });

        var answer = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal((500, "222222222222: Incomplete (RemovalIncomplete)"), (answer.StatusCode, answer.Outcomes));
        Assert.True((bool)answer.Body["Shortened"]!);
        Assert.Equal(20, answer.Results[0]!["Remaining"]!.AsArray().Count);
        Assert.Contains("9001 resources are left", (string)answer.Results[0]!["Message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_takes_its_time_goes_on_with_the_continuation_to_the_end()
    {
        await using var scene = await StartAsync(deleteSeconds: 3600);
        scene.AddPoints("us-east-1", 1);
        scene.AddPoints("us-east-2", 1);

        var first = await scene.InvokeAsync(FunctionScene.SampleEvent, TimeSpan.FromSeconds(12));
        scene.Simulator.World.Advance(TimeSpan.FromHours(1));
        var second = await scene.InvokeAsync(first.Continuation!.ToJsonString());

        Assert.Equal((202, "222222222222: Incomplete (RemovalIncomplete)"), (first.StatusCode, first.Outcomes));
        Assert.Equal(2, (int)first.Results[0]!["RecoveryPointsDeleting"]!);
        Assert.Equal("1 backup set: 0 done, 0 failed, 1 to go on with: invoke the function again with the continuation as its event.", (string)first.Body["Message"]!);
        Assert.Equal((200, "222222222222: Removed"), (second.StatusCode, second.Outcomes));
        Assert.Equal(2, (int)second.Results[0]!["VaultsDeleted"]!);
        Assert.Null(second.Continuation);
    }

    [Fact]
    public async Task Recovery_points_are_kept_where_the_event_says_so()
    {
        await using var scene = await StartAsync();
        scene.AddPoints("us-east-1", 1);

        var answer = await scene.InvokeAsync("""{ "ABSName": "payroll", "AccountId": "222222222222", "KeepRecoveryPoints": true }""");

        Assert.Equal((200, "222222222222: Removed"), (answer.StatusCode, answer.Outcomes));
        Assert.Equal((1, 0, 0), ((int)answer.Results[0]!["PlansDeleted"]!, (int)answer.Results[0]!["RecoveryPointsDeleted"]!, (int)answer.Results[0]!["VaultsDeleted"]!));
    }

    [Fact]
    public async Task The_copies_are_where_the_plan_says_and_not_where_the_environment_does()
    {
        await using var scene = await FunctionScene.StartAsync();
        await scene.InvokeAsync(FunctionScene.SampleEvent);
        scene.Start("Delete", ("XACNT_COPY_REGION", "us-west-2"));

        var answer = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal((200, 2), (answer.StatusCode, (int)answer.Results[0]!["VaultsDeleted"]!));
    }

    [Fact]
    public async Task What_is_for_creating_is_refused()
    {
        await using var scene = await StartAsync();

        var answer = await scene.InvokeAsync("""{ "ABSName": "payroll", "AccountId": "222222222222", "Adopt": true }""");

        Assert.Equal((400, "'Adopt' is nothing that this function knows: it is for creating."), (answer.StatusCode, answer.Faults));
    }

    private static async Task<FunctionScene> StartAsync(double deleteSeconds = 0.1)
    {
        var scene = await FunctionScene.StartAsync(options: new SimulatorOptions { DeleteSeconds = deleteSeconds });
        Assert.Equal(200, (await scene.InvokeAsync(FunctionScene.SampleEvent)).StatusCode);
        scene.Start("Delete");
        scene.Simulator.ClearRequests();
        return scene;
    }
}
