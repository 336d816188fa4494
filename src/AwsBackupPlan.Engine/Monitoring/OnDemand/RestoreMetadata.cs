using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>What AWS Backup is told of the database that it is to make: as the backup has it, and as it is wanted. All values are texts.</summary>
internal static class RestoreMetadata
{
    private const string InstanceIdentifier = "DBInstanceIdentifier";
    private const string ClusterIdentifier = "DBClusterIdentifier";
    private const string RestoreTime = "RestoreTime";
    private const string UseLatestRestorableTime = "UseLatestRestorableTime";

    /// <summary>The name of the member that names the new database.</summary>
    public static string IdentifierName(bool isCluster) => isCluster ? ClusterIdentifier : InstanceIdentifier;

    /// <summary>Makes the metadata of a restore.</summary>
    /// <param name="known">What AWS Backup knows of the database as it was.</param>
    /// <param name="kind">What is restored.</param>
    /// <param name="identifier">The identifier of the new database, unless the options name one.</param>
    /// <param name="options">What is wanted.</param>
    public static SortedDictionary<string, string> Of(IReadOnlyDictionary<string, string> known, RestoreKind kind, string? identifier, RestoreStartOptions options)
    {
        // An empty text says nothing, and not every name takes one.
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in known.Where(static pair => !string.IsNullOrEmpty(pair.Value)))
        {
            metadata[pair.Key] = pair.Value;
        }

        Set(metadata, IdentifierName(kind.IsCluster), identifier);
        Set(metadata, kind.IsCluster ? "DBClusterInstanceClass" : "DBInstanceClass", kind.HasInstancesOfItsOwn ? null : options.DBInstanceClass);
        Set(metadata, "DBSubnetGroupName", options.DBSubnetGroupName);
        Set(metadata, "VpcSecurityGroupIds", options.VpcSecurityGroupIds.Count > 0 ? Text(options.VpcSecurityGroupIds) : null);
        if (options.MultiAZ is { } isMultiAz && !kind.IsCluster)
        {
            metadata["MultiAZ"] = Text(isMultiAz)!;
            // RDS takes no zone for one that has two.
            if (isMultiAz)
            {
                metadata.Remove("AvailabilityZone");
            }
        }

        // RDS makes an instance in a default network public where nothing is said. The cluster of an instance says nothing of it.
        if (!kind.HasInstancesOfItsOwn)
        {
            metadata["PubliclyAccessible"] = Text(options.PubliclyAccessible)!;
        }

        if (kind.IsContinuous)
        {
            Set(metadata, RestoreTime, options.PointInTime is { } time ? Text(time) : null);
            Set(metadata, UseLatestRestorableTime, options.PointInTime is null ? "true" : null);
        }

        AddGiven(metadata, options.Metadata);
        return metadata;
    }

    /// <summary>The metadata in words; what may be a secret is not shown.</summary>
    public static string InWords(IReadOnlyDictionary<string, string> metadata) =>
        string.Join(", ", metadata.Select(static pair => $"{pair.Key}={(pair.Key.Contains("Password", StringComparison.OrdinalIgnoreCase) ? "(not shown)" : pair.Value)}"));

    /// <summary>The point in time that the metadata ask for, or <see langword="null"/>.</summary>
    public static DateTimeOffset? TimeOf(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(RestoreTime, out var text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    // A name in another case is the one that is known: AWS Backup would not know it.
    private static void AddGiven(SortedDictionary<string, string> metadata, IReadOnlyDictionary<string, object?> given)
    {
        foreach (var pair in given)
        {
            var name = metadata.Keys.FirstOrDefault(known => string.Equals(known, pair.Key, StringComparison.OrdinalIgnoreCase)) ?? pair.Key;
            if (Text(pair.Value) is { } text)
            {
                metadata[name] = text;
            }
            else
            {
                metadata.Remove(name);
            }
        }

        // Of the two AWS Backup takes one.
        if (given.Keys.Any(static name => string.Equals(name, RestoreTime, StringComparison.OrdinalIgnoreCase)))
        {
            metadata.Remove(UseLatestRestorableTime);
        }
    }

    private static void Set(SortedDictionary<string, string> metadata, string name, string? value)
    {
        if (value is not null)
        {
            metadata[name] = value;
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime date => Text(new DateTimeOffset(date.ToUniversalTime())),
        DateTimeOffset date => date.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => JsonSerializer.Serialize(list.Cast<object?>().Select(Text)),
        _ => value.ToString(),
    };
}
