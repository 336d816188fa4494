namespace AwsBackupPlan.Engine.Compliance;

/// <summary>A document that is no policy.</summary>
public sealed class CompliancePolicyException : Exception
{
    internal CompliancePolicyException(IReadOnlyList<Plans.PlanDocumentFault> faults)
        : base(string.Join(" ", faults.Select(static fault => $"{fault.Path}: {fault.Message}"))) => Count = faults.Count;

    /// <summary>How many faults it has.</summary>
    public int Count { get; }
}
