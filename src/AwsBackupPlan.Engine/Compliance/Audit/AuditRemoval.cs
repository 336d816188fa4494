using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Removes the audit of a backup set: its report plans, then its framework. Reports that were written stay in their bucket.</summary>
internal sealed class AuditRemoval(AccountSession session, AuditOptions options)
{
    private readonly AccountTarget _target = session.Target;
    private readonly AuditNames _names = new(session.Target.AbsName);
    private readonly OwnershipTag _owner = new(options.TagKey, session.Target.AbsName);
    private readonly AuditReader _reader = new(session);
    private readonly AuditWaiting _waiting = new(session, options.Timeout);

    /// <summary>Removes what is the set's own, once that is confirmed.</summary>
    public async Task<(IReadOnlyList<BackupAuditResult> Results, AccountFailure? Failure)> RemoveAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading what is there"));
        var audits = await Task.WhenAll(AuditReader.Regions(_target).Select(region => _reader.ReadAsync(region, _names, cancellationToken))).ConfigureAwait(false);
        var pending = audits.SelectMany(Changes).ToList();
        var decision = pending.Count == 0 ? Decision.Proceed : await session.Observer.ConfirmAsync(Question(pending), cancellationToken).ConfigureAwait(false);
        var results = new List<BackupAuditResult>();
        AccountFailure? first = null;
        foreach (var audit in audits)
        {
            var changes = Changes(audit);
            try
            {
                results.Add(await RemoveAsync(audit, changes, decision, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var failure = AccountFailures.From(exception, _target);
                first ??= failure;
                results.Add(Result(audit, changes, BackupAuditStatus.Failed, failure.Message) with { Remedy = failure.Remedy });
            }
        }

        return (results, first);
    }

    private string Elsewhere => _target.CopyRegionsAreDefault || _target.CopyRegions.Count == 0 ? $" Only {_target.Region} was looked into: a framework in another Region stays, and goes on costing, until -CopyRegion names that." : string.Empty;

    private IReadOnlyList<ResourceChange> Changes(RegionAudit audit) =>
    [
        .. audit.OwnReportPlans(_owner).Select(plan => Change(audit.Region, BackupResourceType.AuditReportPlan, plan.ReportPlanName, plan.ReportPlanArn)),
        .. audit.OwnFramework(_owner) is { } framework ? new[] { Change(audit.Region, BackupResourceType.AuditFramework, framework.FrameworkName, framework.FrameworkArn) } : [],
    ];

    private ConfirmationRequest Question(List<ResourceChange> pending) => new(
        _target,
        $"audit of backup set '{_target.AbsName}' in account {_target.AccountId} ({string.Join(", ", pending.Select(static change => change.Region).Distinct(StringComparer.Ordinal))})",
        ChangePhrase.Imperative(pending),
        [.. pending.Select(change => new ConfirmationStep($"{ChangePhrase.Noun(change.ResourceType)} '{change.Name}' in account {_target.AccountId}, {change.Region}", "Delete"))]);

    private async Task<BackupAuditResult> RemoveAsync(RegionAudit audit, IReadOnlyList<ResourceChange> changes, Decision decision, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return Result(audit, changes, BackupAuditStatus.NotFound, audit.Framework is null
                ? $"There is no framework and no report plan of this backup set; nothing was written.{Elsewhere}"
                : $"The framework {audit.Framework.FrameworkName} does not carry the tag {_owner}, so it is not this backup set's; nothing was written.");
        }

        if (decision != Decision.Proceed)
        {
            return decision == Decision.WhatIf
                ? Result(audit, changes, BackupAuditStatus.WhatIf, $"It would {ChangePhrase.Infinitive(changes)}. Nothing was written.")
                : Result(audit, changes, BackupAuditStatus.Declined, $"You declined to {ChangePhrase.Infinitive(changes)}. Nothing was written.");
        }

        foreach (var change in changes)
        {
            session.Observer.Progress(new WorkProgress($"Deleting {ChangePhrase.Noun(change.ResourceType)} {change.Name} in {change.Region}"));
            await DeleteAsync(change, cancellationToken).ConfigureAwait(false);
        }

        return Result(audit, changes, BackupAuditStatus.Removed, $"{ChangePhrase.Past(changes)}. Reports that were written stay in their bucket.{Elsewhere}");
    }

    // A framework goes only when no report plan reports on it any more, so each is waited for.
    private async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        try
        {
            if (change.ResourceType == BackupResourceType.AuditReportPlan)
            {
                await _waiting.DeleteReportPlanAsync(change.Region, change.Name, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _waiting.WriteAsync(() => session.Backup(change.Region).DeleteFrameworkAsync(new DeleteFrameworkRequest { FrameworkName = change.Name }, cancellationToken), cancellationToken).ConfigureAwait(false);
                if (await _waiting.ForFrameworkAsync(change.Region, change.Name, cancellationToken).ConfigureAwait(false) is { } left)
                {
                    throw NotDeleted(change, left.DeploymentStatus, null);
                }
            }
        }
        catch (ResourceNotFoundException)
        {
            // Somebody else was faster.
        }
        catch (ConflictException exception)
        {
            throw NotDeleted(change, exception.Message, exception);
        }
    }

    private AccountException NotDeleted(ResourceChange change, string why, Exception? exception) => new(
        "AuditNotDeleted",
        FailureCategory.InvalidOperation,
        $"The {ChangePhrase.Noun(change.ResourceType)} {change.Name} in {change.Region} of account {_target.AccountId} could not be deleted: {CallFault.Sentence(why)}",
        "If a report plan that is not this backup set's reports on the framework, delete it or take the framework out of it ('aws backup list-report-plans'); then run this command again.",
        exception)
    {
        Region = change.Region,
    };

    private ResourceChange Change(string region, BackupResourceType type, string name, string arn) => new()
    {
        AccountId = _target.AccountId,
        AbsName = _target.AbsName,
        Region = region,
        ResourceType = type,
        Name = name,
        ResourceArn = arn,
        Action = ChangeAction.Delete,
    };

    private BackupAuditResult Result(RegionAudit audit, IReadOnlyList<ResourceChange> changes, BackupAuditStatus status, string message) => new()
    {
        AccountId = _target.AccountId,
        AbsName = _target.AbsName,
        Region = audit.Region,
        FrameworkName = _names.Framework,
        FrameworkArn = audit.OwnFramework(_owner)?.FrameworkArn,
        IsRecording = audit.Recorder.IsRecording,
        Status = status,
        Changes = changes,
        Message = message,
    };
}
