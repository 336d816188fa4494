namespace AwsBackupPlan.Engine.Plans;

/// <summary>What a malware scanner scans, and as which role.</summary>
public sealed record ScanSettingDefinition
{
    /// <summary>The scanner: GUARDDUTY.</summary>
    public string? MalwareScanner { get; init; }

    /// <summary>The types of resources it scans.</summary>
    public IReadOnlyList<string> ResourceTypes { get; init => field = value ?? []; } = [];

    /// <summary>The ARN of the role it uses.</summary>
    public string? ScannerRoleArn { get; init; }
}
