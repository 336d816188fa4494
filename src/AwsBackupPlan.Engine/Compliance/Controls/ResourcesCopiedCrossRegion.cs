using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>A plan copies the database's backups to other Regions.</summary>
internal sealed class ResourcesCopiedCrossRegion : DatabaseControl
{
    private const string Regions = "crossRegionList";

    /// <inheritdoc/>
    public override string Name => "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION";

    /// <inheritdoc/>
    public override string Title => "The backups of every database are copied to another Region.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.High;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlParameter> Parameters { get; } =
        [ControlParameter.List(Regions, 5, "[a-z]{2,}(-[a-z]+)+-[0-9]+", "a Region such as eu-west-1", "The Regions that copies have to go to, all of them; any other Region where it is empty.")];

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        string[] to = [.. database.Planned.Places.Where(target => target.IsCopy && !string.Equals(target.Region, subject.Region, StringComparison.Ordinal)).Select(static target => target.Region).Distinct(StringComparer.Ordinal)];
        string[] missing = [.. settings.List(Regions).Where(region => !to.Contains(region, StringComparer.Ordinal) && !string.Equals(region, subject.Region, StringComparison.Ordinal))];
        var copies = to.Length == 0 ? "No plan copies its backups to another Region." : $"Copied to {string.Join(", ", to)}{(missing.Length == 0 ? "." : $", not to {string.Join(", ", missing)}.")}";
        yield return Judgement.Of(
            to.Length > 0 && missing.Length == 0,
            subject,
            copies,
            !database.Planned.IsTaken ? ProtectionRemedies.NotTaken(evidence, database.Planned)
                : Remedies.PlanOf(evidence, subject.AbsName) is null ? ProtectionRemedies.OfOtherPlan(database.Planned)
                : missing.Length > 0 ? Remedies.Deploy(evidence, subject.AbsName, copyRegions: WithThose(evidence, subject.AbsName, missing))
                : Remedies.Note($"Choose a Region for copies, and name it with -CopyRegion in place of none: {Remedies.DeployInWords(evidence, subject.AbsName)}"));
    }

    // Beside those that the set's own plan copies to already.
    private static string[] WithThose(AccountEvidence evidence, string absName, string[] missing) =>
        [.. Remedies.PlanOf(evidence, absName)?.CopyRegions(evidence.Target.AccountId, new ResourceNames(absName).Vault) ?? [], .. missing];
}
