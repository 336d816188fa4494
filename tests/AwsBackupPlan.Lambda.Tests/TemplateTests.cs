using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsBackupPlan.Engine.Templates;
using AwsBackupPlan.Engine.Tests.Templates;
using AwsBackupPlan.Lambda.Tests.Harness;

namespace AwsBackupPlan.Lambda.Tests;

/// <summary>The template Master and the program agree.</summary>
public sealed partial class TemplateTests
{
    [Fact]
    public void The_environment_that_the_template_sets_is_what_the_program_reads()
    {
        var template = BackupTemplate.Make(BackupTemplateKind.Master, new TemplateOptions());

        Assert.Equal(Read().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), Variable().Matches(template).Select(static match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(["Create", "Delete"], Operation().Matches(template).Select(static match => match.Groups["operation"].Value));
        Assert.Equal(2, Handler().Count(template));
        Assert.Equal("bootstrap", Path.GetFileNameWithoutExtension(FunctionProcess.ManagedPath));
    }

    [Fact]
    public async Task The_state_machine_goes_on_with_the_continuation_of_the_program_and_ends_with_its_last_answer()
    {
        await using var scene = await FunctionScene.StartAsync();
        var late = await scene.InvokeAsync(FunctionScene.SampleEvent, TimeSpan.FromSeconds(-1));
        var done = await scene.InvokeAsync(late.Continuation!.ToJsonString());

        var result = await RunAsync(done, late, done);

        Assert.Equal((202, 200), (late.StatusCode, done.StatusCode));
        Assert.Equal(("SUCCEEDED", 0, 2, 0), ((string)result["status"]!, (int)result["answersLeft"]!, (int)result["items"]!["succeeded"]!, (int)result["items"]!["failed"]!));
        // The items go side by side, so that either may have got the first answer.
        var payloads = result["payloads"]!.AsArray();
        Assert.Equal(3, payloads.Count);
        Assert.Equal(
            ["222222222222 payroll", "333333333333 orders"],
            payloads.Where(static payload => payload!["Accounts"] is null).Select(static payload => $"{payload!["AccountId"]} {payload["ABSName"]}").Order(StringComparer.Ordinal));
        Assert.Equal(late.Continuation.ToJsonString(), Assert.Single(payloads, static payload => payload!["Accounts"] is not null)!.ToJsonString());
    }

    [Fact]
    public async Task The_state_machine_takes_a_bad_event_and_an_account_that_fails_for_failed()
    {
        await using var scene = await FunctionScene.StartAsync();
        var bad = await scene.InvokeAsync("{}");
        var failed = await scene.InvokeAsync("""{ "ABSName": "payroll", "AccountId": "222222222222", "RoleName": "Nobody" }""");

        var result = await RunAsync(bad, failed);

        Assert.Equal((400, 500), (bad.StatusCode, failed.StatusCode));
        Assert.Equal(("SUCCEEDED", 0, 2), ((string)result["status"]!, (int)result["items"]!["succeeded"]!, (int)result["items"]!["failed"]!));
        Assert.Equal(["222222222222", "333333333333"], result["payloads"]!.AsArray().Select(static payload => (string)payload!["AccountId"]!).Order(StringComparer.Ordinal));
    }

    private static async Task<JsonNode> RunAsync(params RuntimeReport[] answers)
    {
        using var folder = new TemplateFolder();
        return await TemplateFolder.AskAsync(new JsonObject
        {
            ["do"] = "run",
            ["file"] = folder.Write(BackupTemplateKind.Master),
            ["parameters"] = new JsonObject { ["CodeBucket"] = "code", ["ExternalId"] = "an-id" },
            ["answers"] = new JsonArray([.. answers.Select(static answer => answer.Content.DeepClone())]),
        });
    }

    // What a program names it has among its strings.
    private static IEnumerable<string> Read()
    {
        using var file = File.OpenRead(FunctionProcess.ManagedPath);
        using var program = new PEReader(file);
        var metadata = program.GetMetadataReader();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            if (Variable().Match(metadata.GetUserString(handle)) is { Success: true } match)
            {
                yield return match.Value;
            }
        }
    }

    [GeneratedRegex("XACNT_[A-Z_]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("XACNT_OPERATION: (?<operation>[A-Za-z]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Operation();

    [GeneratedRegex("Handler: bootstrap", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Handler();
}
