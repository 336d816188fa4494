namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>What a selection does with a database.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="By">What names the database, with the conditions that hold; <see langword="null"/> where nothing names it.</param>
/// <param name="Reason">Why it is not taken, as a sentence; <see langword="null"/> when it is.</param>
public sealed record SelectionVerdict(SelectionVerdictKind Kind, string? By, string? Reason)
{
    /// <summary>Whether AWS Backup backs it up for this selection.</summary>
    public bool IsTaken => Kind == SelectionVerdictKind.Taken;
}
