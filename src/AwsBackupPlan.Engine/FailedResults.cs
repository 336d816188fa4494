using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Onboarding;
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

    /// <summary>Checks of an account in which there is no session: that of the role says why, and the others were not made.</summary>
    public static IReadOnlyList<AccountCheck> OfTest(AccountTarget target, AccountFailure failure) => AccountTest.OfFailure(target, failure);

    /// <summary>Giving an account its keys failed.</summary>
    public static InitializedAccount OfSetup(AccountTarget target, SetupOptions options, AccountFailure failure) => new()
    {
        AccountId = target.AccountId,
        AbsName = target.AbsName,
        Region = target.Region,
        CopyRegion = target.CopyRegions,
        Status = DeploymentStatus.Failed,
        KeyAlias = new ResourceNames(target.AbsName).KeyAliasOr(options.KeyAlias),
        PlanParameterName = options.PlanParameterName,
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

    /// <summary>Work on an audit that failed as a whole: one result, for the primary Region.</summary>
    public static IReadOnlyList<BackupAuditResult> OfAudit(AccountTarget target, AccountFailure failure) =>
    [
        new()
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = failure.Region ?? target.Region,
            FrameworkName = new AuditNames(target.AbsName).Framework,
            Status = BackupAuditStatus.Failed,
            Message = failure.Message,
            Remedy = failure.Remedy,
        },
    ];

    /// <summary>A report of an account that could not be read: one finding says so, so that no summary takes it for good.</summary>
    public static ComplianceReport OfReport(AccountTarget target, AccountFailure failure, DateTimeOffset date) => new()
    {
        AccountId = target.AccountId,
        AbsName = target.AbsName,
        Region = target.Region,
        Date = date,
        Status = ComplianceStatus.Error,
        Score = 0,
        Open = 1,
        Severity = ComplianceSeverity.Critical,
        Findings =
        [
            new()
            {
                AccountId = target.AccountId,
                AbsName = string.Empty,
                Region = failure.Region ?? target.Region,
                Control = ControlCatalog.Readable,
                ResourceArn = string.Empty,
                ResourceName = target.AccountId,
                ResourceType = "Account",
                Status = ComplianceStatus.Error,
                Severity = ComplianceSeverity.Critical,
                Evidence = failure.Message,
                Remedy = Remedies.Note(failure.Remedy),
            },
        ],
        Controls = [new() { Control = ControlCatalog.Readable, Title = ControlCatalog.ReadableTitle, Errors = 1, Score = 0 }],
        Message = failure.Message,
    };

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
