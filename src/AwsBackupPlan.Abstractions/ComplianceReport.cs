namespace AwsBackupPlan;

/// <summary>How an account complies with the controls.</summary>
public sealed record ComplianceReport
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name, or the wildcard pattern of them, that was asked for.</summary>
    public required string AbsName { get; init; }

    /// <summary>The primary Region.</summary>
    public required string Region { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Who judged.</summary>
    public ComplianceSource Source { get; init; }

    /// <summary>NON_COMPLIANT when a finding is, ERROR when something could not be read, INSUFFICIENT_DATA when nothing could be judged, otherwise COMPLIANT. What is exempt does not count.</summary>
    public required string Status { get; init; }

    /// <summary>The part that is COMPLIANT of what was judged or could not be read, in per cent, rounded down; <see langword="null"/> where that is nothing. Where Audit Manager alone was asked, what it does not say counts like what could not be read.</summary>
    public int? Score { get; init; }

    /// <summary>How many findings have something to be done.</summary>
    public int Open { get; init; }

    /// <summary>The severest of these; <see langword="null"/> where there are none.</summary>
    public ComplianceSeverity? Severity { get; init; }

    /// <summary>Of how many findings AWS Backup Audit Manager says something else; <see langword="null"/> where it was not asked, or has nothing to compare with.</summary>
    public int? Disagreements { get; init; }

    /// <summary>Every control that was judged.</summary>
    public IReadOnlyList<ComplianceControlScore> Controls { get; init => field = new ValueList<ComplianceControlScore>(value); } = new ValueList<ComplianceControlScore>([]);

    /// <summary>Every finding, those that matter most first.</summary>
    public IReadOnlyList<ComplianceFinding> Findings { get; init => field = new ValueList<ComplianceFinding>(value); } = new ValueList<ComplianceFinding>([]);

    /// <summary>The findings of the baseline that are mended: COMPLIANT, NOT_APPLICABLE or gone now, and not exempt or hidden by what could not be read. Empty where there is no baseline.</summary>
    public IReadOnlyList<ComplianceFinding> Fixed { get; init => field = new ValueList<ComplianceFinding>(value); } = new ValueList<ComplianceFinding>([]);

    /// <summary>The databases, and how each is protected.</summary>
    public IReadOnlyList<ComplianceResource> Resources { get; init => field = new ValueList<ComplianceResource>(value); } = new ValueList<ComplianceResource>([]);

    /// <summary>The outcome in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Account and status.</summary>
    public override string ToString() => $"{AccountId} {AbsName}: {Status}";
}
