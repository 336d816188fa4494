namespace AwsBackupPlan.Simulator;

/// <summary>A database as the services beside RDS see it.</summary>
/// <param name="Arn">The ARN: <c>arn:aws:rds:Region:Account:db:Name</c> or <c>…:cluster:Name</c>.</param>
/// <param name="IsCluster">An Aurora or Multi-AZ DB cluster.</param>
/// <param name="KmsKeyArn">The key it is encrypted with, or <see langword="null"/>.</param>
/// <param name="Tags">Its tags.</param>
public sealed record SimulatedDatabase(string Arn, bool IsCluster, string? KmsKeyArn, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The engine, such as <c>mysql</c>, <c>aurora-mysql</c>, <c>neptune</c>, <c>docdb</c>.</summary>
    public string Engine { get; init; } = "mysql";

    /// <summary>The cluster that an instance is a member of: the cluster is backed up, not the member.</summary>
    public string? ClusterIdentifier { get; init; }

    /// <summary>The status, such as <c>available</c>: only then it can be backed up.</summary>
    public string Status { get; init; } = "available";

    /// <summary>The engine's version.</summary>
    public string EngineVersion { get; init; } = "8.0.40";

    /// <summary>The instance class; on clusters only Multi-AZ ones have one.</summary>
    public string? InstanceClass { get; init; }

    /// <summary>GiB of storage.</summary>
    public int AllocatedStorage { get; init; } = 20;

    /// <summary>A standby in another zone.</summary>
    public bool MultiAz { get; init; }

    /// <summary>The subnets that it is in.</summary>
    public string SubnetGroup { get; init; } = "default";

    /// <summary>The security groups that let it be reached.</summary>
    public IReadOnlyList<string> SecurityGroups { get; init; } = ["sg-0default"];

    /// <summary>Whether it has an address outside its network.</summary>
    public bool PubliclyAccessible { get; init; }
}
