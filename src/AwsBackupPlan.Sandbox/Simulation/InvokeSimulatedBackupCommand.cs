using System.Globalization;
using System.Management.Automation;
using Amazon.Backup;
using Amazon.Backup.Model;

namespace AwsBackupPlan.Sandbox.Simulation;

/// <summary>Lets AWS Backup do a night's work: what each rule of the plan says, for each of the account's databases.</summary>
/// <remarks>The simulator's clock is moved on until the jobs are done.</remarks>
[Cmdlet(VerbsLifecycle.Invoke, "SimulatedBackup")]
public sealed class InvokeSimulatedBackupCommand : SimulatedAccountCommand
{
    // Jobs of the simulator take two seconds of its time; copies of the same database wait for one another.
    private const double SecondsBetweenLooks = 5;
    private const int MostLooks = 20;

    private const string Continuous = ":recovery-point:continuous:";

    private string Role => $"arn:aws:iam::{AccountId}:role/AWSBackup-Custom";

    private IEnumerable<string> Databases => new[] { $"db:{AbsName}-db-1", $"db:{AbsName}-db-2", $"cluster:{AbsName}-aurora-1" }.Select(name => $"arn:aws:rds:{Region}:{AccountId}:{name}");

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(AmazonBackupClient backup, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(backup);
        if (await FindPlanAsync(backup, cancellationToken).ConfigureAwait(false) is not { } plan)
        {
            return $"{AccountId} has no plan {PlanName} in {Region}: AWS Backup has nothing to do.";
        }

        var told = new List<string>();
        foreach (var rule in plan.BackupPlan.Rules)
        {
            told.Add(await RunAsync(backup, rule, cancellationToken).ConfigureAwait(false));
        }

        return string.Join(' ', told);
    }

    private async Task<string> RunAsync(AmazonBackupClient backup, BackupRule rule, CancellationToken cancellationToken)
    {
        var backups = new List<JobEnd>();
        foreach (var database in Databases)
        {
            backups.Add(rule.EnableContinuousBackup is true
                ? await ContinueAsync(backup, rule, database, cancellationToken).ConfigureAwait(false)
                : await BackUpAsync(backup, rule, database, cancellationToken).ConfigureAwait(false));
        }

        var made = backups.Where(static job => job.RecoveryPointArn is not null).ToList();
        var told = $"AWS Backup made {made.Count.ToString(CultureInfo.InvariantCulture)} recovery points in account {AccountId}{Failures(backups)}";
        foreach (var action in rule.CopyActions ?? [])
        {
            var copies = new List<JobEnd>();
            foreach (var point in made)
            {
                copies.Add(await CopyAsync(backup, rule, action, point.RecoveryPointArn!, cancellationToken).ConfigureAwait(false));
            }

            told += $", and copied {copies.Count(static job => job.RecoveryPointArn is not null).ToString(CultureInfo.InvariantCulture)} into {action.DestinationBackupVaultArn.Split(':')[3]}{Failures(copies)}";
        }

        return $"{told}.";
    }

    private static string Failures(List<JobEnd> jobs)
    {
        var failed = jobs.Where(static job => job.RecoveryPointArn is null).GroupBy(static job => job.Message, StringComparer.Ordinal).ToList();
        return failed.Count == 0 ? string.Empty : $" ({string.Join("; ", failed.Select(static same => string.Create(CultureInfo.InvariantCulture, $"{same.Count()} failed: {same.Key?.TrimEnd('.')}")))})";
    }

    private async Task<JobEnd> BackUpAsync(AmazonBackupClient backup, BackupRule rule, string database, CancellationToken cancellationToken)
    {
        var job = new StartBackupJobRequest { BackupVaultName = rule.TargetBackupVaultName, ResourceArn = database, IamRoleArn = Role, Lifecycle = rule.Lifecycle };
        var id = (await backup.StartBackupJobAsync(job, cancellationToken).ConfigureAwait(false)).BackupJobId;
        return await EndAsync(
            async () =>
            {
                var now = await backup.DescribeBackupJobAsync(new DescribeBackupJobRequest { BackupJobId = id }, cancellationToken).ConfigureAwait(false);
                return (now.State.Value, now.StatusMessage, now.RecoveryPointArn);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<JobEnd> CopyAsync(AmazonBackupClient backup, BackupRule rule, CopyAction action, string recoveryPointArn, CancellationToken cancellationToken)
    {
        var job = new StartCopyJobRequest
        {
            SourceBackupVaultName = rule.TargetBackupVaultName,
            RecoveryPointArn = recoveryPointArn,
            DestinationBackupVaultArn = action.DestinationBackupVaultArn,
            IamRoleArn = Role,
            Lifecycle = action.Lifecycle,
        };
        var id = (await backup.StartCopyJobAsync(job, cancellationToken).ConfigureAwait(false)).CopyJobId;
        return await EndAsync(
            async () =>
            {
                var now = (await backup.DescribeCopyJobAsync(new DescribeCopyJobRequest { CopyJobId = id }, cancellationToken).ConfigureAwait(false)).CopyJob;
                return (now.State.Value, now.StatusMessage, now.DestinationRecoveryPointArn);
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Nobody but AWS Backup itself makes a continuous backup, of which a database has one; so the simulator is asked for it.
    private async Task<JobEnd> ContinueAsync(AmazonBackupClient backup, BackupRule rule, string database, CancellationToken cancellationToken)
    {
        var there = backup.Paginators.ListRecoveryPointsByBackupVault(new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = rule.TargetBackupVaultName, ByResourceArn = database }).RecoveryPoints;
        var known = await there.Select(static point => point.RecoveryPointArn).FirstOrDefaultAsync(static arn => arn.Contains(Continuous, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            return new JobEnd(known, null);
        }

        var days = rule.Lifecycle?.DeleteAfterDays;
        var vault = await backup.DescribeBackupVaultAsync(new DescribeBackupVaultRequest { BackupVaultName = rule.TargetBackupVaultName }, cancellationToken).ConfigureAwait(false);
        if (days < vault.MinRetentionDays || days > vault.MaxRetentionDays)
        {
            return new JobEnd(null, string.Create(CultureInfo.InvariantCulture, $"FAILED The retention of {days} days is outside the limits of the vault's lock"));
        }

        var wanted = new { accountId = AccountId, region = Region, vaultName = rule.TargetBackupVaultName, resourceArn = database, isContinuous = true, deleteAfterDays = days };
        var answer = await SimulatorControl.PostAsync("recovery-points", wanted, cancellationToken).ConfigureAwait(false);
        return new JobEnd(answer["recoveryPointArn"]?.GetValue<string>(), answer["message"]?.GetValue<string>());
    }

    private static async Task<JobEnd> EndAsync(Func<Task<(string State, string? Message, string? RecoveryPointArn)>> describe, CancellationToken cancellationToken)
    {
        var (state, message, arn) = await describe().ConfigureAwait(false);
        for (var look = 0; look < MostLooks && (state is "CREATED" or "PENDING" or "RUNNING"); look++)
        {
            await SimulatorControl.PostAsync("clock", new { advanceSeconds = SecondsBetweenLooks }, cancellationToken).ConfigureAwait(false);
            (state, message, arn) = await describe().ConfigureAwait(false);
        }

        return state is "COMPLETED" ? new JobEnd(arn, null) : new JobEnd(null, $"{state} {message}".TrimEnd());
    }

    /// <summary>How a job ended.</summary>
    /// <param name="RecoveryPointArn">What it made; nothing when it failed.</param>
    /// <param name="Message">Why it failed.</param>
    private sealed record JobEnd(string? RecoveryPointArn, string? Message);
}
