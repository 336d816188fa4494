using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.LegalHolds;

/// <summary>A legal hold: while it is active nobody can delete what it covers.</summary>
internal sealed class LegalHold(long sequence, BackupRegion region, string id) : ISequenced
{
    public long Sequence { get; } = sequence;

    public string Id { get; } = id;

    public string Arn { get; } = region.ArnOf($"legal-hold:{id}");

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public required JsonObject Selection { get; init; }

    public required SortedDictionary<string, string> Tags { get; init; }

    public string? CancelDescription { get; set; }

    public DateTimeOffset? CancellationDate { get; set; }

    public DateTimeOffset? RetainRecordUntil { get; set; }

    public string Status => CancellationDate is null ? "ACTIVE" : "CANCELED";

    /// <summary>Whether it keeps that recovery point from being deleted.</summary>
    public bool Holds(RecoveryPoint point) => CancellationDate is null && Covers(point);

    /// <summary>Whether its selection names that recovery point: by vault or resource where given, and by date.</summary>
    public bool Covers(RecoveryPoint point)
    {
        var vaults = Selection.Texts("VaultNames");
        var resources = Selection.Texts("ResourceIdentifiers");
        var dates = Selection.Structure("DateRange");
        return (vaults.Count == 0 || vaults.Contains(point.Vault.Name, StringComparer.Ordinal))
            && (resources.Count == 0 || resources.Contains(point.ResourceArn, StringComparer.Ordinal))
            && (dates is null || (point.CreationDate >= dates.Time("FromDate") && point.CreationDate <= dates.Time("ToDate")));
    }
}
