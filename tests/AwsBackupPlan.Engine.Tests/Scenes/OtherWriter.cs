using Amazon.Backup;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Engine.Tests.Scenes;

/// <summary>Somebody else who works in the account with the plain client, behind the module's back.</summary>
internal sealed class OtherWriter(SimulatorHost simulator, string accountId, string region)
{
    /// <summary>A client of AWS Backup in the account's role, or another one.</summary>
    public async Task<AmazonBackupClient> ClientAsync(string roleName = "Xacnt_Backup_Role") =>
        new(await SessionAsync(roleName), new AmazonBackupConfig { ServiceURL = simulator.Endpoint.AbsoluteUri, AuthenticationRegion = region });

    /// <summary>A client of KMS in the account's role.</summary>
    public async Task<AmazonKeyManagementServiceClient> KmsAsync() =>
        new(await SessionAsync("Xacnt_Backup_Role"), new AmazonKeyManagementServiceConfig { ServiceURL = simulator.Endpoint.AbsoluteUri, AuthenticationRegion = region });

    /// <summary>A client of Systems Manager in the account's role.</summary>
    public async Task<AmazonSimpleSystemsManagementClient> SsmAsync() =>
        new(await SessionAsync("Xacnt_Backup_Role"), new AmazonSimpleSystemsManagementConfig { ServiceURL = simulator.Endpoint.AbsoluteUri, AuthenticationRegion = region });

    private async Task<SessionAWSCredentials> SessionAsync(string roleName)
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "other"),
            new AmazonSecurityTokenServiceConfig { ServiceURL = simulator.Endpoint.AbsoluteUri, AuthenticationRegion = region });
        var role = new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{accountId}:role/{roleName}", RoleSessionName = "other" };
        var session = (await sts.AssumeRoleAsync(role, TestContext.Current.CancellationToken)).Credentials;
        return new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
    }
}
