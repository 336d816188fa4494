using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>What could be read of a vault in another account: that takes the role of the module there, too.</summary>
/// <param name="Arn">The vault.</param>
internal sealed record CentralVaultReading(string Arn)
{
    /// <summary>Whether its access policy could be read.</summary>
    public bool IsRead => Fault is null;

    /// <summary>Why not.</summary>
    public string? Fault { get; private init; }

    /// <summary>The policy; none where there is none, or no such vault.</summary>
    public string? Policy { get; private init; }

    /// <summary>Whether its lock could be read, or there is nothing to read it of.</summary>
    public bool IsLockRead { get; private init; }

    /// <summary>Its lock.</summary>
    public VaultLockState? Lock { get; private init; }

    /// <summary>The organization of whoever calls, where that was needed and could be read.</summary>
    public string? OrganizationId { get; private init; }

    /// <summary>Its Region.</summary>
    public string Region => Arn.Split(':')[3];

    /// <summary>Its account.</summary>
    public string AccountId => Arn.Split(':')[4];

    /// <summary>Its name.</summary>
    public string VaultName => Arn.Split(':')[6];

    /// <summary>Reads what the caller can. Nothing that goes wrong with it is a fault of the account that is worked on.</summary>
    public static async Task<CentralVaultReading> ReadAsync(AccountSession session, string arn, CancellationToken cancellationToken)
    {
        var unread = new CentralVaultReading(arn);
        var target = session.Target with { AccountId = unread.AccountId, Region = unread.Region, CopyRegions = [] };
        try
        {
            using var central = await session.InAsync(target, SessionScope.CentralVault(arn), cancellationToken).ConfigureAwait(false);
            var policy = await new BackupSetReader(central).ReadPolicyAsync(unread.Region, unread.VaultName, cancellationToken).ConfigureAwait(false);
            var read = unread with { Policy = policy };
            return await WithLockAsync(read, central, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, it is told in a warning.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return unread with { Fault = AccountFailures.From(exception, target).Message };
        }
    }

    /// <summary>The same, with the caller's organization where it can be read.</summary>
    public async Task<CentralVaultReading> WithOrganizationAsync(AccountSession session, CancellationToken cancellationToken)
    {
        try
        {
            return this with { OrganizationId = await session.OrganizationIdAsync(cancellationToken).ConfigureAwait(false) };
        }
#pragma warning disable CA1031 // Without it the message has the accounts instead.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            session.Observer.Verbose($"Which organization whoever calls is in cannot be read: {exception.Message}");
            return this;
        }
    }

    private static async Task<CentralVaultReading> WithLockAsync(CentralVaultReading read, AccountSession central, CancellationToken cancellationToken)
    {
        try
        {
            var vault = await central.Backup(read.Region).DescribeBackupVaultAsync(new DescribeBackupVaultRequest { BackupVaultName = read.VaultName }, cancellationToken).ConfigureAwait(false);
            var mode = vault.Locked is not true ? VaultLockMode.None : vault.LockDate is null ? VaultLockMode.Governance : VaultLockMode.Compliance;
            return read with { IsLockRead = true, Lock = new VaultLockState(mode, vault.MinRetentionDays, vault.MaxRetentionDays) };
        }
#pragma warning disable CA1031 // Of a vault that is not there AWS says that access is denied; the policy tells more.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            central.Observer.Verbose($"The lock of {read.Arn} cannot be read: {exception.Message}");
            return read with { IsLockRead = read.Policy is null };
        }
    }
}
