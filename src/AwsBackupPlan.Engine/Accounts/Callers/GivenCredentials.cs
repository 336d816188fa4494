using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>Credentials that are what they are, and have no others behind them.</summary>
internal sealed class GivenCredentials(AWSCredentials credentials) : ICredentialSource
{
    /// <inheritdoc/>
    public ValueTask<AWSCredentials> GetAsync(CancellationToken cancellationToken) => new(credentials);

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceAsync(AWSCredentials ended, CancellationToken cancellationToken) => new(false);
}
