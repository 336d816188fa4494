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
        var name = $"{AbsName}-RDS-BackupPlan-Default";
        var plans = backup.Paginators.ListBackupPlans(new ListBackupPlansRequest()).BackupPlansList;
        var id = await plans.Where(p => string.Equals(p.BackupPlanName, name, StringComparison.Ordinal)).Select(static p => p.BackupPlanId)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (id is null)
        {
            return $"{AccountId} has no plan {name} in {Region}: nothing to change.";
        }

        var plan = await backup.GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = id }, cancellationToken).ConfigureAwait(false);
        var changed = new BackupPlanInput { BackupPlanName = name, Rules = [.. plan.BackupPlan.Rules.Select(Drift)] };
        await backup.UpdateBackupPlanAsync(new UpdateBackupPlanRequest { BackupPlanId = id, BackupPlan = changed }, cancellationToken).ConfigureAwait(false);
        return $"Somebody changed {name} in account {AccountId}: {Schedule}, kept for {Days} days.";
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
