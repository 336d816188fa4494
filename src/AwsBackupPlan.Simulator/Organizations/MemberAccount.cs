namespace AwsBackupPlan.Simulator.Organizations;

/// <summary>An account of the organization.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">Its name.</param>
/// <param name="JoinedAt">When it joined.</param>
internal sealed record MemberAccount(string Id, string Name, DateTimeOffset JoinedAt)
{
    /// <summary>What it lies in.</summary>
    public required OrganizationalUnit Parent { get; set; }

    /// <summary><c>ACTIVE</c>, or what has become of it.</summary>
    public string State { get; set; } = "ACTIVE";

    /// <summary>Its tags, ordered by key.</summary>
    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);
}
