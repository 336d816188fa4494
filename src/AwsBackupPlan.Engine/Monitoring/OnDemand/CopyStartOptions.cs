namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>How recovery points are copied on demand.</summary>
public sealed record CopyStartOptions : JobStartOptions
{
    /// <summary>The key of the tag that the plan of a backup set carries.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>The vault to copy to, also of another account; that of the backup set in each copy Region when <see langword="null"/>.</summary>
    public string? DestinationVaultArn { get; init; }

    /// <summary>After how many days the copies are deleted, counted from when their source was made; as their source when <see langword="null"/>.</summary>
    public int? RetentionDays { get; init; }
}
