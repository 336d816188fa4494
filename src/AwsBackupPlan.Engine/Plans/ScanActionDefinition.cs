namespace AwsBackupPlan.Engine.Plans;

/// <summary>A malware scan of a rule.</summary>
public sealed record ScanActionDefinition
{
    /// <summary>The scanner: GUARDDUTY.</summary>
    public string? MalwareScanner { get; init; }

    /// <summary>FULL_SCAN or INCREMENTAL_SCAN.</summary>
    public string? ScanMode { get; init; }
}
