using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Wire;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup.Restores;

/// <summary>What AWS Backup says of how a database was, and what it takes for how a restored one is to be. All values are texts.</summary>
internal static class RestoreMetadata
{
    public const string RestoreTime = "RestoreTime";
    public const string UseLatestRestorableTime = "UseLatestRestorableTime";

    private static readonly HashSet<string> Flags = new(StringComparer.Ordinal)
    {
        "AutoMinorVersionUpgrade", "CopyTagsToSnapshot", "DeletionProtection", "EnableIAMDatabaseAuthentication", "MultiAZ", "PubliclyAccessible", "UseDefaultProcessorFeatures",
        UseLatestRestorableTime,
    };

    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal) { "AvailabilityZones", "EnableCloudwatchLogsExports", "ProcessorFeatures", "VpcSecurityGroupIds" };

    private static readonly HashSet<string> OfInstances = new(StringComparer.Ordinal)
    {
        "AllocatedStorage", "AutoMinorVersionUpgrade", "AvailabilityZone", "CopyTagsToSnapshot", "DBInstanceClass", "DBInstanceIdentifier", "DBName", "DBParameterGroupName", "DBSubnetGroupName",
        "DeletionProtection", "Domain", "DomainIAMRoleName", "EnableCloudwatchLogsExports", "EnableIAMDatabaseAuthentication", "Encrypted", "Engine", "Iops", "LicenseModel", "MultiAZ",
        "OptionGroupName", "Port", "ProcessorFeatures", "PubliclyAccessible", "StorageType", "TdeCredentialArn", "TdeCredentialPassword", "UseDefaultProcessorFeatures", "VpcSecurityGroupIds",
        RestoreTime, UseLatestRestorableTime,
    };

    private static readonly HashSet<string> OfClusters = new(StringComparer.Ordinal)
    {
        "AvailabilityZones", "BacktrackWindow", "CopyTagsToSnapshot", "DBClusterIdentifier", "DBClusterInstanceClass", "DBClusterParameterGroupName", "DBSubnetGroupName", "DatabaseName",
        "DeletionProtection", "EnableCloudwatchLogsExports", "EnableIAMDatabaseAuthentication", "Engine", "EngineMode", "EngineVersion", "KmsKeyId", "OptionGroupName", "Port", "PubliclyAccessible",
        "ScalingConfiguration", "StorageType", "VpcSecurityGroupIds", RestoreTime, UseLatestRestorableTime,
    };

    /// <summary>The member that names the new database.</summary>
    public static string IdentifierName(RecoveryPoint point) => ResourceTypes.IsCluster(point.ResourceArn) ? "DBClusterIdentifier" : "DBInstanceIdentifier";

    /// <summary>How the database of a recovery point was.</summary>
    public static SortedDictionary<string, string> Of(RecoveryPoint point, SimulatedDatabase database) =>
        new(ResourceTypes.IsCluster(point.ResourceArn) ? OfCluster(point, database) : OfInstance(point, database), StringComparer.Ordinal);

    /// <summary>Refuses what cannot be restored from, and names that nobody knows.</summary>
    public static void Check(IReadOnlyDictionary<string, string> metadata, RecoveryPoint point)
    {
        var known = ResourceTypes.IsCluster(point.ResourceArn) ? OfClusters : OfInstances;
        foreach (var (name, value) in metadata)
        {
            if (!known.Contains(name))
            {
                throw Invalid($"Unrecognized key: {name}");
            }

            if ((Flags.Contains(name) && !bool.TryParse(value, out _)) || (Lists.Contains(name) && !IsList(value)) || (name is "AllocatedStorage" or "Port" or "Iops" && !IsNumber(value)))
            {
                throw Invalid($"Invalid value for {name}: {value}");
            }
        }

        if (string.IsNullOrEmpty(metadata.GetValueOrDefault(IdentifierName(point))))
        {
            throw Invalid($"Missing required key: {IdentifierName(point)}");
        }

        CheckTime(metadata, point);
    }

    // A snapshot is of one time, a continuous backup of many.
    private static void CheckTime(IReadOnlyDictionary<string, string> metadata, RecoveryPoint point)
    {
        var time = metadata.GetValueOrDefault(RestoreTime);
        var isLatest = string.Equals(metadata.GetValueOrDefault(UseLatestRestorableTime), "true", StringComparison.OrdinalIgnoreCase);
        if (!point.IsContinuous && (time is not null || isLatest))
        {
            throw Invalid($"{RestoreTime} and {UseLatestRestorableTime} are for continuous backups.");
        }

        if (point.IsContinuous && (time is null) != isLatest)
        {
            throw Invalid($"A continuous backup is restored either to a {RestoreTime} or with {UseLatestRestorableTime}.");
        }

        if (time is not null && !DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            throw Invalid($"Invalid value for {RestoreTime}: {time}");
        }
    }

    private static SimulatedException Invalid(string message) => BackupErrors.InvalidParameter($"Invalid restore metadata. {message}");

    private static bool IsNumber(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsList(string value)
    {
        try
        {
            return JsonNode.Parse(value) is JsonArray;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> OfInstance(RecoveryPoint point, SimulatedDatabase database) => new(StringComparer.Ordinal)
    {
        ["AllocatedStorage"] = database.AllocatedStorage.ToString(CultureInfo.InvariantCulture),
        ["AutoMinorVersionUpgrade"] = "true",
        ["AvailabilityZone"] = $"{point.Vault.Region.Name}a",
        ["CopyTagsToSnapshot"] = "false",
        ["DBInstanceClass"] = database.InstanceClass ?? "db.t4g.medium",
        ["DBInstanceIdentifier"] = ResourceTypes.NameOf(database.Arn)!,
        ["DBName"] = string.Empty,
        ["DBParameterGroupName"] = $"default.{database.Engine}",
        ["DBSubnetGroupName"] = database.SubnetGroup,
        ["DeletionProtection"] = "false",
        ["EnableCloudwatchLogsExports"] = "[]",
        ["EnableIAMDatabaseAuthentication"] = "false",
        ["Engine"] = database.Engine,
        ["LicenseModel"] = "general-public-license",
        ["MultiAZ"] = Text(database.MultiAz),
        ["OptionGroupName"] = $"default:{database.Engine}",
        ["Port"] = PortOf(database),
        ["ProcessorFeatures"] = "[]",
        ["PubliclyAccessible"] = Text(database.PubliclyAccessible),
        ["StorageType"] = "gp3",
        ["UseDefaultProcessorFeatures"] = "true",
        ["VpcSecurityGroupIds"] = JsonSerializer.Serialize(database.SecurityGroups),
    };

    private static Dictionary<string, string> OfCluster(RecoveryPoint point, SimulatedDatabase database) => new(StringComparer.Ordinal)
    {
        ["AvailabilityZones"] = JsonSerializer.Serialize("abc".Select(zone => $"{point.Vault.Region.Name}{zone}")),
        ["BacktrackWindow"] = "0",
        ["CopyTagsToSnapshot"] = "false",
        ["DBClusterIdentifier"] = ResourceTypes.NameOf(database.Arn)!,
        ["DBClusterParameterGroupName"] = $"default.{database.Engine}",
        ["DBSubnetGroupName"] = database.SubnetGroup,
        ["DatabaseName"] = string.Empty,
        ["DeletionProtection"] = "false",
        ["EnableCloudwatchLogsExports"] = "[]",
        ["EnableIAMDatabaseAuthentication"] = "false",
        ["Engine"] = database.Engine,
        ["EngineMode"] = "provisioned",
        ["EngineVersion"] = database.EngineVersion,
        ["OptionGroupName"] = $"default:{database.Engine}",
        ["Port"] = PortOf(database),
        ["VpcSecurityGroupIds"] = JsonSerializer.Serialize(database.SecurityGroups),
    };

    private static string PortOf(SimulatedDatabase database) => database.Engine.Contains("postgres", StringComparison.Ordinal) ? "5432" : "3306";

    private static string Text(bool value) => value ? "true" : "false";
}
