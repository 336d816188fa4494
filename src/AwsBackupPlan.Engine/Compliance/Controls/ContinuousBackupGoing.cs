using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>No continuous backup has stopped.</summary>
internal sealed class ContinuousBackupGoing : PointControl
{
    /// <inheritdoc/>
    public override string Name => "XACNT_CONTINUOUS_BACKUP_GOING";

    /// <inheritdoc/>
    public override string Title => "No continuous backup has stopped.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.High;

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(PointFacts points, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        yield return points is { Stopped.Count: 0, Going: 0 }
            ? points.Unclear > 0 ? Judgement.Insufficient(subject, "Its continuous backup is neither AVAILABLE nor STOPPED.") : Judgement.NotApplicable(subject, "It has no continuous backup.")
            : Judgement.Of(
                points.Stopped.Count == 0 || points.Going > 0,
                subject,
                points.Going > 0 ? "The continuous backup goes on." : $"The continuous backup has stopped: {points.Stopped[0]}.",
                Remedies.Lines(
                    Remedies.Note("Whoever changed the database's automated backups (BackupRetentionPeriod, backup window) stopped it. The next run of its continuous rule begins a new one; until then a snapshot is something to go back to:"),
                    Remedies.BackUp(evidence, subject.AbsName, subject.Arn)));
    }
}
