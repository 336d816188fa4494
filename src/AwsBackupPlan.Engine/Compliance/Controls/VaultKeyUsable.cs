using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>The key of every vault is enabled, and not on its way to be deleted.</summary>
internal sealed class VaultKeyUsable : VaultControl
{
    /// <inheritdoc/>
    public override string Name => "XACNT_VAULT_KEY_USABLE";

    /// <inheritdoc/>
    public override string Title => "The key of every vault, in every Region, is enabled and not pending deletion.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Critical;

    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Vaults | EvidenceKinds.Keys;

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(VaultEvidence vault, DeployedVault deployed, AccountEvidence evidence, ControlSettings settings)
    {
        var subject = Subject.Of(vault);
        yield return deployed.IsKeyOfAws ? Judgement.NotApplicable(subject, "Its key is AWS's own, which nobody can disable or delete.")
            : deployed.EncryptionKeyArn is null ? Judgement.Insufficient(subject, "AWS does not say what key it has.")
            : vault.Key.Failure is { } failure ? Judgement.Error(subject, failure)
            : vault.Key.Value is not { } key ? Judgement.Bad(subject, $"Its key {deployed.EncryptionKeyArn} does not exist any more: what the vault holds cannot be restored.", Remedies.Note("Make a vault with another key, and back up into that."))
            : Judgement.Of(key.KeyState == KeyState.Enabled, subject, $"Its key {key.Arn} is {key.KeyState}{(key.DeletionDate is { } date ? FormattableString.Invariant($", to be deleted on {date:yyyy-MM-dd}") : string.Empty)}.", Remedy(key, vault.Region));
    }

    // A key can be of another account than its vault.
    private static string Remedy(KeyMetadata key, string region)
    {
        var (cancel, enable) = ($"aws kms cancel-key-deletion --key-id {key.KeyId} --region {region}", $"aws kms enable-key --key-id {key.KeyId} --region {region}");
        var accountId = key.Arn.Split(':')[4];
        return key.KeyState == KeyState.Disabled ? Remedies.InAccount(accountId, enable)
            : key.KeyState == KeyState.PendingDeletion || key.KeyState == KeyState.PendingReplicaDeletion ? Remedies.InAccount(accountId, cancel, enable)
            : Remedies.Lines(Remedies.Note($"A key that is {key.KeyState} cannot be switched on. See what it waits for:"), Remedies.InAccount(accountId, $"aws kms describe-key --key-id {key.KeyId} --region {region}"));
    }
}
