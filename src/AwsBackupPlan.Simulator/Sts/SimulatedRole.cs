using AwsBackupPlan.Simulator.Signing;

namespace AwsBackupPlan.Simulator.Sts;

/// <summary>An IAM role, as far as assuming it goes, and what it may do.</summary>
public sealed record SimulatedRole
{
    /// <summary>Its trust policy names principals of the management account.</summary>
    public bool TrustsManagementAccount { get; init; } = true;

    /// <summary>Its trust policy names <c>backup.amazonaws.com</c>.</summary>
    public bool TrustsBackup { get; init; }

    /// <summary>Further accounts whose principals its trust policy names.</summary>
    public IReadOnlyList<string> TrustedAccounts { get; init; } = [];

    /// <summary>The external id its trust policy asks for; none when <see langword="null"/>.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Its trust policy asks for an external id and takes any, as <c>StringLike</c> with a wildcard does.</summary>
    public bool TakesAnyExternalId { get; init; }

    /// <summary>The MFA device that its trust policy asks for; none when <see langword="null"/>.</summary>
    public SimulatedMfaDevice? Mfa { get; init; }

    /// <summary>The issuer of web identities that its trust policy names, such as <c>https://token.actions.githubusercontent.com</c>; none when <see langword="null"/>.</summary>
    public string? WebIdentityIssuer { get; init; }

    /// <summary>Its trust policy allows <c>sts:TagSession</c> beside <c>sts:AssumeRole</c>.</summary>
    public bool AllowsTagSession { get; init; }

    /// <summary>Its trust policy allows <c>sts:SetSourceIdentity</c> beside <c>sts:AssumeRole</c>.</summary>
    public bool AllowsSetSourceIdentity { get; init; }

    /// <summary>The longest session, 3600 to 43200 seconds.</summary>
    public int MaxSessionDuration { get; init; } = 3600;

    /// <summary>What its sessions may do; everything when <see langword="null"/>.</summary>
    public IamPolicy? Permissions { get; init; }
}
