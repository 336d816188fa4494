using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>A control that judges the recovery points of a database in a vault.</summary>
internal abstract class PointControl : VaultControl
{
    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Vaults | EvidenceKinds.Points;

    /// <inheritdoc/>
    protected sealed override IEnumerable<Judgement> Judge(VaultEvidence vault, DeployedVault deployed, AccountEvidence evidence, ControlSettings settings) =>
        vault.Points.Failure is { } failure ? [Judgement.Error(Subject.Of(vault), failure)]
        : vault.Points.Value.Count == 0 ? [Judgement.NotApplicable(Subject.Of(vault), $"The vault {vault.Name} in {vault.Region} holds no recovery points.")]
        : vault.Points.Value.SelectMany(points => Judge(points, Subject.Of(vault, points), evidence, settings));

    /// <summary>Judges them.</summary>
    protected abstract IEnumerable<Judgement> Judge(PointFacts points, Subject subject, AccountEvidence evidence, ControlSettings settings);
}
