using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using Amazon.Backup.Tests.Peers;
using Amazon.Backup.Tests.Wire;

namespace Amazon.Backup.Tests;

public sealed class Boto3Tests(BotocorePeer botocore)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sample_of_calls_arrives_as_boto3_makes_it()
    {
        await using var server = await LoopbackServer.StartAsync(Answer.Ok);
        await botocore.AskAsync(new JsonObject { ["command"] = "calls", ["endpoint"] = server.Url });
        var expected = server.Requests.Select(Comparable).ToList();

        using var client = server.Client();
        await CallAsync(client);

        Assert.Equal(5, expected.Count);
        Assert.Equal(expected, server.Requests.Skip(expected.Count).Select(Comparable), StringComparer.Ordinal);
    }

    private static async Task CallAsync(AmazonBackupClient client)
    {
        var rule = new BackupRuleInput
        {
            RuleName = "daily",
            TargetBackupVaultName = "demo-Vault",
            StartWindowMinutes = 60,
            Lifecycle = new Lifecycle { DeleteAfterDays = 35 },
            CopyActions = [new CopyAction { DestinationBackupVaultArn = "arn:aws:backup:us-east-2:111122223333:backup-vault:demo-Vault" }],
        };
        await client.CreateBackupVaultAsync(new() { BackupVaultName = "demo-Vault", BackupVaultTags = new(StringComparer.Ordinal) { ["ABS"] = "demo" }, CreatorRequestId = "same-1" }, Token);
        await client.CreateBackupPlanAsync(new() { CreatorRequestId = "same-2", BackupPlan = new() { BackupPlanName = "demo", Rules = [rule] } }, Token);
        await client.ListRecoveryPointsByBackupVaultAsync(
            new() { BackupVaultName = "demo-Vault", MaxResults = 20, NextToken = "a/b+c=", ByCreatedAfter = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) }, Token);
        await client.DeleteRecoveryPointAsync(new() { BackupVaultName = "demo-Vault", RecoveryPointArn = "arn:aws:rds:eu-central-1:111122223333:snapshot:awsbackup:job-1" }, Token);
        await client.TagResourceAsync(new() { ResourceArn = "arn:aws:backup:eu-central-1:111122223333:backup-plan:1", Tags = new(StringComparer.Ordinal) { ["ABS"] = "demo" } }, Token);
    }

    /// <summary>What the service sees of a request, whatever its order; the day of the credential's scope and the signature aside.</summary>
    private static string Comparable(CapturedRequest request)
    {
        var scope = string.Join('/', request.Headers["Authorization"].Split("Credential=")[1].Split(',')[0].Split('/').Where(static (_, place) => place != 1));
        var body = request.Body.Length == 0 ? "" : Sorted(JsonNode.Parse(request.Body)!).ToJsonString();
        return $"{request.Method} {request.Path} {string.Join('&', request.Query)} {scope} {request.Headers["x-amz-security-token"]} {body}";
    }

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(static member => member.Key, StringComparer.Ordinal).Select(static member => KeyValuePair.Create(member.Key, (JsonNode?)Sorted(member.Value!)))),
        JsonArray items => new JsonArray([.. items.Select(static item => Sorted(item!))]),
        _ => node.DeepClone(),
    };
}
