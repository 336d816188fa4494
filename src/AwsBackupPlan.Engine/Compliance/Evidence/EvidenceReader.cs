using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance.Controls;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Compliance.Evidence;

/// <summary>Reads what the controls judge an account by. What none of them needs is not read; what cannot be read is told by those that need it.</summary>
internal sealed class EvidenceReader(AccountSession session, ComplianceOptions options)
{
    private const int LargestPage = 1000;

    // What ended in the days that are looked back can have begun before them: AWS Backup gives a job a week unless its rule says otherwise.
    private static readonly TimeSpan LongestJob = TimeSpan.FromDays(7);

    private readonly AccountTarget _target = session.Target;
    private readonly DateTimeOffset _now = session.Time.GetUtcNow();
    private readonly AbsNamePattern _absName = AbsNamePattern.Parse(session.Target.AbsName);
    private readonly EvidenceKinds _needs = options.Policy.Enabled.Aggregate(EvidenceKinds.Databases, static (needs, settings) => needs | settings.Control.Needs);

    /// <summary>Reads it.</summary>
    public async Task<AccountEvidence> ReadAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading databases, plans and jobs"));
        // Read once: what protects databases is told from the plans, too.
        var planning = new BackupSetReader(session).ReadAllPlansAsync(_target.Region, cancellationToken);
#pragma warning disable VSTHRD003 // It was started by the line above.
        var listing = new ProtectedResourceListing(session, new ProtectionQuery { TagKey = options.Deployment.TagKey }, toleratesUnread: true);
        var surveying = TryAsync(() => listing.SurveyAsync(() => planning, cancellationToken), cancellationToken);
        var all = await TryAsync(() => planning, cancellationToken).ConfigureAwait(false);
#pragma warning restore VSTHRD003
        var databases = await surveying.ConfigureAwait(false);
        var nothing = databases.Failure is { ErrorId: "ProtectedResourceNotFound" } none ? none : null;
        if (nothing is not null)
        {
            // A set that is there has vaults and a document that can be judged; one that is not has nothing.
            databases = all.Failure is null && all.Value.Any(plan => OwnSetOf(plan) is { } name && _absName.IsMatch(name))
                ? Reading<IReadOnlyList<SurveyedDatabase>>.Of([])
                : throw new AccountException(nothing.ErrorId, nothing.Category, nothing.Message, nothing.Remedy) { Region = nothing.Region };
        }

