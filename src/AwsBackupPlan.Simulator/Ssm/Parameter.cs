namespace AwsBackupPlan.Simulator.Ssm;

/// <summary>A parameter of an account and Region, with its newest versions.</summary>
/// <param name="name">The name.</param>
internal sealed class Parameter(string name)
{
    private const int KeptVersions = 100;

    private readonly List<ParameterVersion> _versions = [];

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The tags.</summary>
    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>It has no version yet.</summary>
    public bool IsEmpty => _versions.Count == 0;

    /// <summary>The newest version.</summary>
    public ParameterVersion Latest => _versions[^1];

    /// <summary>A version by its number, or <see langword="null"/>.</summary>
    public ParameterVersion? Version(long number) => _versions.Find(version => version.Number == number);

    /// <summary>Adds a version; of more than 100 the oldest goes.</summary>
    public void Add(ParameterVersion version)
    {
        _versions.Add(version);
        if (_versions.Count > KeptVersions)
        {
            _versions.RemoveAt(0);
        }
    }
}
