using System.Runtime.CompilerServices;
using AwsBackupPlan.Engine.Accounts;
#if NET
using AwsBackupPlan.Engine.Accounts.Calls;
#endif
using AwsBackupPlan.Engine.Accounts.Discovery;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.Jobs;
using AwsBackupPlan.Engine.Monitoring.Notifications;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;
using AwsBackupPlan.Engine.Onboarding;
using AwsBackupPlan.Engine.Onboarding.Setup;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Showing;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Engine;

/// <summary>The engine: everything that a head can do to a backup set in an account.</summary>
/// <remarks>Safe for many pieces of work at once. No method throws for what goes wrong in an account; only cancellation is thrown.</remarks>
public sealed class BackupEngine : IDisposable
{
    private readonly AwsConnection _aws;

    /// <summary>Makes an engine for a caller.</summary>
    /// <param name="connection">How the caller is found, and where AWS is.</param>
    /// <param name="timeProvider">The clock; the system's without it.</param>
    public BackupEngine(ConnectionOptions connection, TimeProvider? timeProvider = null)
        : this(new AwsConnection(connection, timeProvider ?? TimeProvider.System))
    {
    }

    /// <summary>Makes an engine on a way to AWS of its own.</summary>
    internal BackupEngine(AwsConnection aws) => _aws = aws;

    /// <summary>Gets ready for the first call of the process, on other processors. Whoever has other things to do before it begins with this.</summary>
    /// <returns>Whether all went well, the first time; nothing depends on it.</returns>
    public static Task<bool> PrepareAsync() =>
#if NET
        Rehearsal.RunAsync();
#else
        Task.FromResult(false);
#endif

    /// <summary>Forgets what was read once for all accounts, such as the policy of a central vault, which another run may find changed. For a process that outlives a run, between one and the next.</summary>
    public void Forget() => _aws.Forget();

