namespace AwsBackupPlan;

/// <summary>A resource and what has to happen to it.</summary>
public sealed record ResourceChange
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name: the backup set, and the value of its tag.</summary>
    public required string AbsName { get; init; }

    /// <summary>The Region of the resource.</summary>
    public required string Region { get; init; }

    /// <summary>What it is.</summary>
    public required BackupResourceType ResourceType { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its ARN or id where it exists.</summary>
    public string? ResourceArn { get; init; }

    /// <summary>What has to happen.</summary>
    public required ChangeAction Action { get; init; }

    /// <summary>What differs, property by property. Empty for a resource that is made, or is as desired.</summary>
    public IReadOnlyList<PropertyDifference> Differences { get; init => field = new ValueList<PropertyDifference>(value); } = new ValueList<PropertyDifference>([]);

    /// <summary>Why, where the action needs a reason.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do about a blocked change.</summary>
    public string? Remedy { get; init; }

    /// <summary>The change in one line.</summary>
    public override string ToString() => $"{Action} {ResourceType} {Name} ({Region})";
}
