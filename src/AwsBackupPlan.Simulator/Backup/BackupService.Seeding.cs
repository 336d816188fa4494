using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Jobs;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Protection;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Schedule;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup;

/// <content>What tests put in place, or change behind everybody's back.</content>
public sealed partial class BackupService
{
    private const string KeysOfAws = "000000000000";

    /// <summary>Adds a backup vault where there is none of that name, and returns its ARN.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <param name="name">Its name.</param>
    /// <param name="encryptionKeyArn">Its key; by default the one that AWS Backup makes.</param>
    public string AddVault(string accountId, string region, string name, string? encryptionKeyArn = null)
    {
        lock (_gate)
        {
            var owner = Owner(accountId, region);
            if (owner.Vaults.Find(name) is not { } vault)
            {
                vault = new Vault(_state.NextSequence(), owner, name)
                {
                    EncryptionKeyArn = encryptionKeyArn ?? owner.DefaultKeyArn,
                    CreationDate = _world.Now,
                    Tags = new SortedDictionary<string, string>(StringComparer.Ordinal),
                };
                owner.Vaults.Add(name, vault);
            }

            return vault.Arn;
        }
    }

    /// <summary>Adds a logically air-gapped vault, which is locked from the start and has a key of AWS's own, and returns its ARN.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <param name="name">Its name.</param>
    /// <param name="minRetentionDays">The shortest retention that it takes.</param>
    /// <param name="maxRetentionDays">The longest one.</param>
    public string AddAirGappedVault(string accountId, string region, string name, int minRetentionDays = 7, int maxRetentionDays = 3650)
    {
        lock (_gate)
        {
            var owner = Owner(accountId, region);
            var vault = new Vault(_state.NextSequence(), owner, name)
            {
                IsAirGapped = true,
                HasKeyOfAws = true,
                EncryptionKeyArn = $"arn:{Partitions.Of(region)}:kms:{region}:{KeysOfAws}:key/{BackupState.NewId()}",
                CreationDate = _world.Now,
                Tags = new SortedDictionary<string, string>(StringComparer.Ordinal),
                Lock = new VaultLock(minRetentionDays, maxRetentionDays, _world.Now),
            };
            owner.Vaults.Add(name, vault);
            return vault.Arn;
        }
    }

    /// <summary>Adds recovery points and returns their ARNs. Many at once are cheap.</summary>
    /// <param name="accountId">The account of the vaults.</param>
    /// <param name="region">The Region of the vaults.</param>
    /// <param name="points">What to add.</param>
    /// <exception cref="ArgumentException">A vault does not exist.</exception>
    public IReadOnlyList<string> AddRecoveryPoints(string accountId, string region, IEnumerable<SeededRecoveryPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        lock (_gate)
        {
            var now = _world.Now;
            var owner = Owner(accountId, region);
            return [.. points.Select(point => Add(owner, point, now))];
        }
    }

    /// <summary>Adds a recovery point and returns its ARN.</summary>
    public string AddRecoveryPoint(string accountId, string region, SeededRecoveryPoint point) => AddRecoveryPoints(accountId, region, [point])[0];

    /// <summary>Adds recovery points of many days to a vault that has none, for fleets with millions of them.</summary>
    /// <exception cref="ArgumentException">The vault does not exist.</exception>
    /// <exception cref="InvalidOperationException">The vault has recovery points.</exception>
    public void AddDailyRecoveryPoints(string accountId, string region, DailyRecoveryPoints points)
    {
        ArgumentNullException.ThrowIfNull(points);
        lock (_gate)
        {
            var (owner, now) = (Owner(accountId, region), _world.Now);
            var vault = owner.Vaults.Find(points.VaultName) ?? throw Missing("backup vault", points.VaultName);
            var first = _state.NextSequences(points.Days * points.ResourceArns.Count);
            vault.Add(
                new PointSeries(vault, points, first, points.Newest ?? now, Creator(owner, points.BackupPlanId), RoleArn(owner)),
                now,
                point => RecoveryPointLifetime.ScheduleExpiry(_state, point));
        }
    }

    /// <summary>When a rule with a schedule runs next after a time; <see langword="null"/> where it is no schedule, or does not come any more.</summary>
    /// <param name="expression">Its cron expression.</param>
    /// <param name="timeZone">The name of its time zone.</param>
    /// <param name="after">The time.</param>
    public static DateTimeOffset? NextRun(string expression, string timeZone, DateTimeOffset after) =>
        ScheduleExpression.TryRead(expression, out var schedule, out _) ? schedule.Next(after, TimeZones.Of(timeZone)) : null;

