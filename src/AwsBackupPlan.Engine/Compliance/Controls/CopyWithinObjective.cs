using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>The newest copy in every copy Region is no older than the plan promises.</summary>
internal sealed class CopyWithinObjective : DatabaseControl
{
    /// <inheritdoc/>
    public override string Name => "XACNT_COPY_WITHIN_OBJECTIVE";

    /// <inheritdoc/>
    public override string Title => "Every copy Region has a copy of every database that is no older than its plan's schedule and windows allow.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.High;

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        var copies = database.Info.Regions.Where(static place => place is { IsCopy: true, LateAfter: not null }).ToList();
        return copies.Count == 0
            ? [Judgement.NotApplicable(subject, database.Planned.IsTaken ? "Its plan copies nowhere." : "No plan backs it up.")]
            : copies.Select(place => Judge(place, database.Info, subject with { Region = place.Region }, evidence));
    }

    private static Judgement Judge(RegionalProtectionInfo place, ProtectedResourceInfo database, Subject subject, AccountEvidence evidence)
    {
        var failure = place.LastFailureMessage is { } message && (place.CreationDate is null || place.LastFailure > place.CreationDate) ? $" The last copy job failed: {message}" : string.Empty;
        var remedy = $"Mend what AWS says, then copy the newest backup: Get-XacntRecoveryPoint -AccountId {evidence.Target.AccountId} -Region {evidence.Target.Region} -ResourceArn {subject.Arn} -Latest | Start-XacntCopyJob -CopyRegion {place.Region}";
        return place switch
        {
            { Age: { } age } => Judgement.Of(!place.IsLate, subject, $"The newest copy in {place.Region} is {AgeWords.Of(age)} old, and {AgeWords.Of(place.LateAfter!.Value)} is the most.{(place.IsLate ? failure : string.Empty)}", remedy),
            _ when database.Status == ProtectionStatus.Pending => Judgement.Insufficient(subject, database.Reason),
            _ => Judgement.Bad(subject, $"There is no completed copy in {place.Region}.{failure}", remedy),
        };
    }
}
