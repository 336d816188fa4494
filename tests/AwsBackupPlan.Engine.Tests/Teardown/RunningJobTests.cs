using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Engine.Tests.Teardown;

/// <summary>A removal waits for the backup and copy jobs that fill the vaults or copy out of them.</summary>
public sealed class RunningJobTests
{
    [Fact]
    public async Task A_copy_to_a_vault_elsewhere_is_waited_for_and_its_source_stays_when_time_is_up()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var points = scene.AddPoints(Scene.Primary, 1);
        var copy = scene.Simulator.Backup.AddCopyJob(
            Scene.AccountId,
            Scene.Primary,
            new SeededCopyJob
            {
                SourceVaultName = Scene.VaultName,
                SourceRecoveryPointArn = points[0],
                DestinationVaultArn = "arn:aws:backup:eu-west-1:999999999999:backup-vault:Central",
                ResourceArn = scene.Account.DatabaseArns[0],
            });

        var first = (await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromMinutes(5) })).Result!;
        var asked = scene.Requests("DeleteRecoveryPoint").Count;
        scene.Simulator.Backup.SetCopyJobState(Scene.AccountId, Scene.Primary, copy, "COMPLETED");
        var second = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 1), (first.Status, first.VaultsDeleted));
        Assert.Equal(Scene.Primary, Assert.Single(first.Remaining).Region);
        Assert.Equal(0, asked);
        Assert.Equal((RemovalStatus.Removed, 1L), (second.Status, second.RecoveryPointsDeleted));
    }

    [Fact]
    public async Task A_copy_that_begins_after_its_backup_has_ended_is_waited_for_too()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        var points = scene.AddPoints(Scene.Primary, 1);
        var endBackup = AddRunningJob(scene, "backup", deployed, points[0]);
        var skipped = scene.Time.Skipped!;
        Action? endCopy = null;
        var stage = 0;
        var deletedBefore = -1;
        scene.Time.Skipped = by =>
        {
            skipped(by);
            switch (stage)
            {
                case 0 when scene.Time.Waited > TimeSpan.FromMinutes(5):
                    endBackup();
                    stage = 1;
                    break;
                case 1:
                    endCopy = AddRunningJob(scene, "copy", deployed, points[0]);
                    stage = 2;
                    break;
                case 2 when scene.Time.Waited > TimeSpan.FromMinutes(10):
                    deletedBefore = scene.Requests("DeleteRecoveryPoint").Count;
                    endCopy!();
                    stage = 3;
                    break;
            }
        };

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal(3, stage);
        Assert.Equal(0, deletedBefore);
        Assert.Equal(RemovalStatus.Removed, result.Status);
    }

    [Fact]
    public async Task A_copy_that_comes_the_moment_after_its_backup_has_ended_is_seen_even_when_the_time_is_up()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        var points = scene.AddPoints(Scene.Primary, 1);
        scene.Time.Skipped = _ => AddRunningJob(scene, "copy", deployed, points[0]);

        var result = (await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromTicks(1) })).Result!;

        Assert.Equal(RemovalStatus.Incomplete, result.Status);
        Assert.Empty(scene.Requests("DeleteRecoveryPoint"));
    }

    [Theory]
    [InlineData("CREATED", "PENDING", 1)]
    [InlineData("CREATED", "RUNNING", 1)]
    [InlineData("CREATED", "ABORTING", 1)]
    [InlineData("PENDING", "RUNNING", 2)]
    [InlineData("RUNNING", "ABORTING", 3)]
    public async Task A_backup_that_goes_on_between_two_lists_is_found_and_counts_once(string from, string to, int afterList)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 1);
        var job = scene.Simulator.Backup.AddBackupJob(
            Scene.AccountId, Scene.Primary, new SeededBackupJob { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], State = from });
        var lists = 0;
        var observer = new RecordingObserver
        {
            OnVerbose = line =>
            {
                if (line.Contains(" ListBackupJobs ", StringComparison.Ordinal) && line.Contains(Scene.Primary, StringComparison.Ordinal) && Interlocked.Increment(ref lists) == afterList)
                {
                    scene.Simulator.Backup.SetBackupJobState(Scene.AccountId, Scene.Primary, job, to);
                }
            },
        };

        var result = (await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromTicks(1) }, observer: observer)).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 4), (result.Status, lists));
        Assert.StartsWith("1 backup or copy job still fills it", Assert.Single(result.Remaining).Reason, StringComparison.Ordinal);
        Assert.Empty(scene.Requests("DeleteRecoveryPoint"));
    }

    [Fact]
    public async Task A_copy_that_appears_after_the_last_list_of_backups_is_found_and_counts_once()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        var points = scene.AddPoints(Scene.Primary, 1);
        string? copy = null;
        var (backupLists, copyLists) = (0, 0);
        var observer = new RecordingObserver
        {
            OnVerbose = line =>
            {
                if (!line.Contains(Scene.Primary, StringComparison.Ordinal))
                {
                    return;
                }

                if (line.Contains(" ListBackupJobs ", StringComparison.Ordinal) && Interlocked.Increment(ref backupLists) == 4)
                {
                    copy = scene.Simulator.Backup.AddCopyJob(
                        Scene.AccountId, Scene.Primary, CopyOf(scene, deployed, points[0]) with { State = "CREATED" });
                }
                else if (line.Contains(" ListCopyJobs ", StringComparison.Ordinal) && Interlocked.Increment(ref copyLists) == 1)
                {
                    scene.Simulator.Backup.SetCopyJobState(Scene.AccountId, Scene.Primary, copy!, "RUNNING");
                }
            },
        };

        var result = (await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromTicks(1) }, observer: observer)).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 4, 2), (result.Status, backupLists, copyLists));
        Assert.Equal([Scene.Primary, Scene.Copy], result.Remaining.Select(static left => left.Region));
        Assert.All(result.Remaining, static left => Assert.StartsWith("1 backup or copy job still fills it or copies from it", left.Reason, StringComparison.Ordinal));
        Assert.Empty(scene.Requests("DeleteRecoveryPoint"));
    }

    [Fact]
    public async Task Backup_and_copy_jobs_that_outlast_the_time_count_together()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        var points = scene.AddPoints(Scene.Primary, 1);
        AddRunningJob(scene, "backup", deployed, points[0]);
        AddRunningJob(scene, "copy", deployed, points[0]);

        var result = (await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromMinutes(5) })).Result!;

        Assert.Equal([(Scene.Primary, '2'), (Scene.Copy, '1')], result.Remaining.Select(static left => (left.Region, left.Reason[0])));
        Assert.Contains(scene.Observer.ProgressRecords, static progress => progress.Detail is "2 running");
    }

    [Fact]
    public async Task Without_running_jobs_their_lists_are_read_once_the_copies_after_the_backups()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal(RemovalStatus.Removed, result.Status);
        Assert.Equal((8, 4), (scene.Requests("ListBackupJobs").Count, scene.Requests("ListCopyJobs").Count));
        Assert.True(scene.Requests("ListBackupJobs").Max(static list => list.Sequence) < scene.Requests("ListCopyJobs").Min(static list => list.Sequence), "A copy was looked for before its backup.");
        Assert.Equal(TimeSpan.FromSeconds(1), scene.Time.Waited);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("copy")]
    public async Task Running_jobs_are_waited_for_before_anything_of_theirs_is_deleted(string kind)
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        var points = scene.AddPoints(Scene.Primary, 1);
        var end = AddRunningJob(scene, kind, deployed, points[0]);
        var skipped = scene.Time.Skipped!;
        var deletedBefore = -1;
        scene.Time.Skipped = by =>
        {
            skipped(by);
            if (deletedBefore < 0 && scene.Time.Waited > TimeSpan.FromMinutes(10))
            {
                deletedBefore = scene.Requests("DeleteRecoveryPoint").Count;
                end();
            }
        };

        var outcome = await scene.RemoveAsync();

        Assert.Equal(RemovalStatus.Removed, outcome.Result!.Status);
        Assert.Equal(0, deletedBefore);
        Assert.Contains(scene.Observer.ProgressRecords, static progress => progress.Step.Contains("running backup and copy jobs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Jobs_that_outlast_the_time_leave_the_vaults_that_they_copy_from_and_to()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        var points = scene.AddPoints(Scene.Primary, 1);
        var end = AddRunningJob(scene, "copy", deployed, points[0]);

        var first = (await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromMinutes(5) })).Result!;
        end();
        var second = (await scene.RemoveAsync()).Result!;

        Assert.Equal(RemovalStatus.Incomplete, first.Status);
        Assert.Equal([Scene.Primary, Scene.Copy], first.Remaining.Select(static left => left.Region));
        Assert.All(first.Remaining, static left => Assert.StartsWith("1 backup or copy job still fills it or copies from it", left.Reason, StringComparison.Ordinal));
        Assert.Equal(RemovalStatus.Removed, second.Status);
    }

    private static Action AddRunningJob(Scene scene, string kind, BackupPlanResult deployed, string pointArn)
    {
        if (kind is "backup")
        {
            var job = scene.Simulator.Backup.AddBackupJob(Scene.AccountId, Scene.Primary, new SeededBackupJob { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0] });
            return () => scene.Simulator.Backup.SetBackupJobState(Scene.AccountId, Scene.Primary, job, "COMPLETED");
        }

        var copy = scene.Simulator.Backup.AddCopyJob(Scene.AccountId, Scene.Primary, CopyOf(scene, deployed, pointArn));
        return () => scene.Simulator.Backup.SetCopyJobState(Scene.AccountId, Scene.Primary, copy, "COMPLETED");
    }

    private static SeededCopyJob CopyOf(Scene scene, BackupPlanResult deployed, string pointArn) => new()
    {
        SourceVaultName = Scene.VaultName,
        SourceRecoveryPointArn = pointArn,
        DestinationVaultArn = deployed.VaultArn[1],
        ResourceArn = scene.Account.DatabaseArns[0],
    };
}
