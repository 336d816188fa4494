namespace AwsBackupPlan.Engine.Plans;

/// <summary>The life of a recovery point. In a copy action, what is absent is kept from the source.</summary>
public sealed record LifecycleDefinition
{
    /// <summary>Days until it moves to cold storage; absent or -1 for never.</summary>
    public long? MoveToColdStorageAfterDays { get; init; }

    /// <summary>Days until it is deleted; absent or -1 for never.</summary>
    public long? DeleteAfterDays { get; init; }

    /// <summary>Whether types of resources with an archive tier use it.</summary>
    public bool? OptInToArchiveForSupportedResources { get; init; }

    /// <summary>The event after which it is deleted. AWS Backup reports it and does not take it.</summary>
    public string? DeleteAfterEvent { get; init; }
}
