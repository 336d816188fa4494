using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>
/// Takes a backup set down in the order in which nothing new can come up behind: selections, plan, running jobs, recovery points,
/// vaults. Each step can be repeated; running it again goes on where it stopped.
/// </summary>
internal sealed class BackupSetRemoval(AccountSession session, TeardownOptions options)
{
    private readonly AccountTarget _target = session.Target;
    private readonly RemovalTally _tally = new(session.Target);

    /// <summary>Removes the set once that is confirmed.</summary>
    /// <returns>What went and what is left, and what stood in the way if something did.</returns>
    public async Task<(BackupRemovalResult Result, Blocker? Blocker)> RemoveAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading what is there"));
        var survey = await RemovalSurvey.ReadAsync(session, options, cancellationToken).ConfigureAwait(false);
        if (survey.Blockers.Count > 0)
        {
            var reasons = string.Join(" ", survey.Blockers.Select(static blocker => blocker.Change.Reason));
            return (Result(RemovalStatus.Blocked, $"{reasons} Nothing was touched.", survey.Blockers[0].Change.Remedy), survey.Blockers[0]);
        }

        if (survey.Plans.Count == 0 && (options.KeepRecoveryPoints || survey.Vaults.Count == 0))
        {
            return (NothingToDo(survey), null);
        }

        var question = survey.ToConfirmation(options.KeepRecoveryPoints);
        var decision = await session.Observer.ConfirmAsync(question, cancellationToken).ConfigureAwait(false);
        if (decision != Decision.Proceed)
        {
            return (decision == Decision.WhatIf
                ? Result(RemovalStatus.WhatIf, $"To do: {question.Action}. Nothing was touched.", null)
                : Result(RemovalStatus.Declined, $"Declined: {question.Action}. Nothing was touched.", null), null);
        }

        await RemoveAsync(survey, cancellationToken).ConfigureAwait(false);
        return (Done(survey), null);
    }

    private async Task RemoveAsync(RemovalSurvey survey, CancellationToken cancellationToken)
    {
        var removal = new PlanRemoval(session, _tally);
        await Task.WhenAll(survey.Plans.Select(plan => removal.RemoveAsync(plan, cancellationToken))).ConfigureAwait(false);
        if (options.KeepRecoveryPoints)
        {
            KeepVaults(survey);
            return;
        }

        if (survey.Vaults.Count == 0)
        {
            return;
        }

        var deadline = new Deadline(session.Time, options.Timeout);
        var running = await new RunningJobs(session, survey.Vaults).WaitAsync(deadline, cancellationToken).ConfigureAwait(false);
        foreach (var vault in survey.Vaults.Where(vault => running.ContainsKey(vault.Arn)))
        {
            Left(
                vault,
                $"{running[vault.Arn]} backup or copy jobs still fill it, and cannot be stopped.",
                "Run Remove-XacntBackupResource again once they have ended, or with a longer -TimeoutSeconds: it goes on where it stopped.");
        }

        var progress = new DeletionProgress(session.Observer, survey.RecoveryPointCount);
        await Task.WhenAll(survey.Vaults
            .Where(vault => !running.ContainsKey(vault.Arn))
            .Select(vault => new VaultRemoval(session, vault, _tally, progress.Gone).RemoveAsync(deadline, cancellationToken))).ConfigureAwait(false);
    }

    private void KeepVaults(RemovalSurvey survey)
    {
        foreach (var vault in survey.Vaults)
        {
            Left(vault, $"It was to be kept, with about {vault.RecoveryPointCount} recovery points.", null);
        }
    }

    private void Left(DeployedVault vault, string reason, string? remedy) => _tally.Left(vault.Region, BackupResourceType.BackupVault, vault.Name, vault.Arn, reason, remedy);

    private BackupRemovalResult NothingToDo(RemovalSurvey survey)
    {
        KeepVaults(survey);
        var regions = string.Join(", ", _target.CopyRegions.Prepend(_target.Region));
        return Result(
            RemovalStatus.NothingFound,
            survey.Vaults.Count == 0
                ? $"There is no plan and no vault of the backup set '{_target.AbsName}' in account {_target.AccountId} ({regions})."
                : $"There is no plan of the backup set '{_target.AbsName}' in account {_target.AccountId} ({regions}); its vaults were kept.",
            null);
    }

    private BackupRemovalResult Done(RemovalSurvey survey)
    {
        var isLeft = !options.KeepRecoveryPoints && _tally.Remaining.Count > 0;
        var counts = $"{_tally.Plans} plan(s), {_tally.Selections} selection(s), {_tally.RecoveryPoints} recovery point(s) and {_tally.Vaults} vault(s) were removed";
        return isLeft
            ? Result(
                RemovalStatus.Incomplete,
                $"{counts}; {_tally.Remaining.Count} resource(s) are left: {Causes()}.",
                "See Remaining for each one's remedy; then run Remove-XacntBackupResource again: it goes on where it stopped.")
            : Result(RemovalStatus.Removed, options.KeepRecoveryPoints && survey.Vaults.Count > 0 ? $"{counts}; the vaults were kept." : $"{counts}.", null);
    }

    private string Causes() => string.Join("; ", _tally.Remaining
        .Where(static left => left.ResourceType == BackupResourceType.RecoveryPoint)
        .Select(static left => left.Reason.TrimEnd('.'))
        .DefaultIfEmpty(_tally.Remaining[0].Reason.TrimEnd('.'))
        .Distinct(StringComparer.Ordinal)
        .Take(3));

    private BackupRemovalResult Result(RemovalStatus status, string message, string? remedy) => new()
    {
        AccountId = _target.AccountId,
        AbsName = _target.AbsName,
        Region = _target.Region,
        CopyRegion = _target.CopyRegions,
        Status = status,
        SelectionsDeleted = _tally.Selections,
        PlansDeleted = _tally.Plans,
        RecoveryPointsDeleted = _tally.RecoveryPoints,
        VaultsDeleted = _tally.Vaults,
        Remaining = _tally.Remaining,
        Message = message,
        Remedy = remedy,
    };

    /// <summary>Says how far the deletion of recovery points is, over all Regions.</summary>
    private sealed class DeletionProgress(IWorkObserver observer, long expected)
    {
        private long _gone;

        public void Gone(long more)
        {
            var gone = Interlocked.Add(ref _gone, more);
            var total = Math.Max(gone, expected);
            observer.Progress(new WorkProgress("Deleting recovery points", (int)(gone * 100 / total), $"{gone} of {total} recovery points gone"));
        }
    }
}
