using System.Management.Automation;
using Amazon.Backup;
using Amazon.Backup.Model;

namespace AwsBackupPlan.Sandbox.Simulation;

/// <summary>Switches a type of resources on in AWS Backup's settings of a Region, as an administrator of the account would.</summary>
[Cmdlet(VerbsLifecycle.Enable, "SimulatedOptIn")]
public sealed class EnableSimulatedOptInCommand : SimulatedAccountCommand
{
    /// <summary>The type, by AWS Backup's name.</summary>
    [Parameter]
    public string ResourceType { get; set; } = "Aurora";

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(AmazonBackupClient backup, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(backup);
        var settings = await backup.DescribeRegionSettingsAsync(new DescribeRegionSettingsRequest(), cancellationToken).ConfigureAwait(false);
        var optIn = new Dictionary<string, bool>(settings.ResourceTypeOptInPreference ?? [], StringComparer.Ordinal) { [ResourceType] = true };
        await backup.UpdateRegionSettingsAsync(new UpdateRegionSettingsRequest { ResourceTypeOptInPreference = optIn }, cancellationToken).ConfigureAwait(false);
        return $"AWS Backup has {ResourceType} switched on in {Region} of account {AccountId} now.";
    }
}
