using System.Text.RegularExpressions;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>
/// Takes a backup set down in the order in which nothing new can come up behind: selections, plan, running jobs, recovery points,
/// vaults. Each step can be repeated; running it again goes on where it stopped.
/// </summary>
internal sealed class BackupSetRemoval(AccountSession session, TeardownOptions options)
{
    // Each refusal has its own, and is otherwise the same.
    private static readonly Regex RequestId = new(", request [^),]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly AccountTarget _target = session.Target;
    private readonly RemovalTally _tally = new(session.Target);

    // Once the plan has gone, nothing but these tells where its copies are.
    private IReadOnlyList<string> _copyRegions = session.Target.CopyRegions;

    private string? _unclaimedRemedy;

    private string Regions => string.Join(", ", _copyRegions.Prepend(_target.Region));

    /// <summary>Removes the set once that is confirmed.</summary>
    /// <returns>What went and what is left, and what stood in the way or failed if something did.</returns>
    public async Task<(BackupRemovalResult Result, Blocker? Blocker, AccountFailure? Failure)> RemoveAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading what is there"));
        var survey = await UntouchedAsync(() => ReadAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        _copyRegions = survey.CopyRegions;
        if (survey.Blockers.Count > 0)
        {
            var reasons = string.Join(" ", survey.Blockers.Select(static blocker => blocker.Change.Reason));
            return (Result(RemovalStatus.Blocked, $"{reasons} Nothing was touched.", survey.Blockers[0].Change.Remedy), survey.Blockers[0], null);
        }

        foreach (var vault in survey.Unclaimed)
        {
            TellUnclaimed(vault);
        }

        if (survey.Unread is { } unread)
        {
            _unclaimedRemedy = "If there are copies, name their Regions with -CopyRegion.";
            session.Observer.Warning($"{unread} {_unclaimedRemedy}");
        }

        if (survey.Plans.Count == 0 && (options.KeepRecoveryPoints || survey.Vaults.Count == 0))
        {
            return (NothingToDo(survey), null, null);
        }

        if (options.ContinuousBackup != ContinuousBackupRemoval.Keep && !survey.Shut.Any(shut => ReferenceEquals(shut.Vault, survey.PrimaryVault)))
        {
            var found = survey;
            survey = found with { ContinuousBackups = await UntouchedAsync(() => found.CountContinuousAsync(session, cancellationToken), cancellationToken).ConfigureAwait(false) };
        }

        var question = survey.ToConfirmation(options, session.Time.GetUtcNow());
        var decision = await session.Observer.ConfirmAsync(question, cancellationToken).ConfigureAwait(false);
        if (decision != Decision.Proceed)
        {
            return (decision == Decision.WhatIf
                ? Result(RemovalStatus.WhatIf, $"To do: {question.Action}. Nothing was touched.", null)
                : Result(RemovalStatus.Declined, $"Declined: {question.Action}. Nothing was touched.", null), null, null);
        }

        try
        {
            await RemoveAsync(survey, cancellationToken).ConfigureAwait(false);
            var result = Done(survey);
            return (result, null, result.Status == RemovalStatus.Incomplete ? Incomplete(result) : null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What has gone has gone: the result tells it beside the failure.
            var failure = AccountFailures.From(exception, _target);
            _tally.LeftBehind(survey.Plans, options.KeepRecoveryPoints ? [] : survey.Vaults, "The removal failed before it had gone.", "Run Remove-XacntBackupResource again: it goes on where it stopped.");
            var message = $"{failure.Message} Before that: {Counts()}.";
            var remedy = $"{failure.Remedy} {Again()}";
            return (Result(RemovalStatus.Failed, message, remedy), null, failure with { Message = message, Remedy = remedy });
        }
    }

    private async Task<RemovalSurvey> ReadAsync(CancellationToken cancellationToken)
    {
        var survey = await RemovalSurvey.ReadAsync(session, options, cancellationToken).ConfigureAwait(false);
        if (survey.Blockers.Count > 0 || options.KeepRecoveryPoints)
        {
            return survey;
        }

        survey = survey with { Shut = await ShutVault.ReadAsync(session, survey.Vaults, cancellationToken).ConfigureAwait(false) };
        return survey.OfShutVaults(options, session.Time.GetUtcNow()) is { } blocker ? survey with { Blockers = [blocker] } : survey;
    }

    private async Task<TRead> UntouchedAsync<TRead>(Func<Task<TRead>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AccountFailures.From(exception, _target) is { Category: FailureCategory.PermissionDenied } failure)
        {
            throw new AccountException(failure.ErrorId, failure.Category, $"{failure.Message} Nothing was touched.", failure.Remedy, failure.Exception) { Region = failure.Region };
        }
    }

    private async Task RemoveAsync(RemovalSurvey survey, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(session.Time, Waiting());
        await NoteCopyRegionsAsync(survey, cancellationToken).ConfigureAwait(false);
        var removal = new PlanRemoval(session, _tally);
        var plansGone = await Task.WhenAll(survey.Plans.Select(plan => removal.RemoveAsync(plan, deadline, cancellationToken))).ConfigureAwait(false);
        foreach (var vault in survey.Vaults.Where(_ => options.KeepRecoveryPoints))
        {
            _tally.Kept(vault);
        }

        if (options.KeepRecoveryPoints || survey.Vaults.Count == 0)
        {
            return;
        }

        if (!plansGone.All(static isGone => isGone))
        {
            _tally.LeftBehind([], survey.Vaults, "Its plan is still there and may fill it again.", "See the plan's remedy; then run Remove-XacntBackupResource again: it goes on where it stopped.");
            return;
        }

        await RemoveVaultsAsync(survey, deadline, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan Waiting() => options.Until - session.Time.GetUtcNow() is { } left && left < options.Timeout ? left : options.Timeout;

    private async Task RemoveVaultsAsync(RemovalSurvey survey, Deadline deadline, CancellationToken cancellationToken)
    {
        var running = await new RunningJobs(session, survey.Vaults).WaitAsync(deadline, cancellationToken).ConfigureAwait(false);
        foreach (var vault in survey.Vaults.Where(vault => running.ContainsKey(vault.Arn)))
        {
            _tally.Left(
                vault,
                $"{Counted.Of(running[vault.Arn], "backup or copy job")} still {(running[vault.Arn] == 1 ? "fills it or copies" : "fill it or copy")} from it, and cannot be stopped.",
                "Run Remove-XacntBackupResource again once they have ended, or with a longer -TimeoutSeconds: it goes on where it stopped.",
                FailureCategory.OperationTimeout);
        }

        var others = new OtherDeployments(session, [_target.Region, .. survey.Vaults.Select(static vault => vault.Region)]);
        var holds = new LegalHolds(session);
        var progress = new DeletionProgress(session.Observer, survey.RecoveryPointCount);
        var going = new Dictionary<string, Task<bool>>(StringComparer.Ordinal);
        // The primary vault is the first of the survey; the one that names the others goes after them.
        foreach (var vault in survey.Vaults.Reverse())
        {
            var named = survey.NamedBy(vault);
            var before = going.Where(other => named.Contains(other.Key, StringComparer.Ordinal)).ToDictionary(static other => other.Key, static other => other.Value, StringComparer.Ordinal);
            going[vault.Region] = running.ContainsKey(vault.Arn)
                ? Task.FromResult(false)
                : new VaultRemoval(session, vault, others, new RecoveryPointDeletion(session, vault, holds, options), _tally, progress).RemoveAsync(deadline, before, cancellationToken);
        }

        await Task.WhenAll(going.Values).ConfigureAwait(false);
    }

    // Before the plan goes that alone names them.
    private async Task NoteCopyRegionsAsync(RemovalSurvey survey, CancellationToken cancellationToken)
    {
        if (survey.ToNote.Count == 0 || survey.PrimaryVault is not { } vault)
        {
            return;
        }

        try
        {
            var request = new TagResourceRequest { ResourceArn = vault.Arn, Tags = CopyRegionsTag.Write(survey.ToNote) };
            await session.Backup(vault.Region).TagResourceAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AccountFailures.From(exception, _target) is { Category: FailureCategory.PermissionDenied } failure)
        {
            throw new AccountException(
                failure.ErrorId,
                failure.Category,
                $"The plan alone names the copy Regions, {string.Join(", ", survey.ToNote)}, and they cannot be noted in the tag {CopyRegionsTag.Key} of the vault {vault.Name}: {failure.Message}",
                $"{failure.Remedy} Or name them, so that they need not be noted: -CopyRegion {string.Join(",", survey.ToNote)}.",
                failure.Exception)
            {
                Region = vault.Region,
            };
        }
    }

    // Beside the plan nothing but a copy tells which vaults a deployment copied into. What nobody named is not taken on suspicion.
    private void TellUnclaimed(DeployedVault vault)
    {
        var reason = $"The backup set has a vault {vault.Name} in {vault.Region}, the default copy Region. No plan here copies into it, and no copy in it comes from {_target.Region}: nothing tells that it belongs to what is removed here, so it is left.";
        var remedy = $"If it does: Remove-XacntBackupResource -Region {_target.Region} -CopyRegion {vault.Region}. If another primary Region was meant, name that one with -Region.";
        _unclaimedRemedy = remedy;
        session.Observer.Warning($"{reason} {remedy}");
        _tally.Unclaimed(vault, reason, remedy);
    }

    private BackupRemovalResult NothingToDo(RemovalSurvey survey)
    {
        foreach (var vault in survey.Vaults)
        {
            _tally.Kept(vault);
        }

        return Result(
            RemovalStatus.NothingFound,
            survey.Vaults.Count == 0
                ? $"There is no plan and no vault of the backup set '{_target.AbsName}' in account {_target.AccountId} ({Regions}){survey.SimilarSet}. Without a plan other copy Regions are not known; name them with -CopyRegion."
                : $"There is no plan of the backup set '{_target.AbsName}' in account {_target.AccountId} ({Regions}); its vaults were kept.",
            null);
    }

    private BackupRemovalResult Done(RemovalSurvey survey)
    {
        if (_tally.LeftCount > 0)
        {
            return Result(
                RemovalStatus.Incomplete,
                $"{Counts()}; {Counted.Of(_tally.LeftCount, "resource")} {(_tally.LeftCount == 1 ? "is" : "are")} left: {Causes()}.",
                string.Join(" ", [.. _tally.Denials, "See Remaining for each one's remedy.", _tally.CanGoOn ? Again() : "What is left stays for as long as the account exists."]));
        }

        return Result(RemovalStatus.Removed, options.KeepRecoveryPoints && survey.Vaults.Count > 0 ? $"{Counts()}; the vaults were kept."
            : survey.Unclaimed.Count > 0 ? $"{Counts()}; the vault {survey.Unclaimed[0].Name} in {survey.Unclaimed[0].Region}, which may belong to it, is left: see Remaining."
            : $"{Counts()}.", null);
    }

    // A script that looks only for errors must not take it for done.
    private AccountFailure Incomplete(BackupRemovalResult result) => new()
    {
        ErrorId = "RemovalIncomplete",
        Category = _tally.Cause,
        Message = $"Backup set '{_target.AbsName}' in account {_target.AccountId} ({Regions}) is not wholly removed. {result.Message}",
        Remedy = result.Remedy!,
        Target = _target,
        Region = _tally.Remaining.Select(static left => left.Region).FirstOrDefault(),
    };

    // The plan may have gone, and nobody but the user then knows the copy Regions that only it named.
    private string Again()
    {
        var copyRegions = _copyRegions.Count == 0 ? string.Empty : $" with -CopyRegion {string.Join(",", _copyRegions)}";
        return $"Then run Remove-XacntBackupResource again{copyRegions}: it goes on where it stopped.";
    }

    private string Counts()
    {
        var deleting = _tally.RecoveryPointsDeleting;
        var gone = _tally.ContinuousBackupsDisassociated is var givenBack and > 0 ? $"{Gone()}, and gave {Counted.Of(givenBack, "continuous backup")} back to the service of the database" : Gone();
        return deleting == 0
            ? gone
            : $"{gone}; {Counted.Of(deleting, "recovery point")} {(deleting == 1 ? "is" : "are")} being deleted, which cannot be undone";
    }

    private string Gone()
    {
        (long Count, string Noun)[] all = [(_tally.Plans, "plan"), (_tally.Selections, "selection"), (_tally.RecoveryPoints, "recovery point"), (_tally.Vaults, "vault")];
        var parts = all.Where(static part => part.Count > 0).Select(static part => Counted.Of(part.Count, part.Noun)).ToArray();
        return parts.Length switch
        {
            0 => "Nothing was removed",
            1 => $"Removed {parts[0]}",
            _ => $"Removed {string.Join(", ", parts.Take(parts.Length - 1))} and {parts[parts.Length - 1]}",
        };
    }

    // The same refusal names each recovery point. What AWS says is told in its own words, of the first that it says it of.
    private string Causes()
    {
        const int Few = 3;
        var reasons = _tally.Remaining.Where(_tally.HasCause).DefaultIfEmpty(_tally.Remaining[0]);
        return string.Join("; ", reasons
            .Select(static left => (Text: RequestId.Replace(left.Reason, string.Empty).TrimEnd('.'), Arn: left.ResourceArn ?? left.Name))
            .GroupBy(static reason => reason.Text.Replace(reason.Arn, "it"), StringComparer.Ordinal)
            .Take(Few)
            .Select(static same => same.Count() > 1 && same.First() is var first && first.Text.Contains(first.Arn) ? $"{first.Text} (and {same.Count() - 1} more)" : same.First().Text));
    }

    private BackupRemovalResult Result(RemovalStatus status, string message, string? remedy) => new()
    {
        AccountId = _target.AccountId,
        AbsName = _target.AbsName,
        Region = _target.Region,
        CopyRegion = _copyRegions,
        Status = status,
        SelectionsDeleted = _tally.Selections,
        PlansDeleted = _tally.Plans,
        RecoveryPointsDeleted = _tally.RecoveryPoints,
        RecoveryPointsDeleting = _tally.RecoveryPointsDeleting,
        ContinuousBackupsDisassociated = _tally.ContinuousBackupsDisassociated,
        VaultsDeleted = _tally.Vaults,
        Remaining = _tally.Remaining,
        Message = message,
        Remedy = remedy ?? _unclaimedRemedy,
    };
}
