using System.Text.RegularExpressions;
using System.Xml.Linq;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Rds;

/// <summary>Making and deleting databases.</summary>
internal static partial class DatabaseCreation
{
    private static readonly Dictionary<string, string> Versions = new(StringComparer.Ordinal)
    {
        ["mysql"] = "8.0.40",
        ["mariadb"] = "10.11.10",
        ["postgres"] = "16.6",
        ["oracle-ee"] = "19.0.0.0.ru-2024-10.rur-2024-10.r1",
        ["oracle-se2"] = "19.0.0.0.ru-2024-10.rur-2024-10.r1",
        ["sqlserver-ee"] = "16.00.4165.4.v1",
        ["sqlserver-se"] = "16.00.4165.4.v1",
        ["sqlserver-ex"] = "16.00.4165.4.v1",
        ["sqlserver-web"] = "16.00.4165.4.v1",
        ["aurora-mysql"] = "8.0.mysql_aurora.3.08.0",
        ["aurora-postgresql"] = "16.6",
        ["neptune"] = "1.3.4.0",
        ["docdb"] = "5.0.0",
    };

    private static readonly HashSet<string> ClusterOnly = new(StringComparer.Ordinal) { "aurora-mysql", "aurora-postgresql", "neptune", "docdb" };

    private static readonly HashSet<string> MultiAzClusters = new(StringComparer.Ordinal) { "mysql", "postgres" };

    /// <summary>The version that a new database of an engine has.</summary>
    public static string VersionOf(string engine) => Versions.GetValueOrDefault(engine, "1.0");

    /// <summary>Whether a text in lower case can name a database.</summary>
    public static bool IsIdentifier(string text) => IdentifierForm().IsMatch(text);

    /// <summary>CreateDBInstance.</summary>
    public static IEnumerable<XElement> CreateDBInstance(RdsCall call, TimeSpan creation)
    {
        var engine = CheckedEngine(call);
        var clusterIdentifier = call.Input.Text("DBClusterIdentifier")?.ToLowerInvariant();
        var cluster = clusterIdentifier is null ? null : call.Find(clusterIdentifier, isCluster: true);
        if (ClusterOnly.Contains(engine) != (cluster is not null) || (cluster is not null && !string.Equals(cluster.Engine, engine, StringComparison.Ordinal)))
        {
            throw new SimulatedException(
                "InvalidParameterCombination", $"The engine {engine} and the DB cluster {clusterIdentifier ?? "(none)"} do not go together.");
        }

        if (cluster is null && call.Input.Number("AllocatedStorage") is null)
        {
            throw new SimulatedException("InvalidParameterCombination", $"The parameter AllocatedStorage must be provided and must not be blank for the engine {engine}.");
        }

        var database = Create(call, isCluster: false, engine, creation) with
        {
            InstanceClass = call.Input.RequiredText("DBInstanceClass"),
            ClusterIdentifier = clusterIdentifier,
            MasterUsername = cluster?.MasterUsername ?? call.Input.Text("MasterUsername") ?? "admin",
            KmsKeyArn = cluster is null ? EncryptionKey(call) : cluster.KmsKeyArn,
        };
        call.Region.Instances.Add(database.Identifier, database);
        return [DatabaseXml.Instance(database, call.World.Now)];
    }

    /// <summary>CreateDBCluster.</summary>
    public static IEnumerable<XElement> CreateDBCluster(RdsCall call, TimeSpan creation)
    {
        var engine = CheckedEngine(call);
        var instanceClass = call.Input.Text("DBClusterInstanceClass");
        if (!ClusterOnly.Contains(engine) && (!MultiAzClusters.Contains(engine) || instanceClass is null))
        {
            throw new SimulatedException("InvalidParameterCombination", $"A DB cluster of the engine {engine} is a Multi-AZ DB cluster: it needs DBClusterInstanceClass, and mysql or postgres.");
        }

        var database = Create(call, isCluster: true, engine, creation) with { InstanceClass = instanceClass, MultiAz = instanceClass is not null, KmsKeyArn = EncryptionKey(call) };
        call.Region.Clusters.Add(database.Identifier, database);
        return [DatabaseXml.Cluster(database, [], call.World.Now)];
    }

    /// <summary>DeleteDBInstance, without a final snapshot; it is gone at once.</summary>
    public static IEnumerable<XElement> DeleteDBInstance(RdsCall call)
    {
        var database = call.Find(call.Input.RequiredText("DBInstanceIdentifier"), isCluster: false);
        DemandUnprotected(database);
        DemandSkippedSnapshot(call, database.ClusterIdentifier is not null);
        call.Region.Instances.Remove(database.Identifier);
        return [DatabaseXml.Instance(database, call.World.Now)];
    }

