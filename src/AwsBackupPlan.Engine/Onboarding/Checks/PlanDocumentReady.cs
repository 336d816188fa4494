namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The plan document is there, can be read, and is valid.</summary>
internal sealed class PlanDocumentReady : Prerequisite
{
    /// <inheritdoc/>
    public override string Name => "PlanDocument";

    /// <summary>Whether the document was looked for and is missing or faulty. What hangs on it is not checked then.</summary>
    public static bool IsFaulty(TestEvidence evidence) => evidence.Desired.Failure?.ErrorId is "PlanParameterNotFound" or "PlanDocumentInvalid" or "PlanParameterNotReadable";

    /// <summary>Why what hangs on the document is not checked.</summary>
    public const string See = "There is no valid plan document: see PlanDocument.";

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        yield return evidence.Desired switch
        {
            { Failure: { ErrorId: "PlanParameterNotFound" } missing } => Failed(evidence, region, missing.Message, $"Initialize-XacntBackupAccount puts one there. {missing.Remedy}"),
            { Failure: { ErrorId: "PlanDocumentInvalid" or "PlanParameterNotReadable" } faulty } => Failed(evidence, region, faulty.Message, faulty.Remedy),
            { Failure: { } failure } => NotRead(evidence, region, failure),
            { Value: var desired } => Passed(
                evidence,
                region,
                $"{(evidence.Options.PlanDocument is null ? $"The {(desired.IsSecret ? "SecureString " : string.Empty)}parameter {evidence.Options.PlanParameterName}" : "The plan document that was given")} is valid: {Counted.Of(desired.Plan.Rules.Count, "rule")}."),
        };
    }
}
