using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>Reads the databases of an account's primary Region, and tells how each is protected.</summary>
internal sealed class ProtectedResourceListing(AccountSession session, ProtectionQuery query, bool toleratesUnread = false)
{
    private readonly AccountTarget _target = session.Target;
    private readonly AbsNamePattern _absName = AbsNamePattern.Parse(session.Target.AbsName);
    private readonly ResourcePatterns _resources = new(query.Resources);
    private readonly LatestTime _time = new(session.Time);
    private DateTimeOffset _now = session.Time.GetUtcNow();

    /// <summary>Where one set is asked for, the databases that are of none and that no plan takes: one of them may have lost its tag. Known once the databases are read.</summary>
    public IReadOnlyList<PlannedProtection> Strays { get; private set; } = [];

    /// <summary>The databases that are wanted, by name.</summary>
    public async Task<IReadOnlyList<ProtectedResourceInfo>> ReadAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading databases and backup plans"));
        var databases = await SurveyAsync(() => new BackupSetReader(session).ReadAllPlansAsync(_target.Region, cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. databases.Select(static database => database.Info)];
    }

    /// <summary>The databases that are wanted, by name, with what the plans say of them.</summary>
    /// <param name="readPlans">Reads all plans of the primary Region.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<SurveyedDatabase>> SurveyAsync(Func<Task<IReadOnlyList<DeployedPlan>>> readPlans, CancellationToken cancellationToken)
    {
        var reading = new DatabaseReader(session).ReadAsync(_target.Region, cancellationToken);
        var planning = readPlans();
        var settling = session.Backup(_target.Region).DescribeRegionSettingsAsync(new DescribeRegionSettingsRequest(), cancellationToken);
        var failures = new JobFailures(session, _now);
        await Task.WhenAll(reading, planning, settling, ReadAsync(failures, cancellationToken)).ConfigureAwait(false);
        var found = await reading.ConfigureAwait(false);
        var deployed = await planning.ConfigureAwait(false);
        TellTime(found, deployed);
        var plans = deployed.OrderBy(static plan => plan.Name, StringComparer.Ordinal).Select(plan => new PlannedRules(plan, _now)).ToList();
        var optIn = (await settling.ConfigureAwait(false)).ResourceTypeOptInPreference ?? [];
        var ofSet = OfSet([.. found.Select(database => PlannedProtection.Of(database, plans, optIn))], [.. deployed.Select(OwnSetOf).OfType<string>()]);
        List<PlannedProtection> databases = [.. ofSet.Where(planned => _resources.Fit(planned.Database.Arn)).OrderBy(static planned => planned.Database.Identifier, StringComparer.Ordinal)];
        session.Observer.Progress(new WorkProgress("Looking for recovery points"));
        IReadOnlyList<string> regions = [.. plans.SelectMany(static plan => plan.Targets).Where(target => string.Equals(target.AccountId, _target.AccountId, StringComparison.Ordinal))
            .Select(static target => target.Region).Prepend(_target.Region).Concat(_target.CopyRegionsAreDefault ? [] : _target.CopyRegions).Distinct(StringComparer.Ordinal)];
        var search = new PointSearch(session, _now, toleratesUnread);
        await search.SearchAsync(databases, regions, cancellationToken).ConfigureAwait(false);
        query.Sought?.Read();
        return
        [
            .. databases.Select(planned => new SurveyedDatabase(planned, Describe(planned, regions, search, failures)) { Unread = search.Unread })
                .Where(database => query.Statuses.Count == 0 || query.Statuses.Contains(database.Info.Status)),
        ];
    }

