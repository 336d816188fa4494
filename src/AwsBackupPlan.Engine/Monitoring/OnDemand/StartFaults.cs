using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>What stands in the way of a job before AWS is asked to start it.</summary>
internal static class StartFaults
{
    /// <summary>There is no such vault.</summary>
    public static AccountException VaultNotFound(AccountTarget target, string region, string vaultName, string remedy) => new(
        "VaultNotFound", FailureCategory.ObjectNotFound, $"There is no backup vault {vaultName} in {region} of account {target.AccountId}. Nothing was started.", remedy)
    {
        Region = region,
    };

    /// <summary>The lock of a vault does not take what would be put there; <see langword="null"/> when it does.</summary>
    public static AccountException? OutsideLock(AccountTarget target, DeployedVault vault, string what, long? days) => vault.Lock.Takes(days) ? null : new(
        "RetentionOutsideVaultLock",
        FailureCategory.InvalidOperation,
        $"The backup vault {vault.Name} in {vault.Region} of account {target.AccountId} is {vault.Lock}: {what}, {Retention.InWords(days)}, would fail.",
        "Give a retention that the lock takes with -RetentionDays, or use another vault.")
    {
        Region = vault.Region,
    };
}
