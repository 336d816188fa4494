using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Schedule;

/// <summary>A rule of a plan, as far as it has to do with when it runs and with what.</summary>
internal sealed class ScheduledRule(Plan plan, JsonObject document, ScheduleExpression? schedule)
{
    private readonly TimeZoneInfo _zone = TimeZones.Of(document.Text("ScheduleExpressionTimezone") ?? "Etc/UTC");

    public string VaultName { get; } = document.Text("TargetBackupVaultName")!;

    public TimeSpan StartWindow { get; } = TimeSpan.FromMinutes(document.Number("StartWindowMinutes") ?? PlanDocument.DefaultStartWindowMinutes);

    public TimeSpan CompletionWindow { get; } = TimeSpan.FromMinutes(document.Number("CompletionWindowMinutes") ?? PlanDocument.DefaultCompletionWindowMinutes);

    public Lifecycle Lifecycle { get; } = Lifecycle.From(document.Structure("Lifecycle"));

    public bool IsContinuous { get; } = document.Flag("EnableContinuousBackup");

    public IReadOnlyDictionary<string, string> Tags { get; } = document.TextMap("RecoveryPointTags");

    public IReadOnlyList<CopyAction> CopyActions { get; } =
        [.. document.Structures("CopyActions").Select(static action => new CopyAction(action.Text("DestinationBackupVaultArn")!, Lifecycle.From(action.Structure("Lifecycle"))))];

    /// <summary>What jobs and recovery points say of where they come from.</summary>
    public JsonObject Creator { get; } = new JsonObject
    {
        ["BackupPlanId"] = plan.Id,
        ["BackupPlanArn"] = plan.Arn,
        ["BackupPlanName"] = plan.Name,
        ["BackupPlanVersion"] = plan.Current.VersionId,
        ["BackupRuleId"] = document.Text("RuleId"),
        ["BackupRuleName"] = document.Text("RuleName"),
        ["BackupRuleCron"] = document.Text("ScheduleExpression"),
        ["BackupRuleTimezone"] = document.Text("ScheduleExpressionTimezone"),
    }.WithoutNulls();

    /// <summary>When it runs next after a time, or <see langword="null"/> when it does not any more.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => schedule?.Next(after, _zone);

    /// <summary>Whether it runs after one time and before another.</summary>
    public bool RunsBetween(DateTimeOffset after, DateTimeOffset before) => Next(after) < before;

    /// <summary>Whether what it makes is kept longer than what another rule makes.</summary>
    public bool KeepsLongerThan(ScheduledRule other) => (Lifecycle.RetentionDays ?? long.MaxValue) > (other.Lifecycle.RetentionDays ?? long.MaxValue);
}
