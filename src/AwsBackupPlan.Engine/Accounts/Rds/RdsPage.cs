using System.Globalization;
using System.Xml.Linq;
using Amazon.Runtime;
using AwsBackupPlan.Engine.Monitoring;

namespace AwsBackupPlan.Engine.Accounts.Rds;

/// <summary>One page of a list of databases. It may be empty and still have a marker.</summary>
internal sealed class RdsPage : AmazonWebServiceResponse
{
    private const string InstanceName = "DBInstance";
    private const string ClusterName = "DBCluster";

    /// <summary>The databases.</summary>
    public IReadOnlyList<Database> Databases { get; init; } = [];

    /// <summary>The marker of the next page; <see langword="null"/> on the last.</summary>
    public string? Marker { get; init; }

    /// <summary>Reads an answer.</summary>
    public static RdsPage Read(XElement answer)
    {
        var result = answer.Elements().FirstOrDefault(static element => element.Name.LocalName.EndsWith("Result", StringComparison.Ordinal));
        var lists = result?.Elements().Where(static element => element.Name.LocalName is "DBInstances" or "DBClusters") ?? [];
        return new RdsPage
        {
            Databases = [.. lists.Elements().Select(static item => item.Name.LocalName is ClusterName ? Cluster(item) : Instance(item))],
            Marker = result is null ? null : Text(result, "Marker"),
        };
    }

    /// <summary>The text of a child; <see langword="null"/> when it is left out.</summary>
    public static string? Text(XElement item, string name) => Child(item, name)?.Value is { Length: > 0 } text ? text : null;

    /// <summary>A child, in whatever namespace.</summary>
    public static XElement? Child(XElement item, string name) => item.Elements().FirstOrDefault(element => string.Equals(element.Name.LocalName, name, StringComparison.Ordinal));

    private static Database Instance(XElement item) => Common(item, InstanceName, "DBInstanceStatus", "InstanceCreateTime") with
    {
        ClusterIdentifier = Text(item, "DBClusterIdentifier"),
        InstanceClass = Text(item, "DBInstanceClass"),
    };

    private static Database Cluster(XElement item) => Common(item, ClusterName, "Status", "ClusterCreateTime") with
    {
        IsCluster = true,
        EarliestRestorableTime = Time(item, "EarliestRestorableTime"),
        Members = [.. (Child(item, "DBClusterMembers")?.Elements() ?? []).Select(static member => Text(member, "DBInstanceIdentifier")).OfType<string>()],
    };

    private static Database Common(XElement item, string kind, string status, string created) => new(Text(item, $"{kind}Arn") ?? string.Empty, Text(item, "Engine") ?? string.Empty)
    {
        Status = Text(item, status),
        KmsKeyArn = Text(item, "KmsKeyId"),
        CreatedAt = Time(item, created),
        LatestRestorableTime = Time(item, "LatestRestorableTime"),
        BackupRetentionDays = int.TryParse(Text(item, "BackupRetentionPeriod"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0,
        Tags = Tags(Child(item, "TagList")?.Elements() ?? []),
    };

    private static Dictionary<string, string> Tags(IEnumerable<XElement> items)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (Text(item, "Key") is { } key)
            {
                tags[key] = Text(item, "Value") ?? string.Empty;
            }
        }

        return tags;
    }

    private static DateTimeOffset? Time(XElement item, string name) =>
        DateTimeOffset.TryParse(Text(item, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
