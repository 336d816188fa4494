namespace AwsBackupPlan.Engine.Accounts;

/// <summary>How the caller of AWS is found, and where AWS is. The search order is that of AWS.Tools 5.</summary>
public sealed record ConnectionOptions
{
    /// <summary>A literal access key id; with <see cref="SecretKey"/> it comes before every other source.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret of <see cref="AccessKey"/>. Never written to any stream.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The session token of temporary literal keys.</summary>
    public string? SessionToken { get; init; }

    /// <summary>A credentials object of any copy of the AWS SDK; it is read by reflection.</summary>
    public object? Credential { get; init; }

    /// <summary>A named profile. One that does not exist is an error, never a fall-through.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The credentials file to look for the profile in, instead of the usual places.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>The session's <c>$StoredAWSCredentials</c>: a profile name or a credentials object. Read, never written.</summary>
    public object? StoredCredential { get; init; }

    /// <summary>An endpoint for all services instead of AWS's own, such as the simulator's.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>The session name of the assumed role; 2–64 of <c>A-Za-z0-9_+=,.@-</c>.</summary>
    public string RoleSessionName { get; init; } = "AwsBackupPlan";

    /// <summary>How long a role session lasts; 15 minutes to 12 hours, at most one hour for chained roles.</summary>
    public TimeSpan SessionDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Roles that the caller assumes one after the other, by their ARNs, before the role of each account is assumed with the last one's session.
    /// </summary>
    public IReadOnlyList<string> RoleArns { get; init; } = [];

    /// <summary>What the trust policies of <see cref="RoleArns"/> ask for, one for each in their order; an empty one for a role that asks for none. Never written to any stream.</summary>
    public IReadOnlyList<string?> RoleArnExternalIds { get; init; } = [];

    /// <summary>Tags of the sessions: the first session that the caller begins and the one in each account carry them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SessionTags { get; init; } = [];

    /// <summary>The keys of those <see cref="SessionTags"/> that every further session inherits and none can change.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>Who stands behind the sessions. AWS keeps it from the first session on, through all others.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The session in each account is narrowed by a session policy to what the work needs.</summary>
    public bool RestrictSession { get; init; }

    /// <summary>Nothing is going to be written: a restricted session can then only read.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The partition (<c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>); found from the Region when <see langword="null"/>.</summary>
    public string? Partition { get; init; }

    /// <summary>How long one attempt of a call may take before it is given up and tried again.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an attempt that failed in passing is tried again, after waits of up to 1, 2, 4, 8 and 16 seconds.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>Says nothing of the credentials: a record would write them all.</summary>
    public override string ToString() => nameof(ConnectionOptions);
}
