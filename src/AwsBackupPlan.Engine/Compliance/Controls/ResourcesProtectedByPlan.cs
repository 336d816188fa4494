using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>A plan backs the database up.</summary>
internal sealed class ResourcesProtectedByPlan : DatabaseControl
{
    /// <inheritdoc/>
    public override string Name => "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN";

    /// <inheritdoc/>
    public override string Title => "Every database is in at least one backup plan.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Critical;

    /// <inheritdoc/>
    /// <remarks>Nothing at all would read as nothing to worry about.</remarks>
    protected override Judgement WithoutDatabase(AccountEvidence evidence, AccountFailure none) => Judgement.Bad(Subject.OfSet(evidence.Target, evidence.Target.AbsName), none.Message, none.Remedy);

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        yield return database.Planned.Plan is { } plan
            ? Judgement.Good(subject, $"The plan {plan.Name} selects it: {database.Planned.Matches[0].MatchedBy}.")
            : Judgement.Bad(subject, database.Info.Reason, database.Info.Remedy ?? Remedies.Deploy(evidence.Target, database.Info.AbsName));
    }
}
