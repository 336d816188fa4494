using System.Text;
using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using Amazon.Backup.Tests.Wire;

namespace Amazon.Backup.Tests;

/// <summary>The wire form where no model is at hand: these run without Python.</summary>
public sealed class WireFormTests
{
    private static readonly DateTime Moment = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_vault_is_made_by_PUT_on_its_name_with_the_rest_in_the_body()
    {
        var sent = await SentAsync(client => client.CreateBackupVaultAsync(
            new CreateBackupVaultRequest { BackupVaultName = "demo-Vault", BackupVaultTags = new(StringComparer.Ordinal) { ["ABS"] = "demo" }, CreatorRequestId = "same" }, Token));

        Assert.Equal("PUT /backup-vaults/demo-Vault", $"{sent.Method} {sent.Target}");
        Assert.Equal("""{"BackupVaultTags":{"ABS":"demo"},"CreatorRequestId":"same"}""", Encoding.UTF8.GetString(sent.Body));
        Assert.Equal("2018-11-15", sent.Headers["x-amz-api-version"]);
        Assert.Equal("token-example", sent.Headers["x-amz-security-token"]);
    }

    [Fact]
    public async Task An_ARN_in_the_path_is_percent_encoded_as_a_whole()
    {
        var sent = await SentAsync(client => client.DeleteRecoveryPointAsync(
            new DeleteRecoveryPointRequest { BackupVaultName = "demo-Vault", RecoveryPointArn = "arn:aws:ec2:us-east-1::snapshot/snap-1" }, Token));

        Assert.Equal("DELETE /backup-vaults/demo-Vault/recovery-points/arn%3Aaws%3Aec2%3Aus-east-1%3A%3Asnapshot%2Fsnap-1", $"{sent.Method} {sent.Target}");
        Assert.Empty(sent.Body);
    }

    [Fact]
    public async Task A_time_in_the_query_string_is_ISO_8601()
    {
        var sent = await SentAsync(client => client.ListBackupJobsAsync(
            new ListBackupJobsRequest { ByCreatedAfter = Moment, ByCreatedBefore = Moment.Date, ByState = BackupJobState.COMPLETED, MaxResults = 5 }, Token));

        Assert.Equal("/backup-jobs/", sent.Path);
        Assert.Equal(["createdAfter=2026-01-02T03:04:05.678Z", "createdBefore=2026-01-02T00:00:00Z", "maxResults=5", "state=COMPLETED"], sent.Query);
    }

    [Fact]
    public async Task A_time_in_the_body_is_epoch_seconds_with_a_fraction()
    {
        var sent = await SentAsync(client => client.CreateLegalHoldAsync(
            new CreateLegalHoldRequest { RecoveryPointSelection = new() { DateRange = new() { FromDate = Moment, ToDate = Moment.Date } } }, Token));

        Assert.Equal("""{"FromDate":1767323045.678,"ToDate":1767312000}""", JsonNode.Parse(sent.Body)!["RecoveryPointSelection"]!["DateRange"]!.ToJsonString());
    }

    [Fact]
    public async Task An_idempotency_token_that_is_left_out_is_made_anew_for_each_call()
    {
        await using var server = await LoopbackServer.StartAsync(Answer.Ok);
        using var client = server.Client();
        var request = new CreateBackupVaultRequest { BackupVaultName = "demo-Vault" };

        await client.CreateBackupVaultAsync(request, Token);
        await client.CreateBackupVaultAsync(request, Token);

        var tokens = server.Requests.Select(static sent => Guid.Parse(JsonNode.Parse(sent.Body)!["CreatorRequestId"]!.ToString())).ToList();
        Assert.NotEqual(tokens[0], tokens[1]);
    }

    [Fact]
    public async Task An_empty_collection_is_sent_and_one_left_out_is_not()
    {
        var sent = await SentAsync(client => client.CreateBackupSelectionAsync(
            new CreateBackupSelectionRequest { BackupPlanId = "1", CreatorRequestId = "same", BackupSelection = new() { Resources = [] } }, Token));

        Assert.Equal("""{"BackupSelection":{"Resources":[]},"CreatorRequestId":"same"}""", Encoding.UTF8.GetString(sent.Body));
    }

    [Fact]
    public async Task Times_are_read_to_the_millisecond_as_UTC()
    {
        var vault = await AnsweredAsync("""{"CreationDate":1767323045.678,"LockDate":"2026-01-02T03:04:05.678Z","NumberOfRecoveryPoints":3}""");

        Assert.Equal(Moment, vault.CreationDate);
        Assert.Equal(DateTimeKind.Utc, vault.CreationDate!.Value.Kind);
        Assert.Equal(Moment, vault.LockDate);
        Assert.Equal(3, vault.NumberOfRecoveryPoints);
    }

    [Fact]
    public async Task What_is_left_out_or_null_stays_null_and_what_is_unknown_is_skipped()
    {
        var vault = await AnsweredAsync("""{"New":{"A":[{"B":1}]},"BackupVaultName":null,"CreationDate":null,"Locked":null,"MinRetentionDays":null,"VaultType":null}""");

        Assert.Empty(ModelObject.Describe(vault).AsObject());
    }

    [Fact]
    public async Task A_value_that_an_enumeration_does_not_know_is_kept()
    {
        var vault = await AnsweredAsync("""{"VaultType":"BURIED_VAULT"}""");

        Assert.Equal("BURIED_VAULT", vault.VaultType.Value);
        Assert.Equal(VaultType.BACKUP_VAULT, (VaultType)"BACKUP_VAULT");
    }

    [Fact]
    public async Task Nulls_in_collections_are_left_out()
    {
        await using var server = await LoopbackServer.StartAsync(new Answer(200, """{"BackupVaultList":[null,{"BackupVaultName":"demo-Vault"}],"NextToken":null}"""));
        using var client = server.Client();

        var page = await client.ListBackupVaultsAsync(new ListBackupVaultsRequest(), Token);

        Assert.Equal("demo-Vault", Assert.Single(page.BackupVaultList).BackupVaultName);
        Assert.Null(page.NextToken);
    }

    [Fact]
    public async Task An_answer_without_a_body_has_its_status_and_request_id()
    {
        await using var server = await LoopbackServer.StartAsync(new Answer(204, "", ("x-amzn-RequestId", "request-1")));
        using var client = server.Client();

        var response = await client.DisassociateRecoveryPointFromParentAsync(new() { BackupVaultName = "demo-Vault", RecoveryPointArn = "arn" }, Token);

        Assert.Equal(System.Net.HttpStatusCode.NoContent, response.HttpStatusCode);
        Assert.Equal("request-1", response.ResponseMetadata.RequestId);
    }

    private static async Task<CapturedRequest> SentAsync(Func<AmazonBackupClient, Task> call)
    {
        await using var server = await LoopbackServer.StartAsync(Answer.Ok);
        using var client = server.Client();
        await call(client);
        return Assert.Single(server.Requests);
    }

    private static async Task<DescribeBackupVaultResponse> AnsweredAsync(string body)
    {
        await using var server = await LoopbackServer.StartAsync(new Answer(200, body));
        using var client = server.Client();
        return await client.DescribeBackupVaultAsync(new DescribeBackupVaultRequest { BackupVaultName = "demo-Vault" }, Token);
    }
}
