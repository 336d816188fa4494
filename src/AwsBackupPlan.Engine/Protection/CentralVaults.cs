using System.Collections.Concurrent;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>The vaults of other accounts that the accounts of one engine copy to: each is read once for all of them.</summary>
internal sealed class CentralVaults
{
    private readonly object _gate = new();
    private readonly Dictionary<(string Arn, string RoleName, string? ExternalId), Task<CentralVaultReading>> _readings = [];
    private readonly ConcurrentDictionary<string, SortedSet<string>> _accounts = new(StringComparer.Ordinal);

    /// <summary>A vault as an account sees it.</summary>
    public async Task<CentralVault> ReadAsync(AccountSession session, string arn, string backupRoleArn, CancellationToken cancellationToken)
    {
        var accountId = session.Target.AccountId;
        var reading = await ReadOnceAsync(session.Target, arn, () => ReadAsync(session, arn, backupRoleArn, accountId, cancellationToken), cancellationToken).ConfigureAwait(false);
        var (access, reasons) = Judge(reading, accountId, backupRoleArn);
        return new CentralVault(reading, access, reasons, access == CopyAccess.Allowed ? [] : Accounts(arn, accountId));
    }

    private async Task<CentralVaultReading> ReadOnceAsync(AccountTarget target, string arn, Func<Task<CentralVaultReading>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await SharedAsync(target, arn, read).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whoever began it was stopped.
            return await SharedAsync(target, arn, read).ConfigureAwait(false);
        }
    }

    private Task<CentralVaultReading> SharedAsync(AccountTarget target, string arn, Func<Task<CentralVaultReading>> read)
    {
        var key = (arn, target.RoleName, target.ExternalId);
        lock (_gate)
        {
            if (!_readings.TryGetValue(key, out var reading) || reading.IsCanceled || reading.IsFaulted)
            {
                _readings[key] = reading = Task.Run(read);
            }

            return reading;
        }
    }

    private static async Task<CentralVaultReading> ReadAsync(AccountSession session, string arn, string backupRoleArn, string accountId, CancellationToken cancellationToken)
    {
        var reading = await CentralVaultReading.ReadAsync(session, arn, cancellationToken).ConfigureAwait(false);
        // A call more, which not every caller may make: only where the policy asks for it, or has to be told.
        return Judge(reading, accountId, backupRoleArn).Access == CopyAccess.Allowed ? reading : await reading.WithOrganizationAsync(session, cancellationToken).ConfigureAwait(false);
    }

    private static (CopyAccess Access, IReadOnlyCollection<string> Reasons) Judge(CentralVaultReading reading, string accountId, string backupRoleArn)
    {
        if (reading.Policy is not { } policy)
        {
            return (reading.IsRead ? CopyAccess.NotAllowed : CopyAccess.NotKnown, []);
        }

        var check = new CopyAccessCheck(reading.Arn, accountId, backupRoleArn, reading.OrganizationId);
        var access = AccessPolicy.Read(policy) is { } document ? check.Of(document) : CopyAccess.NotKnown;
        return (access, access == CopyAccess.Denied ? check.DeniedBy : check.NotKnown);
    }

    private IReadOnlyList<string> Accounts(string arn, string accountId)
    {
        var accounts = _accounts.GetOrAdd(arn, static _ => new SortedSet<string>(StringComparer.Ordinal));
        lock (accounts)
        {
            accounts.Add(accountId);
            return [.. accounts];
        }
    }
}
