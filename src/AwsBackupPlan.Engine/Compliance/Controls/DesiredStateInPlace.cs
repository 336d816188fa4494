using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>A backup set is as its plan document says.</summary>
internal sealed class DesiredStateInPlace : SetControl
{
    /// <inheritdoc/>
    public override string Name => "XACNT_DESIRED_STATE_IN_PLACE";

    /// <inheritdoc/>
    public override string Title => "Every backup set is as its plan document says.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Medium;

    /// <inheritdoc/>
    protected override Judgement Judge(Reading<BackupPlanComparison> comparison, Subject subject, AccountEvidence evidence) =>
        comparison.Failure is { } failure ? Judgement.Error(subject, failure)
        : Judgement.Of(
            comparison.Value.Status == ComparisonStatus.InSync,
            subject,
            comparison.Value.Message,
            comparison.Value.Remedy ?? Remedies.Of("Compare-XacntBackupPlan", evidence.Target, subject.AbsName));
}
