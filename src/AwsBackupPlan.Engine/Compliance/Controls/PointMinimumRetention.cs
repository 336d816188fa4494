using System.Globalization;
using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>Recovery points are kept long enough.</summary>
internal sealed class PointMinimumRetention : PointControl
{
    private const string Days = "requiredRetentionDays";
    private const long LongestContinuous = 35;

    /// <inheritdoc/>
    public override string Name => "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK";

    /// <inheritdoc/>
    public override string Title => "Every recovery point is kept long enough.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Medium;

    /// <inheritdoc/>
    /// <remarks>Of the plan document hangs what there is to do.</remarks>
    public override EvidenceKinds Needs => base.Needs | EvidenceKinds.Documents;

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
                Remedies.Lines(OfNewOnes(evidence, subject, settings.Number(Days)), OfThisOne(evidence, subject, points.ShortestExample!, settings.Number(Days))))
            : Judgement.Good(subject, $"{all} kept for ever.");
    }

    private static string OfNewOnes(AccountEvidence evidence, Subject subject, long days) => Remedies.PlanOf(evidence, subject.AbsName) is { } plan && RetentionRemedy.KeepsAll(plan.Definition, days)
        ? Remedies.Note($"The plan {plan.Name} keeps new ones long enough.")
        : RetentionRemedy.Of(evidence, subject.AbsName, document => RetentionRemedy.KeepsAll(document, days), $"keeps recovery points and copies {Counted.Of(days, "day")} in every rule");

    // AWS Backup keeps no continuous backup longer.
    private static string OfThisOne(AccountEvidence evidence, Subject subject, string arn, long days) => arn.Contains(":recovery-point:continuous:", StringComparison.Ordinal) && days > LongestContinuous
        ? Remedies.Note($"A continuous backup is kept {LongestContinuous.ToString(CultureInfo.InvariantCulture)} days at most: have a rule that makes snapshots keep what is to be kept longer.")
        : Remedies.Lines(
            Remedies.Note("This one, and others that are there likewise; what a lock of the vault or its policy forbids stays as it is."),
            Remedies.InAccount(evidence.Target.AccountId, $"aws backup update-recovery-point-lifecycle --backup-vault-name {Remedies.Word(subject.Vault)} --region {subject.Region} --recovery-point-arn {Remedies.Word(arn)} --lifecycle DeleteAfterDays={days.ToString(CultureInfo.InvariantCulture)}"));
}
