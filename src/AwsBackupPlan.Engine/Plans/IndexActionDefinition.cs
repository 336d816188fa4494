namespace AwsBackupPlan.Engine.Plans;

/// <summary>An index action of a rule.</summary>
public sealed record IndexActionDefinition
{
    /// <summary>The type of resources whose recovery points are indexed: EBS or S3.</summary>
    public IReadOnlyList<string> ResourceTypes { get; init => field = value ?? []; } = [];
}
