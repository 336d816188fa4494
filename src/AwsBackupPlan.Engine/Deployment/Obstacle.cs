namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Why a resource may not be touched.</summary>
/// <param name="ErrorId">The stable id of the failure.</param>
/// <param name="Category">What kind of failure it is.</param>
/// <param name="Fault">What is wrong with it, as the rest of a sentence.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Obstacle(string ErrorId, FailureCategory Category, string Fault, string Remedy)
{
    /// <summary>Why a resource of this ownership may not be touched, or <see langword="null"/> when it may.</summary>
    public static Obstacle? OfOwnership(Ownership ownership, OwnershipTag owner, bool adopt, IReadOnlyDictionary<string, string> tags) => ownership switch
    {
        Ownership.Own => null,
        Ownership.Untagged when adopt => null,
        Ownership.Untagged => new Obstacle(
            "NotOwned",
            FailureCategory.ResourceExists,
            $"exists and does not carry the tag {owner}, so it is not this module's own",
            "To take it over, run New-XacntBackupPlan with -Adopt, which tags it; otherwise use another ABS name."),
        _ => new Obstacle(
            "NotOwned",
            FailureCategory.ResourceExists,
            $"exists and carries the tag {owner.Key}={tags[owner.Key]}, so it belongs to another backup set",
            $"Use another ABS name. If the tag is wrong, set it to {owner} first."),
    };

    /// <summary>Why the settings of a vault may not be changed, or <see langword="null"/> when they may: it is not there, or not the set's.</summary>
    public static Obstacle? OfVault(DeployedVault? vault, OwnershipTag owner, SoughtSet sought) => vault is null
        ? new Obstacle("VaultNotFound", FailureCategory.ObjectNotFound, $"does not exist{sought.Hint}", "Make it with New-XacntBackupPlan, or name the Regions of the vaults with -Region and -CopyRegion.")
        : OfOwnership(owner.Of(vault.Tags), owner, adopt: false, vault.Tags) is { } foreign ? foreign with { ErrorId = "VaultNotOwned" } : null;
}
