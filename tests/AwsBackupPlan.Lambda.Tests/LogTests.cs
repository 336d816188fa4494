using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using AwsBackupPlan.Lambda.Tests.Harness;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Sts;

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
    public async Task What_became_of_an_account_is_logged_at_once_and_not_only_with_the_answer()
    {
        await using var scene = await FunctionScene.StartAsync();
        scene.Simulator.Onboard("333333333333", "payroll");
        scene.Simulator.AddFault(new FaultRule { Operation = "CreateBackupPlan", AccountId = "333333333333", Kind = FaultKind.Timeout, Times = 0 });

        var answer = scene.InvokeAsync("""{ "ABSName": "payroll", "Accounts": ["222222222222", "333333333333"] }""");
        scene.Process.HasWritten("\"status\":\"Created\"");

        // As AWS does when its time is up.
        var lines = await scene.EndAsync();
        await Task.WhenAny(answer);
        Assert.True(answer.IsFaulted);
        Assert.Contains(lines, static line => (string?)line["accountId"] is "222222222222" && (string?)line["status"] is "Created");
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
        await using var scene = await FunctionScene.WithoutProgramAsync(new SimulatorOptions { ExternalId = OfEnvironment });
        // What Lambda gives a function is a session of its role.
        var own = await OwnSessionAsync(scene, OfEnvironment);
        scene.Start(
            "Create",
            ("XACNT_EXTERNAL_ID", OfEnvironment),
            ("AWS_ACCESS_KEY_ID", own.AccessKeyId),
            ("AWS_SECRET_ACCESS_KEY", own.SecretAccessKey),
            ("AWS_SESSION_TOKEN", own.SessionToken),
            ("AWS_LAMBDA_LOG_LEVEL", "TRACE"));
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
        Assert.True(scene.Simulator.Sts.IssuedSessions.Count > 1);
        Assert.All(scene.Simulator.Sts.IssuedSessions, session => Assert.All([session.AccessKeyId, session.SecretAccessKey, session.SessionToken], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal)));
        Assert.All(scene.Simulator.Requests.Select(static request => request.AccessKeyId).Distinct(StringComparer.Ordinal), key => Assert.DoesNotContain(key, all, StringComparison.Ordinal));
    }

    private static async Task<Credentials> OwnSessionAsync(FunctionScene scene, string externalId)
    {
        scene.Simulator.Sts.SetRole("111111111111", "backup-LambdaExecutionRole", new SimulatedRole { ExternalId = externalId });
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", FunctionScene.SecretKey), new AmazonSecurityTokenServiceConfig { ServiceURL = scene.Simulator.Endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        var role = new AssumeRoleRequest { RoleArn = "arn:aws:iam::111111111111:role/backup-LambdaExecutionRole", RoleSessionName = "CreateBackupLambda", ExternalId = externalId };
        return (await sts.AssumeRoleAsync(role, TestContext.Current.CancellationToken)).Credentials;
    }
}
