namespace AwsBackupPlan.Simulator.Sso;

/// <summary>What a refresh token is good for.</summary>
/// <param name="ClientId">The registered client that it was given to.</param>
/// <param name="ClientSecret">That client's secret.</param>
/// <param name="Assignments">The accounts and permission sets that the renewed login gives access to.</param>
public sealed record RefreshGrant(string ClientId, string ClientSecret, params IReadOnlyList<(string AccountId, string RoleName)> Assignments)
{
    /// <summary>Whether the client was registered for renewals (with the scope <c>sso:account:access</c>).</summary>
    public bool ClientMayRefresh { get; init; } = true;

    /// <summary>When the registration of the client ends.</summary>
    public DateTimeOffset RegistrationExpiresAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>When the refresh token ends.</summary>
    public DateTimeOffset ExpiresAt { get; init; } = DateTimeOffset.MaxValue;
}
