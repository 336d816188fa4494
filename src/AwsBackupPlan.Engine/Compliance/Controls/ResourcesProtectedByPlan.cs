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
    public override bool IsJudgedDaily => true;

    /// <inheritdoc/>
    /// <remarks>Nothing at all would read as nothing to worry about.</remarks>
    protected override Judgement WithoutDatabase(AccountEvidence evidence, AccountFailure none) => Judgement.Bad(Subject.OfSet(evidence.Target, evidence.Target.AbsName), none.Message, Remedies.Note(none.Remedy));

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        yield return database.Planned.Plan is { } plan
            ? Judgement.Good(subject, $"The plan {plan.Name} selects it: {database.Planned.Matches[0].MatchedBy}.")
            : Judgement.Bad(subject, database.Info.Reason, ProtectionRemedies.NotTaken(evidence, database.Planned, database.Info.AbsName.Length == 0 ? SetOf(database.Planned, evidence) : string.Empty));
    }

    /// <inheritdoc/>
    protected override Judgement JudgeStray(PlannedProtection stray, AccountEvidence evidence)
    {
        var database = stray.Database;
        var set = SetOf(stray, evidence);
        var reason = stray.Matches.Count == 0 ? $"There is no selection of any backup plan in {evidence.Target.Region}." : $"The nearest is the selection {stray.Matches[0].SelectionName} of the plan {stray.Matches[0].PlanName}: {stray.Matches[0].Reason}";
        var before = set.Length == 0 ? string.Empty : $" The backup set {set} has recovery points of it: it has lost its tag.";
        return Judgement.Bad(
            new Subject(evidence.Target.Region, set, database.Arn, database.Identifier, database.ResourceType),
            $"It belongs to no backup set, and no plan takes it. {reason}{before}",
            ProtectionRemedies.NotTaken(evidence, stray, set));
    }

    // Its recovery points tell it.
    private static string SetOf(PlannedProtection stray, AccountEvidence evidence) => evidence.Vaults.Failure is not null ? string.Empty
        : evidence.Vaults.Value.Where(vault => vault.Points.Failure is null && Remedies.IsSet(evidence, vault.AbsName) && vault.Points.Value.Any(points => string.Equals(points.ResourceArn, stray.Database.Arn, StringComparison.Ordinal)))
            .Select(static vault => vault.AbsName).FirstOrDefault() ?? string.Empty;
}
