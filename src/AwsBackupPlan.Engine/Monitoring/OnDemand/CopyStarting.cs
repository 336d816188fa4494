using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.Jobs;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>Copies recovery points on demand.</summary>
internal sealed class CopyStarting(AccountSession session, IReadOnlyList<NamedPoint> points, CopyStartOptions options, IResultSink sink)
{
    private static readonly string[] Copyable = ["COMPLETED", "AVAILABLE"];

    private readonly AccountTarget _target = session.Target;
    private readonly JobStarter _starter = new(session, options, sink);

    /// <summary>Starts the copies.</summary>
    public async Task<WorkOutcome<string>> StartAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading recovery points and vaults"));
        var going = new CopyTargets(session, options).ReadAsync(cancellationToken);
        var reading = Task.WhenAll(points.Select(point => ReadAsync(point, cancellationToken)));
        await Task.WhenAll(going, reading).ConfigureAwait(false);
        var destinations = await going.ConfigureAwait(false);
        var starts = (await reading.ConfigureAwait(false)).OfType<DescribeRecoveryPointResponse>()
            .SelectMany(read => destinations.Where(destination => IsPossible(read, destination.Arn, destination.Vault)).Select(destination => Plan(read, destination.Arn))).ToList();
        return await _starter.StartAsync("copy", starts, cancellationToken).ConfigureAwait(false);
    }

    // What is wrong with one recovery point stops no other.
    private async Task<DescribeRecoveryPointResponse?> ReadAsync(NamedPoint point, CancellationToken cancellationToken)
    {
        try
        {
            var read = await new PointReader(session).ReadAsync(point, Copyable, "copied", cancellationToken).ConfigureAwait(false);
            if (read is { ResourceType: "RDS" } && read.ResourceArn?.Contains(":cluster:", StringComparison.Ordinal) is true)
            {
                _starter.Refuse(Fault("RecoveryPointNotCopyable", $"The recovery point {read.RecoveryPointArn} is of a Multi-AZ DB cluster, whose snapshots AWS Backup cannot copy.", "Leave it out."));
                return null;
            }

            return read;
        }
#pragma warning disable CA1031 // Whatever goes wrong with one is that one's failure.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _starter.Refuse(exception);
            return null;
        }
    }

    private bool IsPossible(DescribeRecoveryPointResponse point, string destination, DeployedVault? vault)
    {
        var fault = string.Equals(destination, point.BackupVaultArn, StringComparison.Ordinal)
            ? Fault("CopyIntoItself", $"The recovery point {point.RecoveryPointArn} is in the vault {destination} already, and is not copied into itself.", "Name another Region with -CopyRegion, or another vault with -DestinationVaultArn.")
            : Overdue(point) ?? (vault is null ? null : StartFaults.OutsideLock(_target, vault, $"a copy of {point.RecoveryPointArn}", Days(point)));
        if (fault is not null)
        {
            _starter.Refuse(fault);
        }

        return fault is null;
    }

    // Without a lifecycle of its own a copy has its source's.
    private long? Days(DescribeRecoveryPointResponse point) => options.RetentionDays ?? (point.Lifecycle?.DeleteAfterDays is { } days and > 0 ? (long?)days : null);

    // A copy is as old as its source: it would go as soon as it is there. That of a continuous backup is new.
    private AccountException? Overdue(DescribeRecoveryPointResponse point) =>
        options.RetentionDays is { } days && !PointReader.IsContinuous(point.RecoveryPointArn) && point.CreationDate?.ToUniversalTime().AddDays(days) is { } end && end <= session.Time.GetUtcNow().UtcDateTime
            ? Fault("RetentionOver", $"A copy of {point.RecoveryPointArn} that is kept for {days} days would have expired on {end:yyyy-MM-dd}: its age counts from when its source was made.", "Give a longer -RetentionDays, or leave it out: the copy is then kept as long as its source.")
            : null;

    private AccountException Fault(string errorId, string message, string remedy) => new(errorId, FailureCategory.InvalidOperation, message, remedy) { Region = _target.Region };

    private PlannedStart Plan(DescribeRecoveryPointResponse point, string destination)
    {
        var name = RecoveryPointFit.NameOf(point.ResourceArn ?? point.RecoveryPointArn);
        var arn = destination.Split(':');
        var where = $"{arn[6]} in {arn[3]}{(string.Equals(arn[4], _target.AccountId, StringComparison.Ordinal) ? string.Empty : $" of account {arn[4]}")}";
        return new(
            $"copy of {point.RecoveryPointArn} to {destination}",
            $"recovery point '{point.RecoveryPointArn}' in account {_target.AccountId}, {_target.Region}",
            $"Copy a backup of {name} to {where}, {Retention.InWords(Days(point))}",
            null,
            cancellationToken => BeginAsync(point, destination, cancellationToken));
    }

    private async Task<BackupJobInfo> BeginAsync(DescribeRecoveryPointResponse point, string destination, CancellationToken cancellationToken)
    {
        var backup = session.Backup(_target.Region);
        var role = RoleArn.For(options.BackupRoleName, _target.AccountId, session.Partition);
        var started = await _starter.CallAsync(
            token => backup.StartCopyJobAsync(new StartCopyJobRequest
            {
                RecoveryPointArn = point.RecoveryPointArn,
                SourceBackupVaultName = point.BackupVaultName,
                DestinationBackupVaultArn = destination,
                IamRoleArn = role,
                IdempotencyToken = _starter.Token("copy", point.RecoveryPointArn, destination),
                Lifecycle = options.RetentionDays is { } days ? new Lifecycle { DeleteAfterDays = days } : null,
            }, token),
            cancellationToken).ConfigureAwait(false);
        var description = new JobDescription(_target.AccountId, _target.Region, session.Time.GetUtcNow());
        try
        {
            return description.Of((await backup.DescribeCopyJobAsync(new DescribeCopyJobRequest { CopyJobId = started.CopyJobId }, cancellationToken).ConfigureAwait(false)).CopyJob);
        }
#pragma warning disable CA1031 // The job runs all the same, also when the work is stopped now.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            session.Observer.Verbose($"The job {started.CopyJobId} was started and cannot be read yet: {AccountFailures.From(exception, _target).Message}");
            return description.Of(new CopyJob
            {
                CopyJobId = started.CopyJobId,
                State = CopyJobState.CREATED,
                SourceBackupVaultArn = point.BackupVaultArn,
                SourceRecoveryPointArn = point.RecoveryPointArn,
                DestinationBackupVaultArn = destination,
                ResourceArn = point.ResourceArn,
                ResourceType = point.ResourceType,
                CreationDate = started.CreationDate,
                IamRoleArn = role,
            });
        }
    }
}
