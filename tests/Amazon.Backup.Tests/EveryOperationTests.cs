using System.Text.Json.Nodes;
using Amazon.Backup.Tests.Peers;
using Amazon.Backup.Tests.Wire;

namespace Amazon.Backup.Tests;

/// <summary>All operations against botocore, which reads the same service model with code of its own.</summary>
public sealed class EveryOperationTests(BotocorePeer botocore)
{
    public static TheoryData<string> Operations { get; } = [.. ClientOperation.Names];

    [Fact]
    public async Task The_client_has_the_operations_of_the_service_model()
    {
        var operations = await botocore.AskAsync(new JsonObject { ["command"] = "operations" });

        Assert.Equal(operations.AsObject().Select(static operation => operation.Key).Order(StringComparer.Ordinal), ClientOperation.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_request_with_every_member_goes_out_as_botocore_sends_it(string operation)
    {
        var expected = await AskAsync(operation);
        await using var server = await LoopbackServer.StartAsync(Answer.Ok);
        using var client = server.Client();
        var call = new ClientOperation(operation);

        await call.CallAsync(client, ModelObject.Fill(call.RequestType, expected["input"]!));

        var sent = Assert.Single(server.Requests);
        var target = expected["url"]!.ToString()["http://127.0.0.1".Length..];
        Assert.Equal(expected["method"]!.ToString(), sent.Method);
        Assert.Equal(target.Split('?')[0], sent.Path);
        Assert.Equal(CapturedRequest.QueryOf(target), sent.Query, StringComparer.Ordinal);
        AssertJson(expected["body"], sent.Body.Length == 0 ? null : JsonNode.Parse(sent.Body));
        Assert.Equal(expected["body"] is null ? null : "application/json", sent.Headers.GetValueOrDefault("Content-Type"));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_answer_with_every_member_and_unknown_ones_means_what_botocore_reads(string operation)
    {
        var expected = await AskAsync(operation);
        await using var server = await LoopbackServer.StartAsync(new Answer(200, expected["answer"]!.ToString()));
        using var client = server.Client();
        var call = new ClientOperation(operation);

        var response = await call.CallAsync(client, ModelObject.Fill(call.RequestType, expected["input"]!));

        AssertJson(expected["output"], ModelObject.Describe(response));
        ModelObject.Fill(response.GetType(), expected["output"]!);
    }

    [Fact]
    public async Task Every_request_is_signed_as_botocore_signs_it()
    {
        await using var server = await LoopbackServer.StartAsync(Answer.Ok);
        using var client = server.Client();
        foreach (var operation in ClientOperation.Names)
        {
            var call = new ClientOperation(operation);
            await call.CallAsync(client, ModelObject.Fill(call.RequestType, (await AskAsync(operation))["input"]!));
        }

        var captured = server.Requests.Select(request => (JsonNode)new JsonObject
        {
            ["method"] = request.Method,
            ["url"] = server.Url + request.Target,
            ["body"] = Convert.ToBase64String(request.Body),
            ["headers"] = new JsonObject(request.Headers.Select(static header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value))),
        });
        var signatures = await botocore.AskAsync(new JsonObject { ["command"] = "sign", ["requests"] = new JsonArray([.. captured]) });

        Assert.Equal(signatures.AsArray().Select(static signature => signature!.ToString()), server.Requests.Select(static request => request.Headers["Authorization"].Split("Signature=")[1]), StringComparer.Ordinal);
        Assert.All(server.Requests, static request => Assert.Contains("/eu-central-1/backup/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal));
    }

    private static void AssertJson(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {expected?.ToJsonString()}\nbut was  {actual?.ToJsonString()}");

    private async Task<JsonNode> AskAsync(string operation) => (await botocore.AskAsync(new JsonObject { ["command"] = "operations" }))[operation]!;
}
