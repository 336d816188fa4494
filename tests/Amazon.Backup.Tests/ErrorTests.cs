using System.Net;
using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using Amazon.Backup.Tests.Peers;
using Amazon.Backup.Tests.Wire;
using Amazon.Runtime;

namespace Amazon.Backup.Tests;

public sealed class ErrorTests(BotocorePeer botocore)
{
    /// <summary>The exception classes of the client.</summary>
    public static TheoryData<Type> Errors { get; } = [.. typeof(AmazonBackupException).Assembly.GetExportedTypes().Where(static type => type.BaseType == typeof(AmazonBackupException))];

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_of_the_model_is_thrown_as_its_class_with_the_members_it_declares(Type type)
    {
        var error = (await botocore.AskAsync(new JsonObject { ["command"] = "errors" }))[type.Name]!;
        var members = error["members"]!.AsObject();
        await using var server = await LoopbackServer.StartAsync(new Answer(
            400, error["answer"]!.ToString(), [.. error["headers"]!.AsObject().Select(static header => (header.Key, header.Value!.ToString()))]));

        var thrown = await ThrownAsync(server);

        Assert.Equal(type, thrown.GetType());
        Assert.Equal(error["code"]!.ToString(), thrown.ErrorCode);
        Assert.Equal(error["message"]!.ToString(), thrown.Message);
        Assert.Equal("request-" + type.Name, thrown.RequestId);
        Assert.Equal(HttpStatusCode.BadRequest, thrown.StatusCode);
        members.Remove("Message");
        Assert.True(JsonNode.DeepEquals(members, ModelObject.Describe(thrown)), ModelObject.Describe(thrown).ToJsonString());
        members.Add("Message", "");
    }

    [Fact]
    public async Task The_client_has_a_class_for_every_error_of_the_service_model()
    {
        var errors = await botocore.AskAsync(new JsonObject { ["command"] = "errors" });

        Assert.Equal(errors.AsObject().Select(static error => error.Key).Order(StringComparer.Ordinal), Errors.Select(static row => row.Data.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_header_names_the_error_and_the_code_of_the_body_is_a_member()
    {
        await using var server = await LoopbackServer.StartAsync(Answer.Error(
            400, "ResourceNotFoundException:http://internal.amazon.com/coral/com.amazonaws.cryo/", """{"Code":"ERROR_2102","Context":null,"Message":"Cannot find it.","Type":["odd"]}"""));

        var thrown = Assert.IsType<ResourceNotFoundException>(await ThrownAsync(server));

        Assert.Equal("ResourceNotFoundException", thrown.ErrorCode);
        Assert.Equal("ERROR_2102", thrown.Code);
        Assert.Null(thrown.Context);
        Assert.Equal("Cannot find it.", thrown.Message);
    }

    [Theory]
    [InlineData("""{"__type":"com.amazonaws.cryo#AlreadyExistsException","message":"There is one.","Arn":"arn:aws:backup:a:b:c"}""")]
    [InlineData("""{"message":"There is one.","code":"AlreadyExistsException","Arn":"arn:aws:backup:a:b:c"}""")]
    public async Task Without_the_header_the_body_names_the_error(string body)
    {
        await using var server = await LoopbackServer.StartAsync(new Answer(400, body));

        var thrown = Assert.IsType<AlreadyExistsException>(await ThrownAsync(server));

        Assert.Equal("There is one.", thrown.Message);
        Assert.Equal("arn:aws:backup:a:b:c", thrown.Arn);
    }

    [Fact]
    public async Task An_error_that_is_not_in_the_model_is_the_general_exception_with_its_code()
    {
        await using var server = await LoopbackServer.StartAsync(Answer.Error(403, "AccessDeniedException", """{"Message":"Insufficient privileges to perform this action."}"""));

        var thrown = await ThrownAsync(server);

        Assert.Equal(typeof(AmazonBackupException), thrown.GetType());
        Assert.Equal("AccessDeniedException", thrown.ErrorCode);
        Assert.Equal(HttpStatusCode.Forbidden, thrown.StatusCode);
        Assert.Equal("Insufficient privileges to perform this action.", thrown.Message);
    }

    [Theory]
    [InlineData("<html><body>502 from the proxy</body></html>", "<html><body>502 from the proxy</body></html>")]
    [InlineData("", "The body is empty.")]
    [InlineData("{\"Message", "{\"Message")]
    [InlineData("[1,2]", "[1,2]")]
    [InlineData("\"text\"", "\"text\"")]
    public async Task An_answer_that_AWS_Backup_did_not_word_says_the_status_and_how_the_body_begins(string body, string shown)
    {
        await using var server = await LoopbackServer.StartAsync(new Answer(502, body));

        var thrown = await ThrownAsync(server);

        Assert.Equal(HttpStatusCode.BadGateway, thrown.StatusCode);
        Assert.Null(thrown.ErrorCode);
        Assert.StartsWith("AWS Backup answered HTTP 502 (BadGateway) without a message.", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(shown, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>a login page</html>")]
    [InlineData("{\"BackupVaultList\":\"no list\"}")]
    [InlineData("{\"BackupVaultList\":[")]
    [InlineData("null")]
    public async Task A_successful_answer_that_cannot_be_read_is_an_unmarshalling_error(string body)
    {
        await using var server = await LoopbackServer.StartAsync(new Answer(200, body));
        using var client = server.Client();

        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => client.ListBackupVaultsAsync(new ListBackupVaultsRequest(), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_request_without_a_label_of_its_path_is_refused_and_not_sent(string? name)
    {
        await using var server = await LoopbackServer.StartAsync(Answer.Ok);
        using var client = server.Client();

        var thrown = await Assert.ThrowsAsync<AmazonBackupException>(() =>
            client.DeleteBackupVaultAsync(new DeleteBackupVaultRequest { BackupVaultName = name }, TestContext.Current.CancellationToken));

        Assert.Contains("BackupVaultName", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private static async Task<AmazonBackupException> ThrownAsync(LoopbackServer server)
    {
        using var client = server.Client();
        return await Assert.ThrowsAnyAsync<AmazonBackupException>(() => client.DescribeBackupVaultAsync(
            new DescribeBackupVaultRequest { BackupVaultName = "demo-Vault" }, TestContext.Current.CancellationToken));
    }
}
