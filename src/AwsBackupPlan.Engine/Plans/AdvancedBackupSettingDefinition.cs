namespace AwsBackupPlan.Engine.Plans;

/// <summary>Backup options of one type of resources.</summary>
public sealed record AdvancedBackupSettingDefinition
{
    /// <summary>The type: EC2 or S3.</summary>
    public string? ResourceType { get; init; }

    /// <summary>Its options, such as <c>WindowsVSS</c> = <c>enabled</c>.</summary>
    public IReadOnlyDictionary<string, string> BackupOptions { get; init => field = value ?? Map.Empty; } = Map.Empty;
}
