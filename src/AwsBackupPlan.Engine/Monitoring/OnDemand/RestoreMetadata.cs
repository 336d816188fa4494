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
    private const string PubliclyAccessible = "PubliclyAccessible";

    // Names of things that each Region has for itself.
    private static readonly string[] OfPlace =
    [
        "DBSubnetGroupName", "VpcSecurityGroupIds", "OptionGroupName", "DBParameterGroupName", "DBClusterParameterGroupName", "AvailabilityZone", "AvailabilityZones",
    ];

    /// <summary>What is known of a database without what its Region alone has: networks, groups of settings, zones.</summary>
    public static IReadOnlyDictionary<string, string> WithoutPlace(IReadOnlyDictionary<string, string> known) =>
        known.Where(static pair => !OfPlace.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);

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
            metadata[PubliclyAccessible] = Text(options.PubliclyAccessible)!;
        }

        if (kind.IsContinuous)
        {
            Set(metadata, RestoreTime, options.PointInTime is { } time ? Text(time) : null);
            Set(metadata, UseLatestRestorableTime, options.PointInTime is null ? "true" : null);
        }

        AddGiven(metadata, options.Metadata);
        return metadata;
    }

    /// <summary>What of the metadata is not as the backup has it, or was asked for; and always whether the database is public.</summary>
    public static IReadOnlyDictionary<string, string> Changes(IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, string> known, RestoreStartOptions options)
    {
        var changes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in metadata)
        {
            var isAsked = pair.Key is PubliclyAccessible || (pair.Key is "MultiAZ" && options.MultiAZ is not null) || options.Metadata.Keys.Contains(pair.Key, StringComparer.OrdinalIgnoreCase);
            if (pair.Key is not (InstanceIdentifier or ClusterIdentifier) && (isAsked || !known.TryGetValue(pair.Key, out var before) || !string.Equals(before, pair.Value, StringComparison.Ordinal)))
            {
                changes[pair.Key] = pair.Value;
            }
        }

        return changes;
    }

    /// <summary>Whether the database can be reached from outside its network.</summary>
    public static bool IsPublic(IReadOnlyDictionary<string, string> metadata) => metadata.Any(static pair => IsPublicName(pair.Key) && IsTrue(pair.Value));

    /// <summary>What is wrong with a value that a user gives for a name, or <see langword="null"/>.</summary>
    public static string? Fault(string name, object? value)
    {
        // The empty variable of somebody who has mistyped its name would take out what AWS has a dangerous default for.
        if (string.IsNullOrWhiteSpace(Text(value)) || value is IEnumerable and not string && !HasValues((IEnumerable)value))
        {
            return $"{name} has no value, or an empty one. Give it one, or leave the name out; an empty list is written '[]'.";
        }

        return IsPublicName(name) && !bool.TryParse(Text(value), out _) ? $"{name} is '{Text(value)}', and has to be true or false." : null;
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
            var name = metadata.Keys.FirstOrDefault(known => string.Equals(known, pair.Key, StringComparison.OrdinalIgnoreCase)) ?? RestoreNames.Known(pair.Key) ?? pair.Key;
            var text = Text(pair.Value)!;
            metadata[name] = IsPublicName(name) ? Text(IsTrue(text))! : text;
        }

        // Of the two AWS Backup takes one.
        if (given.Keys.Any(static name => string.Equals(name, RestoreTime, StringComparison.OrdinalIgnoreCase)))
        {
            metadata.Remove(UseLatestRestorableTime);
        }
    }

    private static bool IsPublicName(string name) => string.Equals(name, PubliclyAccessible, StringComparison.OrdinalIgnoreCase);

    private static bool IsTrue(string value) => bool.TryParse(value, out var isTrue) && isTrue;

    private static bool HasValues(IEnumerable list)
    {
        var count = 0;
        foreach (var value in list)
        {
            if (string.IsNullOrWhiteSpace(Text(value)))
            {
                return false;
            }

            count++;
        }

        return count > 0;
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
