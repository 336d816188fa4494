using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>The vaults of the account that the rules copy to beside the set's own.</summary>
/// <param name="Vaults">Those that exist.</param>
/// <param name="Warnings">What the user should know of the others.</param>
internal sealed record DestinationVaults(IReadOnlyList<DeployedVault> Vaults, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads them. Nothing is asked of AWS where the rules copy to the set's own vaults alone.</summary>
    public static async Task<DestinationVaults> ReadAsync(AccountSession session, DesiredState desired, CancellationToken cancellationToken)
    {
        var regions = desired.Plan.Rules.SelectMany(static rule => rule.CopyActions).Select(static copy => copy.DestinationBackupVaultArn!).Distinct(StringComparer.Ordinal)
            .Where(arn => string.Equals(arn.Split(':')[4], session.Target.AccountId, StringComparison.Ordinal) && !desired.Vaults.Any(vault => string.Equals(vault.VaultArn, arn, StringComparison.Ordinal)))
            .GroupBy(static arn => arn.Split(':')[3], StringComparer.Ordinal)
            .Select(arns => ReadAsync(session, arns.Key, [.. arns], desired.IsSecret, cancellationToken));
        var read = await Task.WhenAll(regions).ConfigureAwait(false);
        return new([.. read.SelectMany(static region => region.Vaults)], [.. read.SelectMany(static region => region.Warnings)]);
    }

    private static async Task<DestinationVaults> ReadAsync(AccountSession session, string region, IReadOnlyList<string> arns, bool isSecret, CancellationToken cancellationToken)
    {
        try
        {
            var all = await new BackupSetReader(session).ReadVaultsAsync(region, cancellationToken).ConfigureAwait(false);
            var missing = arns.Where(arn => !all.Any(vault => string.Equals(vault.Arn, arn, StringComparison.Ordinal)));
            return new(
                [.. all.Where(vault => arns.Contains(vault.Arn, StringComparer.Ordinal))],
                [.. missing.Select(arn => $"{Named(arn, isSecret)}, which does not exist: backups succeed, and their copies there fail.")]);
        }
#pragma warning disable CA1031 // The plan may copy to where the role of the module may not look.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            session.Observer.Verbose($"The vaults {(isSecret ? "of a destination" : $"in {region}")} cannot be read: {AccountFailures.From(exception, session.Target).Message}");
            return new([], [.. arns.Select(arn => $"{Named(arn, isSecret)}, which cannot be read from here: whether it exists, and a lock of it takes the copies, is not known. Where not, backups succeed and their copies there fail.")]);
        }
    }

    // Of a document that is a secret no warning tells where it copies to.
    private static string Named(string arn, bool isSecret) => isSecret ? "The plan copies to a vault of the account" : $"The plan document copies to {arn}";
}
