namespace AwsBackupPlan.Engine.Plans;

/// <summary>A plan document cannot be used. All its faults are told together.</summary>
public sealed class PlanDocumentException : Exception
{
    /// <summary>A document with these faults.</summary>
    public PlanDocumentException(IReadOnlyList<PlanDocumentFault> faults)
        : base(Describe(faults)) => Faults = faults;

    /// <summary>What is wrong, in the order of the document.</summary>
    public IReadOnlyList<PlanDocumentFault> Faults { get; }

    private static string Describe(IReadOnlyList<PlanDocumentFault> faults)
    {
        string head = faults.Count == 1 ? "The plan document has a fault" : $"The plan document has {faults.Count} faults";
        return $"{head}: {string.Join(" | ", faults)}";
    }
}
