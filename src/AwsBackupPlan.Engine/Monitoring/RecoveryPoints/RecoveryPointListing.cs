using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Engine.Monitoring.RecoveryPoints;

/// <summary>Reads the recovery points of an account's vaults, page by page: no page is asked for before the one before it has been taken.</summary>
internal sealed class RecoveryPointListing(AccountSession session, RecoveryPointQuery query, Func<IReadOnlyList<RecoveryPointInfo>, CancellationToken, Task> write)
{
    private const int LargestPage = 1000;

    private readonly AccountTarget _target = session.Target;
    private readonly LatestTime _time = new(session.Time);
    private readonly AbsNamePattern _absName = AbsNamePattern.Parse(session.Target.AbsName);
    private readonly IReadOnlyList<AbsNamePattern> _vaults = [.. query.Vaults.Select(static pattern => AbsNamePattern.Parse(pattern))];
    private readonly SoughtSet _sought = new(session.Target.AbsName);
    private readonly RecoveryPointFit _fit = new(query);
    private readonly LegalHolds _holds = new(session);

    /// <summary>Reads them and hands them on.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading recovery points"));
        var regions = await RegionsAsync(cancellationToken).ConfigureAwait(false);
        var vaults = await Task.WhenAll(regions.Select(region => ReadRegionAsync(region, cancellationToken))).ConfigureAwait(false);
        if (_absName.IsLiteral && vaults.Sum() == 0)
        {
            throw VaultRegions.NoVault(_target, regions, _sought, "Get-XacntRecoveryPoint");
        }

