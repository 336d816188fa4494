using AwsBackupPlan.Simulator.Backup.Jobs;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Selections;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Schedule;

/// <summary>What a rule does when its time has come: a backup job for each database that a selection of the plan takes.</summary>
internal static class RuleFiring
{
    public static void Run(BackupState state, Plan plan, ScheduledRule rule, DateTimeOffset now)
    {
        var region = plan.Region;
        foreach (var database in state.World.Databases(region.AccountId, region.Name))
        {
            var selection = plan.Selections.FirstOrDefault(candidate => SelectionMatch.Takes(candidate.Document, database, region.Settings.OptIn));
            if (selection is not null)
            {
                Start(state, region, rule, database, selection, now);
            }
        }
    }

    private static void Start(BackupState state, BackupRegion region, ScheduledRule rule, SimulatedDatabase database, Selection selection, DateTimeOffset now)
    {
        var job = new BackupJob(state.NextSequence(), region, BackupState.NewId())
        {
            VaultName = rule.VaultName,
            ResourceArn = database.Arn,
            ResourceType = ResourceTypes.Of(database),
            IamRoleArn = selection.Document.Text("IamRoleArn")!,
            CreationDate = now,
            StartBy = now + rule.StartWindow,
            CompleteBy = now + rule.CompletionWindow,
            Lifecycle = rule.Lifecycle,
            RecoveryPointTags = rule.Tags,
            CreatedBy = rule.Creator,
            CopyActions = rule.CopyActions,
            IsContinuous = rule.IsContinuous,
            IsScheduled = true,
        };
        region.BackupJobs.Add(job.Id, job);
        BackupJobRun.Schedule(state, job);
    }
}
