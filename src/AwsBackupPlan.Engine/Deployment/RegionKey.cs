using Amazon.KeyManagementService.Model;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>What is behind the alias of a Region.</summary>
/// <param name="Region">The Region.</param>
/// <param name="Alias">The alias, with <c>alias/</c>.</param>
/// <param name="Key">The key, or <see langword="null"/> when there is none.</param>
internal sealed record RegionKey(string Region, string Alias, KeyMetadata? Key);
