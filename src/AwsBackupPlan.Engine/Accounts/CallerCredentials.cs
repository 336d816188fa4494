using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>Who calls AWS. Found once, for all pieces of work; what can be renewed is renewed.</summary>
internal sealed class CallerCredentials(CallerSearch search) : IDisposable
{
    private readonly Lazy<CallerIdentity> _source = new(search.Find);
    private readonly CancellationTokenSource _end = new();

    /// <summary>The caller's credentials as they are now.</summary>
    /// <exception cref="AccountException">There are none, or they are not valid any more.</exception>
    public async Task<AWSCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken)
    {
        try
        {
            // What one piece of work began, others wait for: it ends with the engine, not with that piece of work.
            var current = await _source.Value.GetAsync(context, _end.Token).WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            return current.UseToken
                ? new SessionAWSCredentials(current.AccessKey, current.SecretKey, current.Token)
                : new BasicAWSCredentials(current.AccessKey, current.SecretKey);
        }
        catch (Exception exception) when (exception is not (AccountException or OperationCanceledException))
        {
            throw ProfileFileFault.Of(exception) ?? Unusable(exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private static AccountException Unusable(Exception exception) => new(
        "CallerCredentialsNotFound",
        FailureCategory.AuthenticationError,
        $"No usable AWS credentials of the caller were found: {FirstLine(exception.Message)}",
        "Give -ProfileName, -Credential or -AccessKey and -SecretKey, or set up the environment or the default profile; 'aws sts get-caller-identity' shows whether it works.",
        exception)
    { IsCallers = true };

    private static string FirstLine(string text) => text.Split('\r', '\n')[0];
}
