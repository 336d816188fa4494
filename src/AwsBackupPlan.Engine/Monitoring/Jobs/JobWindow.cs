namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>A time in which jobs were created.</summary>
/// <param name="From">From when on; <see langword="null"/> for whatever AWS lists.</param>
/// <param name="Before">Until before when; <see langword="null"/> without end.</param>
internal sealed record JobWindow(DateTimeOffset? From, DateTimeOffset? Before)
{
    // AWS does not say whether its limits belong to what they limit, nor takes fractions of a second everywhere.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>From when on AWS is asked for jobs: some too many.</summary>
    public DateTime? AskedFrom => From is { } from && from - DateTimeOffset.MinValue > Margin ? (from - Margin).UtcDateTime : null;

    /// <summary>Until when AWS is asked for jobs: some too many.</summary>
    public DateTime? AskedBefore => Before is { } before && DateTimeOffset.MaxValue - before > Margin ? (before + Margin).UtcDateTime : null;

    /// <summary>Whether a job belongs to it; one without a date to the last alone, so that it is told once.</summary>
    public bool Has(DateTimeOffset? created) => created is { } at ? (From is null || at >= From) && (Before is null || at < Before) : From is null;
}
