using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;
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

    [Theory]
    [InlineData("WhatIf", "null")]
    [InlineData("WhatIf", "\"\"")]
    [InlineData("whatif", "\" \"")]
    [InlineData("KeepRecoveryPoints", "null")]
    [InlineData("KeepRecoveryPoints", "\"\"")]
    public async Task An_empty_flag_deletes_nothing(string name, string value)
    {
        await using var scene = await StartAsync();

        var answer = await scene.InvokeAsync($$"""{ "ABSName": "payroll", "AccountId": "222222222222", "{{name}}": {{value}} }""");

        Assert.Equal(400, answer.StatusCode);
        Assert.Contains("is there and empty. Say true or false", answer.Faults, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task What_is_not_going_is_given_up_after_the_accounts_that_had_no_turn()
    {
        await using var scene = await StartAsync(deleteSeconds: 1_000_000);
        scene.Simulator.Onboard("333333333333", "payroll");
        scene.AddPoints("us-east-1", 1);
        var answers = new List<RuntimeReport> { await scene.InvokeAsync("""{ "ABSName": "payroll", "ThrottleLimit": 1, "Accounts": ["222222222222", "333333333333"] }""", TimeSpan.FromSeconds(12)) };
        while (answers[^1].Continuation is { } continuation && answers.Count < 10)
        {
            answers.Add(await scene.InvokeAsync(continuation.ToJsonString(), TimeSpan.FromSeconds(12)));
        }

        Assert.Equal("222222222222: Incomplete (RemovalIncomplete)", answers[0].Outcomes);
        Assert.Equal("333333333333: NothingFound, 222222222222: Incomplete (RemovalIncomplete)", answers[1].Outcomes);
        Assert.Equal([202, 202, 202, 202, 207], answers.Select(static answer => answer.StatusCode));
        Assert.Equal("222222222222: Incomplete (WorkTimedOut)", answers[4].Outcomes);
        Assert.StartsWith("In 3 invocations in a row nothing more of it went. ", (string)answers[4].Results[0]!["Message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_slowly_is_not_given_up()
    {
        await using var scene = await StartAsync(deleteSeconds: 3600);
        scene.AddPoints("us-east-1", 1);
        var answer = await scene.InvokeAsync(FunctionScene.SampleEvent, TimeSpan.FromSeconds(12));

        // As if it had got nowhere before, and there had been more.
        var continuation = answer.Continuation!;
        continuation["Continued"]!["Fruitless"] = 2;
        continuation["Accounts"]![0]!["Rest"] = 1 + (int)continuation["Accounts"]![0]!["Rest"]!;
        var further = await scene.InvokeAsync(continuation.ToJsonString(), TimeSpan.FromSeconds(12));

        Assert.Equal((202, 202), (answer.StatusCode, further.StatusCode));
        Assert.Equal(0, (int)further.Continuation!["Continued"]!["Fruitless"]!);
    }

    [Fact]
    public async Task Of_very_much_that_is_left_the_first_are_told_and_how_much_there_is()
    {
        await using var scene = await StartAsync();
        scene.AddPoints("us-east-1", 150, static point => point with { Deletion = RecoveryPointDeletion.OnLegalHold });

        var answer = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal((500, 151), (answer.StatusCode, (int)answer.Results[0]!["RemainingCount"]!));
        Assert.Equal(100, answer.Results[0]!["Remaining"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_removal_ends_at_the_time_that_it_is_given_whenever_it_has_begun()
    {
        await using var scene = await StartAsync(deleteSeconds: 1_000_000);
        scene.AddPoints("us-east-1", 1);
        using var engine = new BackupEngine(new ConnectionOptions { EndpointUrl = scene.Simulator.Endpoint, AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = FunctionScene.SecretKey });
        var target = new AccountTarget(FunctionScene.AccountId, FunctionScene.AbsName, "us-east-1", ["us-east-2"], "Xacnt_Backup_Role");

        // It has been as long on its way as it may be in all, such as with a long survey.
        using var fleet = new FleetRun<BackupRemovalResult>(
            (account, observer, token) => engine.RemoveAsync(account, new TeardownOptions { Until = TimeProvider.System.GetUtcNow() }, observer, token), new FleetOptions { Timeout = TimeSpan.FromMinutes(1) });
        fleet.Add(target);
        fleet.Complete();
        WorkOutcome<BackupRemovalResult>? outcome = null;
        foreach (var record in fleet.ToEnd())
        {
            (record as FleetConfirmation)?.Answer(Decision.Proceed);
            outcome = (record as FleetOutcome<BackupRemovalResult>)?.Outcome ?? outcome;
        }

        Assert.Equal((RemovalStatus.Incomplete, 1L), (outcome!.Result?.Status, outcome.Result?.RecoveryPointsDeleting));
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
