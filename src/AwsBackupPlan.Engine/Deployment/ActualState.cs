using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>What is there of a backup set.</summary>
/// <param name="Keys">The keys, that of the primary Region first.</param>
/// <param name="Vaults">The vaults that exist, by Region.</param>
/// <param name="Plans">The plans of the set's plan name, whoever's they are.</param>
internal sealed record ActualState(
    IReadOnlyList<RegionKey> Keys,
    IReadOnlyDictionary<string, DeployedVault> Vaults,
    IReadOnlyList<DeployedPlan> Plans)
{
    /// <summary>The vault in another account that copies are to go to, where there is one.</summary>
    public CentralVault? Central { get; init; }

    /// <summary>Says what there is of the set's name in another case; empty where nothing is.</summary>
    public string SimilarSet { get; init; } = string.Empty;

    /// <summary>The vaults of the account that copies go to beside the set's own.</summary>
    public DestinationVaults Destinations { get; init; } = new([], []);
}
