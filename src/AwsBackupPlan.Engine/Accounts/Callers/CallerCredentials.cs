using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>Who calls AWS. Found once, for all pieces of work; what can be renewed is renewed.</summary>
internal sealed class CallerCredentials(CallerSearch search) : IDisposable
{
    private readonly Lazy<CallerIdentity> _source = new(search.Find);
    private readonly SharedRenewal _renewal = new();
    private readonly CancellationTokenSource _end = new();

    /// <summary>The caller's credentials as they are now.</summary>
    /// <exception cref="AccountException">There are none, or they are not valid any more.</exception>
    public async Task<AWSCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken)
    {
        // What one piece of work began, others wait for: it ends with the engine, not with that piece of work.
        var end = _end.Token;
        var current = await _renewal.GetAsync(() => RenewAsync(context, end)).WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return current.UseToken
            ? new SessionAWSCredentials(current.AccessKey, current.SecretKey, current.Token)
            : new BasicAWSCredentials(current.AccessKey, current.SecretKey);
    }

    /// <summary>Ends what runs to have credentials, and begins nothing more.</summary>
    public void Stop() => _end.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task<ImmutableCredentials> RenewAsync(CallerContext context, CancellationToken end)
    {
        try
        {
            var current = await _source.Value.GetAsync(context, end).ConfigureAwait(false);
            context.Secrets.AddCredentials(current);
            return current;
        }
        catch (Exception exception) when (exception is not AccountException && !end.IsCancellationRequested)
        {
            throw CallerFailures.Unusable(exception, context.Region);
        }
    }
}
