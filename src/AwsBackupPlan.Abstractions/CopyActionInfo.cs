namespace AwsBackupPlan;

/// <summary>A copy action of a rule.</summary>
public sealed record CopyActionInfo
{
    /// <summary>The ARN of the vault that receives the copy.</summary>
    public required string DestinationVaultArn { get; init; }

    /// <summary>Days until a copy is deleted, counted from the creation of its source; <see langword="null"/> for ever.</summary>
    public long? DeleteAfterDays { get; init; }

    /// <summary>Days until a copy moves to cold storage; <see langword="null"/> for never. RDS has no cold storage.</summary>
    public long? MoveToColdStorageAfterDays { get; init; }

    /// <summary>The destination.</summary>
    public override string ToString() => DestinationVaultArn;
}
