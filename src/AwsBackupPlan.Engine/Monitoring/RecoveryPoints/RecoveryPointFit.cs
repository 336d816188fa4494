using Amazon.Backup.Model;

namespace AwsBackupPlan.Engine.Monitoring.RecoveryPoints;

/// <summary>Whether a recovery point is wanted, as far as AWS does not sort them out itself.</summary>
internal sealed class RecoveryPointFit
{
    private static readonly string[] Restorable = ["COMPLETED", "AVAILABLE"];

    private readonly ResourcePatterns _resources;
    private readonly HashSet<string> _statuses;

    public RecoveryPointFit(RecoveryPointQuery query)
    {
        _resources = new ResourcePatterns(query.Resources);
        _statuses = new(query is { Latest: true, Statuses.Count: 0 } ? Restorable : query.Statuses, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The one resource that is wanted, which AWS can be asked for.</summary>
    public string? OnlyResource => _resources.Only;

    /// <summary>Whether it is wanted.</summary>
    public bool Fits(RecoveryPointByBackupVault point) =>
        (_statuses.Count == 0 || _statuses.Contains(point.Status?.Value ?? string.Empty)) && _resources.Fit(point.ResourceArn ?? string.Empty);

    /// <summary>The name in an ARN.</summary>
    public static string NameOf(string arn) => arn.Substring(arn.LastIndexOfAny([':', '/']) + 1);
}
