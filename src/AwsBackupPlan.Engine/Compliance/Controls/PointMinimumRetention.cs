using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>Recovery points are kept long enough.</summary>
internal sealed class PointMinimumRetention : PointControl
{
    private const string Days = "requiredRetentionDays";

    /// <inheritdoc/>
    public override string Name => "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK";

    /// <inheritdoc/>
    public override string Title => "Every recovery point is kept long enough.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Medium;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlParameter> Parameters { get; } = [ControlParameter.Number(Days, 1, 36500, 35, "The fewest days for which a recovery point is kept.")];

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(PointFacts points, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        var all = Counted.Of(points.Count, "recovery point");
        yield return points.ShortestRetention is { } shortest
            ? Judgement.Of(
                shortest >= settings.Number(Days),
                subject,
                $"Of {all} the shortest is kept {Counted.Of(shortest, "day")}, and {settings.Number(Days)} are asked for: {points.ShortestExample}.",
                $"New ones: {Remedies.Deploy(evidence.Target, subject.AbsName)} -DeleteAfterDays {settings.Number(Days)}. This one: aws backup update-recovery-point-lifecycle --backup-vault-name {subject.Vault} --region {subject.Region} --recovery-point-arn {points.ShortestExample} --lifecycle DeleteAfterDays={settings.Number(Days)}")
            : Judgement.Good(subject, $"{all} kept for ever.");
    }
}
