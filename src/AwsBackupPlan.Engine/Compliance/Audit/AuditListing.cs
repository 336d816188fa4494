using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Reads the audits of backup sets whose name fits, in each of the Regions.</summary>
internal sealed class AuditListing(AccountSession session, string tagKey)
{
    private readonly AccountTarget _target = session.Target;
    private readonly AuditReader _reader = new(session);

    /// <summary>All that fit; a name that is no pattern and is not there is a failure.</summary>
    public async Task<IReadOnlyList<BackupAuditInfo>> ReadAsync(CancellationToken cancellationToken)
    {
        var regions = await Task.WhenAll(AuditReader.Regions(_target).Select(region => ReadAsync(region, cancellationToken))).ConfigureAwait(false);
        IReadOnlyList<BackupAuditInfo> found = [.. regions.SelectMany(static region => region)];
        return found.Count > 0 || !AbsNamePattern.Parse(_target.AbsName).IsLiteral ? found : throw new AccountException(
            "BackupAuditNotFound",
            FailureCategory.ObjectNotFound,
            $"There is no audit of the backup set '{_target.AbsName}' in {string.Join(", ", AuditReader.Regions(_target))} of account {_target.AccountId}.",
            "Make it with New-XacntBackupAudit. Get-XacntBackupAudit -AbsName '*' lists those that there are.")
        {
            Region = _target.Region,
        };
    }

    private async Task<IReadOnlyList<BackupAuditInfo>> ReadAsync(string region, CancellationToken cancellationToken)
    {
        var pattern = AbsNamePattern.Parse(_target.AbsName);
        var recorder = _reader.ReadRecorderAsync(region, cancellationToken);
        var plans = _reader.ReadReportPlansAsync(region, static name => name.StartsWith(AuditNames.Beginning, StringComparison.Ordinal), cancellationToken);
        var names = await _reader.ReadFrameworkNamesAsync(region, cancellationToken).ConfigureAwait(false);
        var frameworks = await Task.WhenAll(names.Where(static name => name.StartsWith(AuditNames.Beginning, StringComparison.Ordinal)).Select(name => _reader.ReadFrameworkAsync(region, name, cancellationToken))).ConfigureAwait(false);
        var (recording, reports) = (await recorder.ConfigureAwait(false), await plans.ConfigureAwait(false));
        var sets = frameworks.Select(static framework => framework.Tags).Concat(reports.Select(static report => report.Tags))
            .Select(tags => tags.TryGetValue(tagKey, out var set) ? set : null).OfType<string>()
            .Where(pattern.IsMatch).Distinct(StringComparer.Ordinal).OrderBy(static set => set, StringComparer.Ordinal);
        var audits = new List<BackupAuditInfo>();
        foreach (var set in sets)
        {
            var (setNames, owner) = (new AuditNames(set), new OwnershipTag(tagKey, set));
            var framework = frameworks.FirstOrDefault(one => string.Equals(one.Framework?.FrameworkName, setNames.Framework, StringComparison.Ordinal) && owner.Of(one.Tags) == Ownership.Own).Framework;
            var own = reports.Where(report => setNames.MayBeReportPlan(report.Plan.ReportPlanName) && owner.Of(report.Tags) == Ownership.Own).Select(static report => report.Plan).ToList();
            if (framework is not null || own.Count > 0)
            {
                audits.Add(Describe(set, region, recording, framework, await Task.WhenAll(own.Select(plan => DescribeAsync(region, plan, cancellationToken))).ConfigureAwait(false)));
            }
        }

        return audits;
    }

    private BackupAuditInfo Describe(string absName, string region, Recorder recorder, DescribeFrameworkResponse? framework, IReadOnlyList<AuditReportPlanInfo> plans) => new()
    {
        AccountId = _target.AccountId,
        AbsName = absName,
        Region = region,
        FrameworkName = new AuditNames(absName).Framework,
        FrameworkArn = framework?.FrameworkArn,
        DeploymentStatus = framework?.DeploymentStatus,
        FrameworkStatus = framework?.FrameworkStatus,
        CreationDate = Time(framework?.CreationTime),
        IsRecording = recorder.IsRecording,
        Controls = [.. (framework?.FrameworkControls ?? []).Select(static control => new AuditControlInfo { Control = control.ControlName, Parameters = AuditControls.Parameters(control), Scope = AuditControls.Scope(control.ControlScope) })],
        ReportPlans = plans,
    };

    private async Task<AuditReportPlanInfo> DescribeAsync(string region, ReportPlan plan, CancellationToken cancellationToken)
    {
        var job = await _reader.ReadLastJobAsync(region, plan.ReportPlanName, cancellationToken).ConfigureAwait(false);
        return new AuditReportPlanInfo
        {
            ReportPlanName = plan.ReportPlanName,
            ReportPlanArn = plan.ReportPlanArn,
            Template = plan.ReportSetting?.ReportTemplate ?? string.Empty,
            BucketName = plan.ReportDeliveryChannel?.S3BucketName ?? string.Empty,
            Prefix = plan.ReportDeliveryChannel?.S3KeyPrefix,
            Formats = [.. plan.ReportDeliveryChannel?.Formats ?? []],
            DeploymentStatus = plan.DeploymentStatus,
            LastAttemptDate = Time(plan.LastAttemptedExecutionTime),
            LastSuccessDate = Time(plan.LastSuccessfulExecutionTime),
            LastJobId = job?.ReportJobId,
            LastJobStatus = job?.Status,
            LastJobMessage = job?.StatusMessage,
            LastKeys = [.. job?.ReportDestination?.S3Keys ?? []],
        };
    }

    private static DateTimeOffset? Time(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime(), TimeSpan.Zero) : null;
}
