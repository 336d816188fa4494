using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Compliance.Evidence;

/// <summary>A vault that a plan fills, or that belongs to a backup set.</summary>
/// <param name="Region">Its Region.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="AbsName">The ABS name that it is called after; empty for another name.</param>
/// <param name="Vault">The vault; <see langword="null"/> where a plan names one that is not there.</param>
internal sealed record VaultEvidence(string Region, string Name, string Arn, string AbsName, Reading<DeployedVault?> Vault)
{
    /// <summary>Its access policy, where that was asked for.</summary>
    public Reading<string?> Policy { get; init; } = Reading<string?>.Of(null);

    /// <summary>Its key, where that was asked for; <see langword="null"/> where the vault has none.</summary>
    public Reading<KeyMetadata?> Key { get; init; } = Reading<KeyMetadata?>.Of(null);

    /// <summary>What it holds of each database, where that was asked for.</summary>
    public Reading<IReadOnlyList<PointFacts>> Points { get; init; } = Reading<IReadOnlyList<PointFacts>>.Of([]);
}
