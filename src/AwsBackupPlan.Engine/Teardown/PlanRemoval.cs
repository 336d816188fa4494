using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>Takes down the selections of a plan, then the plan: from then on it makes no more recovery points.</summary>
internal sealed class PlanRemoval(AccountSession session, RemovalTally tally)
{
    // AWS counts selections for up to two minutes after they went.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string _region = session.Target.Region;

    /// <summary>Deletes a plan with its selections.</summary>
    public async Task RemoveAsync(DeployedPlan plan, CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Deleting selections and plan"));
        await Task.WhenAll(plan.SelectionNames.Keys.Select(id => DeleteSelectionAsync(plan.PlanId, id, cancellationToken))).ConfigureAwait(false);
        var backoff = new Backoff(session.Time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), Patience);
        while (true)
        {
            try
            {
                await session.Backup(_region).DeleteBackupPlanAsync(new DeleteBackupPlanRequest { BackupPlanId = plan.PlanId }, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (Exception exception) when (BackupErrors.IsMissing(exception))
            {
                return;
            }
            catch (Exception exception) when (BackupErrors.IsStillSelected(exception))
            {
                session.Observer.Progress(new WorkProgress("Waiting until AWS lets the plan be deleted"));
                await DeleteLateSelectionsAsync(plan.PlanId, cancellationToken).ConfigureAwait(false);
                if (!await backoff.WaitAsync(cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }

        tally.PlanGone();
    }

    private async Task DeleteSelectionAsync(string planId, string selectionId, CancellationToken cancellationToken)
    {
        try
        {
            await session.Backup(_region).DeleteBackupSelectionAsync(new DeleteBackupSelectionRequest { BackupPlanId = planId, SelectionId = selectionId }, cancellationToken).ConfigureAwait(false);
            tally.SelectionGone();
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            // Gone already.
        }
    }

    // A selection that was just made is not in the list at first.
    private async Task DeleteLateSelectionsAsync(string planId, CancellationToken cancellationToken)
    {
        var late = Pages.ReadAsync(
            (token, cancel) => session.Backup(_region).ListBackupSelectionsAsync(new ListBackupSelectionsRequest { BackupPlanId = planId, NextToken = token }, cancel),
            static page => page.BackupSelectionsList,
            static page => page.NextToken,
            cancellationToken);
        await foreach (var selection in late.ConfigureAwait(false))
        {
            await DeleteSelectionAsync(planId, selection.SelectionId, cancellationToken).ConfigureAwait(false);
        }
    }
}
