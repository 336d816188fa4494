using System.Globalization;
using System.Management.Automation;
using System.Net.Http.Json;
using Amazon.Backup;
using Amazon.Backup.Model;

namespace AwsBackupPlan.Sandbox.Simulation;

/// <summary>Lets AWS Backup do a night's work: a backup of each of the account's databases, and a copy of each into the other Region.</summary>
/// <remarks>The simulator's clock is moved on until the jobs are done.</remarks>
[Cmdlet(VerbsLifecycle.Invoke, "SimulatedBackup")]
public sealed class InvokeSimulatedBackupCommand : SimulatedAccountCommand
{
    // Jobs of the simulator take two seconds of its time.
    private const double SecondsUntilDone = 5;

    /// <summary>The Region that copies go to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string CopyRegion { get; set; } = "us-east-2";

    private string Vault => $"{AbsName}-Vault";

    private string Role => $"arn:aws:iam::{AccountId}:role/AWSBackup-Custom";

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(AmazonBackupClient backup, CancellationToken cancellationToken)
    {
        foreach (var database in new[] { $"db:{AbsName}-db-1", $"db:{AbsName}-db-2", $"cluster:{AbsName}-aurora-1" })
        {
            var arn = $"arn:aws:rds:{Region}:{AccountId}:{database}";
            var job = new StartBackupJobRequest { BackupVaultName = Vault, ResourceArn = arn, IamRoleArn = Role };
            await backup.StartBackupJobAsync(job, cancellationToken).ConfigureAwait(false);
        }

        await WaitAsync(cancellationToken).ConfigureAwait(false);
        var points = backup.Paginators.ListRecoveryPointsByBackupVault(new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = Vault });
        var copies = 0;
        await foreach (var point in points.RecoveryPoints.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var job = new StartCopyJobRequest
            {
                SourceBackupVaultName = Vault,
                RecoveryPointArn = point.RecoveryPointArn,
                DestinationBackupVaultArn = $"arn:aws:backup:{CopyRegion}:{AccountId}:backup-vault:{Vault}",
                IamRoleArn = Role,
            };
            await backup.StartCopyJobAsync(job, cancellationToken).ConfigureAwait(false);
            copies++;
        }

        await WaitAsync(cancellationToken).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"AWS Backup made recovery points in account {AccountId}, and copied {copies} into {CopyRegion}.");
    }

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")!) };
        var answer = await http.PostAsJsonAsync("/_simulator/clock", new { advanceSeconds = SecondsUntilDone }, cancellationToken).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }
}
