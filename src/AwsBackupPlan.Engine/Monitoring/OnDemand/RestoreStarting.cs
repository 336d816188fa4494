using System.Collections.Concurrent;
using System.Globalization;
using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.Jobs;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>Restores recovery points on demand: each into a new database, never over one that is there.</summary>
internal sealed class RestoreStarting(AccountSession session, IReadOnlyList<NamedPoint> points, RestoreStartOptions options, IResultSink sink)
{
    private const string SomeClass = "db.r6g.large";

    private static readonly string[] Restorable = ["COMPLETED", "AVAILABLE", "STOPPED"];
    private static readonly string[] Databases = ["RDS", "Aurora", "Neptune", "DocumentDB"];

    // Transaction logs are kept every five minutes.
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(5);

    private readonly AccountTarget _target = session.Target;
    private readonly JobStarter _starter = new(session, options, sink);
    private readonly ConcurrentQueue<string> _begun = new();
    private IReadOnlyList<Database> _instances = [];
    private IReadOnlyList<Database> _clusters = [];

    /// <summary>Starts the restores.</summary>
    public async Task<WorkOutcome<string>> StartAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading recovery points and databases"));
        var reading = Task.WhenAll(points.Select(point => ReadAsync(point, cancellationToken)));
        var instances = ListAsync(session.Rds(_target.Region).InstancesAsync(cancellationToken));
        var clusters = ListAsync(session.Rds(_target.Region).ClustersAsync(cancellationToken));
        await Task.WhenAll(reading, instances, clusters).ConfigureAwait(false);
        (_instances, _clusters) = (await instances.ConfigureAwait(false), await clusters.ConfigureAwait(false));
        var restores = (await reading.ConfigureAwait(false)).OfType<Restore>().ToList();
        var possible = restores.Where(restore => IsPossible(restore, restores)).ToList();
        foreach (var open in possible.Where(IsPublic))
        {
            session.Observer.Warning($"{open.Identifier} will be PUBLIC: it gets an address that can be reached from outside its network, and its security groups alone decide who connects. Leave -PubliclyAccessible out, here and of -Metadata, for one that is not.");
        }

        var outcome = await _starter.StartAsync("restore", [.. possible.Select(Plan)], cancellationToken).ConfigureAwait(false);
        if (!_begun.IsEmpty)
        {
            session.Observer.Warning($"Tags are not restored, so that no plan that selects by tags takes {string.Join(", ", _begun.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(static name => name, StringComparer.Ordinal))} once restored. For one to be backed up, tag it: aws rds add-tags-to-resource --resource-name ARN --tags Key=ABS,Value={(StartOptionsValidator.IsOneSet(_target) ? _target.AbsName : "ABSNAME")} --region {_target.Region}; its ARN is CreatedResourceArn of the ended job.");
        }