    /// <summary>How many jobs of a kind there are in an account and Region, in whatever state or in one.</summary>
    public int CountJobs(string accountId, string region, JobKind kind, string? state = null)
    {
        lock (_gate)
        {
            var owner = Owner(accountId, region);
            IEnumerable<IJob> jobs = kind switch { JobKind.Backup => owner.BackupJobs, JobKind.Copy => owner.CopyJobs, _ => owner.RestoreJobs };
            return jobs.Count(job => state is null || string.Equals(state, job.State, StringComparison.Ordinal));
        }
    }

    /// <summary>Decides what becomes of attempts to delete a recovery point.</summary>
    /// <param name="accountId">The account of the recovery point.</param>
    /// <param name="region">The Region of the recovery point.</param>
    /// <param name="recoveryPointArn">Which recovery point.</param>
    /// <param name="deletion">What becomes of the attempts.</param>
    /// <param name="attempts">How many attempts go like that, before they go normally.</param>
    public void SetDeletion(string accountId, string region, string recoveryPointArn, RecoveryPointDeletion deletion, int attempts = int.MaxValue)
    {
        lock (_gate)
        {
            var point = Owner(accountId, region).Vaults
                .Select(vault => vault.FindPoint(recoveryPointArn))
                .FirstOrDefault(static found => found is not null) ?? throw Missing("recovery point", recoveryPointArn);
            point.Deletion = deletion;
            point.DeletionAttempts = attempts;
        }
    }

    /// <summary>Gives a vault an access policy as it is, whether AWS would take it or not.</summary>
    public void SetAccessPolicy(string accountId, string region, string vaultName, string? policy)
    {
        lock (_gate)
        {
            (Owner(accountId, region).Vaults.Find(vaultName) ?? throw Missing("backup vault", vaultName)).SetAccessPolicy(policy, _world.Now);
        }
    }

    /// <summary>Adds a backup job and returns its id.</summary>
    public string AddBackupJob(string accountId, string region, SeededBackupJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        lock (_gate)
        {
            var owner = Owner(accountId, region);
            var added = new BackupJob(_state.NextSequence(), owner, BackupState.NewId())
            {
                VaultName = job.VaultName,
                ResourceArn = job.ResourceArn,
                ResourceType = TypeOf(job.ResourceArn),
                IamRoleArn = RoleArn(owner),
                CreationDate = job.CreationDate ?? _world.Now,
                State = job.State,
                StatusMessage = job.StatusMessage,
                CompletionDate = job.CompletionDate,
                RecoveryPointArn = job.RecoveryPointArn,
                ParentJobId = job.ParentJobId,
                CreatedBy = Creator(owner, job.BackupPlanId),
            };
            owner.BackupJobs.Add(added.Id, added);
            Turn(owner.BackupTurns, added);
            return added.Id;
        }
    }

    /// <summary>Puts a backup job into a state; it goes no further by itself from RUNNING, and ended jobs end now.</summary>
    public void SetBackupJobState(string accountId, string region, string backupJobId, string state, string? statusMessage = null)
    {
        lock (_gate)
        {
            var owner = Owner(accountId, region);
            SetState(owner.BackupTurns, owner.BackupJobs.Find(backupJobId) ?? throw Missing("backup job", backupJobId), state, statusMessage);
        }
    }

    /// <summary>Adds a copy job and returns its id.</summary>
    public string AddCopyJob(string accountId, string region, SeededCopyJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        lock (_gate)
        {
            var owner = Owner(accountId, region);
            var added = new CopyJob(_state.NextSequence(), owner, BackupState.NewId())
            {
                SourceVaultName = job.SourceVaultName,
                SourceRecoveryPointArn = job.SourceRecoveryPointArn,
                DestinationVaultArn = job.DestinationVaultArn,
                ResourceArn = job.ResourceArn,
                ResourceType = TypeOf(job.ResourceArn),
                IamRoleArn = RoleArn(owner),
                CreationDate = job.CreationDate ?? _world.Now,
                State = job.State,
                StatusMessage = job.StatusMessage,
                CompletionDate = job.CompletionDate,
                CreatedBy = Creator(owner, job.BackupPlanId),
            };
            owner.CopyJobs.Add(added.Id, added);
            Turn(owner.CopyTurns, added);
            return added.Id;
        }
    }

