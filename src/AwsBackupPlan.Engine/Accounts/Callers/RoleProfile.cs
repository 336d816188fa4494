using System.Globalization;
using Amazon.Runtime.CredentialManagement;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>What a profile says of the role that it stands for (<c>role_arn</c>).</summary>
/// <param name="Name">The name of the profile.</param>
/// <param name="Arn">The role.</param>
/// <param name="SessionName">The name of the session.</param>
/// <param name="ExternalId">What the role's trust policy asks for.</param>
/// <param name="MfaSerial">The device whose code is asked for.</param>
/// <param name="Duration">How long a session lasts.</param>
internal sealed record RoleProfile(string Name, string Arn, string SessionName, string? ExternalId, string? MfaSerial, TimeSpan Duration)
{
    private const int ShortestSession = 900;
    private const int LongestSession = 43200;
    private const int UsualSession = 3600;

    /// <summary>Whether a profile stands for a role that the credentials of another source assume.</summary>
    public static bool Is(CredentialProfile profile) =>
        profile.Options is { RoleArn.Length: > 0 } options && string.IsNullOrEmpty(options.WebIdentityTokenFile) && string.IsNullOrEmpty(options.EndpointName);

    /// <summary>Reads the role of a profile.</summary>
    /// <param name="profile">A profile that <see cref="Is"/> one of a role.</param>
    /// <param name="sessionName">The name of the session, where the profile gives it none.</param>
    /// <exception cref="AccountException">What it says is nothing that AWS takes. What stands in the file is not quoted.</exception>
    public static RoleProfile Read(CredentialProfile profile, string sessionName)
    {
        var options = profile.Options;
        Demand(AccountPatterns.RoleArn.IsMatch(options.RoleArn), profile, "role_arn", AccountPatterns.RoleArn.Allowed);
        Demand(Fits(AccountPatterns.SessionName, options.RoleSessionName), profile, "role_session_name", AccountPatterns.SessionName.Allowed);
        Demand(Fits(AccountPatterns.ExternalId, options.ExternalID), profile, "external_id", AccountPatterns.ExternalId.Allowed);
        return new RoleProfile(profile.Name, options.RoleArn, Given(options.RoleSessionName) ?? sessionName, Given(options.ExternalID), Given(options.MfaSerial), ReadDuration(profile));
    }

    /// <summary>Says nothing of the external id: a record would write it.</summary>
    public override string ToString() => Name;

    private static bool Fits(TextPattern pattern, string? value) => Given(value) is not { } given || pattern.IsMatch(given);

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static TimeSpan ReadDuration(CredentialProfile profile)
    {
        if (ProfileFile.Setting(profile, "duration_seconds") is not { } text)
        {
            return TimeSpan.FromSeconds(UsualSession);
        }

        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        Demand(isNumber && seconds is >= ShortestSession and <= LongestSession, profile, "duration_seconds", $"a number of seconds from {ShortestSession} to {LongestSession}");
        return TimeSpan.FromSeconds(seconds);
    }

    private static void Demand(bool isFulfilled, CredentialProfile profile, string setting, string allowed)
    {
        if (!isFulfilled)
        {
            throw new AccountException(
                "ProfileNotUsable",
                FailureCategory.InvalidArgument,
                $"The AWS profile '{profile.Name}' cannot be used: its {setting} is not what it has to be: {allowed}.",
                $"Correct {setting} of the profile; what stands there is not shown here.")
            { IsCallers = true };
        }
    }
}
