using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine;

/// <summary>The results of work that came to nothing: whom it was for, what happened, and what to do.</summary>
public static class FailedResults
{
    /// <summary>A deployment that failed.</summary>
    public static BackupPlanResult OfDeployment(AccountTarget target, AccountFailure failure) => new()
    {
        AccountId = target.AccountId,
        AbsName = target.AbsName,
        Region = target.Region,
        CopyRegion = target.CopyRegions,
        Status = DeploymentStatus.Failed,
        Message = failure.Message,
        Remedy = failure.Remedy,
    };

    /// <summary>A comparison that failed.</summary>
    public static BackupPlanComparison OfComparison(AccountTarget target, AccountFailure failure) => new()
    {
        AccountId = target.AccountId,
        AbsName = target.AbsName,
        Region = target.Region,
        CopyRegion = target.CopyRegions,
        Status = ComparisonStatus.Failed,
        Message = failure.Message,
        Remedy = failure.Remedy,
    };

    /// <summary>A removal that failed.</summary>
    public static BackupRemovalResult OfRemoval(AccountTarget target, AccountFailure failure) => new()
    {
        AccountId = target.AccountId,
        AbsName = target.AbsName,
        Region = target.Region,
        CopyRegion = target.CopyRegions,
        Status = RemovalStatus.Failed,
        Message = failure.Message,
        Remedy = failure.Remedy,
    };

    /// <summary>Locking that failed as a whole: one result, for the vault of the primary Region.</summary>
    public static IReadOnlyList<VaultLockResult> OfLocking(AccountTarget target, AccountFailure failure) =>
    [
        new()
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = failure.Region ?? target.Region,
            VaultName = new ResourceNames(target.AbsName).Vault,
            Status = VaultLockStatus.Failed,
            Message = failure.Message,
            Remedy = failure.Remedy,
        },
    ];

    /// <summary>Setting notifications that failed as a whole: one result, for the vault of the primary Region.</summary>
    public static IReadOnlyList<NotificationResult> OfNotifying(AccountTarget target, AccountFailure failure) =>
    [
        new()
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = failure.Region ?? target.Region,
            VaultName = new ResourceNames(target.AbsName).Vault,
            Status = NotificationStatus.Failed,
            Message = failure.Message,
            Remedy = failure.Remedy,
        },
    ];
}