    /// <summary>Brings vaults, plan and selection of a backup set to the desired state.</summary>
    public Task<WorkOutcome<BackupPlanResult>> DeployAsync(AccountTarget target, DeploymentOptions options, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync(
            target,
            observer,
            () => Check(target, options),
            SessionScope.Deployment(options),
            async session =>
            {
                if (options.Preflight && await Preflight.RunAsync(session, options, cancellationToken).ConfigureAwait(false) is { } stopped)
                {
                    return stopped;
                }

                var (result, blocker) = await new PlanDeployment(session, options).DeployAsync(cancellationToken).ConfigureAwait(false);
                return new WorkOutcome<BackupPlanResult>(result, blocker is null ? null : BlockedFailure(target, result.Message, blocker));
            },
            static (result, shown, duration) => shown.Of(result) with { Duration = duration },
            failure => FailedResults.OfDeployment(target, failure),
            cancellationToken);

    /// <summary>Checks whether an account has what a backup set needs. Changes nothing. What a check finds is no failure, nor is a role that cannot be assumed.</summary>
    public async Task<WorkOutcome<IReadOnlyList<AccountCheck>>> TestAsync(AccountTarget target, DeploymentOptions options, IWorkObserver observer, CancellationToken cancellationToken)
    {
        var outcome = await WorkAsync<IReadOnlyList<AccountCheck>>(
            target,
            observer,
            () => Check(target, options),
            SessionScope.Testing(options),
            async session =>
            {
                var checks = await new AccountTest(session, options).RunAsync(cancellationToken).ConfigureAwait(false);
                return new WorkOutcome<IReadOnlyList<AccountCheck>>(checks, null) { HasFailed = checks.Any(static check => check.Status == AccountCheckStatus.Failed) };
            },
            static (checks, shown, _) => [.. checks.Select(shown.Of)],
            failure => FailedResults.OfTest(target, failure),
            cancellationToken).ConfigureAwait(false);
        return outcome.Failure is { ErrorId: AccountFailure.RoleNotAssumable, IsCallers: false } ? outcome with { Failure = null, HasFailed = true } : outcome;
    }

    /// <summary>Gives an account the multi-Region key with its aliases, the parameter with the plan document, and the settings that backups need.</summary>
    public Task<WorkOutcome<InitializedAccount>> InitializeAsync(AccountTarget target, SetupOptions options, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync(
            target,
            observer,
            () => Refuse(target, SetupOptionsValidator.Validate(options)),
            SessionScope.Setup(options),
            async session =>
            {
                try
                {
                    var (result, blocker) = await new AccountSetup(session, options).ApplyAsync(cancellationToken).ConfigureAwait(false);
                    return new WorkOutcome<InitializedAccount>(result, blocker is null ? null : BlockedFailure(target, result.Message, blocker) with { Remedy = result.Remedy! });
                }
                catch (Exception exception) when (SetupDenial.Is(exception, target))
                {
                    throw SetupDenial.Of(exception, target, options, session.Partition);
                }
            },
            static (result, shown, duration) => shown.Of(result) with { Duration = duration },
            failure => FailedResults.OfSetup(target, options, failure),
            cancellationToken);

    /// <summary>Tells what <see cref="DeployAsync"/> would change. Writes nothing. What stands in the way is a finding, not a failure.</summary>
    public Task<WorkOutcome<BackupPlanComparison>> CompareAsync(AccountTarget target, DeploymentOptions options, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync(
            target,
            observer,
            () => Check(target, options),
            SessionScope.Comparison(options),
            async session => new WorkOutcome<BackupPlanComparison>(await new PlanDeployment(session, options).CompareAsync(cancellationToken).ConfigureAwait(false), null),
            static (result, shown, duration) => shown.Of(result) with { Duration = duration },
            failure => FailedResults.OfComparison(target, failure),
            cancellationToken);

    /// <summary>Reads the deployed plans whose ABS name matches the target's, which may be a wildcard pattern (<c>*</c>, <c>?</c>, <c>[a-z]</c>).</summary>
    /// <remarks>A name that is no pattern and is not there is a failure; a pattern that matches nothing is an empty result.</remarks>
    public Task<WorkOutcome<IReadOnlyList<BackupPlanInfo>>> GetAsync(AccountTarget target, string tagKey, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<IReadOnlyList<BackupPlanInfo>>(
            target,
            observer,
            () => CheckPattern(target),
            SessionScope.Listing,
            async session => new WorkOutcome<IReadOnlyList<BackupPlanInfo>>(await new PlanListing(session, tagKey).ReadAsync(cancellationToken).ConfigureAwait(false), null),
            static (result, _, _) => result,
            static _ => null,
            cancellationToken);

    /// <summary>Takes down plan, selections, recovery points and vaults of a backup set.</summary>
    public Task<WorkOutcome<BackupRemovalResult>> RemoveAsync(AccountTarget target, TeardownOptions options, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync(
            target,
            observer,
            null,
            SessionScope.Removal(options),
            async session =>
            {
                var (result, blocker, failure) = await new BackupSetRemoval(session, options).RemoveAsync(cancellationToken).ConfigureAwait(false);
                return new WorkOutcome<BackupRemovalResult>(result, blocker is null ? failure : BlockedFailure(target, result.Message, blocker));
            },
            static (result, shown, duration) => shown.Of(result) with { Duration = duration },
            failure => FailedResults.OfRemoval(target, failure),
            cancellationToken);

    /// <summary>Locks the vaults of a backup set, changes their lock, or takes it off.</summary>
    /// <returns>One result for each vault; a single one where the work failed before any was looked at.</returns>
    public Task<WorkOutcome<IReadOnlyList<VaultLockResult>>> LockAsync(AccountTarget target, VaultLockOptions options, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<IReadOnlyList<VaultLockResult>>(
            target,
            observer,
            () => Refuse(target, VaultLockOptionsValidator.Validate(options)),
            SessionScope.Locking(options),
            async session =>
            {
                var (results, failure) = await new VaultLocking(session, options).ApplyAsync(cancellationToken).ConfigureAwait(false);
                return new WorkOutcome<IReadOnlyList<VaultLockResult>>(results, failure);
            },
            static (results, shown, duration) => [.. results.Select(result => shown.Of(result) with { Duration = duration })],
            failure => FailedResults.OfLocking(target, failure),
            cancellationToken);

    /// <summary>Has the vaults of a backup set send events to SNS topics, changes what they send, or takes it off.</summary>
    /// <returns>One result for each vault; a single one where the work failed before any was looked at.</returns>
    public Task<WorkOutcome<IReadOnlyList<NotificationResult>>> NotifyAsync(AccountTarget target, NotificationOptions options, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<IReadOnlyList<NotificationResult>>(
            target,
            observer,
            () => Check(target, options),
            SessionScope.Notifying(options),
            async session =>
            {
                var (results, failure) = await new NotificationSetting(session, options).ApplyAsync(cancellationToken).ConfigureAwait(false);
                return new WorkOutcome<IReadOnlyList<NotificationResult>>(results, failure);
            },
            static (results, shown, duration) => [.. results.Select(result => shown.Of(result) with { Duration = duration })],
            failure => FailedResults.OfNotifying(target, failure),
            cancellationToken);

    /// <summary>Reads the databases of the target's primary Region, and tells how each is protected. The ABS name may be a wildcard pattern; <c>*</c> has databases without one, too.</summary>
    public Task<WorkOutcome<IReadOnlyList<ProtectedResourceInfo>>> GetProtectionAsync(AccountTarget target, ProtectionQuery query, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<IReadOnlyList<ProtectedResourceInfo>>(
            target,
            observer,
            () => CheckPattern(target),
            SessionScope.Protection,
            async session => new WorkOutcome<IReadOnlyList<ProtectedResourceInfo>>(await new ProtectedResourceListing(session, query).ReadAsync(cancellationToken).ConfigureAwait(false), null),
            static (results, shown, _) => [.. results.Select(shown.Of)],
            static _ => null,
            cancellationToken);

    /// <summary>Reads recovery points of the target's Regions and hands them on page by page. The ABS name may be a wildcard pattern; <c>*</c> has vaults of other names, too.</summary>
    /// <returns>Nothing but a failure: all that is found goes to the sink.</returns>
    public Task<WorkOutcome<IReadOnlyList<RecoveryPointInfo>>> FindRecoveryPointsAsync(
        AccountTarget target, RecoveryPointQuery query, IResultSink sink, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<IReadOnlyList<RecoveryPointInfo>>(
            target,
            observer,
            () => CheckPattern(target),
            SessionScope.RecoveryPoints,
            async session =>
            {
                var shown = new Shown(session.Secrets);
                var listing = new RecoveryPointListing(session, query, (points, cancel) => sink.WriteAsync([.. points.Select(shown.Of)], cancel));
                await listing.ReadAsync(cancellationToken).ConfigureAwait(false);
                return new WorkOutcome<IReadOnlyList<RecoveryPointInfo>>([], null);
            },
            static (results, _, _) => results,
            static _ => null,
            cancellationToken);

    /// <summary>Judges an account by the controls of a policy. The ABS name may be a wildcard pattern; <c>*</c> has databases, plans and vaults of any name.</summary>
    /// <returns>The report; with a failure beside it where a finding is as severe as <see cref="ComplianceOptions.FailOn"/> says.</returns>
    public Task<WorkOutcome<ComplianceReport>> ReportComplianceAsync(AccountTarget target, ComplianceOptions options, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync(
            target,
            observer,
            () =>
            {
                CheckPattern(target);
                Check(target with { AbsName = "a" }, options.Deployment);
            },
            SessionScope.Compliance(options.Deployment, options.Source),
            async session =>
            {
                var report = await new ComplianceReporting(session, options).ReportAsync(cancellationToken).ConfigureAwait(false);
                return new WorkOutcome<ComplianceReport>(report, ComplianceFailure.Of(report, options.FailOn, target));
            },
            static (report, shown, duration) => shown.Of(report) with { Duration = duration },
            failure => FailedResults.OfReport(target, failure, _aws.Time.GetUtcNow()),
            cancellationToken);

    /// <summary>Backs databases of the target's Region up on demand, all that the plan of the set selects where none is named. Each job goes to the sink as it begins, and so does what cannot begin.</summary>
    /// <param name="target">The account. The ABS name has to be that of one set unless vault, retention and databases are named.</param>
    /// <param name="databases">ARNs or names of databases.</param>
    /// <param name="options">How.</param>
    /// <param name="sink">Takes the jobs and the failures of single ones.</param>
    /// <param name="observer">Whom to tell about the work.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<WorkOutcome<string>> StartBackupsAsync(
        AccountTarget target, IReadOnlyList<string> databases, BackupStartOptions options, IResultSink sink, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<string>(
            target,
            observer,
            () => Refuse(target, [.. StartOptionsValidator.Validate(options), .. StartOptionsValidator.Validate(target, databases, options)]),
            SessionScope.StartingBackups(options, BackupStarting.NeedsPlan(databases, options)),
            session => new BackupStarting(session, databases, options, sink).StartAsync(cancellationToken),
            static (result, _, _) => result,
            static _ => null,
            cancellationToken);

    /// <summary>Copies recovery points of the target's Region on demand. Each job goes to the sink as it begins, and so does what cannot begin.</summary>
    public Task<WorkOutcome<string>> StartCopiesAsync(
        AccountTarget target, IReadOnlyList<NamedPoint> points, CopyStartOptions options, IResultSink sink, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<string>(
            target,
            observer,
            () => Refuse(target, [.. StartOptionsValidator.Validate(options), .. StartOptionsValidator.Validate(target, options), .. points.SelectMany(point => StartOptionsValidator.Validate(target, point))]),
            SessionScope.StartingCopies(options, CopyTargets.NeedsPlan(target, options)),
            session => new CopyStarting(session, points, options, sink).StartAsync(cancellationToken),
            static (result, _, _) => result,
            static _ => null,
            cancellationToken);

    /// <summary>Restores recovery points of the target's Region on demand, each into a new database. Each job goes to the sink as it begins, and so does what cannot begin.</summary>
    public Task<WorkOutcome<string>> StartRestoresAsync(
        AccountTarget target, IReadOnlyList<NamedPoint> points, RestoreStartOptions options, IResultSink sink, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<string>(
            target,
            observer,
            () => Refuse(target, [.. StartOptionsValidator.Validate(options), .. points.SelectMany(point => StartOptionsValidator.Validate(target, point).Concat(StartOptionsValidator.Validate(point, options)))]),
            SessionScope.StartingRestores(options),
            session => new RestoreStarting(session, points, options, sink).StartAsync(cancellationToken),
            static (result, _, _) => result,
            static _ => null,
            cancellationToken);

    /// <summary>Reads jobs of the target's Regions and hands them on, newest first, or counts of them. The ABS name may be a wildcard pattern; <c>*</c> has vaults of other names, too.</summary>
    /// <returns>Nothing but a failure: all that is found goes to the sink.</returns>
    public Task<WorkOutcome<IReadOnlyList<BackupJobInfo>>> FindJobsAsync(AccountTarget target, JobQuery query, IResultSink sink, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<IReadOnlyList<BackupJobInfo>>(
            target,
            observer,
            () => CheckPattern(target),
            SessionScope.Jobs,
            async session =>
            {
                await new JobReport(session, query, sink).WriteAsync(cancellationToken).ConfigureAwait(false);
                return new WorkOutcome<IReadOnlyList<BackupJobInfo>>([], null);
            },
            static (results, _, _) => results,
            static _ => null,
            cancellationToken);

    /// <summary>Waits until jobs in the target's Region have ended. Each goes to the sink as it ends, with a failure for one that did not complete.</summary>
    /// <returns>Nothing but a failure of the waiting itself, and whether any job failed.</returns>
    public Task<WorkOutcome<IReadOnlyList<BackupJobInfo>>> WaitForJobsAsync(
        AccountTarget target, IReadOnlyList<WaitedJob> jobs, TimeSpan? timeout, IResultSink sink, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<IReadOnlyList<BackupJobInfo>>(
            target,
            observer,
            () => Refuse(target, WaitedJobValidator.Validate(jobs)),
            SessionScope.Waiting,
            async session =>
            {
                var isWell = await new JobWait(session, timeout, sink).WaitAsync(jobs, cancellationToken).ConfigureAwait(false);
                return new WorkOutcome<IReadOnlyList<BackupJobInfo>>(isWell ? [] : null, null) { HasFailed = !isWell };
            },
            static (results, _, _) => results,
            static _ => null,
            cancellationToken);

    /// <summary>Brings framework and report plans of AWS Backup Audit Manager to what is wanted, in the primary Region and in the copy Regions that were named.</summary>
    /// <returns>One result for each Region; a single one where the work failed before any was looked at.</returns>
    public Task<WorkOutcome<IReadOnlyList<BackupAuditResult>>> AuditAsync(AccountTarget target, AuditOptions options, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<IReadOnlyList<BackupAuditResult>>(
            target,
            observer,
            () => Refuse(target, AuditOptionsValidator.Validate(options)),
            SessionScope.Audit,
            async session =>
            {
                var (results, failure) = await new AuditDeployment(session, options).ApplyAsync(cancellationToken).ConfigureAwait(false);
                return new WorkOutcome<IReadOnlyList<BackupAuditResult>>(results, failure);
            },
            static (results, shown, duration) => [.. results.Select(result => shown.Of(result) with { Duration = duration })],
            failure => FailedResults.OfAudit(target, failure),
            cancellationToken);

    /// <summary>Reads the audits whose ABS name matches the target's, which may be a wildcard pattern, with their last reports.</summary>
    /// <remarks>A name that is no pattern and is not there is a failure; a pattern that matches nothing is an empty result.</remarks>
    public Task<WorkOutcome<IReadOnlyList<BackupAuditInfo>>> GetAuditAsync(AccountTarget target, string tagKey, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<IReadOnlyList<BackupAuditInfo>>(
            target,
            observer,
            () => CheckPattern(target),
            SessionScope.AuditListing,
            async session => new WorkOutcome<IReadOnlyList<BackupAuditInfo>>(await new AuditListing(session, tagKey).ReadAsync(cancellationToken).ConfigureAwait(false), null),
            static (results, shown, _) => [.. results.Select(shown.Of)],
            static _ => null,
            cancellationToken);

    /// <summary>Removes framework and report plans of a backup set, in the primary Region and in the copy Regions that were named.</summary>
    public Task<WorkOutcome<IReadOnlyList<BackupAuditResult>>> RemoveAuditAsync(AccountTarget target, AuditOptions options, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<IReadOnlyList<BackupAuditResult>>(
            target,
            observer,
            null,
            SessionScope.AuditRemoval,
            async session =>
            {
                var (results, failure) = await new AuditRemoval(session, options).RemoveAsync(cancellationToken).ConfigureAwait(false);
                return new WorkOutcome<IReadOnlyList<BackupAuditResult>>(results, failure);
            },
            static (results, shown, duration) => [.. results.Select(result => shown.Of(result) with { Duration = duration })],
            failure => FailedResults.OfAudit(target, failure),
            cancellationToken);

    /// <summary>Has reports of Audit Manager made for the sets whose ABS name matches the target's, which may be a wildcard pattern, waits for them, and hands their rows on as <see cref="AuditReportRow"/>.</summary>
    /// <param name="target">The account, its Region and those of the copies that were named.</param>
    /// <param name="options">Which reports; those that are begun and not waited for are handed on as <see cref="AuditReportJob"/>.</param>
    /// <param name="sink">Takes the rows as they are read, and the failures of single reports.</param>
    /// <param name="observer">Whom to tell about the work.</param>
    /// <param name="cancellationToken">Ends it; the reports go on.</param>
    public Task<WorkOutcome<string>> ReportAuditAsync(AccountTarget target, AuditReportOptions options, IResultSink sink, IWorkObserver observer, CancellationToken cancellationToken) =>
        WorkAsync<string>(
            target,
            observer,
            () =>
            {
                CheckPattern(target);
                Refuse(target, AuditReportOptionsValidator.Validate(options));
            },
            SessionScope.AuditReports,
            session => new AuditReporting(session, options, sink).RunAsync(cancellationToken),
            static (result, _, _) => result,
            static _ => null,
            cancellationToken);

    /// <summary>Reads the accounts of the caller's organization that a query wants, as they come.</summary>
    /// <exception cref="DiscoveryException">The organization cannot be read, or not to its end.</exception>
    public async IAsyncEnumerable<BackupAccount> FindAccountsAsync(AccountQuery query, IWorkObserver observer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shown = new Shown(_aws.Secrets);
        var told = new ShownObserver(observer, shown);
        using var client = await ToldAsync(() => _aws.OrganizationsAsync(told, cancellationToken), shown, cancellationToken).ConfigureAwait(false);
        var accounts = new AccountDiscovery(client, query, told).ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (accounts.ConfigureAwait(false))
        {
            while (await ToldAsync(() => accounts.MoveNextAsync().AsTask(), shown, cancellationToken).ConfigureAwait(false))
            {
                yield return accounts.Current;
            }
        }
    }

    /// <summary>Ends a program of the user's that is at work to find who calls, and begins none any more. Pieces of work that have not ended yet need not be waited for.</summary>
    public void StopCaller() => _aws.StopCaller();

    /// <inheritdoc/>
    public void Dispose() => _aws.Dispose();

    // An iterator cannot do this in its own body.
    private static async Task<TResult> ToldAsync<TResult>(Func<Task<TResult>> read, Shown shown, CancellationToken cancellationToken)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            // What the SDK throws when a call is cancelled need not be a cancellation.
            cancellationToken.ThrowIfCancellationRequested();
            throw DiscoveryFailures.From(exception, shown);
        }
    }

    private async Task<WorkOutcome<TResult>> WorkAsync<TResult>(
        AccountTarget target,
        IWorkObserver observer,
        Action? check,
        SessionScope scope,
        Func<AccountSession, Task<WorkOutcome<TResult>>> work,
        Func<TResult, Shown, TimeSpan, TResult> finished,
        Func<AccountFailure, TResult?> nothing,
        CancellationToken cancellationToken)
        where TResult : class
    {
        var started = _aws.Time.GetTimestamp();
        var secrets = _aws.Secrets.For(target);
        var shown = new Shown(secrets);
        WorkOutcome<TResult> outcome;
        try
        {
            check?.Invoke();
            using var session = await _aws.AssumeRoleAsync(target, scope, new ShownObserver(observer, shown), secrets, cancellationToken).ConfigureAwait(false);
            outcome = await work(session).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever goes wrong in one account is that account's failure and stops no other.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // What the SDK throws when a call is cancelled need not be a cancellation.
            cancellationToken.ThrowIfCancellationRequested();
            var failure = AccountFailures.From(exception, target);
            outcome = new WorkOutcome<TResult>(nothing(failure), failure);
        }

        return new WorkOutcome<TResult>(
            outcome.Result is { } result ? finished(result, shown, _aws.Time.GetElapsedTime(started)) : null,
            outcome.Failure is { } failed ? shown.Of(failed) : null)
        {
            HasFailed = outcome.HasFailed,
        };
    }

    // What fits no account was refused by the head; this is what does not fit this one.
    private void Check(AccountTarget target, DeploymentOptions options) => Refuse(target, DeploymentOptionsValidator.Validate(options, target, _aws.PartitionOf(target)));

    private void Check(AccountTarget target, NotificationOptions options)
    {
        Refuse(target, NotificationOptionsValidator.Validate(options));
        Refuse(target, NotificationOptionsValidator.Validate(options, target, _aws.PartitionOf(target)));
    }

    private static void Refuse(AccountTarget target, IReadOnlyList<ParameterFault> faults)
    {
        if (faults.Count > 0)
        {
            throw new AccountException(
                "InvalidParameter", FailureCategory.InvalidArgument, $"For account {target.AccountId}: {string.Join(" ", faults)}", "Correct the parameters; no call was made.");
        }
    }

    private static void CheckPattern(AccountTarget target)
    {
        if (AbsNamePattern.Fault(target.AbsName) is { } fault)
        {
            throw new AccountException("InvalidParameter", FailureCategory.InvalidArgument, $"For account {target.AccountId}: AbsName: {fault}", "Correct the pattern; no call was made.");
        }
    }

    private static AccountFailure BlockedFailure(AccountTarget target, string message, Blocker blocker) => new()
    {
        ErrorId = blocker.ErrorId,
        Category = blocker.Category,
        Message = message,
        Remedy = blocker.Change.Remedy ?? "Run Compare-XacntBackupPlan to see what stands in the way.",
        Target = target,
        Region = blocker.Change.Region,
    };
}
