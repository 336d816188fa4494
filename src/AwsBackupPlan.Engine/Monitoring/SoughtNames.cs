using System.Collections.Concurrent;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;

namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>Which of the names that were asked for literally were seen in any account: one that is written wrongly would read as one of which there is nothing to worry about.</summary>
/// <remarks>May be used on any thread. Identifiers of databases are compared without case, names of vaults with it.</remarks>
public sealed class SoughtNames
{
    private readonly string[] _resources;
    private readonly string[] _vaults;
    private readonly ConcurrentDictionary<string, bool> _unseenResources = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _unseenVaults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _similar = new(StringComparer.Ordinal);
    private volatile bool _hasSeenAny;
    private volatile bool _hasRegion;
    private volatile bool _hasParts;
    private volatile bool _isRead;

    /// <summary>Takes the names; patterns are left out, since they may fit nothing.</summary>
    /// <param name="resources">ARNs or names of databases.</param>
    /// <param name="vaults">Names of vaults.</param>
    public SoughtNames(IEnumerable<string> resources, IEnumerable<string> vaults)
    {
        _resources = [.. resources.Where(static name => AbsNamePattern.Parse(name).IsLiteral).Distinct(StringComparer.OrdinalIgnoreCase)];
        _vaults = [.. vaults.Where(static name => AbsNamePattern.Parse(name).IsLiteral).Distinct(StringComparer.Ordinal)];
        Array.ForEach(_resources, name => _unseenResources.TryAdd(name, true));
        Array.ForEach(_vaults, name => _unseenVaults.TryAdd(name, true));
    }

    /// <summary>The Region, where it was named.</summary>
    public string? Region { get; init; }

    /// <summary>The job whose parts were asked for.</summary>
    public string? ParentJobId { get; init; }

    /// <summary>From when on, where that was given.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether a time was asked for that has not come yet, and accounts had nothing of it.</summary>
    public bool IsTooEarly => _isRead && !_hasSeenAny && Since > TimeProvider.System.GetUtcNow();

    /// <summary>What was not seen, once accounts were read; nothing where none was.</summary>
    public IReadOnlyList<MissingName> Missing => !_isRead ? [] :
    [
        .. _resources.Where(_unseenResources.ContainsKey).Select(static name => new MissingName("ResourceArn", name, null)),
        .. _vaults.Where(_unseenVaults.ContainsKey).Select(name => new MissingName("BackupVaultName", name, _similar.TryGetValue(name, out var similar) ? similar : null)),
        .. ParentJobId is { } job && !_hasParts ? [new MissingName("ParentJobId", job, null)] : Array.Empty<MissingName>(),
        .. Region is { } region && !_hasRegion ? [new MissingName("Region", region, null)] : Array.Empty<MissingName>(),
    ];

    /// <summary>An account was read.</summary>
    internal void Read() => _isRead = true;

    /// <summary>There is something in a Region.</summary>
    internal void SeeRegion(string region)
    {
        _hasRegion = _hasRegion || string.Equals(region, Region, StringComparison.Ordinal);
    }

    /// <summary>There is a database, or something of it.</summary>
    internal void SeeResource(string? arn)
    {
        _hasSeenAny = true;
        if (_resources.Length > 0 && arn is not null)
        {
            _unseenResources.TryRemove(arn, out _);
            _unseenResources.TryRemove(RecoveryPointFit.NameOf(arn), out _);
        }
    }

    /// <summary>There is a vault.</summary>
    internal void SeeVault(string? vaultName)
    {
        if (_vaults.Length == 0 || vaultName is null || _unseenVaults.TryRemove(vaultName, out _))
        {
            return;
        }

        foreach (var name in _vaults.Where(name => string.Equals(name, vaultName, StringComparison.OrdinalIgnoreCase)))
        {
            _similar[name] = vaultName;
        }
    }

    /// <summary>There is a job.</summary>
    internal void See(BackupJobInfo job)
    {
        SeeRegion(job.Region);
        SeeResource(job.ResourceArn);
        SeeResource(job.CreatedResourceArn);
        SeeVault(job.VaultName);
        SeeVault(VaultNames.OfArn(job.DestinationVaultArn));
        // AWS lists no others where it is asked for those of one.
        _hasParts = true;
    }
}
