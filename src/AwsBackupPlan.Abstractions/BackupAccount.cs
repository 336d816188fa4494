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
    public IReadOnlyList<string>? CopyRegion { get; init => field = value is null ? null : new ValueList<string>(value); }

    /// <summary>The role to assume in the account, where it is not the cmdlet's.</summary>
    public string? RoleName { get; init; }

    /// <summary>The external id that the role's trust policy asks for.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The account's name, for people.</summary>
    public string? Name { get; init; }

    /// <summary>The address that the account was made with, where AWS Organizations told it.</summary>
    public string? Email { get; init; }

    /// <summary>The account's state in its organization, such as <c>ACTIVE</c> or <c>SUSPENDED</c>, where AWS Organizations told it.</summary>
    public string? State { get; init; }

    /// <summary>The organizational unit or root that the account lies in, where AWS Organizations told it.</summary>
    public string? OrganizationalUnitId { get; init; }

    /// <summary>The account's tags in AWS Organizations, where they were read.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init => field = TagMap.Of(value); } = TagMap.None;

    /// <summary>Account and ABS name.</summary>
    public override string ToString() => AbsName is null ? AccountId : $"{AccountId} {AbsName}";
}
