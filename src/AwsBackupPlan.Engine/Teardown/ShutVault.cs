using System.Globalization;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>A vault of which it is known before anything is deleted that its recovery points cannot be: it is locked, or its access policy shuts out the role.</summary>
/// <param name="Vault">The vault.</param>
/// <param name="RecoveryPoints">How many it holds.</param>
/// <param name="NeverExpiring">How many of these are kept for ever, where that was read.</param>
/// <param name="LastExpiry">When the last of the others expires, where that was read.</param>
/// <param name="IsDenied">Whether the access policy is the reason, not a lock.</param>
internal sealed record ShutVault(DeployedVault Vault, long RecoveryPoints, long NeverExpiring, DateTimeOffset? LastExpiry, bool IsDenied)
{
    private const string Deletion = "backup:DeleteRecoveryPoint";

    /// <summary>Looks for such vaults. What may not be read leaves it open.</summary>
    public static async Task<IReadOnlyList<ShutVault>> ReadAsync(AccountSession session, IReadOnlyList<DeployedVault> vaults, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(vaults.Select(vault => ReadAsync(session, vault, cancellationToken))).ConfigureAwait(false)).OfType<ShutVault>()];

    private static async Task<ShutVault?> ReadAsync(AccountSession session, DeployedVault vault, CancellationToken cancellationToken)
    {
        try
        {
            return vault.IsLocked ? await CountAsync(session, vault, cancellationToken).ConfigureAwait(false)
                : vault.RecoveryPointCount > 0 && await IsDeniedAsync(session, vault, cancellationToken).ConfigureAwait(false) ? new ShutVault(vault, vault.RecoveryPointCount, 0, null, IsDenied: true)
                : null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AccountFailures.From(exception, session.Target).Category == FailureCategory.PermissionDenied)
        {
            return vault is { IsLocked: true, RecoveryPointCount: > 0 } ? new ShutVault(vault, vault.RecoveryPointCount, 0, null, IsDenied: false) : null;
        }
    }

    private static async Task<bool> IsDeniedAsync(AccountSession session, DeployedVault vault, CancellationToken cancellationToken)
    {
        var role = RoleArn.For(session.Target.RoleName, session.Target.AccountId, session.Partition);
        return VaultDenial.IsCertain(await new BackupSetReader(session).ReadPolicyAsync(vault.Region, vault.Name, cancellationToken).ConfigureAwait(false), Deletion, role);
    }

    // AWS's own count of an empty vault can lag, and does not tell until when they stay.
    private static async Task<ShutVault?> CountAsync(AccountSession session, DeployedVault vault, CancellationToken cancellationToken)
    {
        var (count, never) = (0L, 0L);
        DateTimeOffset? last = null;
        await foreach (var point in RemovalSurvey.ReadPointsAsync(session, vault, cancellationToken).ConfigureAwait(false))
        {
            count++;
            if (point.CalculatedLifecycle?.DeleteAt is not { } at)
            {
                never++;
            }
            else if (new DateTimeOffset(at.ToUniversalTime()) is var expiry && (last is null || expiry > last))
            {
                last = expiry;
            }
        }

        return count == 0 ? null : new ShutVault(vault, count, never, last, IsDenied: false);
    }

    /// <summary>Why its recovery points stay, in words that follow its name.</summary>
    public string Why(AccountTarget target, DateTimeOffset now) => IsDenied
        ? $"has an access policy that denies {Deletion} to the role {target.RoleName}"
        : $"is locked in {LockInWords(now)}";

    /// <summary>Why nothing is deleted while there is a plan, as a sentence.</summary>
    public string Reason(AccountTarget target, DateTimeOffset now) =>
        $"The backup vault {Vault.Name} in {Vault.Region} of account {target.AccountId} {Why(target, now)}: its {Counted.Of(RecoveryPoints, "recovery point")} cannot be deleted{Expiry()}.";

    /// <summary>Whether nobody can ever take its lock off.</summary>
    public bool IsForGood(DateTimeOffset now) => !IsDenied && Vault.LockDate <= now;

    /// <summary>What to do about all of them.</summary>
    public static string Remedy(IReadOnlyList<ShutVault> all, AccountTarget target, string tagKey, DateTimeOffset now)
    {
        var parts = new List<string>();
        ShutVault[] locked = [.. all.Where(vault => !vault.IsDenied && !vault.IsForGood(now))];
        if (locked.Length > 0)
        {
            parts.Add($"Whoever may backup:DeleteBackupVaultLockConfiguration on the vault{Plural(locked.Length)} can take the lock{Plural(locked.Length)} off{Until(locked)}: {UnlockCommand.Of(target, tagKey, locked.Select(static vault => vault.Vault.Region))}; then run Remove-XacntBackupResource again.");
        }

        if (locked.Length < all.Count(static vault => !vault.IsDenied))
        {
            parts.Add($"Nobody can take the lock off the vault in {Regions(all.Where(vault => vault.IsForGood(now)))}, AWS included.");
        }

        if (all.Any(static vault => vault.IsDenied))
        {
            parts.Add($"Where the access policy of the vault denies it ({Regions(all.Where(static vault => vault.IsDenied))}), run Remove-XacntBackupResource with a role that it lets through (-RoleName), or have one that may backup:PutBackupVaultAccessPolicy let this role through.");
        }

        parts.Add("To end the backups all the same, and keep what there is, use -KeepRecoveryPoints; after that Remove-XacntBackupResource without it deletes what can be deleted.");
        return string.Join(" ", parts);
    }

    // In governance mode there is no end to it.
    private static string Until(ShutVault[] locked)
    {
        ShutVault[] dated = [.. locked.Where(static vault => vault.Vault.LockDate is not null)];
        return dated.Length == 0 ? string.Empty
            : $"{(dated.Length == locked.Length ? string.Empty : $", that in {Regions(dated)}")} until {Time(dated.Min(static vault => vault.Vault.LockDate!.Value))}, and nobody from then on, AWS included";
    }

    private static string Regions(IEnumerable<ShutVault> vaults) => string.Join(" and ", vaults.Select(static vault => vault.Vault.Region));

    private string LockInWords(DateTimeOffset now) => Vault.LockDate is not { } since ? "governance mode"
        : since > now ? $"compliance mode, and can be unlocked until {Time(since)} only"
        : $"compliance mode, unchangeable since {Time(since)}";

    private string Expiry() => (NeverExpiring, LastExpiry) switch
    {
        (0, null) => string.Empty,
        (0, { } last) => $" before {(RecoveryPoints == 1 ? "it expires" : "they expire, the last")} on {Time(last)}",
        (_, null) => RecoveryPoints == 1 ? ", and never expires" : ", and never expire",
        ({ } never, { } last) => $"; {never.ToString(CultureInfo.InvariantCulture)} of them never expire{(never == 1 ? "s" : string.Empty)}, the others by {Time(last)}",
    };

    private static string Plural(long count) => count == 1 ? string.Empty : "s";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
