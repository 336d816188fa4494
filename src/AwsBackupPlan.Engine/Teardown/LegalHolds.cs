using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>The legal holds of the account's Regions. They are read when AWS first refuses a deletion because of one.</summary>
internal sealed class LegalHolds(AccountSession session)
{
    private const int LargestPage = 1000;
    private const int LongestTitle = 100;

    private readonly object _gate = new();
    private readonly Dictionary<string, Task<Holds>> _regions = new(StringComparer.Ordinal);

    /// <summary>Which holds a recovery point stays because of, and what to do about it.</summary>
    /// <param name="point">The recovery point.</param>
    /// <param name="vault">Its vault.</param>
    /// <param name="refusal">What AWS says.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DeletionAnswer> ExplainAsync(RecoveryPointByBackupVault point, DeployedVault vault, string refusal, CancellationToken cancellationToken)
    {
        var region = vault.Region;
        var holds = await OfRegionAsync(region, cancellationToken).ConfigureAwait(false);
        GetLegalHoldResponse[] holding = [.. holds.Active.Where(hold => Holds.Covers(hold.RecoveryPointSelection, point, vault.Name))];
        if (holding.Length == 0)
        {
            return new DeletionAnswer(
                DeletionAnswerKind.Refused,
                holds.Fault is { } fault ? $"{refusal} Which legal hold it is cannot be told: {fault.Message}" : refusal,
                $"Have the legal hold released (aws backup list-legal-holds --region {region}, aws backup cancel-legal-hold), then run Remove-XacntBackupResource again.{(holds.Fault is { } unread ? $" To have it named: {unread.Remedy}" : string.Empty)}");
        }

        var names = string.Join(" and ", holding.Select(static hold => $"'{Titled(hold.Title)}' ({hold.LegalHoldId})"));
        var releases = string.Join("; ", holding.Select(hold => $"aws backup cancel-legal-hold --region {region} --legal-hold-id {hold.LegalHoldId} --cancel-description REASON"));
        return new DeletionAnswer(
            DeletionAnswerKind.Refused,
            $"It is under the legal hold{(holding.Length == 1 ? string.Empty : "s")} {names}.",
            $"Have whoever is responsible release {(holding.Length == 1 ? "it" : "them")}: {releases}; then run Remove-XacntBackupResource again.");
    }

    /// <summary>The ids of the holds that a recovery point is under; <see langword="null"/> when they cannot be read.</summary>
    public async Task<IReadOnlyList<string>?> OverAsync(RecoveryPointByBackupVault point, DeployedVault vault, CancellationToken cancellationToken)
    {
        var holds = await OfRegionAsync(vault.Region, cancellationToken).ConfigureAwait(false);
        return holds.Fault is not null ? null
            : holds.Active.Count == 0 ? []
            : [.. holds.Active.Where(hold => Holds.Covers(hold.RecoveryPointSelection, point, vault.Name)).Select(static hold => hold.LegalHoldId)];
    }

    // Many points are refused side by side; they share one reading.
    private Task<Holds> OfRegionAsync(string region, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_regions.TryGetValue(region, out var reading))
            {
                _regions.Add(region, reading = ReadAsync(region, cancellationToken));
            }

            return reading;
        }
    }

    private async Task<Holds> ReadAsync(string region, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        var active = new List<GetLegalHoldResponse>();
        try
        {
            var holds = Pages.ReadAsync(
                (token, cancel) => backup.ListLegalHoldsAsync(new ListLegalHoldsRequest { MaxResults = LargestPage, NextToken = token }, cancel),
                static page => page.LegalHolds,
                static page => page.NextToken,
                cancellationToken);
            await foreach (var hold in holds.ConfigureAwait(false))
            {
                if (hold.Status != LegalHoldStatus.CANCELED)
                {
                    active.Add(await backup.GetLegalHoldAsync(new GetLegalHoldRequest { LegalHoldId = hold.LegalHoldId }, cancellationToken).ConfigureAwait(false));
                }
            }

            return new Holds(active, null);
        }
        catch (Exception exception) when (exception is not AccountException && !cancellationToken.IsCancellationRequested)
        {
            // It only explains; the recovery point stays in any case.
            return new Holds(active, AccountFailures.From(exception, session.Target));
        }
    }

    private static string Titled(string? title) => string.IsNullOrWhiteSpace(title) ? "without a title" : PlainText.Of(title!, LongestTitle);

    /// <summary>What was read in a Region.</summary>
    /// <param name="Active">The holds that hold.</param>
    /// <param name="Fault">Why not all could be read, where that is so.</param>
    private sealed record Holds(IReadOnlyList<GetLegalHoldResponse> Active, AccountFailure? Fault)
    {
        /// <summary>Whether a hold's selection names a recovery point: by vault and resource where they are given, and by date.</summary>
        public static bool Covers(RecoveryPointSelection? selection, RecoveryPointByBackupVault point, string vaultName) =>
            (selection?.VaultNames is not { Count: > 0 } vaults || vaults.Contains(vaultName, StringComparer.Ordinal))
            && (selection?.ResourceIdentifiers is not { Count: > 0 } resources || resources.Contains(point.ResourceArn, StringComparer.Ordinal))
            && (selection?.DateRange is not { } dates || (point.CreationDate >= dates.FromDate && point.CreationDate <= dates.ToDate));
    }
}