    /// <summary>Puts a copy job into a state; ended jobs end now.</summary>
    public void SetCopyJobState(string accountId, string region, string copyJobId, string state, string? statusMessage = null)
    {
        lock (_gate)
        {
            var owner = Owner(accountId, region);
            SetState(owner.CopyTurns, owner.CopyJobs.Find(copyJobId) ?? throw Missing("copy job", copyJobId), state, statusMessage);
        }
    }

    /// <summary>Lets the next jobs of a resource fail.</summary>
    /// <param name="accountId">The account of the jobs.</param>
    /// <param name="region">The Region of the jobs: of a copy the one it comes from.</param>
    /// <param name="kind">Which jobs.</param>
    /// <param name="resourceArn">What is backed up, copied or restored.</param>
    /// <param name="message">What they say.</param>
    /// <param name="times">How many of them.</param>
    public void FailJobs(string accountId, string region, JobKind kind, string resourceArn, string message, int times = 1)
    {
        lock (_gate)
        {
            _state.Failures.Add(new FailureOnDemand(kind, Owner(accountId, region), resourceArn, message) { Times = times });
        }
    }

    /// <summary>Stops the continuous backup of a database, as happens when its retention is changed in RDS: AWS Backup does not go on with it.</summary>
    /// <exception cref="ArgumentException">There is no such recovery point.</exception>
    public void StopContinuousBackup(string accountId, string region, string recoveryPointArn)
    {
        lock (_gate)
        {
            var point = Owner(accountId, region).Vaults
                .Select(vault => vault.FindPoint(recoveryPointArn))
                .FirstOrDefault(static found => found is { IsContinuous: true }) ?? throw Missing("continuous recovery point", recoveryPointArn);
            point.Status = "STOPPED";
            _world.ModifyDatabase(point.ResourceArn, 0);
        }
    }

    /// <summary>Has the reports of Audit Manager say of a resource what a test wants, whatever is so.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <param name="control">The control.</param>
    /// <param name="resource">The resource's name or id; one that the control does not find is added as an instance of RDS.</param>
    /// <param name="status">COMPLIANT or NON_COMPLIANT; <see langword="null"/> for what is so.</param>
    public void SetControlResult(string accountId, string region, string control, string resource, string? status)
    {
        lock (_gate)
        {
            var results = Owner(accountId, region).ControlResults;
            if (status is null)
            {
                results.Remove((control, resource));
            }
            else
            {
                results[(control, resource)] = status;
            }
        }
    }

    /// <summary>When databases of an account in a Region came under a plan's protection or lost it, in order.</summary>
    public IReadOnlyList<ProtectionChange> Protection(string accountId, string region)
    {
        lock (_gate)
        {
            return [.. Owner(accountId, region).Protection.Changes];
        }
    }

