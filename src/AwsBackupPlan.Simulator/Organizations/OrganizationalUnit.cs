namespace AwsBackupPlan.Simulator.Organizations;

/// <summary>The root or a unit of the organization: what accounts and units lie in.</summary>
/// <param name="Id">Its id, such as <c>ou-s1m0-00000001</c>, or <c>r-s1m0</c> for the root.</param>
/// <param name="Name">Its name, one of its kind in what it lies in.</param>
/// <param name="Parent">What it lies in; <see langword="null"/> for the root.</param>
internal sealed record OrganizationalUnit(string Id, string Name, OrganizationalUnit? Parent)
{
    /// <summary>Its tags.</summary>
    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids from the root down to it, each with a slash after it.</summary>
    public string Path => $"{Parent?.Path}{Id}/";
}
