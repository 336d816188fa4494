using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>Credentials that a program of the user prints. What it prints stays unsaid, whatever goes wrong: it can hold secrets.</summary>
/// <param name="credentials">The SDK's own, which run the program.</param>
/// <param name="command">The command line of the profile.</param>
/// <param name="profile">The profile.</param>
/// <param name="time">The clock of its time limit.</param>
internal sealed class ProcessSource(ProcessAWSCredentials credentials, string command, string profile, TimeProvider time) : CallerIdentity
{
    /// <summary>Enough for a program that has its user log in, little enough for a scheduled task.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken)
    {
        try
        {
            var found = await credentials.GetCredentialsAsync().WaitAsync(Limit, time, cancellationToken).ConfigureAwait(false);
            return found is { AccessKey.Length: > 0, SecretKey.Length: > 0 } ? found : throw Failed("printed no access key and secret key");
        }
        catch (TimeoutException)
        {
            throw Failed($"did not end within {Limit.TotalMinutes:0} minutes");
        }
        catch (ProcessAWSCredentialException exception) when (exception.Message.Contains("non-zero", StringComparison.Ordinal))
        {
            throw Failed("ended with an error status");
        }
        catch (Exception exception) when (exception is not (AccountException or OperationCanceledException) && ProfileFileFault.Of(exception) is null)
        {
            // The exception goes no further: it can quote what the program printed.
            throw Failed("printed something else than the JSON document that is expected of it (Version 1, AccessKeyId, SecretAccessKey)");
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
