using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>The plan document of a backup set is there and valid.</summary>
internal sealed class PlanDocumentValid : SetControl
{
    /// <inheritdoc/>
    public override string Name => "XACNT_PLAN_DOCUMENT_VALID";

    /// <inheritdoc/>
    public override string Title => "The plan document of every backup set is there and valid.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.High;

    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Databases | EvidenceKinds.Documents;

    /// <inheritdoc/>
    protected override Judgement Judge(SetEvidence set, Subject subject, AccountEvidence evidence) => set.Desired.Failure switch
    {
        null => Judgement.Good(subject, "The plan document is valid."),
        { } failure when IsOfDocument(failure) => Judgement.Bad(subject, failure.Message, Remedies.Script(failure.Remedy)),
        { } failure => Judgement.Error(subject, failure),
    };
}
