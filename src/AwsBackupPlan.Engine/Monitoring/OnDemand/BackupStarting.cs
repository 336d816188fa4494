using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.Jobs;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>Backs databases up on demand: those that are named, or all that the plan of the backup set selects.</summary>
internal sealed class BackupStarting(AccountSession session, IReadOnlyList<string> names, BackupStartOptions options, IResultSink sink)
{
    // A snapshot can be made while storage is still being moved.
    private static readonly string[] Ready = ["available", "storage-optimization"];

    private readonly AccountTarget _target = session.Target;
    private readonly BackupSetReader _reader = new(session);
    private readonly JobStarter _starter = new(session, options, sink);

    /// <summary>Whether the plan of the backup set has to be read.</summary>
    public static bool NeedsPlan(IReadOnlyList<string> names, BackupStartOptions options) => names.Count == 0 || options.RetentionDays is null;

    /// <summary>Starts the backups.</summary>
    public async Task<WorkOutcome<string>> StartAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading databases and vaults"));
        var reading = new DatabaseReader(session).ReadAsync(_target.Region, cancellationToken);
        var storing = ReadVaultAsync(cancellationToken);
        var settling = session.Backup(_target.Region).DescribeRegionSettingsAsync(new DescribeRegionSettingsRequest(), cancellationToken);
        var planning = NeedsPlan(names, options) ? ReadPlanAsync(cancellationToken) : Task.FromResult<DeployedPlan?>(null);
        await Task.WhenAll(reading, storing, settling, planning).ConfigureAwait(false);
        var (vault, plan) = (await storing.ConfigureAwait(false), await planning.ConfigureAwait(false));
        var optIn = (await settling.ConfigureAwait(false)).ResourceTypeOptInPreference ?? [];
        var days = Days(plan);
        if (StartFaults.OutsideLock(_target, vault, "a backup", days) is { } locked)
        {
            throw locked;
        }

        var databases = await reading.ConfigureAwait(false);
        var wanted = names.Count == 0 ? Selected(databases, plan!, optIn) : Named(databases);
        var starts = wanted.Where(database => IsReady(database, optIn)).Select(database => Plan(database, vault.Name, days)).ToList();
        return await _starter.StartAsync("backup", starts, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DeployedVault> ReadVaultAsync(CancellationToken cancellationToken)
    {
        var sought = new SoughtSet(_target.AbsName);
        var vaults = await _reader.ReadVaultsAsync(_target.Region, cancellationToken).ConfigureAwait(false);
        return vaults.FirstOrDefault(vault => options.BackupVaultName is { } name ? string.Equals(vault.Name, name, StringComparison.Ordinal) : sought.IsVault(vault.Name))
            ?? throw StartFaults.VaultNotFound(_target, _target.Region, $"{options.BackupVaultName ?? sought.Names.Vault}{sought.Hint}", "Make the backup set with New-XacntBackupPlan, or name another vault with -BackupVaultName.");
    }

    private async Task<DeployedPlan?> ReadPlanAsync(CancellationToken cancellationToken)
    {
        var sought = new SoughtSet(_target.AbsName);
        var plans = await _reader.ReadPlansAsync(sought.IsPlan, cancellationToken).ConfigureAwait(false);
        var owner = new OwnershipTag(options.TagKey, _target.AbsName);
        return plans.FirstOrDefault(plan => owner.Of(plan.Tags) == Ownership.Own) ?? throw new AccountException(
            "BackupPlanNotFound",
            FailureCategory.ObjectNotFound,
            $"In {_target.Region} of account {_target.AccountId} there is no backup plan of the backup set '{_target.AbsName}'{sought.Hint}, which would say {(names.Count == 0 ? "which databases are backed up" : "how long their backups are kept")}. Nothing was started.",
            names.Count == 0 ? "Name databases with -ResourceArn, or make the plan with New-XacntBackupPlan." : "Say it with -RetentionDays (-1 is for ever), or make the plan with New-XacntBackupPlan.")
        {
            Region = _target.Region,
        };
    }

    private long? Days(DeployedPlan? plan) => options.RetentionDays switch
    {
        null => Retention.Longest(plan!.Definition),
        -1 => null,
        { } days => days,
    };

    private List<Database> Selected(IReadOnlyList<Database> databases, DeployedPlan plan, Dictionary<string, bool> optIn)
    {
        var selected = databases.Where(database => IsSelected(database, SelectionVerdictKind.Taken)).ToList();
        // What the plan means and the settings keep from it is told, not left out.
        var off = databases.Except(selected).Where(database => IsSelected(database, SelectionVerdictKind.OptInOff)).ToList();
        off.ForEach(database => _starter.Refuse(OptInOff(database)));
        return selected.Count + off.Count > 0 ? selected : throw Fault(
            "NothingSelected",
            FailureCategory.ObjectNotFound,
            $"The plan {plan.Name} in {_target.Region} of account {_target.AccountId} selects no database. Nothing was started.",
            $"See why: Get-XacntProtectedResource -AccountId {_target.AccountId} -Region {_target.Region}; or name databases with -ResourceArn.");

        bool IsSelected(Database database, SelectionVerdictKind kind) => plan.Selections.Any(selection => SelectionResolver.Resolve(selection.Definition, database, optIn).Kind == kind);
    }

    private List<Database> Named(IReadOnlyList<Database> databases)
    {
        var found = new Dictionary<string, Database>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var fitting = databases.Where(database => Fits(name, database)).ToList();
            if (fitting is [var database])
            {
                found[database.Arn] = database;
            }
            else
            {
                _starter.Refuse(fitting.Count == 0 ? NotThere(name, databases) : Ambiguous(name, fitting));
            }
        }

        return [.. found.Values];
    }

