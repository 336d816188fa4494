using AwsBackupPlan.Lambda.Tests.Harness;
using Microsoft.AspNetCore.Http;

namespace AwsBackupPlan.Lambda.Tests;

/// <summary>A runtime API that says what it should not, and environments that a function cannot begin in.</summary>
public sealed class RuntimeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("1e12")]
    [InlineData("99999999999999999999")]
    public async Task An_event_without_a_time_is_refused_and_the_next_is_worked_on(string? deadline)
    {
        await using var scene = await FunctionScene.StartAsync();

        var refused = await scene.InvokeAsync(FunctionScene.SampleEvent, deadline);
        Assert.Empty(scene.Simulator.Requests);
        var answer = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal((true, "Runtime.InvalidNextResponse"), (refused.IsError, refused.ErrorType));
        Assert.Equal("Runtime.InvalidNextResponse", (string)refused.Content["errorType"]!);
        Assert.Equal(200, answer.StatusCode);
    }

    [Theory]
    [InlineData(StatusCodes.Status403Forbidden)]
    [InlineData(StatusCodes.Status500InternalServerError)]
    [InlineData(StatusCodes.Status200OK)]
    public async Task Without_a_next_event_the_process_ends_and_AWS_begins_another(int status)
    {
        await using var scene = await FunctionScene.StartAsync();
        scene.Runtime.Next(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var (exitCode, output, error) = await scene.Process.EndedAsync();

        Assert.Equal((1, string.Empty), (exitCode, error));
        Assert.Contains($"it answers {status}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_ends_the_process_too()
    {
        await using var scene = await FunctionScene.StartAsync();
        scene.Runtime.Next(static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var (exitCode, output, error) = await scene.Process.EndedAsync();

        Assert.Equal((1, string.Empty), (exitCode, error));
        Assert.Contains("RuntimeApiLost", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_breaks_off_is_not_worked_on()
    {
        await using var scene = await FunctionScene.StartAsync();
        scene.Runtime.Next(static async context =>
        {
            context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = "an-id";
            context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = FunctionScene.Deadline(TimeSpan.FromMinutes(15));
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync(FunctionScene.SampleEvent, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });

        var (exitCode, output, _) = await scene.Process.EndedAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("RuntimeApiLost", output, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_for_Lambda_becomes_an_error_that_says_so()
    {
        await using var scene = await FunctionScene.StartAsync();

        var refused = await scene.InvokeAsync(FunctionScene.SampleEvent, FunctionScene.Deadline(TimeSpan.FromMinutes(15)), StatusCodes.Status413PayloadTooLarge);
        var next = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal((true, "Function.ResponseSizeTooLarge"), (refused.IsError, refused.ErrorType));
        Assert.Equal("222222222222: Unchanged", next.Outcomes);
    }

    [Fact]
    public async Task An_answer_that_is_not_taken_is_logged_and_the_next_event_is_worked_on()
    {
        await using var scene = await FunctionScene.StartAsync();

        await scene.InvokeAsync(FunctionScene.SampleEvent, FunctionScene.Deadline(TimeSpan.FromMinutes(15)), StatusCodes.Status400BadRequest);
        var next = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal("222222222222: Unchanged", next.Outcomes);
        Assert.Contains(await scene.EndAsync(), static line => (string?)line["errorId"] is "AnswerNotTaken");
    }

    [Theory]
    [InlineData("XACNT_OPERATION", null, "XACNT_OPERATION is not set.")]
    [InlineData("XACNT_OPERATION", "", "XACNT_OPERATION is not set.")]
    [InlineData("XACNT_OPERATION", "Destroy", "XACNT_OPERATION is 'Destroy'.")]
    [InlineData("XACNT_OPERATION", "1", "XACNT_OPERATION is '1'.")]
    [InlineData("XACNT_REGION", "us east 1", "XACNT_REGION: 'us east 1' is not a Region")]
    [InlineData("XACNT_COPY_REGION", "us-east-1", "XACNT_COPY_REGION: 'us-east-1' is the primary Region")]
    [InlineData("XACNT_ROLE_NAME", "arn:aws:iam::222222222222:role/x", "XACNT_ROLE_NAME: ")]
    [InlineData("XACNT_EXTERNAL_ID", "an id", "XACNT_EXTERNAL_ID: The external id is not one that AWS takes")]
    [InlineData("XACNT_BACKUP_ROLE_NAME", "a role", "XACNT_BACKUP_ROLE_NAME: ")]
    [InlineData("XACNT_TAG_KEY", "aws:ABS", "XACNT_TAG_KEY: ")]
    [InlineData("XACNT_KEY_ALIAS", "alias/aws/rds", "XACNT_KEY_ALIAS: ")]
    [InlineData("XACNT_PLAN_PARAMETER_NAME", "a plan", "XACNT_PLAN_PARAMETER_NAME: ")]
    public async Task An_environment_that_is_wrong_is_an_error_of_the_beginning(string name, string? value, string fault)
    {
        await using var scene = await FunctionScene.StartAsync(environment: (name, value));

        var report = await scene.Runtime.InitErrorAsync();
        var (exitCode, output, error) = await scene.Process.EndedAsync();

        Assert.Equal("Function.EnvironmentInvalid", report.ErrorType);
        Assert.Contains(fault, (string)report.Content["errorMessage"]!, StringComparison.Ordinal);
        Assert.Equal((1, string.Empty, 0), (exitCode, error, scene.Runtime.Asked));
        Assert.Contains("EnvironmentInvalid", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_whole_is_an_error_of_the_beginning()
    {
        const string Missing = "AWSSDK.Core.dll";
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(FunctionProcess.ManagedPath)!).Where(static file => Path.GetFileName(file) is not (Missing or "bootstrap.deps.json")))
            {
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            }

            await using var scene = await FunctionScene.WithoutProgramAsync();
            scene.Start(Path.Combine(folder.FullName, "bootstrap.dll"), "Create", []);
            var (exitCode, output, error) = await scene.Process.EndedAsync();

            Assert.Equal((1, string.Empty, 0), (exitCode, error, scene.Runtime.Asked));
            Assert.Equal("Function.FileNotFoundException", (await scene.Runtime.InitErrorAsync()).ErrorType);
            Assert.Contains("UnexpectedError", output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Without_Lambda_it_says_what_it_is()
    {
        using var process = new FunctionProcess([]);

        var (exitCode, output, error) = await process.EndedAsync();

        Assert.Equal((64, string.Empty), (exitCode, output));
        Assert.Contains("AWS_LAMBDA_RUNTIME_API", error, StringComparison.Ordinal);
    }
}
