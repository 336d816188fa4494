using Amazon.KeyManagementService.Model;
using Amazon.SimpleSystemsManagement.Model;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Onboarding.Setup;

/// <summary>What an account has of what it is to be given.</summary>
internal sealed record SetupState
{
    /// <summary>What is behind the alias of each Region, the primary one first.</summary>
    public required IReadOnlyList<RegionKey> Aliases { get; init; }

    /// <summary>
    /// The key that is to be behind all of them: the one that is behind one of them already, else the one of the set's vaults, else one that the template or an earlier run has made and that has no alias; <see langword="null"/> where
    /// there is none.
    /// </summary>
    public required KeyMetadata? Key { get; init; }

    /// <summary>The vaults of the set that are there, where no alias is.</summary>
    public required IReadOnlyList<DeployedVault> Vaults { get; init; }

    /// <summary>That key in each Region that has it, with the alias or without.</summary>
    public required IReadOnlyDictionary<string, KeyMetadata> Replicas { get; init; }

    /// <summary>Whether that key is rotated; <see langword="null"/> where it cannot be.</summary>
    public required bool? IsRotated { get; init; }

    /// <summary>The parameter.</summary>
    public required Parameter? Parameter { get; init; }

    /// <summary>The key of a SecureString that is to be written over; <see langword="null"/> where nothing of the kind is.</summary>
    public required string? ParameterKeyId { get; init; }

    /// <summary>By Region which types AWS Backup takes, as far as that matters.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, bool>> OptIn { get; init; }

    /// <summary>The Region of the primary key of <see cref="Key"/>.</summary>
    public string? PrimaryRegion => Key is null ? null : Key.MultiRegionConfiguration?.PrimaryKey?.Region ?? Key.Arn.Split(':')[3];
}
