using AwsBackupPlan.Engine.Compliance;

namespace AwsBackupPlan.Engine.Showing;

/// <summary>
/// What leaves the engine to be read by people: harmless text, in which the secrets of the caller do not occur. No message is meant to have one; this is for what AWS, a proxy or a
/// program of the user says back.
/// </summary>
/// <param name="secrets">What must not be seen.</param>
internal sealed class Shown(Secrets secrets)
{
    /// <summary>A text.</summary>
    public string Text(string text) => PlainText.Of(secrets.Without(text));

    /// <summary>A text that need not be there.</summary>
    public string? TextOrNull(string? text) => text is null ? null : Text(text);

    /// <summary>A failure, whose exception is replaced by its text when that has what is not to be seen.</summary>
    public AccountFailure Of(AccountFailure failure) => failure with
    {
        Message = Text(failure.Message),
        Remedy = Remedy(failure.Remedy),
        Exception = failure.Exception is { } exception ? Of(exception) : null,
    };

    /// <summary>An exception: itself, unless it, or one in it, has what is not to be seen.</summary>
    public Exception Of(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner.Message.Length > PlainText.LongestMessage || !PlainText.IsPlain(inner.Message.Replace("\r", string.Empty).Replace("\n", string.Empty).Replace("\t", string.Empty)))
            {
                return Replacement(exception);
            }
        }

        return HasSecret(exception) ? Replacement(exception) : exception;
    }

    /// <summary>A result.</summary>
    public BackupPlanResult Of(BackupPlanResult result) => result with { Message = Text(result.Message), Remedy = RemedyOrNull(result.Remedy), Changes = Of(result.Changes) };

    /// <summary>A result.</summary>
    public InitializedAccount Of(InitializedAccount result) => result with { Message = Text(result.Message), Remedy = RemedyOrNull(result.Remedy), Changes = Of(result.Changes) };

    /// <summary>A result.</summary>
    public AccountCheck Of(AccountCheck result) => result with { Evidence = Text(result.Evidence), Remedy = RemedyOrNull(result.Remedy) };

    /// <summary>A result.</summary>
    public BackupPlanComparison Of(BackupPlanComparison result) => result with { Message = Text(result.Message), Remedy = RemedyOrNull(result.Remedy), Changes = Of(result.Changes) };

    /// <summary>A result.</summary>
    public BackupRemovalResult Of(BackupRemovalResult result) => result with
    {
        Message = Text(result.Message),
        Remedy = TextOrNull(result.Remedy),
        Remaining = [.. result.Remaining.Select(left => left with { Reason = Text(left.Reason), Remedy = TextOrNull(left.Remedy) })],
    };

    /// <summary>A result.</summary>
    public VaultLockResult Of(VaultLockResult result) => result with { Message = Text(result.Message), Remedy = TextOrNull(result.Remedy) };

    /// <summary>A result. What a vault sends may have been set by anybody.</summary>
    public NotificationResult Of(NotificationResult result) => result with
    {
        Message = Text(result.Message),
        Remedy = TextOrNull(result.Remedy),
        TopicArn = TextOrNull(result.TopicArn),
        TopicPolicyStatement = TextOrNull(result.TopicPolicyStatement),
        Events = [.. result.Events.Select(Text)],
    };

    /// <summary>A result.</summary>
    public ProtectedResourceInfo Of(ProtectedResourceInfo result) => result with
    {
        Reason = Text(result.Reason),
        Remedy = TextOrNull(result.Remedy),
        Regions = [.. result.Regions.Select(region => region with { LastFailureMessage = TextOrNull(region.LastFailureMessage) })],
        Matches = [.. result.Matches.Select(match => match with { MatchedBy = TextOrNull(match.MatchedBy), Reason = TextOrNull(match.Reason) })],
    };

    /// <summary>A result.</summary>
    public RecoveryPointInfo Of(RecoveryPointInfo result) => result with { StatusMessage = TextOrNull(result.StatusMessage) };

    /// <summary>A result.</summary>
    public BackupJobInfo Of(BackupJobInfo result) => result with { StatusMessage = TextOrNull(result.StatusMessage), Remedy = TextOrNull(result.Remedy) };

    /// <summary>A result.</summary>
    public BackupAuditResult Of(BackupAuditResult result) => result with { Message = Text(result.Message), Remedy = TextOrNull(result.Remedy), Changes = Of(result.Changes) };

    /// <summary>A result.</summary>
    public BackupAuditInfo Of(BackupAuditInfo result) => result with { Controls = Of(result.Controls), ReportPlans = Of(result.ReportPlans) };

    /// <summary>A result.</summary>
    public ComplianceReport Of(ComplianceReport result) => result with
    {
        Message = Text(result.Message),
        Findings = [.. result.Findings.Select(Of)],
        Fixed = [.. result.Fixed.Select(Of)],
        Resources = [.. result.Resources.Select(resource => resource with { Reason = Text(resource.Reason) })],
    };

    private ComplianceFinding Of(ComplianceFinding finding) => finding with { Evidence = Text(finding.Evidence), Remedy = finding.Remedy is { } remedy ? Script(remedy) : null, ResourceName = Text(finding.ResourceName), AuditEvidence = TextOrNull(finding.AuditEvidence) };

    private string Remedy(string remedy) => Remedies.IsScript(remedy) ? Script(remedy) : Text(remedy);

    private string? RemedyOrNull(string? remedy) => remedy is null ? null : Remedy(remedy);

    // It is the module's own: a command or comment on each line.
    private string Script(string remedy) => string.Join("\n", remedy.Split('\n').Select(Text));

    // Arrays, since PowerShell takes the index of nothing else that stands for a list that cannot be changed.
    private AuditControlInfo[] Of(IReadOnlyList<AuditControlInfo> controls) =>
        [.. controls.Select(control => control with { Control = Text(control.Control), Parameters = Texts(control.Parameters), Scope = Text(control.Scope) })];

    private AuditReportPlanInfo[] Of(IReadOnlyList<AuditReportPlanInfo> plans) =>
        [.. plans.Select(plan => plan with { Formats = Texts(plan.Formats), LastJobMessage = TextOrNull(plan.LastJobMessage), LastKeys = Texts(plan.LastKeys) })];

    private string[] Texts(IReadOnlyList<string> texts) => [.. texts.Select(Text)];

    private ResourceChange[] Of(IReadOnlyList<ResourceChange> changes) => [.. changes.Select(change => change with { Reason = TextOrNull(change.Reason), Remedy = RemedyOrNull(change.Remedy) })];

    private InvalidOperationException Replacement(Exception exception) => new(Text($"{exception.GetType().Name}: {(IsOwn(exception) ? exception.Message : secrets.WithoutInQuotation(exception.Message))}"));

    private bool HasSecret(Exception exception)
    {
        var whole = exception.ToString();
        if (!ReferenceEquals(whole, secrets.Without(whole)))
        {
            return true;
        }

        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (!IsOwn(inner) && !ReferenceEquals(inner.Message, secrets.WithoutInQuotation(inner.Message)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOwn(Exception exception) => exception.GetType().Assembly == typeof(Shown).Assembly;
}
