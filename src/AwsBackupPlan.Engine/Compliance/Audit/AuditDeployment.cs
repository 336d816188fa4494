using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Brings the audit of a backup set to what is wanted, in each of its Regions.</summary>
internal sealed class AuditDeployment(AccountSession session, AuditOptions options)
{
    private readonly AccountTarget _target = session.Target;
    private readonly AuditReader _reader = new(session);
    private readonly AuditWaiting _waiting = new(session, options.Timeout);
    private readonly AuditResults _results = new(session.Target);

    /// <summary>Makes, changes and deletes what has to be, once that is confirmed.</summary>
    /// <returns>What came of each Region, the primary one first, and the first failure.</returns>
    public async Task<(IReadOnlyList<BackupAuditResult> Results, AccountFailure? Failure)> ApplyAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading what is there"));
        var names = new AuditNames(_target.AbsName);
        var actual = await Task.WhenAll(AuditReader.Regions(_target).Select(region => _reader.ReadAsync(region, names, cancellationToken))).ConfigureAwait(false);
        var changes = actual.Select(region => new AuditChange(_target, options, region)).ToList();
        DemandControls(changes);
        if (changes.Find(static change => change.Blocked is not null) is { } blocked)
        {
            return ([.. changes.Select(change => _results.Blocked(change, blocked.Blocked!))], _results.Failure(blocked.Blocked!));
        }

