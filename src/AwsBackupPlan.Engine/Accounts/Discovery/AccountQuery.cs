namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>Which accounts of the organization are wanted. What is left out restricts nothing.</summary>
public sealed record AccountQuery
{
    /// <summary>Roots (<c>r-…</c>), units (<c>ou-…</c>) or paths of names such as <c>Workloads/Production</c>; an account lies in one of them, however deep.</summary>
    public IReadOnlyList<string> OrganizationalUnits { get; init; } = [];

    /// <summary>Wildcard patterns of account names, without case; one has to fit.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Tags that an account has to have, all of them: by key the patterns of which one has to fit the value. Keys and values are compared with case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tags { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The key of the tag whose value is the account's ABS name. An account without it is left out, with a warning.</summary>
    public string? AbsNameTag { get; init; }

    /// <summary>Whether accounts come that are not active, too.</summary>
    public bool IncludeInactive { get; init; }

    /// <summary>Whether the management account is left out.</summary>
    public bool ExcludeManagementAccount { get; init; }

    /// <summary>Whether the tags of an account have to be read: a call for each.</summary>
    internal bool NeedsTags => AbsNameTag is not null || Tags.Count > 0;
}
