namespace AwsBackupPlan.Engine.Plans;

/// <summary>One thing that is wrong with a plan document.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$[0].Rules[1].ScheduleExpression</c>.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
public sealed record PlanDocumentFault(string Path, string Message)
{
    /// <summary>Path and message.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
