using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>Empties a vault and deletes it.</summary>
internal sealed class VaultRemoval(AccountSession session, DeployedVault vault, OtherDeployments others, RecoveryPointDeletion deletion, RemovalTally tally, DeletionProgress progress)
{
    private readonly VaultEmptying _emptying = new(session, vault, others, deletion, tally, progress);

    /// <summary>Removes the vault as far as that goes; what is left is in the tally. What fails in one Region does not stop the others.</summary>
    /// <param name="deadline">Until when that may take.</param>
    /// <param name="before">The vaults that have to go before this one does, by Region; none when the order does not matter.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether nothing is left there for another run to do: it has gone, or stays empty for another deployment.</returns>
    public async Task<bool> RemoveAsync(Deadline deadline, IReadOnlyDictionary<string, Task<bool>> before, CancellationToken cancellationToken)
    {
        try
        {
            return await EmptyAndDeleteAsync(deadline, before, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not AccountException && !cancellationToken.IsCancellationRequested)
        {
            var failure = AccountFailures.From(exception, session.Target);
            if (failure.Category == FailureCategory.AuthenticationError)
            {
                throw;
            }

            // AWS answers for a vault that is not there as it does for one that may not be read.
            if (failure.Category is FailureCategory.PermissionDenied or FailureCategory.ObjectNotFound && await IsGoneAsync(cancellationToken).ConfigureAwait(false))
            {
                Gone();
                return true;
            }

            tally.Left(vault, failure.Message, failure.Remedy, failure.Category);
            return false;
        }
    }

    private async Task<bool> EmptyAndDeleteAsync(Deadline deadline, IReadOnlyDictionary<string, Task<bool>> before, CancellationToken cancellationToken)
    {
        var waits = deadline.Waits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        while (await _emptying.EmptyAsync(deadline, cancellationToken).ConfigureAwait(false))
        {
            if (await others.NeedAsync(vault, cancellationToken).ConfigureAwait(false) is { } need)
            {
                tally.Left(vault, need.Reason!, need.Remedy, need.Category);
                return need.Category == FailureCategory.ResourceBusy;
            }

            if (await StillThereAsync(before).ConfigureAwait(false) is { Length: > 0 } regions)
            {
                tally.Left(vault, $"It is empty, and its tag {CopyRegionsTag.Key} alone names where the copies are: it goes after the vaults in {string.Join(", ", regions)}.", "See the remedies there; then run Remove-XacntBackupResource again: it goes on where it stopped.");
                return false;
            }

            if (await TryDeleteAsync(cancellationToken).ConfigureAwait(false) is not { } refusal)
            {
                Gone();
                return true;
            }

            // A point may have come since the last sweep, or AWS has not caught up: look again before asking again.
            if (!await waits.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                tally.Left(vault, $"It lists no recovery points, and AWS Backup still counts some in it: {refusal}", "Run Remove-XacntBackupResource again in some minutes: it goes on where it stopped.", FailureCategory.OperationTimeout);
                return false;
            }
        }

        if (_emptying.HoldsForEver)
        {
            tally.StaysForEver(vault, "It holds recovery points that nobody can delete and that never expire.", "It stays for as long as the account exists.");
            return false;
        }

        tally.Left(vault, "It still holds recovery points.", "See the remedies of its recovery points; then run Remove-XacntBackupResource again: it goes on where it stopped.");
        return false;
    }

    private static async Task<string[]> StillThereAsync(IReadOnlyDictionary<string, Task<bool>> vaults)
    {
        var there = new List<string>();
        foreach (var other in vaults.OrderBy(static other => other.Key, StringComparer.Ordinal))
        {
#pragma warning disable VSTHRD003 // They were started just before this one, and wait for nothing of it.
            if (!await other.Value.ConfigureAwait(false))
#pragma warning restore VSTHRD003
            {
                there.Add(other.Key);
            }
        }

        return [.. there];
    }

    private async Task<string?> TryDeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await session.Backup(vault.Region).DeleteBackupVaultAsync(new DeleteBackupVaultRequest { BackupVaultName = vault.Name }, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (BackupErrors.IsNotEmpty(exception))
        {
            return CallFault.Quote(exception);
        }
    }

    private async Task<bool> IsGoneAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await new BackupSetReader(session).ReadVaultAsync(vault.Region, vault.Name, cancellationToken).ConfigureAwait(false) is null;
        }
        catch (Exception exception) when (exception is not AccountException && !cancellationToken.IsCancellationRequested)
        {
            // What went wrong first is what to tell.
            return false;
        }
    }

    private void Gone()
    {
        _emptying.Vanished();
        tally.VaultGone(vault);
    }
}
