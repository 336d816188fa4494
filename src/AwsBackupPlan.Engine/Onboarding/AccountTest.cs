using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Onboarding.Checks;

namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>Checks whether an account has what a backup set needs. It changes nothing.</summary>
/// <param name="session">The session in the account.</param>
/// <param name="options">How the set should look.</param>
internal sealed class AccountTest(AccountSession session, DeploymentOptions options)
{
    /// <summary>The name of the one row that there is of input that was refused.</summary>
    public const string Input = "Input";

    /// <summary>The checks, in the order in which they are told.</summary>
    public static IReadOnlyList<Prerequisite> All { get; } =
    [
        new RoleAssumable(), new ExternalIdEnforced(), new CallerIdentityRight(), new RegionEnabled(),
        new KeyReady(), new KeyRotated(), new KeyUsableByBackupRole(), new KeyUsableBySession(),
        new PlanDocumentReady(), new RetentionWithinLocks(), new NothingInTheWay(), new TypesSwitchedOn(), new BackupRoleSeen(), new DatabasesMatched(), new DatabaseKeysUsable(),
        new PlansWithinQuota(), new VaultsWithinQuota(), new RulesWithinQuota(), new SelectionsWithinQuota(), new PlanVersionsWithinQuota(),
        new DeploymentAllowed(), new MonitoringAllowed(), new RemovalAllowed(), new NotProven(),
    ];

    /// <summary>Runs them.</summary>
    public async Task<IReadOnlyList<AccountCheck>> RunAsync(CancellationToken cancellationToken)
    {
        var evidence = await new TestEvidenceReader(session, options).ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. All.SelectMany(check => check.Judge(evidence))];
    }

    /// <summary>What there is to say of an account whose role AWS does not let the caller assume, or that could not be asked.</summary>
    public static IReadOnlyList<AccountCheck> OfFailure(AccountTarget target, AccountFailure failure)
    {
        // It never came to AWS: there is nothing to say of the role, nor of anything else.
        if (failure.ErrorId is "InvalidInput" or "ConflictingInput" or "InvalidParameter")
        {
            return [new AccountCheck { AccountId = target.AccountId, AbsName = target.AbsName, Region = target.Region, Check = Input, Status = AccountCheckStatus.Failed, Evidence = failure.Message, Remedy = failure.Remedy }];
        }

        var status = failure.ErrorId is AccountFailure.RoleNotAssumable || failure.Category is FailureCategory.InvalidArgument ? AccountCheckStatus.Failed : AccountCheckStatus.NotRead;
        return
        [
            All[0].Of(target.AccountId, target.AbsName, target.Region, status, failure.Message, failure.Remedy),
            .. All.Skip(1).SelectMany(check => (check.IsOfRegion ? [target.Region, .. target.CopyRegions] : new[] { target.Region })
                .Select(region => check.Of(target.AccountId, target.AbsName, region, AccountCheckStatus.Skipped, "There is no session in the account to check it in."))),
        ];
    }
}
