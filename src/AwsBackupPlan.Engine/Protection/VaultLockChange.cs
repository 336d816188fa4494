using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>A vault, its lock, and what has to happen to that.</summary>
/// <param name="Region">Its Region.</param>
/// <param name="VaultName">Its name.</param>
/// <param name="Vault">The vault, when it exists.</param>
/// <param name="Desired">The lock that is wanted.</param>
/// <param name="IsPending">Something has to be written.</param>
/// <param name="Obstacle">Why nothing may happen.</param>
internal sealed record VaultLockChange(string Region, string VaultName, DeployedVault? Vault, VaultLockState Desired, bool IsPending, Obstacle? Obstacle)
{
    private const int MostTold = 10;

    /// <summary>What is put into it and kept for ever, each in a few words.</summary>
    public IReadOnlyList<string> KeptForEver { get; private init; } = [];

    /// <summary>The lock date that is wanted, where another one stays although it could still be changed.</summary>
    public DateTimeOffset? OtherLockDate { get; private init; }

    /// <summary>The lock that it has.</summary>
    public VaultLockState Actual => Vault?.Lock ?? VaultLockState.None;

    /// <summary>What has to happen, in words.</summary>
    public string Action => Desired.Mode == VaultLockMode.None ? $"Take the lock off (now {Actual})" : $"Make it {Desired}{Desired.Openness} (now {Actual})";

    /// <summary>Compares a vault's lock with the one that is wanted.</summary>
    public static VaultLockChange Compare(AccountTarget target, string region, SoughtSet sought, DeployedVault? vault, IReadOnlyList<FillingPlan> plans, VaultLockOptions options, DateTimeOffset now)
    {
        var desired = options.Desired;
        var isPending = vault is not null && vault.Lock != desired && !DoesAsMuch(vault, desired, now);
        var obstacle = Deployment.Obstacle.OfVault(vault, new OwnershipTag(options.TagKey, target.AbsName), sought) ?? (isPending ? OfChange(vault!, plans, desired, now) : null);
        return new(region, sought.Names.Vault, vault, desired, isPending && obstacle is null, obstacle)
        {
            KeptForEver = vault is null ? [] : [.. plans.SelectMany(plan => plan.KeptForEver(vault.Arn))],
            OtherLockDate = vault is not null && !isPending && options is { Compliance: true, ChangeableForDays: { } days } ? Other(vault.LockDate, now, days) : null,
        };
    }

    private static Obstacle? OfChange(DeployedVault vault, IReadOnlyList<FillingPlan> plans, VaultLockState desired, DateTimeOffset now)
    {
        if (vault.LockDate is { } since && since <= now)
        {
            return new Obstacle(
                "VaultLockImmutable",
                FailureCategory.InvalidOperation,
                $"is {vault.Lock}, unchangeable since {since:yyyy-MM-dd HH:mm} UTC",
                "Nobody can change the lock or take it off, AWS included: use the limits that it has.");
        }

        var refused = desired.Mode == VaultLockMode.None ? [] : plans.SelectMany(plan => plan.Refused(vault.Arn, desired)).ToList();
        return refused.Count == 0 ? null : new Obstacle(
            "RetentionOutsideVaultLock",
            FailureCategory.InvalidOperation,
            $"would be {desired}, and AWS Backup would then let fail what plans put into it: {string.Join("; ", refused.Take(MostTold))}{(refused.Count > MostTold ? $"; and {refused.Count - MostTold} more" : string.Empty)}",
            "Give other -MinRetentionDays and -MaxRetentionDays, or change the retention of these rules first: of the set's own plan with New-XacntBackupPlan, of others with what made them.");
    }

    private static DateTimeOffset? Other(DateTimeOffset? lockDate, DateTimeOffset now, int days) =>
        lockDate is { } date && date > now && (now.AddDays(days) - date).Duration() >= TimeSpan.FromDays(1) ? now.AddDays(days) : null;

    // A lock that nobody can take off any more does all that one in governance mode with its limits does.
    private static bool DoesAsMuch(DeployedVault vault, VaultLockState desired, DateTimeOffset now) =>
        desired.Mode == VaultLockMode.Governance && vault.Lock.Mode == VaultLockMode.Compliance && vault.LockDate <= now && vault.Lock.HasLimitsOf(desired);
}
