using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>
/// Finds the newest completed recovery point of each database in each Region without reading them all: those of the vaults that the plans name, as far back as the schedules ask for, and all
/// of a database only where that has none of it.
/// </summary>
internal sealed class PointSearch(AccountSession session, DateTimeOffset now, bool toleratesUnread)
{
    private const int LargestPage = 1000;
    private const int FewResources = 2;

    private readonly object _gate = new();
    private readonly Dictionary<(string Region, string AccountId, string ResourceArn), FoundPoint> _newest = [];
    private readonly Dictionary<(string Region, string AccountId, string ResourceArn), FoundPoint> _continuous = [];
    private readonly Dictionary<(string Region, string AccountId, string VaultName, string ResourceArn), List<FoundPoint>> _dated = [];
    private readonly Dictionary<string, DateTime> _dates = new(StringComparer.Ordinal);

    /// <summary>The places whose recovery points could not be read, by Region and account, where that is put up with.</summary>
    public Dictionary<(string Region, string AccountId), AccountFailure> Unread { get; } = [];

    /// <summary>Searches.</summary>
    /// <param name="databases">The databases with what the plans say of them.</param>
    /// <param name="regions">The Regions in which a database that no plan takes is looked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SearchAsync(IReadOnlyList<PlannedProtection> databases, IReadOnlyList<string> regions, CancellationToken cancellationToken)
    {
        var own = session.Target.AccountId;
        var vaults = databases.SelectMany(static database => database.Vaults).GroupBy(static target => (target.Region, target.AccountId, target.VaultName))
            .Select(vault => (vault.Key, Since: now - vault.Min(static target => target.LateAfter)));
        var places = vaults.ToLookup(vault => string.Equals(vault.Key.AccountId, own, StringComparison.Ordinal));
        await Task.WhenAll(places[true].Select(vault => ReadAsync(vault.Key.Region, own, () => ReadVaultAsync(vault.Key.Region, vault.Key.VaultName, vault.Since, cancellationToken), cancellationToken))).ConfigureAwait(false);
        // The sources of copies are known then.
        await Task.WhenAll(places[false].Select(vault => ReadAsync(
            vault.Key.Region, vault.Key.AccountId, () => ReadCopiesAsync(vault.Key.Region, vault.Key.AccountId, vault.Key.VaultName, vault.Since, cancellationToken), cancellationToken))).ConfigureAwait(false);
        var missing =
            from database in databases
            from region in database.Targets.Where(target => string.Equals(target.AccountId, own, StringComparison.Ordinal)).Select(static target => target.Region)
                .Concat(database.Targets.Count > 0 ? [] : regions).Distinct(StringComparer.Ordinal)
            where Newest(region, own, database.Database.Arn) is null && Continuous(region, own, database.Database.Arn) is null
            select (Region: region, database.Database.Arn);
        await Task.WhenAll(missing.GroupBy(static place => place.Region, StringComparer.Ordinal)
            .Select(places => ReadAsync(places.Key, own, () => ReadResourcesAsync(places.Key, [.. places.Select(static place => place.Arn)], cancellationToken), cancellationToken))).ConfigureAwait(false);
    }

