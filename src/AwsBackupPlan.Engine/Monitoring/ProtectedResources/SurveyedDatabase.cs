namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>A database: what the plans say of it, and how it is protected.</summary>
/// <param name="Planned">What the plans say.</param>
/// <param name="Info">How it is protected.</param>
internal sealed record SurveyedDatabase(PlannedProtection Planned, ProtectedResourceInfo Info)
{
    /// <summary>Why its recovery points of a place could not be read, by Region and account of the vault.</summary>
    public IReadOnlyDictionary<(string Region, string AccountId), AccountFailure> Unread { get; init; } = new Dictionary<(string Region, string AccountId), AccountFailure>();

    /// <summary>Why those of a place could not be read; <see langword="null"/> where they were.</summary>
    public AccountFailure? UnreadOf(string region, string accountId) => Unread.TryGetValue((region, accountId), out var failure) ? failure : null;
}
