using System.Management.Automation;
using Amazon.Backup;
using Amazon.Backup.Model;

namespace AwsBackupPlan.Sandbox.Simulation;

/// <summary>Puts the key of a backup set's vault into another state, such as Disabled, as somebody else might. The Region is that of the vault.</summary>
[Cmdlet(VerbsCommon.Set, "SimulatedKey")]
public sealed class SetSimulatedKeyCommand : SimulatedAccountCommand
{
    /// <summary>The state.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet("Enabled", "Disabled", "PendingDeletion")]
    public string State { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(AmazonBackupClient backup, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(backup);
        var vault = await backup.DescribeBackupVaultAsync(new DescribeBackupVaultRequest { BackupVaultName = $"{AbsName}-Vault" }, cancellationToken).ConfigureAwait(false);
        await SimulatorControl.TellAsync("keys", new { keyArn = vault.EncryptionKeyArn, state = State }, cancellationToken).ConfigureAwait(false);
        return $"The key of the vault {AbsName}-Vault in {Region} of account {AccountId} is {State} now.";
    }
}
