using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>
/// Credentials that a program of the user prints (<c>credential_process</c>), kept until shortly before they end. What it prints stays unsaid, whatever goes
/// wrong: it can hold secrets.
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

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken)
    {
        if (_current is { } current && time.GetUtcNow() < _renewAt)
        {
            return current;
        }

        var printed = PrintedCredentials.Read(await RunAsync(cancellationToken).ConfigureAwait(false)) ?? throw Failed(
            "printed something else than the JSON document that is expected of it (Version 1, AccessKeyId, SecretAccessKey)");
        var now = time.GetUtcNow();
        if (printed.Expiration <= now)
        {
            throw Failed("printed credentials that have expired already");
        }

        // A program that hands out what it has kept for some time may have little left of it: it is not run for each call.
        _renewAt = printed.Expiration is not { } end ? DateTimeOffset.MaxValue
            : end - Margin > now ? end - Margin
            : end < now + Pause ? end
            : now + Pause;
        return _current = printed.Credentials;
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
        $"The credential_process of the AWS profile '{profile}', {Program()}, {what}.",
        "Run the command of the profile by itself to see why; what it printed is not shown here, as it can hold secrets.")
    { IsCallers = true };

    // Its arguments can hold secrets, too.
    private string Program()
    {
        var line = command.Trim();
        var end = line.Length > 0 && line[0] == '"' ? line.IndexOf('"', 1) + 1 : line.IndexOf(' ');
        return end > 0 ? line.Substring(0, end) : line;
    }
}
