using System.Globalization;
using System.Management.Automation;
using System.Net.Http.Json;
using Amazon.Backup;
using Amazon.Backup.Model;

namespace AwsBackupPlan.Sandbox.Simulation;

/// <summary>Lets AWS Backup do a night's work: a backup of each of the account's databases, and moves the simulator's clock on until they are done.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SimulatedBackup")]
public sealed class InvokeSimulatedBackupCommand : SimulatedAccountCommand
{
    // Jobs of the simulator take two seconds of its time.
    private const double SecondsUntilDone = 5;

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(AmazonBackupClient backup, CancellationToken cancellationToken)
    {
        string[] databases = [$"db:{AbsName}-db-1", $"db:{AbsName}-db-2", $"cluster:{AbsName}-aurora-1"];
        foreach (var database in databases)
        {
            var request = new StartBackupJobRequest
            {
                BackupVaultName = $"{AbsName}-Vault",
                ResourceArn = $"arn:aws:rds:{Region}:{AccountId}:{database}",
                IamRoleArn = $"arn:aws:iam::{AccountId}:role/AWSBackup-Custom",
            };
            await backup.StartBackupJobAsync(request, cancellationToken).ConfigureAwait(false);
        }

        using var http = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")!) };
        var answer = await http.PostAsJsonAsync("/_simulator/clock", new { advanceSeconds = SecondsUntilDone }, cancellationToken).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        return string.Create(CultureInfo.InvariantCulture, $"AWS Backup made {databases.Length} recovery points in account {AccountId}.");
    }
}
