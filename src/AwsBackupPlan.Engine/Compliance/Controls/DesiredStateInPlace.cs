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
    protected override Judgement Judge(SetEvidence set, Subject subject, AccountEvidence evidence) => Judge(set.Comparison!, subject, evidence);

    private static Judgement Judge(Reading<BackupPlanComparison> comparison, Subject subject, AccountEvidence evidence) =>
        comparison.Failure is { } failure ? Judgement.Error(subject, failure)
        : Judgement.Of(comparison.Value.Status == ComparisonStatus.InSync, subject, comparison.Value.Message, Remedy(comparison.Value, evidence));

    private static string Remedy(BackupPlanComparison comparison, AccountEvidence evidence) => comparison.Status == ComparisonStatus.Blocked
        ? Remedies.Lines(Remedies.Script(comparison.Remedy ?? comparison.Message), Remedies.Compare(evidence, comparison.AbsName, comparison.CopyRegion))
        : Remedies.Lines(
            Remedies.Note("With -WhatIf it shows the changes first. Where the set was deployed with more than the plan document (-DeleteAfterDays, -ScheduleExpression, -ResourceType), give that again."),
            Remedies.Deploy(evidence, comparison.AbsName, copyRegions: comparison.CopyRegion));
}
