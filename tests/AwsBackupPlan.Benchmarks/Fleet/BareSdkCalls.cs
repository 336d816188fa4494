using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace AwsBackupPlan.Benchmarks.Fleet;

/// <summary>The reference: as many calls as a new account needs, by the SDK's clients alone, made once and kept, with no logic around them.</summary>
internal sealed class BareSdkCalls(Uri endpoint) : IDisposable
{
    private static readonly AWSCredentials Caller = new BasicAWSCredentials("AKIABENCHMARK0000001", "the-simulator-takes-any-secret");

    private readonly AmazonSecurityTokenServiceClient _sts = new(Caller, Configure(new AmazonSecurityTokenServiceConfig(), endpoint));
    private readonly AmazonKeyManagementServiceClient _kms = new(Caller, Configure(new AmazonKeyManagementServiceConfig(), endpoint));
    private readonly AmazonSimpleSystemsManagementClient _ssm = new(Caller, Configure(new AmazonSimpleSystemsManagementConfig(), endpoint));
    private readonly AmazonBackupClient _backup = new(Caller, Configure(new AmazonBackupConfig(), endpoint));

    /// <summary>11 calls for each account, the accounts side by side.</summary>
    public Task RunAsync(IEnumerable<string> accounts, int throttle) => Parallel.ForEachAsync(
        accounts, new ParallelOptions { MaxDegreeOfParallelism = throttle }, async (account, token) => await CallAsync(account, token));

    /// <inheritdoc/>
    public void Dispose()
    {
        _sts.Dispose();
        _kms.Dispose();
        _ssm.Dispose();
        _backup.Dispose();
    }

    private async Task CallAsync(string account, CancellationToken token)
    {
        await _sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{account}:role/Xacnt_Backup_Role", RoleSessionName = "Benchmark" }, token);
        await _kms.ListAliasesAsync(new ListAliasesRequest(), token);
        await _kms.ListAliasesAsync(new ListAliasesRequest(), token);
        await _ssm.DescribeParametersAsync(new DescribeParametersRequest(), token);
        await _backup.ListBackupVaultsAsync(new ListBackupVaultsRequest(), token);
        await _backup.ListBackupVaultsAsync(new ListBackupVaultsRequest(), token);
        await _backup.ListBackupPlansAsync(new ListBackupPlansRequest(), token);
        await _backup.ListBackupPlansAsync(new ListBackupPlansRequest(), token);
        await _backup.DescribeRegionSettingsAsync(new DescribeRegionSettingsRequest(), token);
        await _backup.DescribeRegionSettingsAsync(new DescribeRegionSettingsRequest(), token);
        await _backup.DescribeGlobalSettingsAsync(new DescribeGlobalSettingsRequest(), token);
    }

    private static TConfig Configure<TConfig>(TConfig config, Uri endpoint)
        where TConfig : ClientConfig
    {
        config.ServiceURL = endpoint.AbsoluteUri;
        config.AuthenticationRegion = "us-east-1";
        return config;
    }
}
