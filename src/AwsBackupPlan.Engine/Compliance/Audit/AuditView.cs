namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>What Audit Manager says of one backup set in one Region, or why it says nothing.</summary>
/// <param name="Region">The Region.</param>
/// <param name="AbsName">The backup set.</param>
/// <param name="Verdicts">What it says.</param>
internal sealed record AuditView(string Region, string AbsName, IReadOnlyList<AuditVerdict> Verdicts)
{
    /// <summary>Why it says nothing: INSUFFICIENT_DATA where there is no report yet, ERROR where one could not be read, with what to do; <see langword="null"/> where it does.</summary>
    public Judgement? Gap { get; init; }

    /// <summary>What the user has to know although there is a report; <see langword="null"/> for nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>By which report it says it.</summary>
    public string Source { get; init; } = string.Empty;
}
