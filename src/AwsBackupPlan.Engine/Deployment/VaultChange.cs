using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>A vault and what has to happen to it.</summary>
/// <param name="Desired">What it should be.</param>
/// <param name="KeyArn">The key it should have; <see langword="null"/> when that is missing, which blocks everything anyway.</param>
/// <param name="Change">What has to happen.</param>
/// <param name="Blocker">Why nothing may happen.</param>
internal sealed record VaultChange(VaultDefinition Desired, string? KeyArn, ResourceChange Change, Blocker? Blocker)
{
    /// <summary>Tags are missing or have another value.</summary>
    public bool AreTagsDifferent { get; private init; }

    /// <summary>The access policy to write; <see langword="null"/> when it stays as it is.</summary>
    public string? AccessPolicy { get; private init; }

    /// <summary>Compares a vault with what it should be.</summary>
    public static VaultChange Compare(AccountTarget target, VaultDefinition desired, DeployedVault? actual, string? keyArn, OwnershipTag owner, bool adopt)
    {
        var change = new ResourceChange
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = desired.Region,
            ResourceType = BackupResourceType.BackupVault,
            Name = desired.VaultName,
            ResourceArn = actual?.Arn,
            Action = actual is null ? ChangeAction.Create : ChangeAction.None,
        };
        if (actual is null)
        {
            return new VaultChange(desired, keyArn, change, null) { AccessPolicy = PolicyOf(desired, null, adopt).Text };
        }

        var policy = PolicyOf(desired, actual.AccessPolicy, adopt);

        if ((Obstacle(desired, actual, keyArn, owner, adopt) ?? policy.Obstacle) is { } obstacle)
        {
            var blocked = change with { Action = ChangeAction.Blocked, Reason = $"The backup vault {desired.VaultName} in {desired.Region} of account {target.AccountId} {obstacle.Fault}.", Remedy = obstacle.Remedy };
            return new VaultChange(desired, keyArn, blocked, new Blocker(obstacle.ErrorId, obstacle.Category, blocked));
        }

        var tags = PlanComparison.CompareTags(actual.Tags, desired.Tags);
        IReadOnlyList<PropertyDifference> differences = policy.Difference is { } difference ? [difference, .. tags] : tags;
        return new VaultChange(desired, keyArn, differences.Count == 0 ? change : change with { Action = ChangeAction.Update, Differences = differences }, null)
        {
            AreTagsDifferent = tags.Count > 0,
            AccessPolicy = policy.Text,
        };
    }

    private static VaultPolicy PolicyOf(VaultDefinition desired, string? actual, bool adopt) => desired.Protection is { } statement ? VaultPolicy.Compare(actual, statement, adopt) : VaultPolicy.AsIs;

    // The backups of the other Regions are none of this vault's business: the whole set is not to go for it.
    private static string AnotherKey(VaultDefinition desired, DeployedVault actual) => actual.RecoveryPointCount == 0
        ? $"To have another key, delete this vault alone, which is empty: aws backup delete-backup-vault --backup-vault-name {desired.VaultName} --region {desired.Region}; then run this command again."
        : $"To have another key, the vault has to be deleted and made anew, and it holds about {Counted.Of(actual.RecoveryPointCount, "recovery point")}: keep it with its key until they have expired, or use another ABS name.";

    private static Obstacle? Obstacle(VaultDefinition desired, DeployedVault actual, string? keyArn, OwnershipTag owner, bool adopt)
    {
        if (actual.Type is not (null or "BACKUP_VAULT"))
        {
            return new Obstacle("VaultNotOwned", FailureCategory.ResourceExists, $"is of the type {actual.Type}, not a plain backup vault", "Use another ABS name.");
        }

        if (Deployment.Obstacle.OfOwnership(owner.Of(actual.Tags), owner, adopt, actual.Tags) is { } foreign)
        {
            return foreign with { ErrorId = "VaultNotOwned" };
        }

        return keyArn is null || string.Equals(actual.EncryptionKeyArn, keyArn, StringComparison.Ordinal)
            ? null
            : new Obstacle(
                "VaultKeyDiffers",
                FailureCategory.InvalidOperation,
                $"is encrypted with {actual.EncryptionKeyArn ?? "no key of the account"}, not with {keyArn}, the key behind {desired.KeyAlias}; a vault's key cannot be changed",
                $"Name an alias of the vault's own key with -KeyAlias, or point the alias back to it. {AnotherKey(desired, actual)}");
    }
}
