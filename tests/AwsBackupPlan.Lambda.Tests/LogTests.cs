using AwsBackupPlan.Lambda.Tests.Harness;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Lambda.Tests;

/// <summary>What the program logs: each line a JSON object, and no secret in any.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Every_line_is_an_object_with_time_level_and_invocation()
    {
        await using var scene = await FunctionScene.StartAsync();
        await scene.InvokeAsync(FunctionScene.SampleEvent);
        await scene.InvokeAsync("{}");

        var lines = await scene.EndAsync();

        // The document of the sample has something to be warned of.
        Assert.Equal(["WARN", "INFO", "INFO", "ERROR", "ERROR"], lines.Select(static line => (string)line["level"]!));
        Assert.All(lines, static line => Assert.True(DateTimeOffset.TryParse((string)line["timestamp"]!, System.Globalization.CultureInfo.InvariantCulture, out _) && Guid.TryParse((string)line["requestId"]!, out _)));
        Assert.Equal(("222222222222", "payroll", "us-east-1", "Created"), ((string)lines[1]["accountId"]!, (string)lines[1]["absName"]!, (string)lines[1]["region"]!, (string)lines[1]["status"]!));
        Assert.Equal(("EventInvalid", "400"), ((string)lines[3]["errorId"]!, (string)lines[4]["status"]!));
    }

    [Fact]
    public async Task The_level_is_the_one_that_the_function_is_set_to()
    {
        await using var scene = await FunctionScene.StartAsync(environment: ("AWS_LAMBDA_LOG_LEVEL", "ERROR"));
        await scene.InvokeAsync(FunctionScene.SampleEvent);
        await scene.InvokeAsync("{}");

        Assert.All(await scene.EndAsync(), static line => Assert.Equal("ERROR", (string)line["level"]!));
    }

    [Fact]
    public async Task No_secret_of_the_environment_the_event_or_a_session_is_in_a_line_or_an_answer()
    {
        const string OfEnvironment = "external-id-of-the-environment";
        const string OfEvent = "external-id-of-the-event";
        await using var scene = await FunctionScene.StartAsync(
            options: new SimulatorOptions { ExternalId = OfEnvironment }, environment: [("XACNT_EXTERNAL_ID", OfEnvironment), ("AWS_LAMBDA_LOG_LEVEL", "TRACE")]);
        RuntimeReport[] answers =
        [
            await scene.InvokeAsync(FunctionScene.SampleEvent),
            await scene.InvokeAsync($$"""{ "ABSName": "payroll", "AccountId": "222222222222", "ExternalId": "{{OfEvent}}" }"""),
            await scene.InvokeAsync($$"""{ "ABSName": "payroll", "AccountId": "222222222222", "ExternalId": "{{OfEvent}} with a blank" }"""),
            await scene.InvokeAsync($$"""{ "ABSName": "payroll", "AccountId": "222222222222", "ExternalId": "{{OfEvent}}", """),
        ];

        var lines = await scene.EndAsync();

        Assert.Equal([200, 500, 400, 400], answers.Select(static answer => answer.StatusCode));
        Assert.Contains(lines, static line => (string)line["level"]! is "DEBUG");
        var all = string.Concat([.. lines.Select(static line => line.ToJsonString()), .. answers.Select(static answer => answer.Content.ToJsonString())]);
        Assert.DoesNotContain(OfEnvironment, all, StringComparison.Ordinal);
        Assert.DoesNotContain(OfEvent, all, StringComparison.Ordinal);
        Assert.DoesNotContain(FunctionScene.SecretKey, all, StringComparison.Ordinal);
        Assert.All(scene.Simulator.Requests.Select(static request => request.AccessKeyId).Distinct(StringComparer.Ordinal), key => Assert.DoesNotContain(key, all, StringComparison.Ordinal));
    }
}
