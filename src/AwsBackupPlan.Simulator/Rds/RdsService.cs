using System.Collections.Concurrent;
using System.Xml.Linq;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Rds;

/// <summary>Amazon RDS, as far as there being databases with tags goes.</summary>
public sealed class RdsService : QueryProtocolService
{
    private const string MissingParameter = "ValidationError";

    private readonly ConcurrentDictionary<(string AccountId, string Region), DatabaseRegion> _regions = new();
    private readonly SimulatorWorld _world;

    internal RdsService(SimulatorWorld world)
        : base("rds", "2014-10-31", "http://rds.amazonaws.com/doc/2014-10-31/")
    {
        _world = world;
        world.Databases = List;
        world.ModifyDatabase = Modify;
        world.RestoreDatabase = Restore;
        Operations = new Dictionary<string, Func<OperationInput, SimulatedRequest, IEnumerable<XElement>>>(StringComparer.Ordinal)
        {
            ["DescribeDBInstances"] = On(DatabaseListing.DescribeDBInstances),
            ["DescribeDBClusters"] = On(DatabaseListing.DescribeDBClusters),
            ["CreateDBInstance"] = On(call => DatabaseCreation.CreateDBInstance(call, Creation), "DBInstanceIdentifier", "DBInstanceClass", "Engine"),
            ["CreateDBCluster"] = On(call => DatabaseCreation.CreateDBCluster(call, Creation), "DBClusterIdentifier", "Engine"),
            ["DeleteDBInstance"] = On(DatabaseCreation.DeleteDBInstance, "DBInstanceIdentifier"),
            ["DeleteDBCluster"] = On(DatabaseCreation.DeleteDBCluster, "DBClusterIdentifier"),
            ["AddTagsToResource"] = On(DatabaseTags.AddTagsToResource, "ResourceName", "Tags"),
            ["RemoveTagsFromResource"] = On(DatabaseTags.RemoveTagsFromResource, "ResourceName", "TagKeys"),
            ["ListTagsForResource"] = On(DatabaseTags.ListTagsForResource, "ResourceName"),
        };
    }

