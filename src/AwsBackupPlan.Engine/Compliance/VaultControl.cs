using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>A control that judges vaults.</summary>
internal abstract class VaultControl : Control
{
    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Vaults;

    /// <inheritdoc/>
    public sealed override IEnumerable<Judgement> Judge(AccountEvidence evidence, ControlSettings settings) =>
        evidence.Vaults.Failure is { } failure ? [Judgement.Error(Subject.Of(evidence.Target), failure)]
        : evidence.Vaults.Value.Count == 0 && evidence.UnreadRegions.Count == 0 ? [Judgement.NotApplicable(Subject.Of(evidence.Target), "No plan of this Region fills a vault of the account.")]
        : evidence.UnreadRegions.Select(unread => Judgement.Error(Subject.OfRegion(evidence.Target, unread.Region), unread.Failure))
            .Concat(evidence.Vaults.Value.Where(static vault => vault.Vault.Failure is null).SelectMany(vault => Judge(vault, evidence, settings)));

    /// <summary>Judges a vault that is there.</summary>
    protected abstract IEnumerable<Judgement> Judge(VaultEvidence vault, DeployedVault deployed, AccountEvidence evidence, ControlSettings settings);

    private IEnumerable<Judgement> Judge(VaultEvidence vault, AccountEvidence evidence, ControlSettings settings) =>
        vault.Vault.Value is { } deployed ? Judge(vault, deployed, evidence, settings)
        : [Judgement.Bad(Subject.Of(vault), $"A plan fills the vault {vault.Name} in {vault.Region}, which does not exist.", Remedies.PlanOf(evidence, vault.AbsName) is null
            ? Remedies.Note($"Make the vault {vault.Name} in {vault.Region}, or take it out of the plan, which is none of this module's.")
            : Remedies.Deploy(evidence, vault.AbsName))];
}
