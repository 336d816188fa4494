namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>What a recovery point is restored to.</summary>
/// <param name="ResourceType">The type by AWS Backup's name.</param>
/// <param name="IsCluster">Whether it is a cluster.</param>
/// <param name="IsContinuous">Whether it is a continuous backup, of many points in time.</param>
internal sealed record RestoreKind(string ResourceType, bool IsCluster, bool IsContinuous)
{
    /// <summary>Whether it is a cluster whose instances are made one by one, after it.</summary>
    public bool HasInstancesOfItsOwn => IsCluster && ResourceType is not "RDS";
}
