using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit.Reports;

/// <summary>What a report is about: the places that its plan covers, and the time.</summary>
/// <param name="State">All that AWS Backup knows.</param>
/// <param name="Region">An account and Region.</param>
/// <param name="Now">When it is made.</param>
internal sealed record ReportPlace(BackupState State, BackupRegion Region, DateTimeOffset Now)
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(24);

    /// <summary>Since when jobs are reported that have ended.</summary>
    public DateTimeOffset Since => Now - Period;

    /// <summary>The accounts and Regions of a report plan: its own where it names none.</summary>
    public static IEnumerable<ReportPlace> Of(BackupCall call, ReportPlan plan, DateTimeOffset now)
    {
        IReadOnlyList<string> accounts = plan.Setting.Texts("Accounts") is { Count: > 0 } named ? named : [call.Region.AccountId];
        IReadOnlyList<string> regions = plan.Setting.Texts("Regions") is { Count: > 0 } others ? others : [call.Region.Name];
        return accounts.SelectMany(account => regions.Select(region => new ReportPlace(call.State, call.State.Region(account, region, call.Region.Partition), now)));
    }

    /// <summary>A time as reports write it.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A time as reports write it, or nothing.</summary>
    public static string? Text(DateTimeOffset? time) => time is { } known ? Text(known) : null;
}
