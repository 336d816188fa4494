using System.Text.RegularExpressions;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Accounts.Denials;

/// <summary>What AWS says of a denied call, as far as it says it.</summary>
/// <param name="Principal">The ARN of whoever called.</param>
/// <param name="Action">The action that was denied, which can be another than that of the call.</param>
/// <param name="Resource">The resource of that action.</param>
/// <param name="Policy">The kind of policy that denied it; <see langword="null"/> when AWS does not say.</param>
/// <param name="IsExplicit">That policy denies it in so many words, rather than not allowing it.</param>
internal sealed record Denial(string? Principal, string? Action, string? Resource, DenyingPolicy? Policy, bool IsExplicit)
{
    private static readonly (string Words, DenyingPolicy Policy)[] Policies =
    [
        ("service control policy", DenyingPolicy.ServiceControl),
        ("resource control policy", DenyingPolicy.ResourceControl),
        ("permissions boundary", DenyingPolicy.Boundary),
        ("session policy", DenyingPolicy.Session),
        ("VPC endpoint policy", DenyingPolicy.VpcEndpoint),
        ("resource-based policy", DenyingPolicy.Resource),
        ("identity-based policy", DenyingPolicy.Identity),
    ];

    private static readonly Regex Who = Pattern(@"\bUser: (?<found>arn:[^\s]{1,2048})");
    private static readonly Regex What = Pattern("not authorized to perform: (?<found>[a-z0-9-]{1,64}:[A-Za-z0-9]{1,128})");
    private static readonly Regex On = Pattern(@"\bon resource: (?<found>[^\s]{1,2048})");

    /// <summary>Reads what AWS says.</summary>
    public static Denial Of(string message)
    {
        var because = Policies.FirstOrDefault(policy => message.Contains($" in a {policy.Words}") || message.Contains($" in an {policy.Words}") || message.Contains($" in the {policy.Words}") || message.Contains($"because no {policy.Words} allows"));
        return new Denial(
            Find(Who, message),
            Find(What, message),
            // An older answer says * for whatever it was.
            Find(On, message) is { } resource and not "*" ? resource.TrimEnd('.', ',') : null,
            because.Words is null ? null : because.Policy,
            because.Words is not null && message.Contains("explicit deny"));
    }

    /// <summary>The principal as a trust policy names it: of a session its role.</summary>
    public string? TrustedPrincipal
    {
        get
        {
            // arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION
            var parts = Principal?.Split(':');
            return parts is { Length: 6 } && parts[5].Split('/') is ["assumed-role", var name, ..] ? RoleArn.For(name, parts[4], parts[1]) : Principal;
        }
    }

    private static string? Find(Regex pattern, string message) => pattern.Match(message) is { Success: true } match ? match.Groups["found"].Value : null;

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
