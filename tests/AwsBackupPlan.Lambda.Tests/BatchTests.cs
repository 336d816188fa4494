using System.Text.Json.Nodes;
using AwsBackupPlan.Lambda.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Lambda.Tests;

/// <summary>Many accounts in one event, and too little time for them.</summary>
public sealed class BatchTests
{
    private const string Three = """{ "ABSName": "payroll", "ThrottleLimit": 1, "Accounts": ["222222222222", { "AccountId": "333333333333", "ABSName": "orders" }, "444444444444"] }""";

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task One_account_that_fails_stops_no_other()
    {
        await using var scene = await StartAsync();

        var answer = await scene.InvokeAsync("""{ "ABSName": "payroll", "Accounts": ["222222222222", { "AccountId": "333333333333", "ABSName": "orders" }, { "AccountId": "444444444444", "RoleName": "Nobody" }] }""");

        Assert.Equal(207, answer.StatusCode);
        Assert.Equal("222222222222: Created, 333333333333: Created, 444444444444: Failed (RoleNotAssumable)", answer.Outcomes);
        Assert.Equal("3 backup sets: 2 done, 1 failed.", (string)answer.Body["Message"]!);
        Assert.Equal(1, (int)answer.Body["Failed"]!);
        Assert.Null(answer.Continuation);
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_is_told_with_its_place_and_stops_no_other()
    {
        await using var scene = await StartAsync();

        var answer = await scene.InvokeAsync("""{ "ABSName": "payroll", "Accounts": ["222222222222", 4, "22222222222", { "AccountId": "444444444444", "Regoin": "us-east-1" }, { "Id": "222222222222" }, { "AccountId": "333333333333", "Adopt": true }] }""");

        Assert.Equal(207, answer.StatusCode);
        Assert.Equal("222222222222: Created, : Failed (InvalidParameter), 22222222222: Failed (InvalidParameter), 444444444444: Failed (InvalidParameter), 222222222222: Failed (InvalidParameter), 333333333333: Failed (InvalidParameter)", answer.Outcomes);
        Assert.Equal("It is the same backup set as $.Accounts[0]. Give it once.", (string)answer.Results[4]!["Message"]!);
        Assert.Equal("Correct $.Accounts[3] of the event; nothing was done in this account.", (string)answer.Results[3]!["Remedy"]!);
        Assert.Contains("'Regoin' is no member of an event.", (string)answer.Results[3]!["Message"]!, StringComparison.Ordinal);
        Assert.Contains("say it of all, beside Accounts", (string)answer.Results[5]!["Message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_done_when_the_time_is_up_goes_on_with_the_continuation()
    {
        await using var scene = await StartAsync();
        scene.Simulator.AddFault(new FaultRule { Operation = "CreateBackupPlan", AccountId = "333333333333", Kind = FaultKind.Timeout, Times = 0 });

        var first = await scene.InvokeAsync(Three, Short);
        scene.Simulator.ClearFaults();
        var second = await scene.InvokeAsync(first.Continuation!.ToJsonString());

        Assert.Equal((202, 200), (first.StatusCode, second.StatusCode));
        // How far the first one comes hangs on how busy the machine is; that each account is done once, and what was interrupted last, does not.
        var left = first.Body["Left"]!.AsArray().Select(static left => (string)left!["AccountId"]!).ToList();
        Assert.Equal("333333333333", left[^1]);
        Assert.Contains("444444444444", left);
        Assert.Equal(left, second.Results.Select(static result => (string)result!["AccountId"]!));
        Assert.Equal(3, first.Results.Count + left.Count);
        Assert.All([.. first.Results, .. second.Results], static result => Assert.Contains((string)result!["Status"]!, (string[])["Created", "Updated"]));
        Assert.Null(second.Continuation);
    }

    [Fact]
    public async Task Nothing_is_begun_when_the_time_is_up_before_it_begins()
    {
        await using var scene = await StartAsync();

        var answer = await scene.InvokeAsync(Three, TimeSpan.FromSeconds(-1));

        Assert.Equal((202, string.Empty), (answer.StatusCode, answer.Outcomes));
        Assert.Equal(3, answer.Continuation!["Accounts"]!.AsArray().Count);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_continuation_says_what_the_event_said()
    {
        await using var scene = await StartAsync();

        var answer = await scene.InvokeAsync("""{ "Id": "222222222222", "Abs": "payroll", "CopyRegion": "us-east-2", "ExternalId": "an-id", "DeleteAfterDays": 40, "NoCopy": true }""", TimeSpan.FromSeconds(-1));

        Assert.Equal(
            """{"DeleteAfterDays":40,"NoCopy":true,"Accounts":[{"AccountId":"222222222222","AbsName":"payroll","CopyRegion":"us-east-2","ExternalId":"an-id"}],"Continued":{"Done":0,"Failed":0,"Fruitless":1}}""",
            answer.Continuation!.ToJsonString());
    }

    [Fact]
    public async Task A_failure_before_the_continuation_is_not_forgotten_after_it()
    {
        await using var scene = await StartAsync();
        scene.Simulator.AddFault(new FaultRule { Operation = "CreateBackupPlan", AccountId = "444444444444", Kind = FaultKind.Timeout, Times = 0 });

        var first = await scene.InvokeAsync("""{ "ABSName": "payroll", "ThrottleLimit": 1, "Accounts": [{ "AccountId": "222222222222", "RoleName": "Nobody" }, "444444444444"] }""", TimeSpan.FromSeconds(10));
        scene.Simulator.ClearFaults();
        var second = await scene.InvokeAsync(first.Continuation!.ToJsonString());

        Assert.Equal((207, "222222222222: Failed (RoleNotAssumable)"), (first.StatusCode, first.Outcomes));
        Assert.Equal((207, 0), (second.StatusCode, (int)second.Body["Failed"]!));
        Assert.Equal("1 backup set: 1 done, 0 failed. Before that 1 had failed.", (string)second.Body["Message"]!);
    }

    [Fact]
    public async Task An_account_that_never_comes_to_an_end_is_given_up_and_the_others_have_their_turn_before()
    {
        await using var scene = await StartAsync();
        scene.Simulator.AddFault(new FaultRule { Operation = "CreateBackupPlan", AccountId = "222222222222", Kind = FaultKind.Timeout, Times = 0 });

        var answers = new List<RuntimeReport> { await scene.InvokeAsync(Three, Short) };
        while (answers[^1].Continuation is { } continuation && answers.Count < 10)
        {
            answers.Add(await scene.InvokeAsync(continuation.ToJsonString(), Short));
        }

        Assert.Equal([string.Empty, "333333333333: Created, 444444444444: Created", string.Empty, string.Empty, "222222222222: Failed (WorkTimedOut)"], answers.Select(static answer => answer.Outcomes));
        // All of this invocation have failed, and of those before some were done.
        Assert.Equal([202, 202, 202, 202, 207], answers.Select(static answer => answer.StatusCode));
    }

    [Fact]
    public async Task Where_there_is_never_time_to_begin_an_account_all_are_given_up()
    {
        await using var scene = await StartAsync();

        var answer = await scene.InvokeAsync(Three, TimeSpan.FromSeconds(-1));
        for (var again = 0; again < 2; again++)
        {
            Assert.Equal((202, string.Empty), (answer.StatusCode, answer.Outcomes));
            answer = await scene.InvokeAsync(answer.Continuation!.ToJsonString(), TimeSpan.FromSeconds(-1));
        }

        Assert.Equal((500, "222222222222: Failed (WorkTimedOut), 333333333333: Failed (WorkTimedOut), 444444444444: Failed (WorkTimedOut)"), (answer.StatusCode, answer.Outcomes));
    }

    [Fact]
    public async Task In_the_time_that_Lambda_gives_a_function_by_itself_it_answers_before_it_is_ended()
    {
        await using var scene = await StartAsync();
        Assert.Equal(200, (await scene.InvokeAsync(FunctionScene.SampleEvent)).StatusCode);
        scene.Simulator.AddFault(new FaultRule { Operation = "AssumeRole", Kind = FaultKind.Timeout, Times = 0 });

        var answer = await scene.InvokeAsync(Three, TimeSpan.FromSeconds(3));

        Assert.Equal((202, string.Empty), (answer.StatusCode, answer.Outcomes));
    }

    [Fact]
    public async Task A_thousand_accounts_have_one_answer_that_Lambda_takes()
    {
        await using var scene = await StartAsync();
        var accounts = new JsonArray([.. Enumerable.Range(0, 1000).Select(static number => (JsonNode?)(100_000_000_000 + number).ToString(System.Globalization.CultureInfo.InvariantCulture))]);

        var answer = await scene.InvokeAsync(new JsonObject { ["ABSName"] = "payroll", ["RoleName"] = "Nobody", ["ThrottleLimit"] = 64, ["Accounts"] = accounts }.ToJsonString());

        Assert.Equal((500, 1000, 1000), (answer.StatusCode, (int)answer.Body["Failed"]!, answer.Results.Count));
        Assert.InRange(answer.Content.ToJsonString().Length, 1, 6_000_000);
    }

    [Fact]
    public async Task An_answer_that_would_be_too_large_leaves_out_what_is_long_and_says_so()
    {
        await using var scene = await FunctionScene.StartAsync();
        string[] accounts = [.. Enumerable.Range(0, 20).Select(static number => $"1000000000{number:00}")];
        var sets = accounts.Select(account => scene.Simulator.Onboard(account, "payroll")).ToArray();
        var batch = new JsonObject { ["ABSName"] = "payroll", ["Accounts"] = new JsonArray([.. accounts.Select(static account => (JsonNode?)account)]) }.ToJsonString();
        Assert.Equal(200, (await scene.InvokeAsync(batch)).StatusCode);
        foreach (var (account, set) in accounts.Zip(sets))
        {
            scene.Simulator.Backup.AddRecoveryPoints(account, "us-east-1", Enumerable.Range(0, 100).Select(_ => new SeededRecoveryPoint { VaultName = FunctionScene.VaultName, ResourceArn = set.DatabaseArns[0] }));
        }

        scene.Simulator.AddFault(new FaultRule { Operation = "DeleteRecoveryPoint", Kind = FaultKind.AccessDenied, Times = 0, Message = new string('é', 4_000) });
        scene.Start("Delete");
        var answer = await scene.InvokeAsync(batch);

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(answer.Content.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })), 1, 6_000_000);
        Assert.True((bool?)answer.Body["Shortened"]);
        Assert.Equal(accounts.Length, answer.Results.Count);
        Assert.All(answer.Results, static result => Assert.Equal(("Incomplete", 101, true), ((string)result!["Status"]!, (int)result["RemainingCount"]!, result["Remaining"] is null)));
    }

    private static async Task<FunctionScene> StartAsync()
    {
        var scene = await FunctionScene.StartAsync();
        scene.Simulator.Onboard("333333333333", "orders");
        scene.Simulator.Onboard("444444444444", "payroll");
        return scene;
    }
}
