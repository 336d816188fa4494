namespace AwsBackupPlan;

/// <summary>What came of a control in an account.</summary>
public sealed record ComplianceControlScore
{
    /// <summary>The control.</summary>
    public required string Control { get; init; }

    /// <summary>What it asks for.</summary>
    public required string Title { get; init; }

    /// <summary>How many resources are as it asks for.</summary>
    public int Compliant { get; init; }

    /// <summary>How many are not, and are not exempt.</summary>
    public int NonCompliant { get; init; }

    /// <summary>How many are not, and are exempt.</summary>
    public int Exempt { get; init; }

    /// <summary>How many could not be read.</summary>
    public int Errors { get; init; }

    /// <summary>Of how many nothing can be said yet.</summary>
    public int InsufficientData { get; init; }

    /// <summary>How many it does not concern.</summary>
    public int NotApplicable { get; init; }

    /// <summary>The part that is COMPLIANT of what was judged or could not be read, in per cent, rounded down; <see langword="null"/> where that is nothing. What is exempt is left out; where Audit Manager alone was asked, what it does not say counts like what could not be read.</summary>
    public int? Score { get; init; }

    /// <summary>Control and score.</summary>
    public override string ToString() => $"{Control}: {(Score is { } score ? $"{score} %" : "-")}";
}
