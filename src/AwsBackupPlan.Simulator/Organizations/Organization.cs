namespace AwsBackupPlan.Simulator.Organizations;

/// <summary>The one organization: its root, its units and its accounts.</summary>
internal sealed class Organization
{
    /// <summary>Its id.</summary>
    public const string Id = "o-simulated0";

    private const string RootSuffix = "s1m0";

    /// <summary>Makes it with nothing but its root.</summary>
    public Organization()
    {
        Root = new OrganizationalUnit("r-" + RootSuffix, "Root", Parent: null);
        Units.Add(Root.Id, Root);
    }

    /// <summary>Held by whoever reads or changes it.</summary>
    public Lock Lock { get; } = new();

    /// <summary>Its root.</summary>
    public OrganizationalUnit Root { get; }

    /// <summary>The root and all units, by id.</summary>
    public SortedDictionary<string, OrganizationalUnit> Units { get; } = new(StringComparer.Ordinal);

    /// <summary>The accounts, by id.</summary>
    public SortedDictionary<string, MemberAccount> Accounts { get; } = new(StringComparer.Ordinal);

    /// <summary>The accounts that may read the organization besides the management account.</summary>
    public HashSet<string> Administrators { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a unit.</summary>
    public OrganizationalUnit Add(string name, OrganizationalUnit parent)
    {
        var unit = new OrganizationalUnit($"ou-{RootSuffix}-{Units.Count:x8}", name, parent);
        Units.Add(unit.Id, unit);
        return unit;
    }
}