    // They say why something is not there, not that it is not.
    private async Task ReadAsync(JobFailures failures, CancellationToken cancellationToken)
    {
        try
        {
            await failures.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (toleratesUnread && !cancellationToken.IsCancellationRequested)
        {
        }
    }

    private void TellTime(IReadOnlyList<Database> databases, IReadOnlyList<DeployedPlan> plans)
    {
        foreach (var recorded in databases.Select(static database => database.LatestRestorableTime).Concat(plans.Select(static plan => plan.LastExecutionDate)))
        {
            _time.Note(recorded);
        }

        _now = _time.Now;
    }

    private List<PlannedProtection> OfSet(List<PlannedProtection> all, IReadOnlyCollection<string> sets)
    {
        List<PlannedProtection> ofSet = [.. all.Where(IsWanted)];
        foreach (var planned in ofSet)
        {
            query.Sought?.SeeRegion(_target.Region);
            query.Sought?.SeeResource(planned.Database.Arn);
        }

        if (!string.Equals(_target.AbsName, "*", StringComparison.Ordinal))
        {
            var strays = new StrayDatabases(_target, query);
            Strays = strays.Among(all.Except(ofSet), sets);
            if (strays.Warning(Strays) is { } warning)
            {
                session.Observer.Warning(warning);
            }
        }

        // The wrong account or Region would read as one in which there is nothing to worry about. What was named is told otherwise.
        if (ofSet.Count == 0 && !_absName.IsLiteral && query is { Resources.Count: 0, Sought.Region: null })
        {
            session.Observer.Warning($"{(string.Equals(_target.AbsName, "*", StringComparison.Ordinal) ? $"There is no RDS instance and no Aurora cluster in {_target.Region}" : $"No database in {_target.Region} is of a backup set that '{_target.AbsName}' fits")}, so that none is told of. Where some are meant to be, check the account and -Region.");
        }

        return ofSet.Count == 0 && _absName.IsLiteral ? throw NotFound(all, sets) : ofSet;
    }

    // Nothing at all would read as nothing to worry about.
    private AccountException NotFound(List<PlannedProtection> all, IReadOnlyCollection<string> sets)
    {
        var sought = new SoughtSet(_target.AbsName);
        _ = all.Select(AbsNameOf).Concat(sets).Count(sought.IsName);
        return new(
            "ProtectedResourceNotFound",
            FailureCategory.ObjectNotFound,
            $"In {_target.Region} of account {_target.AccountId} no database has the tag {query.TagKey}={_target.AbsName}, and the plan of the backup set '{_target.AbsName}', if there is one, takes none{sought.Hint}.",
            "Check the ABS name, the Region and the tags of the databases: Get-XacntProtectedResource -AbsName '*' tells of all databases.")
        {
            Region = _target.Region,
        };
    }

    // The lists of Amazon RDS have clusters of other services, too; those are of interest where a plan means them.
    private bool IsWanted(PlannedProtection planned) =>
        (planned.Database.ResourceType is "RDS" or "Aurora" || planned.Nearest is SelectionVerdictKind.Taken or SelectionVerdictKind.OptInOff) && _absName.IsMatch(AbsNameOf(planned));

    private string AbsNameOf(PlannedProtection planned) =>
        planned.Plan is { } plan && OwnSetOf(plan) is { } name ? name : planned.Database.Tags.TryGetValue(query.TagKey, out var value) ? value : string.Empty;

    // A plan is the module's own when its tag says the same name as its own name does.
    private string? OwnSetOf(DeployedPlan plan)
    {
        var suffix = new ResourceNames(string.Empty).Plan;
        return plan.Name.EndsWith(suffix, StringComparison.Ordinal) && plan.Name.Substring(0, plan.Name.Length - suffix.Length) is { Length: > 0 } name
            && new OwnershipTag(query.TagKey, name).Of(plan.Tags) == Ownership.Own ? name : null;
    }

    private ProtectedResourceInfo Describe(PlannedProtection planned, IReadOnlyList<string> regions, PointSearch search, JobFailures failures)
    {
        var database = planned.Database;
        IReadOnlyList<RegionalProtectionInfo> places =
        [
            .. (planned.Targets.Count > 0
                ? planned.Targets
                : regions.Select(region => new BackupTarget(region, _target.AccountId, string.Empty, !string.Equals(region, _target.Region, StringComparison.Ordinal), TimeSpan.Zero)))
            .Select(target => Describe(target, planned, search, failures)),
        ];
        var (status, reason, remedy) = new ProtectionJudgement(planned, places, _target.Region, query.TagKey, _now, _target.CopyRegionsAreDefault ? null : _target.CopyRegions).Judge();
        var own = places[0];
        (status, reason, remedy) = WithUnread(places, search, (status, reason, remedy));
        if (search.Newest(own.Region, own.AccountId, database.Arn) is { } before && IsOfPredecessor(before, database))
        {
            reason = $"{reason} What there is from before {database.CreatedAt!.Value.ToUniversalTime():yyyy-MM-dd HH:mm} UTC, when it was made, is of another database of that name.";
        }

        return new ProtectedResourceInfo
        {
            AccountId = _target.AccountId,
            AbsName = AbsNameOf(planned),
            Region = _target.Region,
            CopyRegions = [.. planned.Targets.Where(static target => target.IsCopy).Select(static target => target.Region).Distinct(StringComparer.Ordinal)],
            ResourceArn = database.Arn,
            ResourceName = database.Identifier,
            ResourceType = database.ResourceType,
            Engine = database.Engine,
            ResourceStatus = database.Status,
            Members = database.Members,
            Tags = database.Tags,
            Status = status,
            Reason = reason,
            Remedy = remedy,
            PlanName = planned.Plan?.Name,
            PlanId = planned.Plan?.PlanId,
            VaultName = own.VaultName,
            RecoveryPointArn = own.RecoveryPointArn,
            Age = own.Age,
            CopyAge = CopyAge(places),
            RecoveryPointObjective = planned.Interval,
            NextRun = planned.NextRun,
            EarliestRestorableTime = database.EarliestRestorableTime ?? Earliest(database),
            LatestRestorableTime = database.LatestRestorableTime,
            Regions = places,
            Matches = planned.Matches,
        };
    }

    // What could not be read is not there as far as anybody knows.
    private static (ProtectionStatus Status, string Reason, string? Remedy) WithUnread(IReadOnlyList<RegionalProtectionInfo> places, PointSearch search, (ProtectionStatus Status, string Reason, string? Remedy) judged)
    {
        var isTaken = judged.Status is not (ProtectionStatus.NotSelected or ProtectionStatus.OptInOff);
        var knowsBackup = judged.Status is ProtectionStatus.NoBackup or ProtectionStatus.Late;
        foreach (var place in places)
        {
            if (isTaken && !(place.IsCopy && knowsBackup) && search.Unread.TryGetValue((place.Region, place.AccountId), out var failure))
            {
                return (place.IsCopy ? ProtectionStatus.NoCopy : ProtectionStatus.NoBackup, $"The recovery points in {place.Region} could not be read: {failure.Message}", failure.Remedy);
            }
        }

        return judged;
    }

    // Of an instance Amazon RDS tells the last one only.
    private DateTimeOffset? Earliest(Database database) => database.LatestRestorableTime is null || database.BackupRetentionDays == 0 ? null
        : database.CreatedAt is { } created && created > _now.AddDays(-database.BackupRetentionDays) ? created
        : _now.AddDays(-database.BackupRetentionDays);

    // The oldest of the newest; where one place has none, no number says how old that is.
    private static TimeSpan? CopyAge(IEnumerable<RegionalProtectionInfo> places)
    {
        var ages = places.Where(static place => place.IsCopy).Select(static place => place.Age).ToList();
        return ages.Contains(null) ? null : ages.Max();
    }

    // A database that was made anew under an old name has nothing of the one before it.
    private static bool IsOfPredecessor(FoundPoint point, Database database) => point.CreationDate < database.CreatedAt;

    private RegionalProtectionInfo Describe(BackupTarget target, PlannedProtection planned, PointSearch search, JobFailures failures)
    {
        var database = planned.Database;
        var isUnread = search.Unread.ContainsKey((target.Region, target.AccountId));
        var point = !isUnread && search.Newest(target.Region, target.AccountId, database.Arn) is { } newest && !IsOfPredecessor(newest, database) ? newest : null;
        // How new a continuous one is, the database says.
        if (!isUnread && search.Continuous(target.Region, target.AccountId, database.Arn) is { } continuous
            && (continuous with { CreationDate = database.LatestRestorableTime ?? continuous.CreationDate }) is var going && (point is null || going.CreationDate > point.CreationDate))
        {
            point = going;
        }

        var date = point?.CreationDate;
        var age = date is { } made ? _now - made : (TimeSpan?)null;
        TimeSpan? lateAfter = target.LateAfter > TimeSpan.Zero ? target.LateAfter : null;
        var failure = failures.Of(target.Region, target.AccountId, database.Arn).FirstOrDefault(failed => Stands(failed, target, planned, search, date));
        return new RegionalProtectionInfo
        {
            Region = target.Region,
            IsCopy = target.IsCopy,
            AccountId = target.AccountId,
            VaultName = point?.VaultName ?? (target.VaultName.Length == 0 ? null : target.VaultName),
            RecoveryPointArn = point?.Arn,
            CreationDate = date,
            Age = age is { } old && old < TimeSpan.Zero ? TimeSpan.Zero : age,
            LateAfter = lateAfter,
            IsLate = age > lateAfter,
            LastFailure = failure?.Date,
            LastFailureMessage = failure?.Message,
        };
    }

    // What came after it makes a failed backup good, in whichever vault. A copy that failed is wanted in its own vault, as long as a rule fills that.
    private static bool Stands(JobFailure failure, BackupTarget target, PlannedProtection planned, PointSearch search, DateTimeOffset? newest)
    {
        if (failure.Date < planned.Database.CreatedAt)
        {
            return false;
        }

        var isWanted = failure.CopyVaultName is { } vault
            && planned.Vaults.Any(wanted => (wanted.Region, wanted.AccountId, wanted.VaultName) == (target.Region, target.AccountId, vault));
        return isWanted ? !search.IsMadeGood(failure, target.Region, target.AccountId, planned.Database.Arn) : newest is null || failure.Date > newest;
    }
}
