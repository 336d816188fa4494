using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Rds;

/// <summary>The structures DBInstance and DBCluster, as far as they matter to backups.</summary>
internal static class DatabaseXml
{
    // Transaction logs are at most five minutes old.
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(5);

    /// <summary>A DB instance.</summary>
    public static XElement Instance(Database database, DateTimeOffset now) => new(
        "DBInstance",
        new XElement("DBInstanceIdentifier", database.Identifier),
        new XElement("DBInstanceClass", database.InstanceClass),
        new XElement("Engine", database.Engine),
        new XElement("DBInstanceStatus", database.StatusAt(now)),
        new XElement("MasterUsername", database.MasterUsername),
        new XElement("AllocatedStorage", database.AllocatedStorage),
        new XElement("InstanceCreateTime", Timestamps.Iso8601(database.CreatedAt)),
        new XElement("PreferredBackupWindow", "03:00-03:30"),
        new XElement("BackupRetentionPeriod", database.BackupRetentionPeriod),
        new XElement("PreferredMaintenanceWindow", "sun:04:00-sun:04:30"),
        LatestRestorableTime(database, now),
        Flag("MultiAZ", database.MultiAz),
        Flag("PubliclyAccessible", database.PubliclyAccessible),
        Flag("DeletionProtection", database.DeletionProtection),
        new XElement("DBSubnetGroup", new XElement("DBSubnetGroupName", database.SubnetGroup)),
        SecurityGroups(database),
        new XElement("EngineVersion", database.EngineVersion),
        database.ClusterIdentifier is { } cluster ? new XElement("DBClusterIdentifier", cluster) : null,
        Flag("StorageEncrypted", database.KmsKeyArn is not null),
        database.KmsKeyArn is { } key ? new XElement("KmsKeyId", key) : null,
        new XElement("DbiResourceId", ResourceId("db-", database)),
        new XElement("DBInstanceArn", database.Arn),
        Tags(database));

    /// <summary>A DB cluster, with its members.</summary>
    public static XElement Cluster(Database database, IEnumerable<Database> members, DateTimeOffset now) => new(
        "DBCluster",
        new XElement("AllocatedStorage", database.AllocatedStorage),
        new XElement("BackupRetentionPeriod", database.BackupRetentionPeriod),
        new XElement("DBClusterIdentifier", database.Identifier),
        new XElement("Status", database.StatusAt(now)),
        LatestRestorableTime(database, now),
        Flag("MultiAZ", database.MultiAz),
        Flag("DeletionProtection", database.DeletionProtection),
        new XElement("DBSubnetGroup", database.SubnetGroup),
        SecurityGroups(database),
        new XElement("Engine", database.Engine),
        new XElement("EngineVersion", database.EngineVersion),
        new XElement("MasterUsername", database.MasterUsername),
        new XElement("PreferredBackupWindow", "03:00-03:30"),
        new XElement("PreferredMaintenanceWindow", "sun:04:00-sun:04:30"),
        new XElement("DBClusterMembers", members.Select(static (member, index) => new XElement(
            "DBClusterMember",
            new XElement("DBInstanceIdentifier", member.Identifier),
            Flag("IsClusterWriter", index == 0),
            new XElement("DBClusterParameterGroupStatus", "in-sync"),
            new XElement("PromotionTier", "1")))),
        Flag("StorageEncrypted", database.KmsKeyArn is not null),
        database.KmsKeyArn is { } key ? new XElement("KmsKeyId", key) : null,
        new XElement("DbClusterResourceId", ResourceId("cluster-", database)),
        new XElement("DBClusterArn", database.Arn),
        new XElement("ClusterCreateTime", Timestamps.Iso8601(database.CreatedAt)),
        new XElement("EngineMode", "provisioned"),
        database.InstanceClass is { } instanceClass ? new XElement("DBClusterInstanceClass", instanceClass) : null,
        Tags(database));

    /// <summary>A list of tags.</summary>
    public static XElement Tags(Database database) => new(
        "TagList", database.Tags.Select(static tag => new XElement("Tag", new XElement("Key", tag.Key), new XElement("Value", tag.Value))));

    private static XElement SecurityGroups(Database database) => new("VpcSecurityGroups", database.SecurityGroups.Select(static group => new XElement(
        "VpcSecurityGroupMembership", new XElement("VpcSecurityGroupId", group), new XElement("Status", "active"))));

    private static XElement? LatestRestorableTime(Database database, DateTimeOffset now)
    {
        var latest = now - LogInterval;
        return database.BackupRetentionPeriod > 0 && latest > database.CreatedAt
            ? new XElement("LatestRestorableTime", Timestamps.Iso8601(latest))
            : null;
    }

    private static XElement Flag(string name, bool value) => new(name, value ? "true" : "false");

    // A database keeps its resource id; it is taken from the ARN and the time it was made.
    private static string ResourceId(string prefix, Database database)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{database.Arn}/{database.CreatedAt.UtcTicks}")));
        return prefix + Convert.ToHexString(hash)[..26];
    }
}
