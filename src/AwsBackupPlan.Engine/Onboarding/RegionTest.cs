using Amazon.KeyManagementService.Model;
using Amazon.SecurityToken.Model;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>What was read of one Region of an account that is checked.</summary>
internal sealed record RegionTest
{
    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>Who the session is there.</summary>
    public required Reading<GetCallerIdentityResponse> Identity { get; init; }

    /// <summary>What is behind the alias.</summary>
    public required Reading<RegionKey> Key { get; init; }

    /// <summary>The key policy; <see langword="null"/> where there is no key.</summary>
    public Reading<string>? KeyPolicy { get; init; }

    /// <summary>Whether the key is rotated; <see langword="null"/> where there is no key.</summary>
    public Reading<GetKeyRotationStatusResponse>? Rotation { get; init; }

    /// <summary>Which uses of the key the session was allowed, without having made them; <see langword="null"/> where there is no key that can be used.</summary>
    public Reading<IReadOnlyList<string>>? KeyUse { get; init; }

    /// <summary>All vaults.</summary>
    public required Reading<IReadOnlyList<DeployedVault>> Vaults { get; init; }

    /// <summary>The vault of the set, with its tags.</summary>
    public required Reading<DeployedVault?> OwnVault { get; init; }

    /// <summary>Which types AWS Backup takes.</summary>
    public required Reading<IReadOnlyDictionary<string, bool>> OptIn { get; init; }
}
