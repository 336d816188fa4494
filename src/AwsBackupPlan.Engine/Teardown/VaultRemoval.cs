using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>Empties a vault and deletes it.</summary>
internal sealed class VaultRemoval(AccountSession session, DeployedVault vault, RemovalTally tally, Action<long> gone)
{
    /// <summary>Removes the vault as far as that goes; what is left is in the tally. What fails in one Region does not stop the others.</summary>
    public async Task RemoveAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            await EmptyAndDeleteAsync(deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not AccountException && !cancellationToken.IsCancellationRequested)
        {
            var failure = AccountFailures.From(exception, session.Target);
            if (failure.Category == FailureCategory.AuthenticationError)
            {
                throw;
            }

            Left(failure.Message, failure.Remedy);
        }
    }

    private async Task EmptyAndDeleteAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var emptying = new VaultEmptying(session, vault, session.Bulk(vault.Region), tally, gone);
        if (await emptying.EmptyAsync(deadline, cancellationToken).ConfigureAwait(false))
        {
            await DeleteAsync(deadline, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            Left("It still holds recovery points.", "See the remedies of its recovery points; then run Remove-XacntBackupResource again: it goes on where it stopped.");
        }
    }

    private async Task DeleteAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var waits = deadline.Waits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await session.Backup(vault.Region).DeleteBackupVaultAsync(new DeleteBackupVaultRequest { BackupVaultName = vault.Name }, cancellationToken).ConfigureAwait(false);
                tally.VaultGone();
                return;
            }
            catch (ResourceNotFoundException)
            {
                return;
            }
            catch (Exception exception) when (BackupErrors.IsNotEmpty(exception))
            {
                if (!await waits.WaitAsync(cancellationToken).ConfigureAwait(false))
                {
                    Left($"It is empty, and AWS Backup still counts recovery points in it: {exception.Message}", "Run Remove-XacntBackupResource again in some minutes.");
                    return;
                }
            }
        }
    }

    private void Left(string reason, string? remedy) => tally.Left(vault.Region, BackupResourceType.BackupVault, vault.Name, vault.Arn, reason, remedy);
}
