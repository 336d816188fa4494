using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>Puts what came of locking into the form that users see.</summary>
internal static class VaultLockResults
{
    public static VaultLockResult Unchanged(AccountTarget target, VaultLockChange change)
    {
        var result = Of(target, change, change.Vault, VaultLockStatus.Unchanged, $"It is {change.Actual}{Since(change.Vault)}; nothing was written.");
        return change.OtherLockDate is not { } other ? result : result with
        {
            Message = $"{result.Message} The lock date stays, and is not put to {other:yyyy-MM-dd HH:mm} UTC: -ChangeableForDays counts from when a vault is locked.",
            Remedy = $"To have another lock date, take the lock off before {change.Vault!.LockDate:yyyy-MM-dd HH:mm} UTC with -Remove, and lock again.",
        };
    }

    public static VaultLockResult NotConfirmed(AccountTarget target, VaultLockChange change, Decision decision, bool isMistyped) => decision == Decision.WhatIf
        ? Of(target, change, change.Vault, VaultLockStatus.WhatIf, $"It would be {change.Desired}{change.Desired.Openness}{(change.Desired.Mode == VaultLockMode.Compliance ? ", which nobody can take back after the days of grace" : string.Empty)}. It is {change.Actual}; nothing was written.")
        : Of(target, change, change.Vault, VaultLockStatus.Declined, $"{(isMistyped ? $"What was typed is not the account id {target.AccountId}, so it was not made" : "You declined to have it")} {change.Desired}. It is {change.Actual}; nothing was written.");

    public static VaultLockResult Written(AccountTarget target, VaultLockChange change, DeployedVault vault) =>
        Of(
            target,
            change,
            vault,
            change.Desired.Mode == VaultLockMode.None ? VaultLockStatus.Removed : VaultLockStatus.Locked,
            $"{(vault.Lock == change.Desired ? "It is" : $"AWS took it to be {change.Desired}, and shows it as")} {vault.Lock}{Since(vault)}. It was {change.Actual}.");

    public static VaultLockResult Failed(AccountTarget target, VaultLockChange change, AccountFailure failure) =>
        Of(target, change, change.Vault, VaultLockStatus.Failed, failure.Message) with { Remedy = failure.Remedy };

    /// <summary>Nothing was written, since something stands in the way: at this vault, or at another.</summary>
    public static VaultLockResult Blocked(AccountTarget target, VaultLockChange change, VaultLockChange first) =>
        Of(target, change, change.Vault, VaultLockStatus.Blocked, change.Obstacle is null ? $"Nothing was written, because of the vault in {first.Region}." : $"{Reason(target, change)} Nothing was written.") with
        {
            Remedy = (change.Obstacle ?? first.Obstacle)!.Remedy,
        };

    public static AccountFailure Failure(AccountTarget target, VaultLockChange blocked) => new()
    {
        ErrorId = blocked.Obstacle!.ErrorId,
        Category = blocked.Obstacle.Category,
        Message = $"{Reason(target, blocked)} Nothing was written.",
        Remedy = blocked.Obstacle.Remedy,
        Target = target,
        Region = blocked.Region,
    };

    private static string Reason(AccountTarget target, VaultLockChange change) => $"The backup vault {change.VaultName} in {change.Region} of account {target.AccountId} {change.Obstacle!.Fault}.";

    private static string Since(DeployedVault? vault) => vault?.LockDate is { } date ? $", unchangeable from {date:yyyy-MM-dd HH:mm} UTC on" : string.Empty;

    private static VaultLockResult Of(AccountTarget target, VaultLockChange change, DeployedVault? vault, VaultLockStatus status, string message) => new()
    {
        AccountId = target.AccountId,
        AbsName = target.AbsName,
        Region = change.Region,
        VaultName = change.VaultName,
        Mode = vault?.Lock.Mode,
        MinRetentionDays = vault?.Lock.MinRetentionDays,
        MaxRetentionDays = vault?.Lock.MaxRetentionDays,
        LockDate = vault?.LockDate,
        Status = status,
        Message = message,
    };
}
