using AwsBackupPlan.Simulator.Backup.Wire;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup.RecoveryPoints;

/// <summary>AWS Backup's names for what the ARN of a resource says.</summary>
internal static class ResourceTypes
{
    /// <summary>The type of a resource, or <see langword="null"/> where AWS Backup does not back it up.</summary>
    public static string? Of(Arn arn) => arn switch
    {
        { Service: "rds" } when arn.ResourceAfter("db") is not null => "RDS",
        { Service: "rds" } when arn.ResourceAfter("cluster") is not null => "Aurora",
        { Service: "ec2" } when arn.Resource.StartsWith("instance/", StringComparison.Ordinal) => "EC2",
        { Service: "ec2" } when arn.Resource.StartsWith("volume/", StringComparison.Ordinal) => "EBS",
        { Service: "dynamodb" } => "DynamoDB",
        { Service: "elasticfilesystem" } => "EFS",
        { Service: "fsx" } => "FSx",
        { Service: "s3" } => "S3",
        { Service: "redshift" } => "Redshift",
        { Service: "storagegateway" } => "Storage Gateway",
        { Service: "cloudformation" } => "CloudFormation",
        _ => null,
    };

    /// <summary>The type of a database: Multi-AZ DB clusters are of the type RDS.</summary>
    public static string Of(SimulatedDatabase database) => database.Engine switch
    {
        "neptune" => "Neptune",
        "docdb" => "DocumentDB",
        _ when database.Engine.StartsWith("aurora", StringComparison.Ordinal) => "Aurora",
        _ => database.IsCluster && database.Engine is not ("mysql" or "postgres") ? "Aurora" : "RDS",
    };

    /// <summary>Whether a resource is a DB cluster, of whatever type.</summary>
    public static bool IsCluster(string resourceArn) => Arns.Parse(resourceArn) is { Service: "rds" } arn && arn.ResourceAfter("cluster") is not null;

    public static bool IsDatabase(string resourceType) => resourceType is "RDS" or "Aurora" or "Neptune" or "DocumentDB";

    /// <summary>The last part of an ARN.</summary>
    public static string? NameOf(string resourceArn) => resourceArn[(resourceArn.LastIndexOfAny([':', '/']) + 1)..];

    /// <summary>The ARN of a new recovery point: of a database it is a snapshot in RDS, of other things one of AWS Backup's own.</summary>
    /// <param name="region">Where its vault is.</param>
    /// <param name="resourceArn">What it was made of.</param>
    /// <param name="resourceType">The type of that.</param>
    /// <param name="jobName">The job that makes it, such as <c>job-…</c> or <c>copyjob-…</c>.</param>
    public static string NewRecoveryPointArn(BackupRegion region, string resourceArn, string resourceType, string jobName) => IsDatabase(resourceType)
        ? $"arn:{region.Partition}:rds:{region.Name}:{region.AccountId}:{(IsCluster(resourceArn) ? "cluster-snapshot" : "snapshot")}:awsbackup:{jobName}"
        : region.ArnOf($"recovery-point:{BackupState.NewId().ToUpperInvariant()}");
}
