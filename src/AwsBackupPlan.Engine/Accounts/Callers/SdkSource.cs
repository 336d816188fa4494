using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>Credentials that the SDK keeps and renews by itself.</summary>
internal sealed class SdkSource(AWSCredentials credentials) : CallerIdentity
{
    /// <inheritdoc/>
    public override Task<ImmutableCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken) => credentials.GetCredentialsAsync();
}
