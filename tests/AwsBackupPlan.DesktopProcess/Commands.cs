using System.Globalization;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Discovery;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Compliance.Export;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.Jobs;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;
using AwsBackupPlan.Engine.Onboarding;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Templates;

namespace AwsBackupPlan.DesktopProcess;

/// <summary>The commands, each over all accounts.</summary>
internal sealed class Commands : IDisposable
{
    private readonly ModuleFolder _module;
    private readonly BackupEngine _engine;
    private readonly IReadOnlyList<AccountTarget> _targets;
    private IReadOnlyList<RecoveryPointInfo> _points = [];

    /// <summary>Makes an engine for them. Who calls, and what the roles ask for, stands in the environment.</summary>
    public Commands(ModuleFolder module, string endpoint, IEnumerable<string> accounts)
    {
        _module = module;
        _engine = new BackupEngine(new ConnectionOptions
        {
            AccessKey = Environment.GetEnvironmentVariable("CALLER_KEY"),
            SecretKey = Environment.GetEnvironmentVariable("CALLER_SECRET"),
            EndpointUrl = new Uri(endpoint),
            RequestTimeout = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("REQUEST_SECONDS") ?? "30", CultureInfo.InvariantCulture)),
            MaxRetries = int.Parse(Environment.GetEnvironmentVariable("RETRIES") ?? "3", CultureInfo.InvariantCulture),
        });
        _targets = [.. accounts.Select(account => new AccountTarget(account, "payroll", "us-east-1", ["us-east-2"], "Xacnt_Backup_Role", Environment.GetEnvironmentVariable("EXTERNAL_ID")))];
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    /// <summary>Does one.</summary>
    public Answer Do(string command, string? argument) => command switch
    {
        "assemblies" => Assemblies(),
        "deploy" => Each((target, observer, cancel) => _engine.DeployAsync(target, new DeploymentOptions(), observer, cancel)),
        "compare" => Each((target, observer, cancel) => _engine.CompareAsync(target, new DeploymentOptions(), observer, cancel)),
        "plans" => Each((target, observer, cancel) => _engine.GetAsync(target, "ABS", observer, cancel)),
        "back-up" => Each((target, observer, cancel) => _engine.StartBackupsAsync(target, [], new BackupStartOptions(), (IResultSink)observer, observer, cancel)),
        "points" => Points(),
        "copy" => Each((target, observer, cancel) => _engine.StartCopiesAsync(target, PointsOf(target), new CopyStartOptions(), (IResultSink)observer, observer, cancel)),
        "jobs" => Each((target, observer, cancel) => _engine.FindJobsAsync(target, new JobQuery(), (IResultSink)observer, observer, cancel)),
        "protection" => Each((target, observer, cancel) => _engine.GetProtectionAsync(target, new ProtectionQuery(), observer, cancel)),
        "report" => Report(argument!),
        "accounts" => Organization(),
        "initialize" => Each((target, observer, cancel) => _engine.InitializeAsync(target, new SetupOptions { OptIn = true }, observer, cancel)),
        "check" => Each((target, observer, cancel) => _engine.TestAsync(target, new DeploymentOptions(), observer, cancel)),
        "lock" => Each((target, observer, cancel) => _engine.LockAsync(target, new VaultLockOptions { MinRetentionDays = 7 }, observer, cancel)),
        "audit" => Each((target, observer, cancel) => _engine.AuditAsync(target, new AuditOptions { BucketName = "audit" }, observer, cancel)),
        "audit-report" => Each((target, observer, cancel) => _engine.ReportAuditAsync(target, new AuditReportOptions(), (IResultSink)observer, observer, cancel)),
        "templates" => Templates(argument!),
        "remove" => Each((target, observer, cancel) => _engine.RemoveAsync(target, new TeardownOptions(), observer, cancel)),
        _ => throw new InvalidOperationException($"There is no command '{command}'."),
    };

    private Answer Assemblies()
    {
        var answer = new Answer();
        answer.Results.AddRange(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic).Select(assembly => new { assembly.GetName().Name, assembly.Location }));
        answer.Lines.Add(_module.OlderSdk ?? "none older");
        return answer;
    }

    private Answer Points()
    {
        var answer = Each((target, observer, cancel) => _engine.FindRecoveryPointsAsync(target, new RecoveryPointQuery(), (IResultSink)observer, observer, cancel));
        _points = [.. answer.Results.Cast<RecoveryPointInfo>()];
        return answer;
    }

    private IReadOnlyList<NamedPoint> PointsOf(AccountTarget target) =>
        [.. _points.Where(point => string.Equals(point.AccountId, target.AccountId, StringComparison.Ordinal) && string.Equals(point.Region, target.Region, StringComparison.Ordinal)).Select(point => new NamedPoint(point.RecoveryPointArn, point.VaultName))];

    private Answer Organization()
    {
        var answer = new Answer();
        using var run = new DiscoveryRun(_engine, new AccountQuery());
        answer.Results.AddRange(run.ToEnd().Select(record => record.Account).OfType<BackupAccount>());
        return answer;
    }

    private static Answer Templates(string folder)
    {
        foreach (var kind in BackupTemplate.Kinds)
        {
            BackupTemplate.Write(Path.Combine(folder, BackupTemplate.FileName(kind)), BackupTemplate.Make(kind, new TemplateOptions { AbsName = "payroll" }));
        }

        return new Answer();
    }

    /// <summary>Judges the accounts, and writes the reports in every format.</summary>
    private Answer Report(string folder)
    {
        var answer = Each((target, observer, cancel) => _engine.ReportComplianceAsync(target, new ComplianceOptions(), observer, cancel));
        var files = Enum.GetValues(typeof(ComplianceFormat)).Cast<ComplianceFormat>().Select(format => (format, Path.Combine(folder, format + ComplianceExport.ExtensionOf(format))));
        using var export = new ComplianceExport(files, TimeProvider.System.GetUtcNow());
        foreach (var report in answer.Results.Cast<ComplianceReport>())
        {
            export.Add(report);
        }

        export.Complete();
        return answer;
    }

    /// <summary>Works on all accounts side by side, as the cmdlets do.</summary>
    private Answer Each<TResult>(Func<AccountTarget, IWorkObserver, CancellationToken, Task<WorkOutcome<TResult>>> work)
        where TResult : class
    {
        var answer = new Answer();
        using var fleet = new FleetRun<TResult>(work, new FleetOptions());
        foreach (var target in _targets)
        {
            fleet.Add(target);
        }

        fleet.Complete();
        foreach (var record in fleet.ToEnd())
        {
            Take(record, answer);
            if (record is FleetOutcome<TResult> ended)
            {
                Take(ended.Outcome, answer);
                fleet.Confirm(ended);
            }
        }

        return answer;
    }

    private static void Take<TResult>(WorkOutcome<TResult> outcome, Answer answer)
        where TResult : class
    {
        answer.Results.AddRange(outcome.Result is System.Collections.IEnumerable many and not string ? many.Cast<object>() : outcome.Result is { } one ? [one] : []);
        if (outcome.Failure is { } failure)
        {
            answer.Failures.Add(Failure.Of(failure));
        }
    }

    private static void Take(FleetRecord record, Answer answer)
    {
        switch (record)
        {
            case FleetResults found:
                answer.Results.AddRange(found.Results);
                found.Taken(true);
                break;
            case FleetPartFailure failed:
                answer.Failures.Add(Failure.Of(failed.Failure));
                failed.Taken(true);
                break;
            case FleetMessage message:
                answer.Lines.Add(message.Text);
                break;
            case FleetConfirmation confirmation:
                answer.Lines.Add(confirmation.Request.Question);
                confirmation.Answer(Decision.Proceed);
                break;
        }
    }
}
