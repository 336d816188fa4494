using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>
/// Credentials that a program of the user prints (<c>credential_process</c>), kept until shortly before they end, and to their end when it then fails. What
/// it prints stays unsaid, whatever goes wrong, and so does its command line: both can hold secrets.
/// </summary>
/// <param name="command">The command line of the profile.</param>
/// <param name="profile">The profile.</param>
/// <param name="time">The clock of its time limit.</param>
internal sealed class ProcessSource(string command, string profile, TimeProvider time) : CallerIdentity
{
    /// <summary>Enough for a program that has its user log in, little enough for a scheduled task.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private ImmutableCredentials? _current;
    private DateTimeOffset _renewAt;
    private DateTimeOffset _endsAt;

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken)
    {
        if (_current is { } current && time.GetUtcNow() < _renewAt)
        {
            return current;
        }

        try
        {
            var printed = await PrintAsync(cancellationToken).ConfigureAwait(false);
            _endsAt = printed.Expiration ?? DateTimeOffset.MaxValue;
            _renewAt = printed.Expiration is null ? DateTimeOffset.MaxValue : _endsAt - Margin > time.GetUtcNow() ? _endsAt - Margin : InAWhile();
            return _current = printed.Credentials;
        }
        catch (AccountException) when (_current is not null && time.GetUtcNow() < _endsAt)
        {
            _renewAt = InAWhile();
            return _current;
        }
    }

    /// <summary>A program that fails, or hands out what it has kept and little is left of, is not run for each call.</summary>
    private DateTimeOffset InAWhile()
    {
        var now = time.GetUtcNow();
        return _endsAt < now + Pause ? _endsAt : now + Pause;
    }

    private async Task<PrintedCredentials> PrintAsync(CancellationToken cancellationToken)
    {
        var printed = PrintedCredentials.Read(await RunAsync(cancellationToken).ConfigureAwait(false)) ?? throw Failed(
            "printed something else than the JSON document that is expected of it (Version 1, AccessKeyId, SecretAccessKey; Expiration, if any, a time such as 2030-01-31T12:00:00Z)");
        return printed.Expiration <= time.GetUtcNow() ? throw Failed("printed credentials that have expired already (Expiration)") : printed;
    }

    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var program = new CredentialProgram(command);
            var (status, output) = await program.RunAsync(Limit, time, cancellationToken).ConfigureAwait(false);
            return status == 0 ? output : throw Failed("ended with an error status");
        }
        catch (TimeoutException)
        {
            throw Failed($"did not end within {Limit.TotalMinutes:0} minutes, and was stopped");
        }
        catch (Exception exception) when (exception is not (AccountException or OperationCanceledException))
        {
            // The exception goes no further: it can quote the command line.
            throw Failed("could not be run");
        }
    }

    private AccountException Failed(string what) => new(
        "CredentialProcessFailed",
        FailureCategory.AuthenticationError,
        $"The credential_process of the AWS profile '{profile}' {what}.",
        "Run the command of the profile by itself to see why; the command and what it printed are not shown here, as they can hold secrets.")
    { IsCallers = true };
}
