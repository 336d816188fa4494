namespace AwsBackupPlan.Engine.Plans;

/// <summary>
/// A plan document as it was read: <c>[plan, tags]</c>, a plan alone, or <c>{ "BackupPlan": …, "BackupPlanTags": … }</c>.
/// </summary>
public sealed class PlanDocument
{
    private PlanDocument(PlanDefinition plan, IReadOnlyDictionary<string, string> tags, IReadOnlyList<PlanDocumentFault> faults)
        => (Plan, Tags, Faults) = (plan, tags, faults);

    /// <summary>The plan, placeholders and all. Members with faults are left out.</summary>
    public PlanDefinition Plan { get; }

    /// <summary>The plan's tags, placeholders and all.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; }

    /// <summary>What is wrong with the document by itself. <see cref="DesiredState.Create"/> refuses a document that has any.</summary>
    public IReadOnlyList<PlanDocumentFault> Faults { get; }

    /// <summary>Reads a document. It never throws for what the text says: that becomes <see cref="Faults"/>.</summary>
    public static PlanDocument Parse(string json)
        => throw new NotSupportedException(json + new PlanDocument(new PlanDefinition(), new Dictionary<string, string>(StringComparer.Ordinal), []).Plan);
}