    private async Task ReadAsync(string region, string accountId, Func<Task> read, CancellationToken cancellationToken)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (Exception exception) when (toleratesUnread && !cancellationToken.IsCancellationRequested)
        {
            lock (_gate)
            {
                Unread[(region, accountId)] = AccountFailures.From(exception, session.Target);
            }
        }
    }

    // Of many, one list tells which were ever backed up there at all.
    private async Task ReadResourcesAsync(string region, IReadOnlyList<string> arns, CancellationToken cancellationToken)
    {
        var known = arns.Count > FewResources ? await ReadProtectedAsync(region, cancellationToken).ConfigureAwait(false) : null;
        var parallelism = session.Bulk(region);
        try
        {
            foreach (var arn in arns.Where(arn => known?.Contains(arn) is not false))
            {
                await parallelism.StartAsync(() => ReadResourceAsync(region, arn, cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            await parallelism.WhenIdleAsync().ConfigureAwait(false);
        }
        finally
        {
            await parallelism.DrainAsync().ConfigureAwait(false);
        }
    }

    private async Task<HashSet<string>> ReadProtectedAsync(string region, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        var resources = Pages.ReadAsync(
            (token, cancel) => backup.ListProtectedResourcesAsync(new ListProtectedResourcesRequest { MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.Results,
            static page => page.NextToken,
            cancellationToken);
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var resource in resources.ConfigureAwait(false))
        {
            known.Add(resource.ResourceArn);
        }

        return known;
    }

    /// <summary>The newest snapshot of a database in a Region and account, or <see langword="null"/>.</summary>
    public FoundPoint? Newest(string region, string accountId, string resourceArn) => Of(_newest, region, accountId, resourceArn);

    /// <summary>The continuous backup of a database in a Region and account, or <see langword="null"/>.</summary>
    public FoundPoint? Continuous(string region, string accountId, string resourceArn) => Of(_continuous, region, accountId, resourceArn);

    /// <summary>Whether what a copy job failed to copy lies in the vault that it was to go into all the same, or something newer does. The copies in another vault beside it say nothing of that one.</summary>
    /// <param name="failure">The job that failed.</param>
    /// <param name="region">The Region of that vault.</param>
    /// <param name="accountId">Its account.</param>
    /// <param name="resourceArn">The database.</param>
    public bool IsMadeGood(JobFailure failure, string region, string accountId, string resourceArn)
    {
        if (failure.CopyVaultName is not { } vaultName)
        {
            return false;
        }

        lock (_gate)
        {
            // What a job copies was there before the job.
            var wanted = failure.SourceRecoveryPointArn is { } source && _dates.TryGetValue(source, out var date) ? new DateTimeOffset(date.ToUniversalTime()) : failure.Date;
            return _dated.TryGetValue((region, accountId, vaultName, resourceArn), out var copies)
                && copies.Exists(copy => copy.CreationDate > failure.Date || (copy.CreationDate >= wanted && copy.CompletionDate > failure.Date));
        }
    }

    private FoundPoint? Of(Dictionary<(string Region, string AccountId, string ResourceArn), FoundPoint> points, string region, string accountId, string resourceArn)
    {
        lock (_gate)
        {
            return points.TryGetValue((region, accountId, resourceArn), out var point) ? point : null;
        }
    }

    private async Task ReadVaultAsync(string region, string vaultName, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        var points = Pages.ReadAsync(
            (token, cancel) => backup.ListRecoveryPointsByBackupVaultAsync(
                new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = vaultName, ByCreatedAfter = since.UtcDateTime, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.RecoveryPoints,
            static page => page.NextToken,
            cancellationToken);
        try
        {
            await foreach (var point in points.ConfigureAwait(false))
            {
                Note(region, session.Target.AccountId, point.ResourceArn, vaultName, point.RecoveryPointArn, point.Status?.Value, point.CreationDate, point.CompletionDate);
                NoteDate(point);
            }
        }
        catch (AmazonServiceException exception) when (exception is ResourceNotFoundException || CallFault.IsAccessDenied(exception))
        {
            // A vault that is not there is answered for as one that may not be read.
            if (await new BackupSetReader(session).ReadVaultAsync(region, vaultName, cancellationToken).ConfigureAwait(false) is not null)
            {
                throw;
            }

            session.Observer.Warning($"The vault {vaultName} in {region}, which a plan backs up or copies to, does not exist: no job can succeed.");
        }
    }

    // A continuous one is older than any window: it is found here.
    private async Task ReadResourceAsync(string region, string resourceArn, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        var points = Pages.ReadAsync(
            (token, cancel) => backup.ListRecoveryPointsByResourceAsync(new ListRecoveryPointsByResourceRequest { ResourceArn = resourceArn, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.RecoveryPoints,
            static page => page.NextToken,
            cancellationToken);
        await foreach (var point in points.ConfigureAwait(false))
        {
            Note(region, session.Target.AccountId, resourceArn, point.BackupVaultName, point.RecoveryPointArn, point.Status?.Value, point.CreationDate, completed: null);
        }
    }

    // Another account's vault is not to be looked into from here; the jobs that filled it are.
    private async Task ReadCopiesAsync(string region, string accountId, string vaultName, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var backup = session.Backup(session.Target.Region);
        var arn = $"arn:{session.Partition}:backup:{region}:{accountId}:backup-vault:{vaultName}";
        var jobs = Pages.ReadAsync(
            (token, cancel) => backup.ListCopyJobsAsync(
                new ListCopyJobsRequest { ByDestinationVaultArn = arn, ByState = CopyJobState.COMPLETED, ByCreatedAfter = since.UtcDateTime, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.CopyJobs,
            static page => page.NextToken,
            cancellationToken);
        await foreach (var job in jobs.ConfigureAwait(false))
        {
            // A copy is as old as its source. Where nobody knows how old that is, it tells when its plan made it: a plan copies what it has just made, and on demand anything is copied.
            var made = DateOf(job.SourceRecoveryPointArn);
            if ((made ?? (job.CreatedBy?.BackupPlanId is null ? null : job.CreationDate)) is { } date)
            {
                Note(region, accountId, job.ResourceArn, vaultName, job.DestinationRecoveryPointArn ?? string.Empty, "COMPLETED", date, job.CompletionDate, isDated: made is not null);
            }
        }
    }

    private void NoteDate(RecoveryPointByBackupVault point)
    {
        // The copy of a continuous one is a snapshot of its time.
        if (point.CreationDate is { } date && !IsContinuous(point.RecoveryPointArn))
        {
            lock (_gate)
            {
                _dates[point.RecoveryPointArn] = date;
            }
        }
    }

    // What is not among the young ones of its vault is not young, or gone, and nobody knows how old it was.
    private DateTime? DateOf(string? recoveryPointArn)
    {
        lock (_gate)
        {
            return recoveryPointArn is not null && _dates.TryGetValue(recoveryPointArn, out var date) ? date : null;
        }
    }

    private void Note(string region, string accountId, string? resourceArn, string? vaultName, string arn, string? status, DateTime? created, DateTime? completed, bool isDated = true)
    {
        if (status is not ("COMPLETED" or "AVAILABLE") || resourceArn is null || created is not { } date)
        {
            return;
        }

        var place = (region, accountId, resourceArn);
        var point = new FoundPoint(vaultName ?? string.Empty, arn, new DateTimeOffset(date.ToUniversalTime()), completed is { } end ? new DateTimeOffset(end.ToUniversalTime()) : null);
        lock (_gate)
        {
            // A continuous one is made once and goes on, so that its date says nothing of how new it is.
            var points = IsContinuous(arn) ? _continuous : _newest;
            if (!points.TryGetValue(place, out var other) || point.CreationDate > other.CreationDate || (point.CreationDate == other.CreationDate && point.CompletionDate > other.CompletionDate))
            {
                points[place] = point;
            }

            if (isDated)
            {
                var vault = (region, accountId, point.VaultName, resourceArn);
                if (!_dated.TryGetValue(vault, out var dated))
                {
                    _dated[vault] = dated = [];
                }

                dated.Add(point);
            }
        }
    }

    private static bool IsContinuous(string arn) => arn.Contains(":recovery-point:continuous:");
}
