using System.Text.Json;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Puts the right selection beside the wrong ones, then takes those away, so that no database is unprotected in between.</summary>
internal sealed class SelectionReplacement(AccountSession session, string planId, SelectionChange change)
{
    // AWS needs up to two minutes until a new role or plan is known everywhere.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Older than that, what came back was made by an earlier run, and may have been deleted since.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly string _region = session.Target.Region;

    /// <summary>Makes the changes and returns the selection that stands.</summary>
    public async Task<DeployedSelection> ApplyAsync(CancellationToken cancellationToken)
    {
        if (change.InTheWay is { } inTheWay)
        {
            await DeleteAsync(inTheWay, cancellationToken).ConfigureAwait(false);
        }

        var standing = change.Standing ?? await CreateAsync(change.Missing!, salt: string.Empty, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(change.Surplus
            .Where(selection => !ReferenceEquals(selection, change.InTheWay))
            .Select(selection => DeleteAsync(selection, cancellationToken))).ConfigureAwait(false);
        return standing;
    }

    private async Task<DeployedSelection> CreateAsync(SelectionDefinition definition, string salt, CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress($"Creating backup selection {definition.SelectionName}"));
        var request = new CreateBackupSelectionRequest
        {
            BackupPlanId = planId,
            BackupSelection = definition.ToInput(definition.SelectionName),
            CreatorRequestId = CreatorRequestId.Of(session.Target.AccountId, planId, JsonSerializer.Serialize(definition), salt),
        };
        var made = await CreatePatientlyAsync(request, cancellationToken).ConfigureAwait(false);
        if (made.CreationDate is { } created
            && session.Time.GetUtcNow().UtcDateTime - created.ToUniversalTime() >= Fresh
            && salt.Length == 0
            && !await ExistsAsync(made.SelectionId, cancellationToken).ConfigureAwait(false))
        {
            // The selection that an earlier run made under this request id, and that has been deleted since.
            return await CreateAsync(definition, $"after {made.SelectionId}", cancellationToken).ConfigureAwait(false);
        }

        return new DeployedSelection(made.SelectionId, definition);
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

    private async Task<bool> ExistsAsync(string selectionId, CancellationToken cancellationToken)
    {
        try
        {
            await session.Backup(_region).GetBackupSelectionAsync(new GetBackupSelectionRequest { BackupPlanId = planId, SelectionId = selectionId }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            return false;
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
    }

    private AccountException RoleNotUsable(string roleArn, Exception exception) => new(
        "BackupRoleNotUsable",
        FailureCategory.InvalidOperation,
        $"AWS Backup cannot use the role {roleArn} in account {session.Target.AccountId}: {exception.Message}",
        "Make sure that the role exists, that its trust policy lets backup.amazonaws.com assume it, and that its policy allows tag:GetResources (AWS's managed policy AWSBackupServiceRolePolicyForBackup does); or name another role with -BackupRoleName. Then run this command again: it goes on where it stopped.",
        exception)
    {
        Region = _region,
    };
}
