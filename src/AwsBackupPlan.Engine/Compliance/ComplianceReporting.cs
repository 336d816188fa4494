using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>Reads what an account is judged by, from whom it is wanted, and makes its report.</summary>
internal sealed class ComplianceReporting(AccountSession session, ComplianceOptions options)
{
    private readonly ComplianceEvaluation _evaluation = new(session.Target, session.Time.GetUtcNow(), options);

    /// <summary>The report.</summary>
    public async Task<ComplianceReport> ReportAsync(CancellationToken cancellationToken)
    {
        if (options.Source is ComplianceSource.AuditManager)
        {
            var views = await ReadAuditAsync(cancellationToken).ConfigureAwait(false);
            Warn(views.Select(static view => view.Warning));
            return _evaluation.Report(views);
        }

        var reading = new EvidenceReader(session, options).ReadAsync(cancellationToken);
        var auditing = options.Source is ComplianceSource.Both ? ReadAuditAsync(cancellationToken) : Task.FromResult<IReadOnlyList<AuditView>>([]);
        await Task.WhenAll(reading, auditing).ConfigureAwait(false);
        var (evidence, audit) = (await reading.ConfigureAwait(false), await auditing.ConfigureAwait(false));
        // In the module's own report a gap of the other is no finding, but nobody is to miss it.
        Warn(audit.Select(static view => view.Warning ?? (view.Gap is { } gap ? $"Audit Manager says nothing: {CallFault.Sentence(gap.Evidence)} {Remedies.InWords(gap.Remedy)}" : null)));
        return options.Source is ComplianceSource.Both ? _evaluation.Report(evidence, audit) : _evaluation.Report(evidence);
    }

    private Task<IReadOnlyList<AuditView>> ReadAuditAsync(CancellationToken cancellationToken) => new AuditViewReader(session, options.Deployment.TagKey, options.Policy).ReadAsync(cancellationToken);

    private void Warn(IEnumerable<string?> warnings)
    {
        foreach (var warning in warnings.OfType<string>())
        {
            session.Observer.Warning(warning);
        }
    }
}