    /// <summary>DeleteDBCluster, without a final snapshot; it is gone at once.</summary>
    public static IEnumerable<XElement> DeleteDBCluster(RdsCall call)
    {
        var database = call.Find(call.Input.RequiredText("DBClusterIdentifier"), isCluster: true);
        if (call.Region.Instances.Values.Any(instance => string.Equals(instance.ClusterIdentifier, database.Identifier, StringComparison.Ordinal)))
        {
            throw new SimulatedException("InvalidDBClusterStateFault", "Cluster cannot be deleted, it still contains DB instances in non-deleting state.");
        }

        DemandUnprotected(database);
        DemandSkippedSnapshot(call, isMember: false);
        call.Region.Clusters.Remove(database.Identifier);
        return [DatabaseXml.Cluster(database, [], call.World.Now)];
    }

    private static Database Create(RdsCall call, bool isCluster, string engine, TimeSpan creation)
    {
        var member = isCluster ? "DBClusterIdentifier" : "DBInstanceIdentifier";
        var identifier = call.Input.RequiredText(member).ToLowerInvariant();
        if (!IsIdentifier(identifier))
        {
            throw new SimulatedException(
                "InvalidParameterValue", $"The parameter {member} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.");
        }

        if (call.Region.Of(isCluster).ContainsKey(identifier))
        {
            throw isCluster
                ? new SimulatedException("DBClusterAlreadyExistsFault", "DB Cluster already exists")
                : new SimulatedException("DBInstanceAlreadyExists", "DB instance already exists");
        }

        var least = isCluster ? 1 : 0;
        var retention = call.Input.Number("BackupRetentionPeriod") ?? 1;
        if (retention < least || retention > 35)
        {
            throw new SimulatedException("InvalidParameterValue", $"Invalid backup retention period: {retention}. Retention period must be between {least} and 35");
        }

        var database = new Database
        {
            Identifier = identifier,
            Arn = call.ArnOf(identifier, isCluster),
            IsCluster = isCluster,
            Engine = engine,
            EngineVersion = call.Input.Text("EngineVersion") ?? VersionOf(engine),
            AllocatedStorage = call.Input.Number("AllocatedStorage") ?? 1,
            MasterUsername = call.Input.Text("MasterUsername") ?? "admin",
            MultiAz = call.Input.Flag("MultiAZ") ?? false,
            BackupRetentionPeriod = retention,
            CreatedAt = call.World.Now,
            CreatingUntil = call.World.Now + creation,
        };
        DatabaseTags.Apply(database, call.Input.Structures("Tags"));
        return database;
    }

    private static string CheckedEngine(RdsCall call)
    {
        var engine = call.Input.RequiredText("Engine");
        return Versions.ContainsKey(engine) ? engine : throw new SimulatedException("InvalidParameterValue", $"Invalid DB engine: {engine}");
    }

    // Encryption without a key is done with the account's own aws/rds key.
    private static string? EncryptionKey(RdsCall call)
    {
        var reference = call.Input.Text("KmsKeyId");
        if (reference is null && call.Input.Flag("StorageEncrypted") is not true)
        {
            return null;
        }

        var arn = call.World.FindKey(call.Request.AccountId, call.Request.Region, reference ?? "alias/aws/rds");
        return arn is not null && call.World.IsKeyUsable(arn) ? arn : throw new SimulatedException(
            "KMSKeyNotAccessibleFault", $"The specified KMS key [{reference}] does not exist, is not enabled or you do not have permissions to access it.");
    }

    private static void DemandUnprotected(Database database)
    {
        if (database.DeletionProtection)
        {
            throw new SimulatedException(
                "InvalidParameterCombination", $"Cannot delete protected {(database.IsCluster ? "Cluster" : "DB Instance")}, please disable deletion protection and try again.");
        }
    }

    private static void DemandSkippedSnapshot(RdsCall call, bool isMember)
    {
        if (!isMember && call.Input.Flag("SkipFinalSnapshot") is not true)
        {
            throw new SimulatedException("InvalidParameterCombination", "Final snapshots are not simulated: set SkipFinalSnapshot.");
        }
    }

    [GeneratedRegex("^(?=.{1,63}$)[a-z]([a-z0-9]|-(?!-|$))*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdentifierForm();
}
