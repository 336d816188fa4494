using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Monitoring.RecoveryPoints;

/// <summary>Whether a recovery point is wanted, as far as AWS does not sort them out itself.</summary>
internal sealed class RecoveryPointFit
{
    private static readonly string[] Restorable = ["COMPLETED", "AVAILABLE"];

    private readonly IReadOnlyList<AbsNamePattern> _resources;
    private readonly HashSet<string> _statuses;

    public RecoveryPointFit(RecoveryPointQuery query)
    {
        _resources = [.. query.Resources.Select(static pattern => AbsNamePattern.Parse(pattern))];
        _statuses = new(query is { Latest: true, Statuses.Count: 0 } ? Restorable : query.Statuses, StringComparer.OrdinalIgnoreCase);
        OnlyResource = query.Resources is [var only] && _resources[0].IsLiteral && only.StartsWith("arn:", StringComparison.Ordinal) ? only : null;
    }

    /// <summary>The one resource that is wanted, which AWS can be asked for.</summary>
    public string? OnlyResource { get; }

    /// <summary>Whether it is wanted.</summary>
    public bool Fits(RecoveryPointByBackupVault point)
    {
        var resource = point.ResourceArn ?? string.Empty;
        return (_statuses.Count == 0 || _statuses.Contains(point.Status?.Value ?? string.Empty))
            && (_resources.Count == 0 || _resources.Any(pattern => pattern.IsMatch(resource) || pattern.IsMatch(NameOf(resource))));
    }

    /// <summary>The name in an ARN.</summary>
    public static string NameOf(string arn) => arn.Substring(arn.LastIndexOfAny([':', '/']) + 1);
}
