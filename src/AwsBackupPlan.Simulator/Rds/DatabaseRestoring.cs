using System.Text.Json;

namespace AwsBackupPlan.Simulator.Rds;

/// <summary>Databases that AWS Backup makes out of snapshots.</summary>
internal static class DatabaseRestoring
{
    /// <summary>Makes one, or answers with what RDS says against it.</summary>
    public static string? Restore(DatabaseRegion region, DatabaseRestore restore, DateTimeOffset now)
    {
        var source = restore.Source;
        var identifier = restore.Identifier.ToLowerInvariant();
        if (!DatabaseCreation.IsIdentifier(identifier))
        {
            return Refusal($"The parameter {(source.IsCluster ? "DBClusterIdentifier" : "DBInstanceIdentifier")} is not a valid identifier.", "InvalidParameterValue");
        }

        if (region.Of(source.IsCluster).ContainsKey(identifier))
        {
            return source.IsCluster ? Refusal("DB Cluster already exists", "DBClusterAlreadyExistsFault") : Refusal("DB instance already exists", "DBInstanceAlreadyExists");
        }

        region.Of(source.IsCluster).Add(identifier, Make(restore, identifier, now));
        return null;
    }

    // An Aurora cluster has no instances yet.
    private static Database Make(DatabaseRestore restore, string identifier, DateTimeOffset now)
    {
        var (source, metadata) = (restore.Source, restore.Metadata);
        return new Database
        {
            Identifier = identifier,
            Arn = $"arn:{Partitions.Of(restore.Region)}:rds:{restore.Region}:{restore.AccountId}:{(source.IsCluster ? "cluster" : "db")}:{identifier}",
            IsCluster = source.IsCluster,
            Engine = source.Engine,
            EngineVersion = metadata.GetValueOrDefault("EngineVersion") ?? source.EngineVersion,
            InstanceClass = source.IsCluster ? metadata.GetValueOrDefault("DBClusterInstanceClass") ?? source.InstanceClass : metadata.GetValueOrDefault("DBInstanceClass") ?? source.InstanceClass,
            AllocatedStorage = source.AllocatedStorage,
            MultiAz = Flag(metadata, "MultiAZ"),
            // As RDS has it: in the default VPC a database can be reached from outside unless it is told otherwise.
            PubliclyAccessible = !source.IsCluster && (!metadata.ContainsKey("PubliclyAccessible") || Flag(metadata, "PubliclyAccessible")),
            SubnetGroup = metadata.GetValueOrDefault("DBSubnetGroupName") ?? "default",
            SecurityGroups = metadata.TryGetValue("VpcSecurityGroupIds", out var groups) ? JsonSerializer.Deserialize<string[]>(groups)! : ["sg-0default"],
            DeletionProtection = Flag(metadata, "DeletionProtection"),
            KmsKeyArn = restore.KmsKeyArn,
            BackupRetentionPeriod = 1,
            CreatedAt = now,
            CreatingUntil = restore.AvailableAt,
            Tags = new SortedDictionary<string, string>(restore.CopiesTags ? source.Tags.ToDictionary(StringComparer.Ordinal) : [], StringComparer.Ordinal),
        };
    }

    private static bool Flag(IReadOnlyDictionary<string, string> metadata, string name) => string.Equals(metadata.GetValueOrDefault(name), "true", StringComparison.OrdinalIgnoreCase);

    private static string Refusal(string message, string code) => Backup.Jobs.ServiceFailure.OfRds(message, code, 400);
}
