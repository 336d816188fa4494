using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>The caller's own credentials, refreshed by whatever they come from.</summary>
internal sealed class CallerSource(CallerCredentials caller, CallerContext context) : ICredentialSource
{
    /// <inheritdoc/>
    public async ValueTask<AWSCredentials> GetAsync(CancellationToken cancellationToken) => await caller.GetAsync(context, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<bool> ReplaceAsync(AWSCredentials ended, CancellationToken cancellationToken)
    {
        var current = await caller.GetAsync(context, cancellationToken).ConfigureAwait(false);
        return !string.Equals((await current.GetCredentialsAsync().ConfigureAwait(false)).AccessKey, (await ended.GetCredentialsAsync().ConfigureAwait(false)).AccessKey, StringComparison.Ordinal);
    }
}