        query.Sought?.Read();
    }

    // Where nobody says where copies go, the plans do.
    private async Task<IReadOnlyList<string>> RegionsAsync(CancellationToken cancellationToken)
    {
        if (!_target.CopyRegionsAreDefault)
        {
            return [_target.Region, .. _target.CopyRegions];
        }

        var plans = await new BackupSetReader(session).ReadAllPlansAsync(_target.Region, cancellationToken).ConfigureAwait(false);
        foreach (var plan in plans)
        {
            _time.Note(plan.LastExecutionDate);
        }

        return VaultRegions.Of(_target, plans.Select(static plan => plan.Definition));
    }

    // How many vaults of the set there are.
    private async Task<int> ReadRegionAsync(string region, CancellationToken cancellationToken)
    {
        var vaults = (await new BackupSetReader(session).ReadVaultsAsync(region, cancellationToken).ConfigureAwait(false)).Where(IsOfSet).ToList();
        foreach (var vault in vaults)
        {
            query.Sought?.SeeRegion(region);
            query.Sought?.SeeVault(vault.Name);
        }

        var newest = new Dictionary<string, RecoveryPointInfo>(StringComparer.Ordinal);
        foreach (var vault in vaults.Where(IsNamed))
        {
            await foreach (var page in PagesAsync(vault, cancellationToken).ConfigureAwait(false))
            {
                var points = await DescribeAsync(page, vault, cancellationToken).ConfigureAwait(false);
                if (query.Latest)
                {
                    Keep(newest, points);
                }
                else if (points.Count > 0)
                {
                    await write(points, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        if (newest.Count > 0)
        {
            // By all that has been read: what was read first may be the newest.
            var points = newest.Values.OrderBy(static point => point.ResourceArn, StringComparer.Ordinal).Select(point => point with { Age = _time.AgeOf(point.CreationDate) });
            await write([.. points], cancellationToken).ConfigureAwait(false);
        }

        return vaults.Count;
    }

    private bool IsOfSet(DeployedVault vault) =>
        string.Equals(_target.AbsName, "*", StringComparison.Ordinal) || _sought.IsVault(vault.Name) || (VaultNames.AbsNameOf(vault.Name) is { Length: > 0 } name && _absName.IsMatch(name));

    private bool IsNamed(DeployedVault vault) => _vaults.Count == 0 || _vaults.Any(pattern => pattern.IsMatch(vault.Name));

    private static void Keep(Dictionary<string, RecoveryPointInfo> newest, IReadOnlyList<RecoveryPointInfo> points)
    {
        foreach (var point in points)
        {
            // A continuous backup goes on from its first day, so that its date says nothing of how new it is: it stands beside the newest snapshot.
            var key = $"{point.ResourceArn}{(point.IsContinuous ? " continuous" : string.Empty)}";
            if (!newest.TryGetValue(key, out var other) || point.CreationDate > other.CreationDate)
            {
                newest[key] = point;
            }
        }
    }

    private IAsyncEnumerable<ListRecoveryPointsByBackupVaultResponse> PagesAsync(DeployedVault vault, CancellationToken cancellationToken)
    {
        var backup = session.Backup(vault.Region);
        return Pages.ReadAsync<ListRecoveryPointsByBackupVaultResponse, ListRecoveryPointsByBackupVaultResponse>(
            (token, cancel) => backup.ListRecoveryPointsByBackupVaultAsync(
                new ListRecoveryPointsByBackupVaultRequest
                {
                    BackupVaultName = vault.Name,
                    ByResourceArn = _fit.OnlyResource,
                    ByCreatedAfter = query.Since?.UtcDateTime,
                    ByCreatedBefore = query.Until?.UtcDateTime,
                    MaxResults = LargestPage,
                    NextToken = token,
                },
                cancel),
            static page => [page],
            static page => page.NextToken,
            cancellationToken);
    }

    private async Task<IReadOnlyList<RecoveryPointInfo>> DescribeAsync(ListRecoveryPointsByBackupVaultResponse page, DeployedVault vault, CancellationToken cancellationToken)
    {
        var points = new List<RecoveryPointInfo>();
        foreach (var point in page.RecoveryPoints ?? [])
        {
            query.Sought?.SeeResource(point.ResourceArn);
            _time.Note(point.CreationDate?.ToUniversalTime());
            _time.Note(point.CompletionDate?.ToUniversalTime());
        }

        foreach (var point in page.RecoveryPoints ?? [])
        {
            if (_fit.Fits(point))
            {
                points.Add(Describe(point, vault, await _holds.OverAsync(point, vault, cancellationToken).ConfigureAwait(false)));
            }
        }

        return points;
    }

    private RecoveryPointInfo Describe(RecoveryPointByBackupVault point, DeployedVault vault, IReadOnlyList<string>? holds)
    {
        DateTimeOffset? created = point.CreationDate?.ToUniversalTime();
        long? days = point.Lifecycle?.DeleteAfterDays is > 0 and var kept ? kept : null;
        var isContinuous = point.RecoveryPointArn.Contains(":recovery-point:continuous:");
        return new RecoveryPointInfo
        {
            AccountId = _target.AccountId,
            AbsName = VaultNames.AbsNameOf(vault.Name),
            Region = vault.Region,
            VaultName = vault.Name,
            RecoveryPointArn = point.RecoveryPointArn,
            ResourceArn = point.ResourceArn ?? string.Empty,
            ResourceName = point.ResourceName ?? RecoveryPointFit.NameOf(point.ResourceArn ?? string.Empty),
            ResourceType = point.ResourceType,
            Status = point.Status?.Value,
            StatusMessage = point.StatusMessage,
            CreationDate = created,
            CompletionDate = point.CompletionDate?.ToUniversalTime(),
            Age = _time.AgeOf(created),
            BackupSizeInBytes = point.BackupSizeInBytes,
            // AWS computes them, and leaves them out while a point is being made. A continuous one goes on.
            Expires = isContinuous ? null : point.CalculatedLifecycle?.DeleteAt?.ToUniversalTime() ?? (days is { } most ? created?.AddDays(most) : null),
            MovesToColdStorage = point.CalculatedLifecycle?.MoveToColdStorageAt?.ToUniversalTime(),
            DeleteAfterDays = days,
            IsEncrypted = point.IsEncrypted,
            EncryptionKeyArn = point.EncryptionKeyArn,
            IsContinuous = isContinuous,
            SourceVaultArn = point.SourceBackupVaultArn,
            LockMode = vault.Lock.Mode,
            LegalHolds = holds,
            PlanId = point.CreatedBy?.BackupPlanId,
            RuleName = point.CreatedBy?.BackupRuleName,
            ParentRecoveryPointArn = point.ParentRecoveryPointArn,
        };
    }
}