    /// <summary>Makes drift: changes the document of a plan's current version without any check and without a new version.</summary>
    public void ChangePlan(string accountId, string region, string planId, Action<JsonObject> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            var plan = PlanOf(accountId, region, planId);
            change(plan.Current.Document);
            PlanRun.Start(_state, plan, _world.Now);
        }
    }

    /// <summary>Makes drift: changes the document of a selection, which AWS itself never allows.</summary>
    public void ChangeSelection(string accountId, string region, string planId, string selectionId, Action<JsonObject> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            var selection = PlanOf(accountId, region, planId).Selections.Find(selectionId) ?? throw Missing("selection", selectionId);
            change(selection.Document);
        }
    }

    /// <summary>Makes a plan one of AWS Organizations, as a backup policy leaves it in an account: with an id that says so, and not to be changed there.</summary>
    /// <returns>Its id from then on.</returns>
    /// <exception cref="ArgumentException">There is no such plan.</exception>
    public string HandPlanToOrganization(string accountId, string region, string planId)
    {
        lock (_gate)
        {
            var own = PlanOf(accountId, region, planId);
            var plan = new Plan(_state.NextSequence(), own.Region, Plan.OfOrganizations + BackupState.NewId()) { CreationDate = own.CreationDate, Tags = own.Tags, Current = own.Current };
            plan.Versions.Add(plan.Current.VersionId, plan.Current);
            foreach (var selection in own.Selections)
            {
                plan.Selections.Add(selection.Id, selection);
            }

            own.DeletionDate = _world.Now;
            own.Region.Plans.Remove(own.Id);
            own.Region.Plans.Add(plan.Id, plan);
            PlanRun.Start(_state, plan, _world.Now);
            return plan.Id;
        }
    }

    private static string TypeOf(string resourceArn) =>
        Arns.Parse(resourceArn) is { } arn ? ResourceTypes.Of(arn) ?? "RDS" : throw new ArgumentException($"'{resourceArn}' is no ARN.", nameof(resourceArn));

    private static string RoleArn(BackupRegion owner) => $"arn:{owner.Partition}:iam::{owner.AccountId}:role/AWSBackup-Custom";

    private static ArgumentException Missing(string what, string id) => new($"There is no {what} {id} in that account and Region.", nameof(id));

    private static JsonObject? Creator(BackupRegion owner, string? planId)
    {
        if (planId is null)
        {
            return null;
        }

        var plan = owner.Plans.Find(planId);
        var rule = plan?.Current.Document.Structures("Rules").FirstOrDefault();
        return new JsonObject
        {
            ["BackupPlanId"] = planId,
            ["BackupPlanArn"] = owner.ArnOf($"backup-plan:{planId}"),
            ["BackupPlanName"] = plan?.Name,
            ["BackupPlanVersion"] = plan?.Current.VersionId,
            ["BackupRuleId"] = rule?.Text("RuleId"),
            ["BackupRuleName"] = rule?.Text("RuleName"),
        }.WithoutNulls();
    }

    private static string NewArn(BackupRegion owner, SeededRecoveryPoint point, string resourceType) => point.IsContinuous
        ? owner.ArnOf($"recovery-point:continuous:{ResourceTypes.NameOf(point.ResourceArn)}-{BackupState.NewId()[..8]}")
        : ResourceTypes.NewRecoveryPointArn(owner, point.ResourceArn, resourceType, $"job-{BackupState.NewId()}");

    private string Add(BackupRegion owner, SeededRecoveryPoint point, DateTimeOffset now)
    {
        var vault = owner.Vaults.Find(point.VaultName) ?? throw Missing("backup vault", point.VaultName);
        var type = TypeOf(point.ResourceArn);
        var created = point.CreationDate ?? now;
        var added = new RecoveryPoint(_state.NextSequence(), vault, point.Arn ?? NewArn(owner, point, type))
        {
            ResourceArn = point.ResourceArn,
            ResourceType = type,
            Status = point is { IsContinuous: true, Status: "COMPLETED" } ? "AVAILABLE" : point.Status,
            CreationDate = created,
            CompletionDate = point.CompletionDate ?? created,
            BackupSizeInBytes = point.BackupSizeInBytes,
            Lifecycle = point.DeleteAfterDays is { } days ? Lifecycle.None with { DeleteAfterDays = days } : Lifecycle.None,
            EncryptionKeyArn = point.IsEncrypted is true ? point.EncryptionKeyArn ?? vault.EncryptionKeyArn : null,
            IsEncryptionUntold = point.IsEncrypted is null,
            IamRoleArn = point.IamRoleArn ?? RoleArn(owner),
            CreatedBy = Creator(owner, point.BackupPlanId),
            ParentRecoveryPointArn = point.ParentRecoveryPointArn,
            IsParent = point.IsParent,
            Tags = new SortedDictionary<string, string>(StringComparer.Ordinal),
            Deletion = point.Deletion,
            DeletionAttempts = point.DeletionAttempts,
        };
        RecoveryPointLifetime.Add(_state, added, now);
        return added.Arn;
    }

    private static void Turn(JobTurns turns, IJob job)
    {
        if (job.State is "RUNNING" or "ABORTING")
        {
            turns.Take(job);
        }
    }

    private void SetState(JobTurns turns, IJob job, string state, string? statusMessage)
    {
        job.State = state;
        job.StatusMessage = statusMessage;
        job.CompletionDate = state is "CREATED" or "PENDING" or "RUNNING" or "ABORTING" ? null : _world.Now;
        Turn(turns, job);
        turns.Pass(_state.Timeline, job.ResourceArn, _world.Now);
    }

    private BackupRegion Owner(string accountId, string region) => _state.Region(accountId, region, Partitions.Of(region));

    private Plan PlanOf(string accountId, string region, string planId) =>
        Owner(accountId, region).Plans.Find(planId) ?? throw Missing("backup plan", planId);
}
