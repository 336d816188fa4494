using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>The vault's access policy lets nobody but some principals delete recovery points.</summary>
internal sealed class PointManualDeletionDisabled : VaultControl
{
    private const string Principals = "principalArnList";

    private static readonly string[] Actions = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:PutBackupVaultAccessPolicy"];

    /// <inheritdoc/>
    public override string Name => "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED";

    /// <inheritdoc/>
    public override string Title => "Vaults let nobody delete recovery points, but the principals that are named.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Medium;

    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Vaults | EvidenceKinds.Policies;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlParameter> Parameters { get; } =
        [ControlParameter.List(Principals, 5, @"arn:[a-z0-9-]+:iam::([0-9]{12}|\*):(role|user)/.+", "the ARN of a role or user", "Who may delete recovery points. Nobody where it is empty; the role that the module assumes where it is not given.")];

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
        IReadOnlyList<string> named = settings.Given.ContainsKey(Principals) ? settings.List(Principals) : [RoleArn.For(evidence.Target.RoleName, evidence.Target.AccountId, evidence.Partition)];
        var others = denial.LetThrough.Where(principal => !named.Contains(principal, StringComparer.Ordinal) && !PolicyDenial.IsServiceRole(principal)).ToList();
        var remedy = ProtectPolicy.Remedy(vault, evidence, settings.Given.ContainsKey(Principals) ? named : null);
        yield return denial.Missing.Count > 0
            ? Judgement.Bad(subject, vault.Policy.Value is null ? "It has no access policy." : $"Its access policy does not deny everybody {string.Join(", ", denial.Missing)}.", remedy)
            : Judgement.Of(others.Count == 0, subject, others.Count == 0 ? "Its access policy denies the deletion of recovery points." : $"Its access policy lets through, beside those that are named: {string.Join(", ", others)}.", remedy);
    }
}
