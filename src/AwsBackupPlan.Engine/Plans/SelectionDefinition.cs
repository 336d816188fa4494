namespace AwsBackupPlan.Engine.Plans;

/// <summary>A resource assignment: what matches is (Resources or ListOfTags), not NotResources, and all Conditions.</summary>
public sealed record SelectionDefinition
{
    /// <summary>Its name.</summary>
    public required string SelectionName { get; init; }

    /// <summary>The role that AWS Backup assumes.</summary>
    public required string IamRoleArn { get; init; }

    /// <summary>ARNs or ARN patterns, of which one must match.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>ARNs or ARN patterns that are left out.</summary>
    public IReadOnlyList<string> NotResources { get; init; } = [];

    /// <summary>Conditions that must all hold.</summary>
    public IReadOnlyList<SelectionConditionInfo> Conditions { get; init; } = [];

    /// <summary>Tags of which one is enough. The module writes none and reads those of others.</summary>
    public IReadOnlyList<SelectionConditionInfo> ListOfTags { get; init; } = [];
}