    private static bool Fits(string name, Database database) => name.StartsWith("arn:", StringComparison.Ordinal)
        ? string.Equals(name, database.Arn, StringComparison.Ordinal)
        : string.Equals(name, database.Identifier, StringComparison.OrdinalIgnoreCase);

    private AccountException NotThere(string name, IReadOnlyList<Database> databases)
    {
        var identifier = name.Substring(name.LastIndexOf(':') + 1);
        var cluster = name.Contains(":cluster:", StringComparison.Ordinal) ? null
            : databases.FirstOrDefault(database => database.Members.Contains(identifier, StringComparer.OrdinalIgnoreCase));
        return cluster is null
            ? Fault("DatabaseNotFound", FailureCategory.ObjectNotFound, $"There is no database {name} in {_target.Region} of account {_target.AccountId}.", $"Get-XacntProtectedResource -AccountId {_target.AccountId} -Region {_target.Region} shows those that are there.")
            : Fault("DatabaseIsClusterMember", FailureCategory.InvalidArgument, $"The instance {identifier} in {_target.Region} of account {_target.AccountId} is a member of the cluster {cluster.Identifier}, which is backed up in its place.", $"Name the cluster: {cluster.Arn}.");
    }

    private AccountException Ambiguous(string name, IReadOnlyList<Database> fitting) => Fault(
        "DatabaseAmbiguous",
        FailureCategory.InvalidArgument,
        $"In {_target.Region} of account {_target.AccountId} both an instance and a cluster are called {name}.",
        $"Name the ARN: {string.Join(" or ", fitting.Select(static database => database.Arn))}.");

    // AWS would take the job and let it fail, or, with the type switched off, refuse it in other words.
    private bool IsReady(Database database, Dictionary<string, bool> optIn)
    {
        if (database.ResourceType is not "RDS" && !(optIn.TryGetValue(database.ResourceType, out var isOn) && isOn))
        {
            _starter.Refuse(OptInOff(database));
            return false;
        }

        if (database.ClusterIdentifier is { } cluster)
        {
            _starter.Refuse(Fault("DatabaseIsClusterMember", FailureCategory.InvalidArgument, $"The instance {database.Identifier} in {_target.Region} of account {_target.AccountId} is a member of the cluster {cluster}, which is backed up in its place.", "Name the cluster."));
            return false;
        }

        if (database.Status is { } status && !Ready.Contains(status, StringComparer.Ordinal))
        {
            _starter.Refuse(Fault(
                "DatabaseNotAvailable",
                FailureCategory.ResourceBusy,
                $"The database {database.Identifier} in {_target.Region} of account {_target.AccountId} is {status}, and only an available one can be backed up.",
                status is "stopped" ? $"Start it: aws rds start-db-{(database.IsCluster ? "cluster --db-cluster" : "instance --db-instance")}-identifier {database.Identifier} --region {_target.Region}; then run the command again." : "Run the command again when it is available."));
            return false;
        }

        return true;
    }

    private AccountException OptInOff(Database database) => Fault(
        "OptInOff",
        FailureCategory.InvalidOperation,
        $"{database.ResourceType} is switched off in the settings of AWS Backup in {_target.Region} of account {_target.AccountId}, so that {database.Identifier} is not backed up.",
        TypeSwitch.Remedy(database));

    private AccountException Fault(string errorId, FailureCategory category, string message, string remedy) => new(errorId, category, message, remedy) { Region = _target.Region };

    private PlannedStart Plan(Database database, string vaultName, long? days) => new(
        $"backup of {database.Identifier}",
        $"database '{database.Identifier}' in account {_target.AccountId}, {_target.Region}",
        $"Back up {database.Identifier} into {vaultName}, {Retention.InWords(days)}",
        null,
        cancellationToken => BeginAsync(database, vaultName, days, cancellationToken));

    private async Task<BackupJobInfo> BeginAsync(Database database, string vaultName, long? days, CancellationToken cancellationToken)
    {
        var backup = session.Backup(_target.Region);
        var role = RoleArn.For(options.BackupRoleName, _target.AccountId, session.Partition);
        var started = await _starter.CallAsync(
            token => backup.StartBackupJobAsync(new StartBackupJobRequest
            {
                BackupVaultName = vaultName,
                ResourceArn = database.Arn,
                IamRoleArn = role,
                IdempotencyToken = _starter.Token("backup", database.Arn, vaultName),
                StartWindowMinutes = options.StartWindowMinutes,
                CompleteWindowMinutes = options.CompleteWindowMinutes,
                Lifecycle = days is { } kept ? new Lifecycle { DeleteAfterDays = kept } : null,
            }, token),
            cancellationToken).ConfigureAwait(false);
        var description = new JobDescription(_target.AccountId, _target.Region, session.Time.GetUtcNow());
        try
        {
            return description.Of(await backup.DescribeBackupJobAsync(new DescribeBackupJobRequest { BackupJobId = started.BackupJobId }, cancellationToken).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // The job runs all the same, also when the work is stopped now.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            session.Observer.Verbose($"The job {started.BackupJobId} was started and cannot be read yet: {AccountFailures.From(exception, _target).Message}");
            return description.Of(new BackupJob
            {
                BackupJobId = started.BackupJobId,
                BackupVaultName = vaultName,
                State = BackupJobState.CREATED,
                ResourceArn = database.Arn,
                ResourceType = database.ResourceType,
                CreationDate = started.CreationDate,
                IamRoleArn = role,
            });
        }
    }
}
