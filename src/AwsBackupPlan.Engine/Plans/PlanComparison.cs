namespace AwsBackupPlan.Engine.Plans;

/// <summary>Compares what is there with what is desired, after both were brought to one form.</summary>
public static class PlanComparison
{
    /// <summary>In what the plans differ; empty when AWS Backup does the same for both.</summary>
    public static IReadOnlyList<PropertyDifference> ComparePlans(PlanDefinition actual, PlanDefinition desired)
        => throw new NotSupportedException($"{actual} {desired}");

    /// <summary>In what the selections differ. Either of the module's two names of a selection is right.</summary>
    public static IReadOnlyList<PropertyDifference> CompareSelections(SelectionDefinition actual, SelectionDefinition desired, ResourceNames names)
        => throw new NotSupportedException($"{actual} {desired} {names.Plan}");

    /// <summary>Which desired tags are missing or have another value. Tags that are not desired are other people's and no difference.</summary>
    public static IReadOnlyList<PropertyDifference> CompareTags(IReadOnlyDictionary<string, string> actual, IReadOnlyDictionary<string, string> desired)
        => throw new NotSupportedException($"{actual} {desired}");
}
