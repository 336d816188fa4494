using System.Runtime.ExceptionServices;
using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts.Callers;

namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>The session of an assumed role: shared by all that need it, renewed before it ends, and anew when AWS ends it early.</summary>
internal sealed class RoleSession(TimeSpan duration, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>How long after a renewal that failed the next is tried.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _assuming = new(1, 1);
    private volatile Session? _session;
    private volatile Attempt _last = new(null);

    /// <summary>The session as one piece of work sees it.</summary>
    /// <param name="assume">Assumes the role. It may differ from one piece of work to another in whom it tells, not in what it does.</param>
    public ICredentialSource For(Func<CancellationToken, Task<AWSCredentials>> assume) => new View(this, assume);

    /// <inheritdoc/>
    public void Dispose() => _assuming.Dispose();

    private bool IsCurrent(Session session) => time.GetUtcNow() < session.RenewAt;

    private async Task<AWSCredentials> EnterAsync(Func<CancellationToken, Task<AWSCredentials>> assume, CancellationToken cancellationToken)
    {
        var before = _last;
        await _assuming.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_session is { } current && IsCurrent(current))
            {
                return current.Credentials;
            }

            // Who has waited for an attempt shares how it ended: a role that cannot be assumed is not asked for once by each. A fault of the caller ends the command: nobody tries again.
            if (_last.Failure is { } failure && (!ReferenceEquals(before, _last) || failure.SourceException is AccountException { IsCallers: true }))
            {
                failure.Throw();
            }

            return (await RenewAsync(assume, cancellationToken).ConfigureAwait(false)).Credentials;
        }
        finally
        {
            _assuming.Release();
        }
    }

    // Counted from our own clock, not taken from the answer's expiration: the two clocks may differ.
    private async Task<Session> RenewAsync(Func<CancellationToken, Task<AWSCredentials>> assume, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        try
        {
            var credentials = await assume(cancellationToken).ConfigureAwait(false);
            var renewed = new Session(credentials, asked + duration - Margin, asked + duration);
            _session = renewed;
            _last = new Attempt(null);
            return renewed;
        }
#pragma warning disable CA1031 // Whatever kept the role from being assumed: a network that is away for a moment is no reason to stop.
        catch (Exception) when (!cancellationToken.IsCancellationRequested && _session is { } old && asked < old.EndsAt)
#pragma warning restore CA1031
        {
            // The old session still lasts for some minutes; it is tried again, but not by every call.
            var (again, ends) = (time.GetUtcNow() + Again, old.EndsAt);
            _session = old with { RenewAt = again < ends ? again : ends };
            return _session;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _last = new Attempt(ExceptionDispatchInfo.Capture(exception));
            throw;
        }
    }

    private void End(AWSCredentials ended)
    {
        // Of the many calls that are refused together, the first ends it; the others find the next session.
        if (_session is { } session && ReferenceEquals(session.Credentials, ended))
        {
            Interlocked.CompareExchange(ref _session, null, session);
        }
    }

    private sealed record Session(AWSCredentials Credentials, DateTimeOffset RenewAt, DateTimeOffset EndsAt);

    private sealed class Attempt(ExceptionDispatchInfo? failure)
    {
        public ExceptionDispatchInfo? Failure { get; } = failure;
    }

    private sealed class View(RoleSession session, Func<CancellationToken, Task<AWSCredentials>> assume) : ICredentialSource
    {
        public async ValueTask<AWSCredentials> GetAsync(CancellationToken cancellationToken) => session._session is { } current && session.IsCurrent(current)
            ? current.Credentials
            : await session.EnterAsync(assume, cancellationToken).ConfigureAwait(false);

        public ValueTask<bool> ReplaceAsync(AWSCredentials ended, CancellationToken cancellationToken)
        {
            session.End(ended);
            return new ValueTask<bool>(true);
        }
    }
}
