namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>A DB instance or DB cluster, as far as backups go.</summary>
/// <param name="Arn">Its ARN: <c>…:db:NAME</c> or <c>…:cluster:NAME</c>.</param>
/// <param name="Engine">Its engine, such as <c>mysql</c>, <c>aurora-postgresql</c>, <c>neptune</c>, <c>docdb</c>.</param>
public sealed record Database(string Arn, string Engine)
{
    /// <summary>Whether it is a cluster: of Aurora, Neptune or DocumentDB, or a Multi-AZ DB cluster.</summary>
    public bool IsCluster { get; init; }

    /// <summary>The cluster that an instance is a member of: that is backed up, and the instance is not.</summary>
    public string? ClusterIdentifier { get; init; }

    /// <summary>The instances of a cluster.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The class of an instance, such as <c>db.r6g.large</c>.</summary>
    public string? InstanceClass { get; init; }

    /// <summary>Its state, such as <c>available</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The ARN of the key that it is encrypted with; <see langword="null"/> where it is not encrypted.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = Plans.Map.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The first point in time that it can be restored to; only of clusters.</summary>
    public DateTimeOffset? EarliestRestorableTime { get; init; }

    /// <summary>The last point in time that it can be restored to; none where it has no continuous backups.</summary>
    public DateTimeOffset? LatestRestorableTime { get; init; }

    /// <summary>For how many days its automated backups are kept; 0 for none.</summary>
    public int BackupRetentionDays { get; init; }

    /// <summary>Its identifier.</summary>
    public string Identifier => Arn.Substring(Arn.LastIndexOf(':') + 1);

    /// <summary>The type by AWS Backup's name: <c>RDS</c>, <c>Aurora</c>, <c>Neptune</c> or <c>DocumentDB</c>.</summary>
    public string ResourceType => Engine switch
    {
        "neptune" => "Neptune",
        "docdb" => "DocumentDB",
        _ when Engine.StartsWith("aurora", StringComparison.Ordinal) => "Aurora",
        _ => "RDS",
    };
}
