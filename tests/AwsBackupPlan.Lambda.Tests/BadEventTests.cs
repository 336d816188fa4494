using AwsBackupPlan.Lambda.Tests.Harness;

namespace AwsBackupPlan.Lambda.Tests;

/// <summary>Events that cannot be worked on.</summary>
public sealed class BadEventTests
{
    public static readonly TheoryData<string, string> Events = new()
    {
        { "", "The event is not JSON" },
        { "{", "The event is not JSON" },
        { "null", "The event is not a JSON object" },
        { "\"222222222222\"", "The event is not a JSON object" },
        { "[]", "The event is not a JSON object" },
        { "{}", "AccountId: '' is not an account id" },
        { """{ "AccountId": "222222222222" }""", "AbsName: '' is not an ABS name" },
        { """{ "ABSName": "payroll", "AccountId": 222222222222 }""", "AccountId has to be a text, in quotes." },
        { """{ "ABSName": "payroll", "AccountId": null }""", "AccountId: '' is not an account id" },
        { """{ "ABSName": "payroll", "AccountId": "22222222222" }""", "Spreadsheets drop leading zeros" },
        { """{ "ABSName": ["payroll"], "AccountId": "222222222222" }""", "AbsName has to be a text, in quotes." },
        { """{ "ABSName": "pay*", "AccountId": "222222222222" }""", "'pay*' is not an ABS name" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "AccountId": "333333333333" }""", "The event is not JSON" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "Id": "333333333333" }""", "AccountId is there under more than one name. Keep one." },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "Regoin": "us-east-1" }""", "'Regoin' is no member of an event." },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "KeepRecoveryPoints": true }""", "it is for deleting" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "Region": "us-east1" }""", "Did you mean 'us-east-1'?" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "Region": "us-east-2" }""", "'us-east-2' is the primary Region" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "CopyRegion": ["us-west-2", 4] }""", "CopyRegion has to be a text, or a list of texts." },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "NoCopy": "maybe" }""", "NoCopy has to be true or false." },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "ThrottleLimit": 0 }""", "ThrottleLimit has to be a whole number from 1 to 256." },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "DeleteAfterDays": 3.5 }""", "DeleteAfterDays has to be a whole number" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "VaultAccessPolicy": "Everything" }""", "VaultAccessPolicy is none of AsIs, Protect" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "VaultAccessPolicy": "1" }""", "VaultAccessPolicy is none of AsIs, Protect" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "PlanDocument": 4 }""", "PlanDocument has to be a plan document" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "PlanDocument": {} }""", "PlanDocument: " },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "Continued": 1 }""", "Continued is written by this program" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "Continued": { "Failed": -1 } }""", "Failed has to be a whole number" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "WhatIf": null }""", "WhatIf is there and empty." },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "WhatIf": " " }""", "WhatIf is there and empty." },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "\uFEFFAccountId ": "333333333333" }""", "AccountId is there under more than one name." },
        { """{ "ABSName": "pay\ud83d", "AccountId": "222222222222" }""", "half a character" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "PlanDocument": { "Rules": ["\udc00"] } }""", "half a character" },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "\ud83d": 1 }""", "half a character" },
        { """{ "ABSName": "payroll", "Accounts": [] }""", "Accounts has to be a list of 1 to 1,000 accounts." },
        { """{ "ABSName": "payroll", "Accounts": "222222222222" }""", "Accounts has to be a list of 1 to 1,000 accounts." },
        { """{ "ABSName": "payroll", "AccountId": "222222222222", "Accounts": ["333333333333"] }""", "AccountId stands beside Accounts. Put it among them." },
        { """{ "ABSName": "payroll", "Accounts": [null, "x"] }""", "$.Accounts[0]: It is no account" },
    };

    [Fact]
    public async Task Each_is_answered_with_what_is_wrong_with_it_and_nothing_is_done()
    {
        await using var scene = await FunctionScene.StartAsync();
        foreach (var (json, fault) in Events.Select(static row => row.Data))
        {
            var answer = await scene.InvokeAsync(json);

            Assert.True(!answer.IsError && answer.StatusCode == 400, $"{json}: {answer.Content.ToJsonString()}");
            Assert.Equal("The event cannot be worked on. Nothing was done.", (string)answer.Body["Message"]!);
            Assert.Contains(fault, answer.Faults, StringComparison.Ordinal);
            Assert.Null(answer.Continuation);
        }

        Assert.Empty(scene.Simulator.Requests);
        Assert.Equal(200, (await scene.InvokeAsync(FunctionScene.SampleEvent)).StatusCode);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        await using var scene = await FunctionScene.StartAsync();

        var answer = await scene.InvokeAsync("""{ "ABSName": "pay roll", "AccountId": "2", "Colour": "red", "NoCopy": 1, "TagKey": "aws:x" }""");

        Assert.Equal(5, answer.Faults.Split('\n').Length);
    }

    [Fact]
    public async Task Of_very_many_faults_the_first_are_told()
    {
        await using var scene = await FunctionScene.StartAsync();

        var answer = await scene.InvokeAsync($$"""{ "ABSName": "payroll", "Accounts": [{{string.Join(",", Enumerable.Repeat("4", 1000))}}] }""");

        Assert.Equal((400, 51), (answer.StatusCode, answer.Faults.Split('\n').Length));
        Assert.EndsWith("And 950 more.", answer.Faults, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_very_long_faults_the_beginning_is_told_and_logged()
    {
        await using var scene = await FunctionScene.StartAsync();
        var members = string.Join(",", Enumerable.Range(0, 100).Select(static number => $"\"{number}{new string('x', 30_000)}\": 1"));

        var whole = await scene.InvokeAsync($$"""{ "ABSName": "payroll", "AccountId": "222222222222", {{members}} }""");
        var part = await scene.InvokeAsync($$"""{ "ABSName": "payroll", "Accounts": ["222222222222", { "AccountId": "{{new string('2', 1_000_000)}}", {{members}} }] }""");

        Assert.Equal((400, 207), (whole.StatusCode, part.StatusCode));
        Assert.All([whole, part], static answer => Assert.InRange(answer.Content.ToJsonString().Length, 1, 50_000));
        Assert.EndsWith("And 96 more.", (string)part.Results[1]!["Message"]!, StringComparison.Ordinal);
        Assert.All(await scene.EndAsync(), static line => Assert.InRange(line.ToJsonString().Length, 1, 50_000));
    }

    [Fact]
    public async Task An_event_that_is_nested_too_deeply_is_answered()
    {
        await using var scene = await FunctionScene.StartAsync();

        var answer = await scene.InvokeAsync(new string('[', 10_000));

        Assert.Equal(400, answer.StatusCode);
    }
}