        return outcome;
    }

    // Of a cluster it is its instances that are, and the warning has the command that makes one.
    private bool IsPublic(Restore restore) => RestoreMetadata.IsPublic(restore.Metadata) || (restore.Kind.HasInstancesOfItsOwn && options.PubliclyAccessible);

    // What is wrong with one recovery point stops no other.
    private async Task<Restore?> ReadAsync(NamedPoint named, CancellationToken cancellationToken)
    {
        try
        {
            var point = await new PointReader(session).ReadAsync(named, Restorable, "restored", cancellationToken).ConfigureAwait(false);
            if (!Databases.Contains(point.ResourceType ?? string.Empty, StringComparer.Ordinal))
            {
                throw Fault("RecoveryPointNotRestorable", FailureCategory.InvalidArgument, $"The recovery point {point.RecoveryPointArn} is of the type {point.ResourceType}, and databases alone are restored here.", "Restore it with the console of AWS Backup, or 'aws backup start-restore-job'.");
            }

            var known = await session.Backup(_target.Region).GetRecoveryPointRestoreMetadataAsync(
                new GetRecoveryPointRestoreMetadataRequest { BackupVaultName = named.VaultName, RecoveryPointArn = named.RecoveryPointArn }, cancellationToken).ConfigureAwait(false);
            var kind = new RestoreKind(point.ResourceType!, point.ResourceArn?.Contains(":cluster:", StringComparison.Ordinal) is true, PointReader.IsContinuous(named.RecoveryPointArn));
            var before = Portable(known.RestoreMetadata ?? [], point);
            return new Restore(point, kind, before, RestoreMetadata.Of(before, kind, named.Identifier, options));
        }
#pragma warning disable CA1031 // Whatever goes wrong with one is that one's failure.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _starter.Refuse(exception);
            return null;
        }
    }

    // A copy is restored where it lies, and the network of the database is not there.
    private IReadOnlyDictionary<string, string> Portable(Dictionary<string, string> known, DescribeRecoveryPointResponse point)
    {
        if (point.ResourceArn?.Split(':') is not { Length: > 3 } arn || string.Equals(arn[3], _target.Region, StringComparison.Ordinal))
        {
            return known;
        }

        var portable = RestoreMetadata.WithoutPlace(known);
        var left = known.Where(pair => !string.IsNullOrEmpty(pair.Value) && pair.Value is not "[]" && !pair.Value.StartsWith("default", StringComparison.Ordinal) && !portable.ContainsKey(pair.Key)).Select(static pair => $"{pair.Key}={pair.Value}").OrderBy(static text => text, StringComparer.Ordinal).ToList();
        if (left.Count > 0)
        {
            session.Observer.Warning(
                $"The recovery point {point.RecoveryPointArn} is a copy of a database of {arn[3]}. What is of that Region alone is left out ({string.Join(", ", left)}), and the defaults of {_target.Region} take its place, its default network among them, unless -DBSubnetGroupName, -VpcSecurityGroupId or -Metadata say otherwise.");
        }

        return portable;
    }

    private bool IsPossible(Restore restore, IReadOnlyList<Restore> all)
    {
        var fault = IdentifierFault(restore, all) ?? OptionFault(restore) ?? TimeFault(restore);
        if (fault is not null)
        {
            _starter.Refuse(fault);
        }

        return fault is null;
    }

    private AccountException? IdentifierFault(Restore restore, IReadOnlyList<Restore> all)
    {
        var identifier = restore.Identifier;
        if (RdsIdentifier.Fault(identifier) is { } fault)
        {
            return Fault("InvalidParameter", FailureCategory.InvalidArgument, $"The recovery point {restore.Arn}: {fault}", "Name the new database with -DBInstanceIdentifier.");
        }

        if (IsShared(restore, all))
        {
            return Fault(
                "IdentifierNotUnique",
                FailureCategory.InvalidArgument,
                $"Several recovery points in {_target.Region} of account {_target.AccountId} are to be restored as {identifier}. {restore.Arn} was not.",
                "Each needs a name of its own, by the property DBInstanceIdentifier of what is piped in, or by a script block: -DBInstanceIdentifier { \"$($_.ResourceName)-restored\" }.");
        }

        var there = (restore.Kind.IsCluster ? _clusters : _instances).FirstOrDefault(database => string.Equals(database.Identifier, identifier, StringComparison.OrdinalIgnoreCase));
        // With a token it may be the one that this very restore made: AWS knows the job by the token, and never writes over a database.
        return there is null || options.IdempotencyToken is not null ? null : Fault(
            "DatabaseExists",
            FailureCategory.ResourceExists,
            $"There is a database {there.Identifier} in {_target.Region} of account {_target.AccountId}, and a restore never writes over one.",
            "Name another with -DBInstanceIdentifier.");
    }

    // Also with one that cannot be restored: which of them was meant is not for this to choose.
    private bool IsShared(Restore restore, IReadOnlyList<Restore> all) =>
        options.SharedIdentifiers.Contains(restore.Identifier, StringComparer.OrdinalIgnoreCase)
        || all.Any(other => !ReferenceEquals(other, restore) && string.Equals(other.Identifier, restore.Identifier, StringComparison.OrdinalIgnoreCase))
        || points.Any(other => !string.Equals(other.RecoveryPointArn, restore.Arn, StringComparison.Ordinal) && string.Equals(options.IdentifierOf(other), restore.Identifier, StringComparison.OrdinalIgnoreCase));

    private AccountException? OptionFault(Restore restore) => restore.Kind.IsCluster && options.MultiAZ is not null
        ? Fault("InvalidParameter", FailureCategory.InvalidArgument, $"The recovery point {restore.Arn} is of a cluster, which has no -MultiAZ.", "Leave it out: the instances that a cluster is given say in which zones it is.")
        : null;

    private AccountException? TimeFault(Restore restore)
    {
        if (!restore.Kind.IsContinuous)
        {
            return options.PointInTime is null ? null : Fault(
                "NotContinuous",
                FailureCategory.InvalidArgument,
                $"The recovery point {restore.Arn} is a snapshot, of {restore.Point.CreationDate?.ToUniversalTime():yyyy-MM-dd HH:mm} UTC alone.",
                "Leave -PointInTime out, or take the continuous backup of the database: Get-XacntRecoveryPoint shows it as IsContinuous.");
        }

        if (RestoreMetadata.TimeOf(restore.Metadata) is not { } time)
        {
            return null;
        }

        var (earliest, latest) = Window(restore.Point);
        if (latest < earliest)
        {
            return Fault(
                "PointInTimeOutsideWindow",
                FailureCategory.InvalidArgument,
                $"Nothing can be restored from {restore.Arn} in {_target.Region} of account {_target.AccountId} yet: it was begun on {Shown(earliest)}, and its first logs come some minutes after that.",
                "Run the command again in some minutes, or restore a snapshot.");
        }

        return time >= earliest && time <= latest ? null : Fault(
            "PointInTimeOutsideWindow",
            FailureCategory.InvalidArgument,
            $"{Shown(time)} cannot be restored from {restore.Arn} in {_target.Region} of account {_target.AccountId}: it reaches from {Shown(earliest)} to {Shown(latest)}.",
            "Give a -PointInTime within that, or leave it out for the last one.");
    }

    private (DateTimeOffset Earliest, DateTimeOffset Latest) Window(DescribeRecoveryPointResponse point)
    {
        var source = _instances.Concat(_clusters).FirstOrDefault(database => string.Equals(database.Arn, point.ResourceArn, StringComparison.Ordinal));
        // The database knows it by AWS's clock.
        var latest = source?.LatestRestorableTime ?? session.Time.GetUtcNow() - LogInterval;
        var oldest = point.Lifecycle?.DeleteAfterDays is { } days and > 0 ? latest.AddDays(-days) : DateTimeOffset.MinValue;
        var begun = point.CreationDate is { } made ? new DateTimeOffset(made.ToUniversalTime()) : DateTimeOffset.MinValue;
        var earliest = source?.EarliestRestorableTime ?? begun;
        return (earliest > oldest ? earliest : oldest, latest);
    }

    private static string Shown(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private AccountException Fault(string errorId, FailureCategory category, string message, string remedy) => new(errorId, category, message, remedy) { Region = _target.Region };

    private PlannedStart Plan(Restore restore)
    {
        var source = RecoveryPointFit.NameOf(restore.Point.ResourceArn ?? restore.Arn);
        return new(
            $"restore of {restore.Arn} as {restore.Identifier}",
            $"recovery point '{restore.Arn}' in account {_target.AccountId}, {_target.Region}",
            $"Restore {source} as {restore.Identifier}, with {RestoreMetadata.InWords(restore.Metadata)}",
            $"Restore {source} as {restore.Identifier}, {(RestoreMetadata.Changes(restore.Metadata, restore.Known, options) is { Count: > 0 } changes ? $"with {RestoreMetadata.InWords(changes)}" : "as it was")}",
            cancellationToken => BeginAsync(restore, cancellationToken));
    }

    private async Task<BackupJobInfo> BeginAsync(Restore restore, CancellationToken cancellationToken)
    {
        var backup = session.Backup(_target.Region);
        var role = RoleArn.For(options.BackupRoleName, _target.AccountId, session.Partition);
        var started = await _starter.CallAsync(
            token => backup.StartRestoreJobAsync(new StartRestoreJobRequest
            {
                RecoveryPointArn = restore.Arn,
                Metadata = new Dictionary<string, string>(restore.Metadata, StringComparer.Ordinal),
                IamRoleArn = role,
                IdempotencyToken = _starter.Token("restore", restore.Arn, restore.Identifier.ToLowerInvariant()),
                ResourceType = restore.Kind.ResourceType,
            }, token),
            cancellationToken).ConfigureAwait(false);
        _begun.Enqueue(restore.Identifier);
        if (restore.Kind.HasInstancesOfItsOwn)
        {
            session.Observer.Warning(InstanceNeeded(restore));
        }

        var now = session.Time.GetUtcNow();
        var description = new JobDescription(_target.AccountId, _target.Region, now);
        try
        {
            return description.Of(await backup.DescribeRestoreJobAsync(new DescribeRestoreJobRequest { RestoreJobId = started.RestoreJobId }, cancellationToken).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // The job runs all the same, also when the work is stopped now.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            session.Observer.Verbose($"The job {started.RestoreJobId} was started and cannot be read yet: {AccountFailures.From(exception, _target).Message}");
            return description.Of(new RestoreJobsListMember
            {
                RestoreJobId = started.RestoreJobId,
                Status = RestoreJobStatus.PENDING,
                SourceResourceArn = restore.Point.ResourceArn,
                ResourceType = restore.Kind.ResourceType,
                BackupVaultArn = restore.Point.BackupVaultArn,
                RecoveryPointArn = restore.Arn,
                CreationDate = now.UtcDateTime,
                IamRoleArn = role,
            });
        }
    }

    // Without one nothing can connect, and AWS Backup does not say so.
    private string InstanceNeeded(Restore restore)
    {
        var source = RecoveryPointFit.NameOf(restore.Point.ResourceArn ?? string.Empty);
        var instance = options.DBInstanceClass ?? _instances.FirstOrDefault(member => string.Equals(member.ClusterIdentifier, source, StringComparison.Ordinal))?.InstanceClass ?? SomeClass;
        var engine = restore.Metadata.TryGetValue("Engine", out var known) ? known : "ENGINE";
        var command = restore.Kind.ResourceType switch
        {
            "Neptune" => "neptune",
            "DocumentDB" => "docdb",
            _ => "rds",
        };
        var access = command is "docdb" ? string.Empty : IsPublic(restore) ? " --publicly-accessible" : " --no-publicly-accessible";
        return $"A cluster is restored without instances, and nothing can connect to {restore.Identifier} until it has one. When the restore has completed (Wait-XacntBackupJob), make one in account {_target.AccountId}: "
            + $"aws {command} create-db-instance --db-instance-identifier {restore.Identifier}-1 --db-cluster-identifier {restore.Identifier} --db-instance-class {instance} --engine {engine}{access} --region {_target.Region}";
    }

    private static async Task<IReadOnlyList<Database>> ListAsync(IAsyncEnumerable<Database> databases)
    {
        var list = new List<Database>();
        await foreach (var database in databases.ConfigureAwait(false))
        {
            list.Add(database);
        }

        return list;
    }

    private sealed record Restore(DescribeRecoveryPointResponse Point, RestoreKind Kind, IReadOnlyDictionary<string, string> Known, SortedDictionary<string, string> Metadata)
    {
        public string Arn => Point.RecoveryPointArn;

        public string Identifier => Metadata.TryGetValue(RestoreMetadata.IdentifierName(Kind.IsCluster), out var identifier) ? identifier : string.Empty;
    }
}
