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
}
