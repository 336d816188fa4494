using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>Credentials that were fetched before the first attempt of a call, so that what goes wrong there is not tried again as a fault of the call.</summary>
internal sealed class FetchedCredentials(AWSCredentials fetched, ICredentialSource source) : ICredentialSource
{
    private AWSCredentials? _fetched = fetched;

    /// <inheritdoc/>
    public ValueTask<AWSCredentials> GetAsync(CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _fetched, null) is { } first ? new ValueTask<AWSCredentials>(first) : source.GetAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceAsync(AWSCredentials ended, CancellationToken cancellationToken) => source.ReplaceAsync(ended, cancellationToken);
}
