using System.Management.Automation;
using Amazon.Backup;
using Amazon.Backup.Model;

namespace AwsBackupPlan.Sandbox.Simulation;

/// <summary>Changes a deployed plan behind the module's back: backups once a week, kept for a week.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SimulatedDrift")]
public sealed class InvokeSimulatedDriftCommand : SimulatedAccountCommand
{
    private const string Schedule = "cron(0 3 ? * SUN *)";
    private const int Days = 7;

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(AmazonBackupClient backup, CancellationToken cancellationToken)
    {
        if (await FindPlanAsync(backup, cancellationToken).ConfigureAwait(false) is not { } plan)
        {
            return $"{AccountId} has no plan {PlanName} in {Region}: nothing to change.";
        }

        var changed = new BackupPlanInput { BackupPlanName = PlanName, Rules = [.. plan.BackupPlan.Rules.Select(Drift)] };
        await backup.UpdateBackupPlanAsync(new UpdateBackupPlanRequest { BackupPlanId = plan.BackupPlanId, BackupPlan = changed }, cancellationToken).ConfigureAwait(false);
        return $"Somebody changed {PlanName} in account {AccountId}: {Schedule}, kept for {Days} days.";
    }

    private static BackupRuleInput Drift(BackupRule rule) => new()
    {
        RuleName = rule.RuleName,
        TargetBackupVaultName = rule.TargetBackupVaultName,
        ScheduleExpression = Schedule,
        StartWindowMinutes = rule.StartWindowMinutes,
        CompletionWindowMinutes = rule.CompletionWindowMinutes,
        Lifecycle = new Lifecycle { DeleteAfterDays = Days },
        CopyActions = rule.CopyActions,
    };
}