    /// <summary>How long a new database is <c>creating</c>, by the simulated clock.</summary>
    public TimeSpan Creation { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a database is <c>modifying</c> when AWS Backup changes it, by the simulated clock.</summary>
    public TimeSpan Modification { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<OperationInput, SimulatedRequest, IEnumerable<XElement>>> Operations { get; }

    /// <summary>Adds a DB instance that can be used at once, over one of the same identifier, and returns its ARN.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <param name="identifier">The identifier, in lower case.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="kmsKeyArn">The key it is encrypted with.</param>
    /// <param name="clusterIdentifier">The cluster it is a member of.</param>
    public string AddInstance(
        string accountId,
        string region,
        string identifier,
        IReadOnlyDictionary<string, string>? tags = null,
        string engine = "mysql",
        string? kmsKeyArn = null,
        string? clusterIdentifier = null) =>
        Add(accountId, region, Seeded(accountId, region, identifier, isCluster: false, engine, kmsKeyArn, tags) with
        {
            InstanceClass = "db.t4g.medium",
            ClusterIdentifier = clusterIdentifier,
        });

    /// <summary>Adds a DB cluster that can be used at once, over one of the same identifier, and returns its ARN.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <param name="identifier">The identifier, in lower case; members are called after it, <c>…-1</c>, <c>…-2</c>.</param>
    /// <param name="tags">Its tags, and its members'.</param>
    /// <param name="engine">The engine; <c>mysql</c> and <c>postgres</c> make a Multi-AZ DB cluster.</param>
    /// <param name="kmsKeyArn">The key it is encrypted with.</param>
    /// <param name="members">How many instances it has.</param>
    public string AddCluster(
        string accountId,
        string region,
        string identifier,
        IReadOnlyDictionary<string, string>? tags = null,
        string engine = "aurora-mysql",
        string? kmsKeyArn = null,
        int members = 2)
    {
        for (var number = 1; number <= members; number++)
        {
            AddInstance(accountId, region, $"{identifier}-{number}", tags, engine, kmsKeyArn, identifier);
        }

        var isMultiAz = engine is "mysql" or "postgres";
        return Add(accountId, region, Seeded(accountId, region, identifier, isCluster: true, engine, kmsKeyArn, tags) with
        {
            InstanceClass = isMultiAz ? "db.m6gd.large" : null,
            MultiAz = isMultiAz,
        });
    }

    /// <summary>Sets a tag of a database, or takes it away when the value is <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">There is no such database.</exception>
    public void SetTag(string databaseArn, string key, string? value) => With(databaseArn, (databases, database) =>
    {
        if (value is null)
        {
            database.Tags.Remove(key);
        }
        else
        {
            database.Tags[key] = value;
        }
    });

    /// <summary>Puts a database into a status, such as <c>stopped</c> or <c>storage-full</c>, until it is told otherwise; <see langword="null"/> lets it be as it is.</summary>
    /// <exception cref="ArgumentException">There is no such database.</exception>
    public void SetStatus(string databaseArn, string? status) =>
        With(databaseArn, (databases, database) => databases[database.Identifier] = database with { ForcedStatus = status is "available" ? null : status });

    /// <summary>Takes a database away.</summary>
    /// <exception cref="ArgumentException">There is no such database.</exception>
    public void Remove(string databaseArn) => With(databaseArn, static (databases, database) => databases.Remove(database.Identifier));

    /// <summary>The status of a database and how many days it keeps automated backups.</summary>
    /// <exception cref="ArgumentException">There is no such database.</exception>
    public (string Status, int BackupRetentionPeriod) StateOf(string databaseArn)
    {
        (string, int) state = default;
        With(databaseArn, (databases, database) => state = (database.StatusAt(_world.Now), database.BackupRetentionPeriod));
        return state;
    }

    /// <inheritdoc/>
    public override void Reset() => _regions.Clear();

    private string? Restore(DatabaseRestore restore)
    {
        var region = Region(restore.AccountId, restore.Region);
        lock (region.Lock)
        {
            return DatabaseRestoring.Restore(region, restore, _world.Now);
        }
    }

    private string? Modify(string databaseArn, int? retentionDays)
    {
        // What is no database of RDS, or is there no more, is nothing to modify.
        if (!Arn.TryParse(databaseArn, out var arn) || arn.Service is not "rds" || arn.Resource.Split(':') is not [var kind, var identifier])
        {
            return null;
        }

        var region = Region(arn.AccountId, arn.Region);
        lock (region.Lock)
        {
            var databases = region.Of(kind is "cluster");
            if (!databases.TryGetValue(identifier, out var database))
            {
                return null;
            }

            if (database.StatusAt(_world.Now) is not "available" and var status)
            {
                return status;
            }

            databases[identifier] = database with { ModifyingUntil = _world.Now + Modification, BackupRetentionPeriod = retentionDays ?? database.BackupRetentionPeriod };
            return null;
        }
    }

    private void With(string databaseArn, Action<SortedDictionary<string, Database>, Database> action)
    {
        if (!Arn.TryParse(databaseArn, out var arn) || arn.Resource.Split(':') is not [var kind, var identifier])
        {
            throw new ArgumentException($"'{databaseArn}' is no ARN of a database.", nameof(databaseArn));
        }

        _world.CatchUp();
        var region = Region(arn.AccountId, arn.Region);
        lock (region.Lock)
        {
            var databases = region.Of(kind is "cluster");
            action(databases, databases.GetValueOrDefault(identifier) ?? throw new ArgumentException($"There is no database {databaseArn}.", nameof(databaseArn)));
        }
    }

    private Database Seeded(
        string accountId, string region, string identifier, bool isCluster, string engine, string? kmsKeyArn, IReadOnlyDictionary<string, string>? tags) => new()
        {
            Identifier = identifier,
            Arn = $"arn:{Partitions.Of(region)}:rds:{region}:{accountId}:{(isCluster ? "cluster" : "db")}:{identifier}",
            IsCluster = isCluster,
            Engine = engine,
            EngineVersion = DatabaseCreation.VersionOf(engine),
            AllocatedStorage = isCluster ? 1 : 20,
            KmsKeyArn = kmsKeyArn,
            BackupRetentionPeriod = 1,
            // It was there before anything that a test puts beside it.
            CreatedAt = _world.Now.AddYears(-1),
            CreatingUntil = _world.Now,
            Tags = new SortedDictionary<string, string>(tags?.ToDictionary(StringComparer.Ordinal) ?? [], StringComparer.Ordinal),
        };

    private string Add(string accountId, string region, Database database)
    {
        var databases = Region(accountId, region);
        lock (databases.Lock)
        {
            databases.Of(database.IsCluster)[database.Identifier] = database;
        }

        return database.Arn;
    }

    private List<SimulatedDatabase> List(string accountId, string region)
    {
        var databases = Region(accountId, region);
        var now = _world.Now;
        lock (databases.Lock)
        {
            return [.. databases.Instances.Values.Concat(databases.Clusters.Values).Select(database => new SimulatedDatabase(
                database.Arn, database.IsCluster, database.KmsKeyArn, new Dictionary<string, string>(database.Tags, StringComparer.Ordinal))
            {
                Engine = database.Engine,
                ClusterIdentifier = database.ClusterIdentifier,
                Status = database.StatusAt(now),
                EngineVersion = database.EngineVersion,
                InstanceClass = database.InstanceClass,
                AllocatedStorage = database.AllocatedStorage,
                MultiAz = database.MultiAz,
                SubnetGroup = database.SubnetGroup,
                SecurityGroups = database.SecurityGroups,
                PubliclyAccessible = database.PubliclyAccessible,
            })];
        }
    }

    private DatabaseRegion Region(string accountId, string region) => _regions.GetOrAdd((accountId, region), static _ => new DatabaseRegion());

    private Func<OperationInput, SimulatedRequest, IEnumerable<XElement>> On(Func<RdsCall, IEnumerable<XElement>> operation, params string[] required)
    {
        var constraints = new Constraints(MissingParameter, [.. required.Select(static name => new Member(name) { Required = true })]);
        return (input, request) =>
        {
            constraints.Check(input);
            var region = Region(request.AccountId, request.Region);
            lock (region.Lock)
            {
                return [.. operation(new RdsCall(_world, region, request, input))];
            }
        };
    }
}
