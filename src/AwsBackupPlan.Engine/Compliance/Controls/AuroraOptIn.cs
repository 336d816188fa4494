using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>No cluster goes without backups because the Region has its type switched off.</summary>
internal sealed class AuroraOptIn : DatabaseControl
{
    /// <inheritdoc/>
    public override string Name => "XACNT_AURORA_OPT_IN";

    /// <inheritdoc/>
    public override string Title => "AWS Backup is switched on for Aurora where a selection means a cluster.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Critical;

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        yield return !database.Planned.Database.IsCluster ? Judgement.NotApplicable(subject, "It is no cluster.")
            : database.Info.Status == ProtectionStatus.OptInOff ? Judgement.Bad(subject, database.Info.Reason, ProtectionRemedies.NotTaken(evidence, database.Planned))
            : database.Planned.IsTaken ? Judgement.Good(subject, $"AWS Backup takes {subject.Type} in {subject.Region}.")
            : Judgement.NotApplicable(subject, "No selection means it.");
    }
}