        Warn(changes);
        var pending = changes.Where(static change => change.Pending.Count > 0).ToList();
        var decision = pending.Count == 0 ? Decision.Proceed : await session.Observer.ConfirmAsync(Question(pending), cancellationToken).ConfigureAwait(false);
        return await WriteAsync(changes, decision, cancellationToken).ConfigureAwait(false);
    }

    private void DemandControls(List<AuditChange> changes)
    {
        if (changes.Find(static change => change.Controls.Count == 0) is { } empty)
        {
            throw new AccountException(
                "NoControls",
                FailureCategory.InvalidArgument,
                $"None of the chosen controls judges what is in {empty.Region}, a Region of copies: databases and plans are in {_target.Region}. Nothing was written.",
                "Choose a control of recovery points as well (BACKUP_RECOVERY_POINT_…), or leave the Region out of -CopyRegion.")
            {
                Region = empty.Region,
            };
        }
    }

    private void Warn(List<AuditChange> changes)
    {
        foreach (var recorder in changes.Select(static change => change.Actual.Recorder))
        {
            if (recorder.Fault(_target.AccountId) is { } fault)
            {
                session.Observer.Warning($"{fault} {recorder.Remedy()}");
            }
        }
    }

    private ConfirmationRequest Question(List<AuditChange> pending) => new(
        _target,
        $"audit of backup set '{_target.AbsName}' in account {_target.AccountId} ({string.Join(", ", pending.Select(static change => change.Region))})",
        ChangePhrase.Imperative(pending.SelectMany(static change => change.Pending)),
        [
            .. pending.SelectMany(static change => change.Pending).Select(change => new ConfirmationStep(
                $"{ChangePhrase.Noun(change.ResourceType)} '{change.Name}' in account {_target.AccountId}, {change.Region}",
                change.Differences.Count == 0 ? $"{change.Action}{(change.Reason is { } reason ? $": {reason}" : string.Empty)}" : $"{change.Action}: {string.Join("; ", change.Differences)}")),
        ]);

    // A Region that fails keeps no other from its audit.
    private async Task<(IReadOnlyList<BackupAuditResult> Results, AccountFailure? Failure)> WriteAsync(List<AuditChange> changes, Decision decision, CancellationToken cancellationToken)
    {
        var results = new List<BackupAuditResult>();
        AccountFailure? first = null;
        foreach (var change in changes)
        {
            try
            {
                results.Add(change.IsStillFailed ? throw NotDeployed(change)
                    : change.Pending.Count == 0 ? await UnchangedAsync(change, cancellationToken).ConfigureAwait(false)
                    : decision != Decision.Proceed ? _results.NotConfirmed(change, decision)
                    : _results.Written(change, await WriteAsync(change, cancellationToken).ConfigureAwait(false)));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var failure = AccountFailures.From(exception, _target);
                first ??= failure;
                results.Add(_results.Failed(change, failure));
            }
        }

        return (results, first);
    }

    // What an earlier run began may be on its way still, and may yet fail.
    private async Task<BackupAuditResult> UnchangedAsync(AuditChange change, CancellationToken cancellationToken)
    {
        if (!session.IsDryRun)
        {
            if (change.Actual.Framework is { } framework && AuditWaiting.IsInProgress(framework.DeploymentStatus))
            {
                session.Observer.Progress(new WorkProgress($"Waiting for framework {change.Name} in {change.Region}"));
                await DeployedAsync(change, cancellationToken).ConfigureAwait(false);
            }

            foreach (var (plan, _) in change.Actual.ReportPlans.Where(static found => AuditWaiting.IsInProgress(found.Plan.DeploymentStatus)))
            {
                await _waiting.ForReportPlanAsync(change.Region, plan.ReportPlanName, cancellationToken).ConfigureAwait(false);
            }
        }

        return _results.Unchanged(change);
    }

    private async Task<DescribeFrameworkResponse> DeployedAsync(AuditChange change, CancellationToken cancellationToken)
    {
        var framework = await _waiting.ForFrameworkAsync(change.Region, change.Name, cancellationToken).ConfigureAwait(false);
        return framework is null || !string.Equals(framework.DeploymentStatus, "COMPLETED", StringComparison.Ordinal) ? throw NotDeployed(change) : framework;
    }

    private async Task<DescribeFrameworkResponse> WriteAsync(AuditChange change, CancellationToken cancellationToken)
    {
        var framework = await WriteFrameworkAsync(change, cancellationToken).ConfigureAwait(false);
        foreach (var desired in change.ReportPlans)
        {
            // The framework may have been made just now, and the report is of that.
            if (change.Pending.FirstOrDefault(pending => string.Equals(pending.Name, desired.Name, StringComparison.Ordinal)) is { } pending)
            {
                await WriteReportPlanAsync(change.Region, desired, pending.Action, framework.FrameworkArn, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var stray in change.Pending.Where(static pending => pending.Action == ChangeAction.Delete))
        {
            session.Observer.Progress(new WorkProgress($"Deleting report plan {stray.Name} in {change.Region}"));
            await _waiting.DeleteReportPlanAsync(change.Region, stray.Name, cancellationToken).ConfigureAwait(false);
        }

        return framework;
    }

    private async Task<DescribeFrameworkResponse> WriteFrameworkAsync(AuditChange change, CancellationToken cancellationToken)
    {
        var backup = session.Backup(change.Region);
        session.Observer.Progress(new WorkProgress($"Deploying framework {change.Name} in {change.Region}"));
        try
        {
            switch (change.Changes[0].Action)
            {
                case ChangeAction.Create:
                    await _waiting.WriteAsync(() => backup.CreateFrameworkAsync(Creation(change), cancellationToken), cancellationToken).ConfigureAwait(false);
                    break;
                case ChangeAction.Update:
                    await _waiting.WriteAsync(() => backup.UpdateFrameworkAsync(new UpdateFrameworkRequest { FrameworkName = change.Name, FrameworkControls = [.. change.Controls] }, cancellationToken), cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
        catch (AlreadyExistsException exception)
        {
            throw SameElsewhere(change, exception);
        }

        return await DeployedAsync(change, cancellationToken).ConfigureAwait(false);
    }

    private CreateFrameworkRequest Creation(AuditChange change) => new()
    {
        FrameworkName = change.Name,
        FrameworkDescription = $"What the backups of {_target.AbsName} are held against. Kept by AwsBackupPlan.",
        FrameworkControls = [.. change.Controls],
        FrameworkTags = Tags(),
    };

    private async Task WriteReportPlanAsync(string region, DesiredReportPlan desired, ChangeAction action, string frameworkArn, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        session.Observer.Progress(new WorkProgress($"Deploying report plan {desired.Name} in {region}"));
        var channel = new ReportDeliveryChannel { S3BucketName = desired.BucketName, S3KeyPrefix = desired.Prefix, Formats = [.. desired.Formats] };
        var setting = new ReportSetting { ReportTemplate = desired.Template, FrameworkArns = desired.IsOfCompliance ? [frameworkArn] : null };
        if (action == ChangeAction.Create)
        {
            var request = new CreateReportPlanRequest
            {
                ReportPlanName = desired.Name,
                ReportPlanDescription = $"Reports of the backups of {_target.AbsName}. Kept by AwsBackupPlan.",
                ReportDeliveryChannel = channel,
                ReportSetting = setting,
                ReportPlanTags = Tags(),
            };
            await _waiting.WriteAsync(() => backup.CreateReportPlanAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var request = new UpdateReportPlanRequest { ReportPlanName = desired.Name, ReportDeliveryChannel = channel, ReportSetting = setting };
            await _waiting.WriteAsync(() => backup.UpdateReportPlanAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        await _waiting.ForReportPlanAsync(region, desired.Name, cancellationToken).ConfigureAwait(false);
    }

    private Dictionary<string, string> Tags() => new(StringComparer.Ordinal) { [options.TagKey] = _target.AbsName };

    private AccountException SameElsewhere(AuditChange change, AlreadyExistsException exception) => new(
        "AuditFrameworkExists",
        FailureCategory.ResourceExists,
        $"In {change.Region} of account {_target.AccountId} a framework with the same controls and parameters exists already: {exception.Arn ?? exception.Message}. Audit Manager takes no second one, whatever the scopes.",
        "Use another parameter or another set of controls (-Policy, -Control), or delete that framework.",
        exception)
    {
        Region = change.Region,
    };

    private AccountException NotDeployed(AuditChange change) => new(
        "AuditNotDeployed",
        FailureCategory.InvalidOperation,
        $"Audit Manager could not deploy the framework {change.Name} in {change.Region} of account {_target.AccountId}. {change.Actual.Recorder.Fault(_target.AccountId) ?? "AWS does not say why."}",
        change.Actual.Recorder.Fault(_target.AccountId) is null
            ? $"See the framework in the console of AWS Backup in {change.Region}; then run this command again."
            : $"{change.Actual.Recorder.Remedy()} Then run this command again.")
    {
        Region = change.Region,
    };
}
