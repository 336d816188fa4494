using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>Recovery points are encrypted.</summary>
internal sealed class PointEncrypted : PointControl
{
    /// <inheritdoc/>
    public override string Name => "BACKUP_RECOVERY_POINT_ENCRYPTED";

    /// <inheritdoc/>
    public override string Title => "Every recovery point is encrypted.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.High;

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(PointFacts points, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        yield return points is { Unencrypted: 0, Unknown: > 0 } ? Judgement.Insufficient(subject, $"Of {points.Unknown} of {Counted.Of(points.Count, "recovery point")} AWS does not say whether they are encrypted.")
            : Judgement.Of(
            points.Unencrypted == 0,
            subject,
            points.Unencrypted == 0 ? $"{Counted.Of(points.Count, "recovery point")}, all encrypted." : $"{points.Unencrypted} of {Counted.Of(points.Count, "recovery point")} not encrypted, such as {points.UnencryptedExample}.",
            Remedies.Note("A snapshot of Amazon RDS is encrypted when its database is: restore the database from a snapshot that was copied with a key (aws rds copy-db-snapshot with --kms-key-id), and back that up. Copies are encrypted with the key of their vault, save those of an unencrypted Aurora cluster."));
    }
}
