namespace AwsBackupPlan;

/// <summary>An account to work on, as the cmdlets take it from the pipeline.</summary>
public sealed record BackupAccount
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name: the backup set, and the value of its tag.</summary>
    public string? AbsName { get; init; }

    /// <summary>The primary Region, where it is not the cmdlet's.</summary>
    public string? Region { get; init; }

    /// <summary>The copy Regions, where they are not the cmdlet's.</summary>
    public IReadOnlyList<string>? CopyRegion { get; init; }

    /// <summary>The role to assume in the account, where it is not the cmdlet's.</summary>
    public string? RoleName { get; init; }

    /// <summary>The external id that the role's trust policy asks for.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The account's name, for people.</summary>
    public string? Name { get; init; }

    /// <summary>Account and ABS name.</summary>
    public override string ToString() => AbsName is null ? AccountId : $"{AccountId} {AbsName}";
}
