using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>Takes down the selections of a plan, then the plan: from then on it makes no more recovery points.</summary>
internal sealed class PlanRemoval(AccountSession session, RemovalTally tally)
{
    private readonly string _region = session.Target.Region;

    /// <summary>Deletes a plan with its selections.</summary>
    /// <returns>Whether it has gone; where it has not, the tally has why.</returns>
    public async Task<bool> RemoveAsync(DeployedPlan plan, Deadline deadline, CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Deleting selections and plan"));
        await Task.WhenAll(plan.SelectionNames.Keys.Select(id => DeleteSelectionAsync(plan.PlanId, id, cancellationToken))).ConfigureAwait(false);
        // AWS counts selections for up to two minutes after they went.
        var waits = deadline.Waits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
        while (await TryDeleteAsync(plan, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            session.Observer.Progress(new WorkProgress("Waiting until AWS lets the plan be deleted"));
            await DeleteLateSelectionsAsync(plan.PlanId, cancellationToken).ConfigureAwait(false);
            if (!await waits.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                tally.Left(plan, $"AWS Backup still counts selections of it: {refusal}", "Run Remove-XacntBackupResource again in some minutes, or with a longer -TimeoutSeconds: it goes on where it stopped.", FailureCategory.OperationTimeout);
                return false;
            }
        }

        tally.PlanGone(plan);
        return true;
    }

    private async Task<string?> TryDeleteAsync(DeployedPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            await session.Backup(_region).DeleteBackupPlanAsync(new DeleteBackupPlanRequest { BackupPlanId = plan.PlanId }, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            return null;
        }
        catch (Exception exception) when (BackupErrors.IsStillSelected(exception))
        {
            return CallFault.Quote(exception);
        }
    }

    private async Task DeleteSelectionAsync(string planId, string selectionId, CancellationToken cancellationToken)
    {
        try
        {
            await session.Backup(_region).DeleteBackupSelectionAsync(new DeleteBackupSelectionRequest { BackupPlanId = planId, SelectionId = selectionId }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            // Gone already.
        }

        tally.SelectionGone(selectionId);
    }

    // A selection that was just made is not in the list at first.
    private async Task DeleteLateSelectionsAsync(string planId, CancellationToken cancellationToken)
    {
        var late = Pages.ReadAsync(
            (token, cancel) => session.Backup(_region).ListBackupSelectionsAsync(new ListBackupSelectionsRequest { BackupPlanId = planId, NextToken = token }, cancel),
            static page => page.BackupSelectionsList,
            static page => page.NextToken,
            cancellationToken);
        try
        {
            await foreach (var selection in late.ConfigureAwait(false))
            {
                await DeleteSelectionAsync(planId, selection.SelectionId, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            // The plan itself has gone.
        }
    }
}
