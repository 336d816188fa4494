using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>A control that judges backup sets by how they compare with their desired state.</summary>
internal abstract class SetControl : Control
{
    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Databases | EvidenceKinds.Comparisons;

    /// <inheritdoc/>
    public sealed override IEnumerable<Judgement> Judge(AccountEvidence evidence, ControlSettings settings) =>
        evidence.Sets.Failure is { } failure ? [Judgement.Error(Subject.Of(evidence.Target), failure)]
        : evidence.Sets.Value.Count == 0 ? [Judgement.NotApplicable(Subject.Of(evidence.Target), $"There is no backup set of the module in {evidence.Target.Region}.")]
        : evidence.Sets.Value.Select(set => Judge(set, Subject.OfSet(evidence.Target, set.AbsName), evidence));

    /// <summary>Judges a set.</summary>
    protected abstract Judgement Judge(SetEvidence set, Subject subject, AccountEvidence evidence);

    /// <summary>Whether it is the document that is not there, or not valid.</summary>
    protected static bool IsOfDocument(AccountFailure failure) => failure.ErrorId is "PlanDocumentInvalid" or "PlanParameterNotFound" or "PlanParameterNotReadable";
}
