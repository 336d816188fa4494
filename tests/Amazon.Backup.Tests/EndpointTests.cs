using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using Amazon.Backup.Tests.Peers;
using Amazon.Backup.Tests.Wire;
using Amazon.Runtime;

namespace Amazon.Backup.Tests;

public sealed class EndpointTests(BotocorePeer botocore)
{
    private static readonly string[] Regions =
        ["us-east-1", "eu-central-1", "ap-southeast-7", "cn-north-1", "cn-northwest-1", "us-gov-west-1", "us-gov-east-1", "us-iso-east-1", "us-isob-east-1", "eu-central-99", "xx-west-9"];

    [Theory]
    [InlineData("us-east-1", false, false, "https://backup.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", true, false, "https://backup-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", false, true, "https://backup.us-east-1.api.aws/")]
    [InlineData("us-gov-west-1", true, true, "https://backup-fips.us-gov-west-1.api.aws/")]
    [InlineData("cn-north-1", false, false, "https://backup.cn-north-1.amazonaws.com.cn/")]
    [InlineData("cn-north-1", false, true, "https://backup.cn-north-1.api.amazonwebservices.com.cn/")]
    public void The_endpoint_follows_from_Region_FIPS_and_dual_stack(string region, bool fips, bool dualStack, string url) =>
        Assert.Equal(url, Resolve(region, fips, dualStack));

    [Fact]
    public async Task Endpoints_of_all_partitions_are_botocores()
    {
        var endpoints = await botocore.AskAsync(new JsonObject { ["command"] = "endpoints", ["regions"] = new JsonArray([.. Regions.Select(static region => (JsonNode)region)]) });

        Assert.Equal(Regions.Length * 4, endpoints.AsArray().Count);
        Assert.All(endpoints.AsArray(), static endpoint =>
        {
            var url = endpoint!["url"] is { } known ? known + "/" : null;
            Assert.Equal(url, Resolve(endpoint["region"]!.ToString(), (bool)endpoint["fips"]!, (bool)endpoint["dualStack"]!));
        });
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_custom_endpoint_excludes_FIPS_and_dual_stack(bool fips, bool dualStack)
    {
        using var client = new AmazonBackupClient(new AnonymousAWSCredentials(), new AmazonBackupConfig { ServiceURL = "https://backup.example.com", UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack });

        Assert.Throws<AmazonClientException>(() => client.DetermineServiceOperationEndpoint(new ListBackupVaultsRequest()));
    }

    [Fact]
    public void A_service_URL_is_used_as_it_is()
    {
        using var client = new AmazonBackupClient(new AnonymousAWSCredentials(), new AmazonBackupConfig { ServiceURL = "https://backup.example.com:8443" });

        Assert.Equal("https://backup.example.com:8443/", client.DetermineServiceOperationEndpoint(new ListBackupVaultsRequest()).URL);
    }

    [Fact]
    public async Task The_environment_names_the_endpoint_of_the_service()
    {
        await using var server = await LoopbackServer.StartAsync(Answer.Ok);
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_BACKUP", server.Url);
        try
        {
            // With an endpoint from elsewhere AWSSDK.Core signs for us-east-1 unless it is told the Region in this way, too.
            var config = new AmazonBackupConfig { RegionEndpoint = RegionEndpoint.EUWest1, AuthenticationRegion = "eu-west-1" };
            using var client = new AmazonBackupClient(new BasicAWSCredentials("AKIDEXAMPLE", "secret-key-example"), config);
            await client.ListBackupVaultsAsync(new ListBackupVaultsRequest(), TestContext.Current.CancellationToken);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_BACKUP", null);
        }

        Assert.Contains("/eu-west-1/backup/aws4_request", Assert.Single(server.Requests).Headers["Authorization"], StringComparison.Ordinal);
    }

    private static string? Resolve(string region, bool fips, bool dualStack)
    {
        using var client = new AmazonBackupClient(
            new AnonymousAWSCredentials(), new AmazonBackupConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack });
        try
        {
            return client.DetermineServiceOperationEndpoint(new ListBackupVaultsRequest()).URL;
        }
        catch (AmazonClientException)
        {
            return null;
        }
    }
}
