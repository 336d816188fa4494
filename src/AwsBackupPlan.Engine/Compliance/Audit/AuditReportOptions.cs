namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Which reports are made.</summary>
public sealed record AuditReportOptions
{
    /// <summary>The key of the tag that marks what belongs to a backup set.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>Names of report plans, or wildcard patterns; all when empty.</summary>
    public IReadOnlyList<string> ReportPlanNames { get; init; } = [];

    /// <summary>What is reported; all when empty. See <see cref="AuditTemplates"/>.</summary>
    public IReadOnlyList<string> Templates { get; init; } = [];

    /// <summary>Whether the reports are begun and not waited for.</summary>
    public bool NoWait { get; init; }

    /// <summary>How long they are waited for; 24 hours when <see langword="null"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>A text that makes repetitions known: a report that was begun with it is not begun again.</summary>
    public string? IdempotencyToken { get; init; }
}
