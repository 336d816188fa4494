using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>
/// The role of a profile (<c>role_arn</c>), assumed with the credentials of another source. One session for all pieces of work; where the profile has an
/// MFA device, its code is asked for once, whoever comes first, and a code that was refused is not asked for again. While the old session lasts, it is
/// used when it cannot be renewed.
/// </summary>
/// <param name="role">What the profile says of it.</param>
/// <param name="source">Whose credentials assume the role.</param>
/// <param name="sts">Makes a client for a piece of work.</param>
/// <param name="time">The clock.</param>
internal sealed class ProfileRole(RoleProfile role, CallerIdentity source, CallerClient sts, TimeProvider time) : CallerIdentity
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private ImmutableCredentials? _session;
    private DateTimeOffset _renewAt;
    private DateTimeOffset _endsAt;
    private AccountException? _refusal;

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_session is { } current && now < _renewAt)
        {
            return current;
        }

        // Who was refused while the old session still lasted is not asked for another code when it ends.
        if (_refusal is { } refusal && now >= _endsAt)
        {
            throw refusal;
        }

        try
        {
            _session = await AssumeAsync(context, cancellationToken).ConfigureAwait(false);
            (_renewAt, _endsAt) = (now + role.Duration - Margin, now + role.Duration);
            return _session;
        }
        catch (AccountException exception) when (_session is not null && time.GetUtcNow() < _endsAt)
        {
            // Some minutes are left of the old session. Each attempt may ask for a code, so not every call makes one.
            _refusal = exception.IsCallers ? exception : null;
            _renewAt = exception.IsCallers || _endsAt < now + Pause ? _endsAt : now + Pause;
            return _session;
        }
    }

    private async Task<ImmutableCredentials> AssumeAsync(CallerContext context, CancellationToken cancellationToken)
    {
        var found = await SourceAsync(context, cancellationToken).ConfigureAwait(false);
        context.Secrets.AddCredentials(found);
        context.Secrets.AddExternalId(role.ExternalId, role.Arn);
        AWSCredentials own = found.UseToken
            ? new SessionAWSCredentials(found.AccessKey, found.SecretKey, found.Token)
            : new BasicAWSCredentials(found.AccessKey, found.SecretKey);
        var request = new AssumeRoleRequest
        {
            RoleArn = role.Arn,
            RoleSessionName = role.SessionName,
            ExternalId = role.ExternalId,
            DurationSeconds = (int)role.Duration.TotalSeconds,
        };
        if (role.MfaSerial is { } device)
        {
            request.SerialNumber = device;
            request.TokenCode = await CodeAsync(device, context, cancellationToken).ConfigureAwait(false);
        }

        using var client = sts(own, context.Region, context.Observer, Account);
        try
        {
            var issued = (await client.AssumeRoleAsync(request, cancellationToken).ConfigureAwait(false)).Credentials;
            return new ImmutableCredentials(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && ProfileFileFault.Of(exception) is null)
        {
            throw NotAssumed(exception, context.Region);
        }
    }

    private async Task<ImmutableCredentials> SourceAsync(CallerContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await source.GetAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not AccountException && !cancellationToken.IsCancellationRequested)
        {
            throw CallerFailures.Unusable(exception, context.Region);
        }
    }

    private AccountException NotAssumed(Exception exception, string region)
    {
        if (exception is AmazonServiceException { ErrorCode: "AccessDenied" } denied)
        {
            return Refused(denied);
        }

        var target = new AccountTarget(Account, string.Empty, region, [], RoleArn.NameOf(role.Arn));
        var failure = CallerFailures.OfCall(exception, $"The role {role.Arn} of the AWS profile '{role.Name}' cannot be assumed", target);
        return exception.Message.Contains("DurationSeconds", StringComparison.Ordinal)
            ? Failed(failure.ErrorId, failure.Category, failure.Message, DurationRemedy(exception), failure.InnerException)
            : failure;
    }

    private string DurationRemedy(Exception exception) => exception.Message.Contains("role chaining", StringComparison.Ordinal)
        ? $"Set duration_seconds of the AWS profile '{role.Name}' to 3600 or less, or leave it out: a role assumes this one, and AWS limits such sessions to an hour. They are renewed while the work lasts."
        : $"Shorten duration_seconds of the AWS profile '{role.Name}', or raise the longest session (MaxSessionDuration) of {role.Arn}. Sessions are renewed while the work lasts.";

    private string Account => role.Arn.Split(':').ElementAtOrDefault(4) ?? string.Empty;

    private async Task<string> CodeAsync(string device, CallerContext context, CancellationToken cancellationToken)
    {
        var question = new CallerQuestion("MFA code", $"Code of the MFA device {device}, which the AWS profile '{role.Name}' asks for");
        var code = await context.Observer.AskAsync(question, cancellationToken).ConfigureAwait(false);
        return code?.Trim() switch
        {
            null => throw Failed(
                "MfaNotPossible",
                FailureCategory.AuthenticationError,
                $"The AWS profile '{role.Name}' asks for the code of the MFA device {device}, and there is nobody to ask.",
                "Run the command in an interactive session, or use credentials that need no code: a session that was begun with one (-AccessKey, -SecretKey and -SessionToken, or -Credential), or a profile without mfa_serial."),
            { Length: 6 } given when given.All(static digit => digit is >= '0' and <= '9') => given,
            _ => throw Failed(
                "MfaCodeInvalid",
                FailureCategory.InvalidArgument,
                $"What was given is no code of the MFA device {device}: that has six digits.",
                "Run the command again and give the six digits that the device shows."),
        };
    }

    private AccountException Refused(AmazonServiceException exception) =>
        exception.Message.Contains("MultiFactorAuthentication failed", StringComparison.Ordinal)
            ? Failed(
                "MfaCodeRefused",
                FailureCategory.AuthenticationError,
                $"AWS does not accept the code of the MFA device {role.MfaSerial} (AWS profile '{role.Name}'): {CallFault.Quote(exception).Trim()}",
                "Wait for the device's next code, as each is good once, and run the command again; check mfa_serial of the profile, and the clock of the device.",
                exception)
            : Failed(
                "CallerRoleNotAssumable",
                FailureCategory.PermissionDenied,
                $"The role {role.Arn} of the AWS profile '{role.Name}' cannot be assumed: {CallFault.Quote(exception)}",
                "Check that the role's trust policy names whom source_profile or credential_source stands for, what else it asks for (external_id, mfa_serial), and that they may sts:AssumeRole on it.",
                exception);

    private static AccountException Failed(string errorId, FailureCategory category, string message, string remedy, Exception? exception = null) =>
        new(errorId, category, message, remedy, exception) { IsCallers = true };
}
