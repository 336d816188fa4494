using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>The session of an assumed role: shared by all calls of one piece of work, renewed before it ends.</summary>
internal sealed class RoleSession(Func<CancellationToken, Task<AWSCredentials>> assume, TimeSpan duration, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _assuming = new(1, 1);
    private volatile Session? _session;

    /// <summary>The credentials of the session, which last at least for the next call.</summary>
    /// <exception cref="AccountException">The role cannot be assumed.</exception>
    public async ValueTask<AWSCredentials> GetAsync(CancellationToken cancellationToken)
    {
        if (_session is { } session && time.GetUtcNow() < session.RenewAt)
        {
            return session.Credentials;
        }

        await _assuming.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_session is not { } current || time.GetUtcNow() >= current.RenewAt)
            {
                await RenewAsync(cancellationToken).ConfigureAwait(false);
            }

            return _session!.Credentials;
        }
        finally
        {
            _assuming.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _assuming.Dispose();

    // Counted from our own clock, not taken from the answer's expiration: the two clocks may differ.
    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        try
        {
            var credentials = await assume(cancellationToken).ConfigureAwait(false);
            _session = new Session(credentials, asked + duration - Margin, asked + duration);
        }
#pragma warning disable CA1031 // Whatever kept the role from being assumed: a network that is away for a moment is no reason to stop.
        catch (Exception) when (!cancellationToken.IsCancellationRequested && _session is { } session && asked < session.EndsAt)
#pragma warning restore CA1031
        {
            // The old session still lasts for some minutes; the next call tries again.
        }
    }

    private sealed record Session(AWSCredentials Credentials, DateTimeOffset RenewAt, DateTimeOffset EndsAt);
}
