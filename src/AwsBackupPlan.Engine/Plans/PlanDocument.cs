using AwsBackupPlan.Engine.Accounts.Sessions;


namespace AwsBackupPlan.Engine.Plans;

/// <summary>
/// A plan document as it was read: <c>[plan, tags]</c>, a plan alone, or <c>{ "BackupPlan": …, "BackupPlanTags": … }</c>.
/// </summary>
/// <remarks>
/// It is JSON without comments. Members are those of AWS Backup's BackupPlanInput, with their case; a member that is <c>null</c> is an absent one. The plan's
/// name is always the module's, so it may be missing, and so may what has a placeholder: <c>RuleName</c>, <c>VaultName</c>,
/// <c>DestinationBackupVaultArn</c>, and <c>ABSName</c> as the value of a tag.
/// </remarks>
public sealed class PlanDocument
{
    private PlanDocument(PlanDocumentReader reader, IReadOnlyList<PlanDocumentFault> faults)
        => (Plan, Tags, PlanPath, TagsPath, Faults) = (reader.Plan, reader.Tags, reader.PlanPath, reader.TagsPath, faults);

    /// <summary>The plan, placeholders and all. Members with faults are left out.</summary>
    public PlanDefinition Plan { get; }

    /// <summary>The plan's tags, placeholders and all.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; }

    /// <summary>What is wrong with the document by itself. <see cref="DesiredState.Create"/> refuses a document that has any.</summary>
    public IReadOnlyList<PlanDocumentFault> Faults { get; }

    /// <summary>The JSON path of the plan.</summary>
    internal string PlanPath { get; }

    /// <summary>The JSON path of the tags.</summary>
    internal string TagsPath { get; }

    /// <summary>Reads a document. It never throws for what the text says: that becomes <see cref="Faults"/>.</summary>
    public static PlanDocument Parse(string json)
    {
        var faults = new FaultList();
        var reader = new PlanDocumentReader(faults);
        reader.Read(json);
        PlanRules.CheckValues(reader.Plan, reader.PlanPath, faults);
        PlanRules.CheckTags(reader.Tags, reader.TagsPath, TagRules.MaximumTagsOfAResource, faults);
        return new PlanDocument(reader, faults.ToList());
    }
}