        var backups = TallyAsync(ReadBackupJobsAsync(cancellationToken), databases, cancellationToken);
        var copies = TallyAsync(ReadCopyJobsAsync(cancellationToken), databases, cancellationToken);
        var plans = all.Failure is { } failure ? Reading<IReadOnlyList<DeployedPlan>>.Failed(failure) : Reading<IReadOnlyList<DeployedPlan>>.Of([.. all.Value.Where(plan => IsWanted(plan, databases))]);
        session.Observer.Progress(new WorkProgress("Reading vaults and recovery points"));
        var vaults = new VaultEvidenceReader(session, plans, databases, _needs);
        var sets = ReadSetsAsync(all, cancellationToken);
        var restores = TryAsync(() => ReadRestoresAsync(plans, cancellationToken), cancellationToken);
        var (filled, airGapped, unread) = await vaults.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new AccountEvidence
        {
            Target = _target,
            Partition = session.Partition,
            Deployment = options.Deployment,
            Strays = listing.Strays,
            Now = _now,
            Databases = databases,
            NoDatabase = nothing,
            Plans = plans,
            Vaults = filled,
            AirGapped = airGapped,
            UnreadRegions = unread,
            Backups = await backups.ConfigureAwait(false),
            Copies = await copies.ConfigureAwait(false),
            Restores = await restores.ConfigureAwait(false),
            Sets = await sets.ConfigureAwait(false),
        };
    }

    private bool Needs(EvidenceKinds kind) => (_needs & kind) != EvidenceKinds.None;

    private Task<Reading<T>> TryAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken) => Reading<T>.OfAsync(read, _target, cancellationToken);

    // Those of the backup sets that are asked for, and whatever else backs their databases up.
    private bool IsWanted(DeployedPlan plan, Reading<IReadOnlyList<SurveyedDatabase>> databases) =>
        string.Equals(_target.AbsName, "*", StringComparison.Ordinal)
        || (OwnSetOf(plan) is { } name && _absName.IsMatch(name))
        || (databases.Failure is null && databases.Value.Any(database => database.Planned.Plans.Contains(plan)));

    private string? OwnSetOf(DeployedPlan plan)
    {
        var suffix = new ResourceNames(string.Empty).Plan;
        return plan.Name.EndsWith(suffix, StringComparison.Ordinal) && plan.Name.Substring(0, plan.Name.Length - suffix.Length) is { Length: > 0 } name
            && new OwnershipTag(options.Deployment.TagKey, name).Of(plan.Tags) == Ownership.Own ? name : null;
    }

    private async Task<Reading<IReadOnlyList<SetEvidence>>> ReadSetsAsync(Reading<IReadOnlyList<DeployedPlan>> plans, CancellationToken cancellationToken)
    {
        if (!Needs(EvidenceKinds.Comparisons | EvidenceKinds.Documents))
        {
            return Reading<IReadOnlyList<SetEvidence>>.Of([]);
        }

        if (plans.Failure is { } failure)
        {
            return Reading<IReadOnlyList<SetEvidence>>.Failed(failure);
        }

        var own = plans.Value.Select(plan => (Plan: plan, Name: OwnSetOf(plan))).Where(set => set.Name is not null && _absName.IsMatch(set.Name)).ToList();
        var sets = own.Select(set => ReadSetAsync(set.Name!, set.Plan, cancellationToken)).ToList();
        if (_absName.IsLiteral && own.Count == 0)
        {
            sets.Add(ReadSetAsync(_target.AbsName, null, cancellationToken));
        }

        return Reading<IReadOnlyList<SetEvidence>>.Of(await Task.WhenAll(sets).ConfigureAwait(false));
    }

    // Where nobody says where copies go, the plan does.
    private async Task<SetEvidence> ReadSetAsync(string absName, DeployedPlan? plan, CancellationToken cancellationToken)
    {
        var copies = _target.CopyRegionsAreDefault && plan is not null ? [.. plan.CopyRegions(_target.AccountId, new ResourceNames(absName).Vault)] : _target.CopyRegions;
        var deployment = new PlanDeployment(session, options.Deployment with { CentralVaultArn = plan?.CentralVaultArn() }, _target with { AbsName = absName, CopyRegions = copies });
        // Read once: the comparison begins with it.
        var documents = deployment.ReadDesiredStateAsync(cancellationToken);
#pragma warning disable VSTHRD003 // It was started by the line above.
        var comparison = Needs(EvidenceKinds.Comparisons) ? await TryAsync(() => deployment.CompareQuietlyAsync(() => documents, cancellationToken), cancellationToken).ConfigureAwait(false) : null;
        return new SetEvidence(absName, await TryAsync(() => documents, cancellationToken).ConfigureAwait(false), comparison);
#pragma warning restore VSTHRD003
    }

    private DateTime JobsSince
    {
        get
        {
            var days = options.Policy.Enabled.Where(static settings => settings.Control is JobSuccessRate).Select(static settings => settings.Number(JobSuccessRate.Days)).DefaultIfEmpty(1).Max();
            return _now.AddDays(-days).UtcDateTime;
        }
    }

    private IAsyncEnumerable<EndedJob> ReadBackupJobsAsync(CancellationToken cancellationToken)
    {
        var backup = session.Backup(_target.Region);
        return Pages.ReadAsync(
            (token, cancel) => backup.ListBackupJobsAsync(new ListBackupJobsRequest { ByCreatedAfter = JobsSince - LongestJob, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.BackupJobs?.ConvertAll(static job => new EndedJob(job.State?.Value, job.StatusMessage, job.ResourceArn, job.ResourceType, job.BackupVaultName, job.CompletionDate ?? job.CreationDate)),
            static page => page.NextToken,
            cancellationToken);
    }

    private IAsyncEnumerable<EndedJob> ReadCopyJobsAsync(CancellationToken cancellationToken)
    {
        var backup = session.Backup(_target.Region);
        return Pages.ReadAsync(
            (token, cancel) => backup.ListCopyJobsAsync(new ListCopyJobsRequest { ByCreatedAfter = JobsSince - LongestJob, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.CopyJobs?.ConvertAll(static job => new EndedJob(job.State?.Value, job.StatusMessage, job.ResourceArn, job.ResourceType, VaultNames.OfArn(job.SourceBackupVaultArn), job.CompletionDate ?? job.CreationDate)),
            static page => page.NextToken,
            cancellationToken);
    }

    // What belongs to a set cannot be told without its databases.
    private Task<Reading<JobTally>> TallyAsync(IAsyncEnumerable<EndedJob> jobs, Reading<IReadOnlyList<SurveyedDatabase>> databases, CancellationToken cancellationToken)
    {
        var isOfSet = !string.Equals(_target.AbsName, "*", StringComparison.Ordinal);
        if (!Needs(EvidenceKinds.Jobs) || (isOfSet && databases.Failure is not null))
        {
            return Task.FromResult(Needs(EvidenceKinds.Jobs) ? Reading<JobTally>.Failed(databases.Failure!) : Reading<JobTally>.Of(new JobTally()));
        }

        var arns = new HashSet<string>(databases.Failure is null ? databases.Value.Select(static database => database.Info.ResourceArn) : [], StringComparer.Ordinal);
        bool IsWanted(EndedJob job) => (job.ResourceArn is { } arn && arns.Contains(arn))
            || (job.ResourceType is "RDS" or "Aurora" && (!isOfSet || (VaultNames.AbsNameOf(job.VaultName) is { Length: > 0 } name && _absName.IsMatch(name))));
        return TryAsync(() => TallyAsync(jobs, IsWanted), cancellationToken);
    }

    private async Task<JobTally> TallyAsync(IAsyncEnumerable<EndedJob> jobs, Func<EndedJob, bool> isWanted)
    {
        var (tally, since) = (new JobTally(), JobsSince);
        await foreach (var job in jobs.ConfigureAwait(false))
        {
            if (isWanted(job) && job.Date?.ToUniversalTime() > since)
            {
                tally.Add(job.State, job.Message, job.Date);
            }
        }

        return tally;
    }

    // In every Region that has recovery points: where one is, there it is restored.
    private async Task<IReadOnlyDictionary<string, TimeSpan>> ReadRestoresAsync(Reading<IReadOnlyList<DeployedPlan>> plans, CancellationToken cancellationToken)
    {
        var last = new Dictionary<string, (DateTime Ended, TimeSpan Took)>(StringComparer.Ordinal);
        if (Needs(EvidenceKinds.Restores))
        {
            foreach (var region in VaultEvidenceReader.RegionsOf(_target, plans))
            {
                var backup = session.Backup(region);
                var jobs = Pages.ReadAsync(
                    (token, cancel) => backup.ListRestoreJobsAsync(new ListRestoreJobsRequest { ByStatus = RestoreJobStatus.COMPLETED, MaxResults = LargestPage, NextToken = token }, cancel),
                    static page => page.RestoreJobs,
                    static page => page.NextToken,
                    cancellationToken);
                await foreach (var job in jobs.ConfigureAwait(false))
                {
                    if (job.SourceResourceArn is { } arn && job is { CreationDate: { } begun, CompletionDate: { } ended } && (!last.TryGetValue(arn, out var other) || ended > other.Ended))
                    {
                        last[arn] = (ended, ended - begun);
                    }
                }
            }
        }

        return last.ToDictionary(static restore => restore.Key, static restore => restore.Value.Took, StringComparer.Ordinal);
    }
}
