using System.Globalization;
using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
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
    private readonly JobStarter _starter = new(session, sink);
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
        var starts = restores.Where(restore => IsPossible(restore, restores)).Select(Plan).ToList();
        return await _starter.StartAsync("restore", starts, cancellationToken).ConfigureAwait(false);
    }

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
            return new Restore(point, kind, RestoreMetadata.Of(known.RestoreMetadata ?? [], kind, named.Identifier, options));
        }
#pragma warning disable CA1031 // Whatever goes wrong with one is that one's failure.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _starter.Refuse(exception);
            return null;
        }
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

        if (all.Any(other => !ReferenceEquals(other, restore) && other.Kind.IsCluster == restore.Kind.IsCluster && string.Equals(other.Identifier, identifier, StringComparison.OrdinalIgnoreCase)))
        {
            return Fault(
                "IdentifierNotUnique",
                FailureCategory.InvalidArgument,
                $"Several recovery points in {_target.Region} of account {_target.AccountId} are to be restored as {identifier}. {restore.Arn} was not.",
                "Each needs a name of its own, by the property DBInstanceIdentifier of what is piped in, or by a script block: -DBInstanceIdentifier { \"$($_.ResourceName)-restored\" }.");
        }

        var there = (restore.Kind.IsCluster ? _clusters : _instances).FirstOrDefault(database => string.Equals(database.Identifier, identifier, StringComparison.OrdinalIgnoreCase));
        return there is null ? null : Fault(
            "DatabaseExists",
            FailureCategory.ResourceExists,
            $"There is a database {there.Identifier} in {_target.Region} of account {_target.AccountId}, and a restore never writes over one.",
            "Name another with -DBInstanceIdentifier.");
    }

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
            cancellationToken => BeginAsync(restore, cancellationToken));
    }

    private async Task<BackupJobInfo> BeginAsync(Restore restore, CancellationToken cancellationToken)
    {
        var backup = session.Backup(_target.Region);
        var role = RoleArn.For(options.BackupRoleName, _target.AccountId, session.Partition);
        var started = await backup.StartRestoreJobAsync(
            new StartRestoreJobRequest
            {
                RecoveryPointArn = restore.Arn,
                Metadata = new Dictionary<string, string>(restore.Metadata, StringComparer.Ordinal),
                IamRoleArn = role,
                IdempotencyToken = _starter.Token(options, "restore", restore.Arn, restore.Identifier.ToLowerInvariant()),
                ResourceType = restore.Kind.ResourceType,
            },
            cancellationToken).ConfigureAwait(false);
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
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The job runs all the same.
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
        var access = command is "docdb" ? string.Empty : options.PubliclyAccessible ? " --publicly-accessible" : " --no-publicly-accessible";
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

    private sealed record Restore(DescribeRecoveryPointResponse Point, RestoreKind Kind, SortedDictionary<string, string> Metadata)
    {
        public string Arn => Point.RecoveryPointArn;

        public string Identifier => Metadata.TryGetValue(RestoreMetadata.IdentifierName(Kind.IsCluster), out var identifier) ? identifier : string.Empty;
    }
}
