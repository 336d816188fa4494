namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>A job that failed.</summary>
/// <param name="Date">When it was begun.</param>
/// <param name="Message">What AWS says.</param>
internal sealed record JobFailure(DateTimeOffset Date, string Message)
{
    /// <summary>The vault that a copy was to go into; <see langword="null"/> for a backup job.</summary>
    public string? CopyVaultName { get; init; }

    /// <summary>What was to be copied.</summary>
    public string? SourceRecoveryPointArn { get; init; }
}
