using Amazon;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Simulator.Tests.Hosting;

/// <summary>The simulator as the AWS SDK for .NET sees it, the client that the engine uses.</summary>
public sealed class AwsSdkTests
{
    private static readonly AWSCredentials Operator = new BasicAWSCredentials("AKIASIMULATEDPEER000", "peer");

    [Fact]
    public async Task A_session_is_assumed_and_used()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: cancellationToken);
        var account = sim.Onboard("222222222222", "a");
        var session = await AssumeAsync(sim, "222222222222");
        using var kms = Kms(sim, session);
        using var ssm = Ssm(sim, session);
        using var sts = Sts(sim, session);
        var key = await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = "alias/a-key" }, cancellationToken);
        var plan = await ssm.GetParameterAsync(new GetParameterRequest { Name = "/backupprocess/backupplan", WithDecryption = true }, cancellationToken);
        var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
        Assert.Equal(account.KeyArns[0], key.KeyMetadata.Arn);
        Assert.Equal(KeyState.Enabled, key.KeyMetadata.KeyState);
        Assert.Equal(MultiRegionKeyType.PRIMARY, key.KeyMetadata.MultiRegionConfiguration.MultiRegionKeyType);
        Assert.Contains("DestinationBackupVaultArn", plan.Parameter.Value, StringComparison.Ordinal);
        Assert.Equal("222222222222", identity.Account);
        Assert.NotEmpty(key.ResponseMetadata.RequestId);
        Assert.NotEmpty(identity.ResponseMetadata.RequestId);
    }

    [Fact]
    public void Its_Regions_are_those_that_the_SDK_knows_of_three_partitions()
        => Assert.Equal(
            RegionEndpoint.EnumerableAllRegions.Where(static region => region.PartitionName is "aws" or "aws-cn" or "aws-us-gov" && region.DisplayName is not "Unknown")
                .Select(static region => region.SystemName).Where(static name => char.IsAsciiDigit(name[^1])).Order(StringComparer.Ordinal),
            Regions.All.Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_Region_that_is_new_can_be_named()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { Regions = ["us-east-1", "us-east-3"] }, TestContext.Current.CancellationToken);
        var caller = new BasicAWSCredentials("AKIASIMULATEDPEER000", "peer");
        using var there = new AmazonSecurityTokenServiceClient(caller, new AmazonSecurityTokenServiceConfig { ServiceURL = sim.Endpoint.AbsoluteUri, AuthenticationRegion = "us-east-3" });
        using var notThere = new AmazonSecurityTokenServiceClient(caller, new AmazonSecurityTokenServiceConfig { ServiceURL = sim.Endpoint.AbsoluteUri, AuthenticationRegion = "us-east-2" });

        Assert.Equal("111111111111", (await there.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken)).Account);
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => notThere.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken));
        Assert.Contains("Credential should be scoped to a valid region", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_come_as_the_exceptions_of_their_names()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: cancellationToken);
        using var kms = Kms(sim, Operator);
        using var ssm = Ssm(sim, Operator);
        using var sts = Sts(sim, Operator);
        var alias = await Assert.ThrowsAsync<NotFoundException>(() => kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = "alias/none" }, cancellationToken));
        var parameter = await Assert.ThrowsAsync<ParameterNotFoundException>(() => ssm.GetParameterAsync(new GetParameterRequest { Name = "/none" }, cancellationToken));
        var role = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = "arn:aws:iam::222222222222:role/Other", RoleSessionName = "run" }, cancellationToken));
        Assert.Equal("Alias arn:aws:kms:us-east-1:111111111111:alias/none is not found.", alias.Message);
        Assert.Equal("ParameterNotFound", parameter.ErrorCode);
        Assert.Equal("AccessDenied", role.ErrorCode);
        Assert.All([alias.RequestId, parameter.RequestId, role.RequestId], Assert.NotEmpty);
        Assert.Equal(sim.Requests.Select(static request => request.RequestId), [alias.RequestId, parameter.RequestId, role.RequestId], StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_over_is_told_by_its_code()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: cancellationToken);
        var session = await AssumeAsync(sim, "222222222222");
        sim.Sts.ExpireSessions();
        using var kms = Kms(sim, session);
        using var sts = Sts(sim, session);
        var json = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => kms.ListKeysAsync(new ListKeysRequest(), cancellationToken));
        var query = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken));
        Assert.Equal("ExpiredTokenException", json.ErrorCode);
        Assert.Equal("ExpiredToken", query.ErrorCode);
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.InternalError)]
    [InlineData(FaultKind.ServiceUnavailable)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.AnswerLost)]
    public async Task A_passing_fault_is_retried_by_the_SDK(FaultKind kind)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: cancellationToken);
        sim.AddFault(new FaultRule { Kind = kind });
        using var kms = new AmazonKeyManagementServiceClient(Operator, new AmazonKeyManagementServiceConfig
        {
            ServiceURL = sim.Endpoint.ToString(),
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 2,
        });
        await kms.ListKeysAsync(new ListKeysRequest(), cancellationToken);
        Assert.Equal(2, sim.Requests.Count);
    }

    [Fact]
    public async Task Of_calls_that_race_for_a_name_one_wins()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: cancellationToken);
        var key = sim.Kms.AddKey("111111111111", "us-east-1");
        using var kms = Kms(sim, Operator);
        var made = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            try
            {
                await kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/one", TargetKeyId = key }, cancellationToken);
                return true;
            }
            catch (Amazon.KeyManagementService.Model.AlreadyExistsException)
            {
                return false;
            }
        }));
        Assert.Single(made, static won => won);
        Assert.Equal(50, sim.Requests.Count);
        Assert.Equal(Enumerable.Range(1, 50), sim.Requests.Select(static request => (int)request.Sequence));
    }

    [Fact]
    public async Task Accounts_side_by_side_see_only_what_is_their_own()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 100 }, cancellationToken);
        var arns = await Task.WhenAll(Enumerable.Range(1, 100).Select(async number =>
        {
            var account = $"200000000{number:000}";
            using var kms = Kms(sim, await AssumeAsync(sim, account));
            var key = await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = "alias/backup-demo-key" }, cancellationToken);
            return (account, key.KeyMetadata.Arn);
        }));
        Assert.All(arns, static pair => Assert.Equal(pair.account, pair.Arn.Split(':')[4]));
        Assert.Equal(200, sim.Requests.Count);
    }

    private static async Task<AWSCredentials> AssumeAsync(SimulatorHost sim, string accountId)
    {
        using var sts = Sts(sim, Operator);
        var answer = await sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{accountId}:role/Xacnt_Backup_Role", RoleSessionName = "run" }, TestContext.Current.CancellationToken);
        return answer.Credentials;
    }

    private static AmazonKeyManagementServiceClient Kms(SimulatorHost sim, AWSCredentials credentials) => new(
        credentials, new AmazonKeyManagementServiceConfig { ServiceURL = sim.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    private static AmazonSimpleSystemsManagementClient Ssm(SimulatorHost sim, AWSCredentials credentials) => new(
        credentials, new AmazonSimpleSystemsManagementConfig { ServiceURL = sim.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    private static AmazonSecurityTokenServiceClient Sts(SimulatorHost sim, AWSCredentials credentials) => new(
        credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = sim.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
}
