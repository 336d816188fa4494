using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>The vault's access policy protects it as -VaultAccessPolicy Protect does.</summary>
internal sealed class VaultPolicyProtects : VaultControl
{
    private static readonly string[] Actions =
    [
        "backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:DisassociateRecoveryPoint", "backup:DeleteBackupVault", "backup:PutBackupVaultAccessPolicy", "backup:DeleteBackupVaultAccessPolicy",
    ];

    /// <inheritdoc/>
    public override string Name => "XACNT_VAULT_POLICY_PROTECTS";

    /// <inheritdoc/>
    public override string Title => "The access policy of every vault denies its deletion, and that of recovery points, to all but a few.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Medium;

    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Vaults | EvidenceKinds.Policies;

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(VaultEvidence vault, DeployedVault deployed, AccountEvidence evidence, ControlSettings settings)
    {
        var subject = Subject.Of(vault);
        if (vault.Policy.Failure is { } failure)
        {
            yield return Judgement.Error(subject, failure);
            yield break;
        }

        var denial = PolicyDenial.Of(vault.Policy.Value, Actions);
        yield return Judgement.Of(
            denial.Missing.Count == 0 && denial.Anybody.Count == 0,
            subject,
            vault.Policy.Value is null ? "It has no access policy."
                : denial.Missing.Count > 0 ? $"Its access policy does not deny {string.Join(", ", denial.Missing)}."
                : denial.Anybody.Count > 0 ? $"Its access policy lets through {string.Join(", ", denial.Anybody)}, and that is anybody."
                : $"Its access policy lets through {(denial.LetThrough.Count == 0 ? "nobody" : string.Join(", ", denial.LetThrough))}.",
            ProtectPolicy.Remedy(vault, evidence));
    }
}
