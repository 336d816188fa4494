namespace AwsBackupPlan.Simulator.Rds;

/// <summary>A DB instance or a DB cluster.</summary>
internal sealed record Database
{
    /// <summary>The identifier, in lower case.</summary>
    public required string Identifier { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>A cluster: Aurora, Multi-AZ, Neptune or DocumentDB.</summary>
    public required bool IsCluster { get; init; }

    /// <summary>The engine, such as <c>mysql</c> or <c>aurora-postgresql</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>The engine's version.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>The instance class; on clusters only Multi-AZ ones have one.</summary>
    public string? InstanceClass { get; init; }

    /// <summary>GiB of storage.</summary>
    public int AllocatedStorage { get; init; }

    /// <summary>The first user.</summary>
    public string MasterUsername { get; init; } = "admin";

    /// <summary>A standby in another zone.</summary>
    public bool MultiAz { get; init; }

    /// <summary>The key it is encrypted with.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>Days that automated backups are kept; 0 for none.</summary>
    public int BackupRetentionPeriod { get; init; }

    /// <summary>The cluster that an instance is a member of.</summary>
    public string? ClusterIdentifier { get; init; }

    /// <summary>The subnets that it is in.</summary>
    public string SubnetGroup { get; init; } = "default";

    /// <summary>The security groups that let it be reached.</summary>
    public IReadOnlyList<string> SecurityGroups { get; init; } = ["sg-0default"];

    /// <summary>Whether it has an address outside its network.</summary>
    public bool PubliclyAccessible { get; init; }

    /// <summary>Whether it cannot be deleted.</summary>
    public bool DeletionProtection { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it is being made.</summary>
    public required DateTimeOffset CreatingUntil { get; init; }

    /// <summary>Until when it is being modified.</summary>
    public DateTimeOffset ModifyingUntil { get; init; }

    /// <summary>A status that a test has put it into, until it is told otherwise.</summary>
    public string? ForcedStatus { get; init; }

    /// <summary>The tags.</summary>
    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The status at a time.</summary>
    public string StatusAt(DateTimeOffset now) => ForcedStatus ?? (now < CreatingUntil ? "creating" : now < ModifyingUntil ? "modifying" : "available");
}
