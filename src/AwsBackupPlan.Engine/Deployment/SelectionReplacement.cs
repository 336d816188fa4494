using System.Text.Json;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Puts the right selection beside the wrong ones, then takes those away, so that no database is unprotected in between.</summary>
/// <param name="session">The account.</param>
/// <param name="planId">The plan.</param>
/// <param name="isPlanNew">The plan has just been made, so that it has no history of selections.</param>
/// <param name="change">What has to happen.</param>
/// <param name="progress">Takes down what has happened.</param>
internal sealed class SelectionReplacement(AccountSession session, string planId, bool isPlanNew, SelectionChange change, ChangeProgress progress)
{
    // AWS needs up to two minutes until a new role, plan or selection is known everywhere.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>More deleted selections than one request id can stand for.</summary>
    private const int MaxAttempts = 10;

    private readonly string _region = session.Target.Region;

    /// <summary>Makes the changes and returns the selection that stands.</summary>
    public async Task<DeployedSelection> ApplyAsync(CancellationToken cancellationToken)
    {
        if (change.InTheWay is { } inTheWay)
        {
            await DeleteAsync(inTheWay, cancellationToken).ConfigureAwait(false);
        }

        var standing = change.Standing ?? await CreateAsync(change.Missing!, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(Others.Select(selection => DeleteAsync(selection, cancellationToken))).ConfigureAwait(false);
        return standing;
    }

    /// <summary>The wrong selections that stand until the right one does.</summary>
    private IEnumerable<DeployedSelection> Others => change.Surplus.Where(selection => !ReferenceEquals(selection, change.InTheWay));

    // AWS may answer a request id with the selection that was made under it and has been deleted since. So the id changes with what is to
    // be replaced, and what was made is read before anything goes.
    private async Task<DeployedSelection> CreateAsync(SelectionDefinition definition, CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress($"Creating backup selection {definition.SelectionName}"));
        var content = new List<string> { session.Target.AccountId, planId, JsonSerializer.Serialize(definition, PlanJson.Default.SelectionDefinition) };
        content.AddRange(Others.Select(static selection => selection.SelectionId).OrderBy(static id => id, StringComparer.Ordinal));
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var request = new CreateBackupSelectionRequest
            {
                BackupPlanId = planId,
                BackupSelection = definition.ToInput(definition.SelectionName),
                CreatorRequestId = CreatorRequestId.Of([.. content]),
            };
            var made = await CreatePatientlyAsync(request, cancellationToken).ConfigureAwait(false);
            if (isPlanNew || await AppearsAsync(made.SelectionId, cancellationToken).ConfigureAwait(false))
            {
                progress.Done(ChangeProgress.Step(ChangeAction.Create, BackupResourceType.BackupSelection, definition.SelectionName, _region));
                return new DeployedSelection(made.SelectionId, definition);
            }

            content.Add($"after {made.SelectionId}");
        }

        throw new StateMovedException($"Backup selection {definition.SelectionName} is made and does not appear.");
    }

    private async Task<CreateBackupSelectionResponse> CreatePatientlyAsync(CreateBackupSelectionRequest request, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(session.Time, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), Patience);
        while (true)
        {
            try
            {
                return await session.Backup(_region).CreateBackupSelectionAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (AlreadyExistsException exception)
            {
                throw new StateMovedException($"Backup selection {request.BackupSelection.SelectionName} exists by now.", exception);
            }
            catch (Exception exception) when (BackupErrors.IsRoleNotReady(exception) || BackupErrors.IsMissing(exception))
            {
                session.Observer.Progress(new WorkProgress($"Waiting until AWS Backup can use {request.BackupSelection.IamRoleArn}"));
                if (!await backoff.WaitAsync(cancellationToken).ConfigureAwait(false))
                {
                    throw BackupErrors.IsMissing(exception) ? new StateMovedException($"Backup plan {planId} has gone.", exception) : RoleNotUsable(request.BackupSelection.IamRoleArn, exception);
                }
            }
        }
    }

    private async Task<bool> AppearsAsync(string selectionId, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(session.Time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), Patience);
        while (true)
        {
            try
            {
                await session.Backup(_region).GetBackupSelectionAsync(new GetBackupSelectionRequest { BackupPlanId = planId, SelectionId = selectionId }, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (Exception exception) when (BackupErrors.IsMissing(exception))
            {
                session.Observer.Progress(new WorkProgress("Waiting until AWS Backup shows the new backup selection"));
                if (!await backoff.WaitAsync(cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }
            }
        }
    }

    private async Task DeleteAsync(DeployedSelection selection, CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress($"Deleting backup selection {selection.Definition.SelectionName}"));
        try
        {
            await session.Backup(_region).DeleteBackupSelectionAsync(new DeleteBackupSelectionRequest { BackupPlanId = planId, SelectionId = selection.SelectionId }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            // Gone already, which is what was wanted.
        }

        progress.Done(ChangeProgress.Step(ChangeAction.Delete, BackupResourceType.BackupSelection, selection.Definition.SelectionName, _region));
    }

    private AccountException RoleNotUsable(string roleArn, Exception exception) => new(
        "BackupRoleNotUsable",
        FailureCategory.InvalidOperation,
        $"AWS Backup cannot use the role {roleArn} in account {session.Target.AccountId}: {CallFault.Quote(exception)}",
        "Make sure that the role exists, that its trust policy lets backup.amazonaws.com assume it, and that its policy allows tag:GetResources (AWS's managed policy AWSBackupServiceRolePolicyForBackup does); or name another role with -BackupRoleName. Then run this command again: it goes on where it stopped.",
        exception)
    {
        Region = _region,
    };
}
