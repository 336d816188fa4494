namespace AwsBackupPlan.Engine.Plans;

/// <summary>A plan document cannot be used. All its faults are told together.</summary>
public sealed class PlanDocumentException : Exception
{
    /// <summary>A document with these faults.</summary>
    public PlanDocumentException(IReadOnlyList<PlanDocumentFault> faults)
        : base(Describe(faults)) => Faults = faults;

    /// <summary>What is wrong, in the order of the document.</summary>
    public IReadOnlyList<PlanDocumentFault> Faults { get; }

    /// <summary>Where the faults are, and nothing of what stands there: for a document that is a secret.</summary>
    public string WithoutContent()
    {
        var paths = string.Join(", ", Faults.Select(static fault => PlanDocumentPath.WithoutContent(fault.Path)).Distinct(StringComparer.Ordinal));
        return $"The plan document has {(Faults.Count == 1 ? "a fault" : $"{Faults.Count} faults")}, at {paths}. What stands there is not told, since it is a SecureString.";
    }

    private static string Describe(IReadOnlyList<PlanDocumentFault> faults)
    {
        string head = faults.Count == 1 ? "The plan document has a fault" : $"The plan document has {faults.Count} faults";
        return $"{head}: {string.Join(" | ", faults)}";
    }
}
