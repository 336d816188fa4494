namespace AwsBackupPlan.Simulator;

/// <summary>A database that AWS Backup makes out of a recovery point.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Region">The Region.</param>
/// <param name="Identifier">Its identifier.</param>
/// <param name="Source">The database of which the recovery point is.</param>
/// <param name="Metadata">What was asked for, by AWS Backup's names.</param>
public sealed record DatabaseRestore(string AccountId, string Region, string Identifier, SimulatedDatabase Source, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The key that the snapshot is encrypted with, and so the database.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>Whether it gets the tags of the source.</summary>
    public bool CopiesTags { get; init; }

    /// <summary>When it can be used.</summary>
    public DateTimeOffset AvailableAt { get; init; }
}
