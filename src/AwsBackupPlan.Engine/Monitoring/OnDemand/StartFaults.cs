using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
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

    /// <summary>What to do about what AWS refuses when a job is to begin, where that is about a parameter; <see langword="null"/> otherwise.</summary>
    public static string? Remedy(Exception exception, AccountSession session, JobStartOptions options)
    {
        if (exception is not AmazonServiceException { ErrorCode: "InvalidParameterValueException" or "MissingParameterValueException" } refused)
        {
            return null;
        }

        if (refused.Message.Contains("IAM Role", StringComparison.OrdinalIgnoreCase) || refused.Message.Contains("cannot be assumed", StringComparison.OrdinalIgnoreCase))
        {
            var role = RoleArn.For(options.BackupRoleName, session.Target.AccountId, session.Partition);
            return $"The role is {role} (-BackupRoleName): see that account {session.Target.AccountId} has it, and that its trust policy lets backup.amazonaws.com assume it; docs/permissions.md has both.";
        }

        return options is not RestoreStartOptions ? "Correct the parameter that AWS names."
            : refused.Message.Contains("metadata", StringComparison.OrdinalIgnoreCase)
                ? "Correct what AWS names, in -Metadata if it is there: the names and values are AWS Backup's own, and -WhatIf shows all that would be sent."
                : "Correct the parameter that AWS names; -WhatIf shows all that would be sent.";
    }

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
