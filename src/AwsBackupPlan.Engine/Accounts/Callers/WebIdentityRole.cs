using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SecurityToken;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>The SDK's own role of a web identity; but its client would know neither the endpoint nor the connections of the engine.</summary>
/// <param name="tokenFile">The absolute path of the token's file.</param>
/// <param name="roleArn">The role.</param>
/// <param name="sessionName">The session's name; one of the SDK's making when <see langword="null"/>.</param>
/// <param name="sts">Makes a client that signs nothing for a Region.</param>
internal sealed class WebIdentityRole(string tokenFile, string roleArn, string? sessionName, Func<string, AmazonSecurityTokenServiceClient> sts)
    : AssumeRoleWithWebIdentityCredentials(tokenFile, roleArn, sessionName)
{
    /// <summary>The Region in which STS is asked.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <inheritdoc/>
    protected override ICoreAmazonSTS CreateClient() => sts(Region);
}
