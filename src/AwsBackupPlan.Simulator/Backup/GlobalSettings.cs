namespace AwsBackupPlan.Simulator.Backup;

/// <summary>The settings of an account that hold in all its Regions.</summary>
internal sealed class GlobalSettings
{
    public SortedDictionary<string, string> Values { get; } = new(StringComparer.Ordinal)
    {
        ["isCrossAccountBackupEnabled"] = "false",
    };

    public DateTimeOffset? LastUpdateTime { get; set; }
}
