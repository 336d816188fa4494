namespace AwsBackupPlan.Engine.Plans;

/// <summary>A copy action of a rule.</summary>
public sealed record CopyActionDefinition
{
    /// <summary>The ARN of the vault that receives the copy.</summary>
    public string? DestinationBackupVaultArn { get; init; }

    /// <summary>The life of the copy, counted from the creation of its source.</summary>
    public LifecycleDefinition? Lifecycle { get; init; }
}
