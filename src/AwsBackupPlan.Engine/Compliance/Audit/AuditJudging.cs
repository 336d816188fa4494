using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Makes judgements of what Audit Manager says, and nothing of what it does not say: that is never compliant.</summary>
internal static class AuditJudging
{
    /// <summary>One judgement for each resource and control that it judges; one for each control of which it says nothing.</summary>
    public static IEnumerable<(ControlSettings Settings, Judgement Judgement)> Judge(IReadOnlyList<AuditView> views, CompliancePolicy policy, AccountTarget target) =>
        from view in views
        from settings in policy.Enabled
        where settings.Control.IsOfAuditManager && IsJudged(settings.Control, view, target)
        from judgement in Judge(view, settings.Control, target)
        select (settings, judgement);

    // Elsewhere a framework has only the controls of vaults and recovery points, unless somebody else has put more into it.
    private static bool IsJudged(Control control, AuditView view, AccountTarget target) =>
        string.Equals(view.Region, target.Region, StringComparison.Ordinal) || AuditControls.JudgesVaults(control) || view.Verdicts.Any(verdict => string.Equals(verdict.Control, control.Name, StringComparison.Ordinal));

    private static IEnumerable<Judgement> Judge(AuditView view, Control control, AccountTarget target)
    {
        if (view.Gap is { } gap)
        {
            return [gap];
        }

        var own = view.Verdicts.Where(verdict => string.Equals(verdict.Control, control.Name, StringComparison.Ordinal)).ToList();
        return own.Count > 0
            ? own.Select(verdict => new Judgement(verdict.Status, verdict.Subject, verdict.Evidence, Remedies.Of("Get-BackupComplianceReport", target, view.AbsName, $"-Control {control.Name}")))
            : [Judgement.Insufficient(Subject.OfSet(target, view.AbsName) with { Region = view.Region }, $"The {view.Source} says nothing of this control.", Remedies.Of("Get-XacntBackupAudit", target with { Region = view.Region }, view.AbsName))];
    }
}
