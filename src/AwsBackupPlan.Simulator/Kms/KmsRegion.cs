namespace AwsBackupPlan.Simulator.Kms;

/// <summary>The keys and aliases of an account in one Region.</summary>
internal sealed class KmsRegion
{
    /// <summary>The keys by id.</summary>
    public SortedDictionary<string, KmsKey> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>The aliases by name.</summary>
    public SortedDictionary<string, KmsAlias> Aliases { get; } = new(StringComparer.Ordinal);
}
