using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>Checks an account before its backup set is deployed, and stops the deployment where a check fails.</summary>
internal static class Preflight
{
    /// <summary>Runs the checks; tells of those that the deployment itself would not tell of.</summary>
    /// <returns>What the deployment comes to, where a check failed; <see langword="null"/> when it may begin.</returns>
    public static async Task<WorkOutcome<BackupPlanResult>?> RunAsync(AccountSession session, DeploymentOptions options, CancellationToken cancellationToken)
    {
        var checks = await new AccountTest(session, options).RunAsync(cancellationToken).ConfigureAwait(false);
        List<AccountCheck> failed = [.. checks.Where(static check => check.Status == AccountCheckStatus.Failed)];
        foreach (var check in checks.Except(failed))
        {
            Tell(session, check);
        }

        return failed.Count == 0 ? null : Stopped(session.Target, failed);
    }

    // What New-XacntBackupPlan warns of by itself is not told twice.
    private static void Tell(AccountSession session, AccountCheck check)
    {
        var text = $"Pre-flight {check.Check} in {check.Region}: {check.Status}. {check.Evidence} {Remedies.InWords(check.Remedy)}".TrimEnd();
        if (check.Status is AccountCheckStatus.NotRead || (check.Status is AccountCheckStatus.Warning && !string.Equals(check.Check, new Checks.NothingInTheWay().Name, StringComparison.Ordinal)))
        {
            session.Observer.Warning(text);
        }
        else
        {
            session.Observer.Verbose(text);
        }
    }

    private static WorkOutcome<BackupPlanResult> Stopped(AccountTarget target, List<AccountCheck> failed)
    {
        var failure = new AccountFailure
        {
            ErrorId = "PreflightFailed",
            Category = FailureCategory.InvalidOperation,
            Message = $"In account {target.AccountId}: {Counted.Of(failed.Count, "check")} of the pre-flight failed: {string.Join(" ", failed.Select(static check => $"{check.Check} in {check.Region}: {check.Evidence}"))} Nothing was written.",
            Remedy = Remedies.Lines([.. failed.Where(static check => check.Remedy is not null).GroupBy(static check => check.Remedy!, StringComparer.Ordinal).Select(static checks =>
                Remedies.Lines(Remedies.Note($"{string.Join(", ", checks.Select(static check => $"{check.Check} in {check.Region}"))}:"), checks.Key))]),
            Target = target,
            Region = failed[0].Region,
        };
        return new WorkOutcome<BackupPlanResult>(FailedResults.OfDeployment(target, failure) with { Status = DeploymentStatus.Blocked }, failure);
    }
}
