using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>The last restore of the database was quick enough.</summary>
internal sealed class RestoreTimeMeetsTarget : DatabaseControl
{
    private const string Minutes = "maxRestoreTime";

    /// <inheritdoc/>
    public override string Name => "RESTORE_TIME_FOR_RESOURCES_MEET_TARGET";

    /// <inheritdoc/>
    public override string Title => "The last restore of every database was quick enough.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Low;

    /// <inheritdoc/>
    public override bool IsJudgedDaily => true;

    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Databases | EvidenceKinds.Restores;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlParameter> Parameters { get; } = [ControlParameter.Number(Minutes, 1, 10080, 720, "The longest that a restore may take, in minutes.")];

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        var most = TimeSpan.FromMinutes(settings.Number(Minutes));
        yield return evidence.Restores.Failure is { } failure ? Judgement.Error(subject, failure)
            : evidence.Restores.Value.TryGetValue(subject.Arn, out var took) ? Judgement.Of(
                took <= most,
                subject,
                $"The last restore took {AgeWords.Of(took)}, and {AgeWords.Of(most)} is the most.",
                Remedies.Lines(Remedies.Note("Restore to a larger -DBInstanceClass, or allow more time with maxRestoreTime. The restores:"), Remedies.Jobs(evidence, "-JobType Restore")))
            : Judgement.Insufficient(subject, "It was not restored in the last 30 days.", Remedies.Note("Try a restore: choose a recovery point (Get-XacntRecoveryPoint -Latest) and the name of the new database, and pipe it into Start-XacntRestoreJob."));
    }
}
