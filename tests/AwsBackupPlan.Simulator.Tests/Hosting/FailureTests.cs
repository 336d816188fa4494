using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Onboarding;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Hosting;

/// <summary>Days that pass by the clock's call, and what is let fail in them, as a client sees it.</summary>
public sealed class FailureTests(PythonPeer python)
{
    private const string Account = "111111111111";

    private const string MakePlan = """
        backup, copy = client("backup"), client("backup", "us-east-2")
        for region, service in (("us-east-1", backup), ("us-east-2", copy)):
            service.create_backup_vault(BackupVaultName="a-Vault", EncryptionKeyArn=client("kms", region).describe_key(KeyId="alias/a-key")["KeyMetadata"]["Arn"])
        rule = {
            "RuleName": "daily", "TargetBackupVaultName": "a-Vault", "ScheduleExpression": "cron(0 5 * * ? *)",
            "CopyActions": [{"DestinationBackupVaultArn": "arn:aws:backup:us-east-2:111111111111:backup-vault:a-Vault"}]}
        plan = backup.create_backup_plan(BackupPlan={"BackupPlanName": "plan", "Rules": [rule]})["BackupPlanId"]
        backup.create_backup_selection(BackupPlanId=plan, BackupSelection={
            "SelectionName": "all", "IamRoleArn": "arn:aws:iam::111111111111:role/AWSBackup-Custom", "Resources": ["arn:aws:rds:*:*:db:*"]})
        """;

    private const string Jobs = """
        backup, copy = client("backup"), client("backup", "us-east-2")
        result = {
            "backups": [f'{job["ResourceName"]} {job["State"]} {" ".join(job.get("StatusMessage", "").split()[:5])}'.strip() for job in backup.list_backup_jobs()["BackupJobs"]],
            "copies": [f'{job["ResourceName"]} {job["State"]} {" ".join(job.get("StatusMessage", "").split()[:5])}'.strip() for job in backup.list_copy_jobs()["CopyJobs"]],
            "points": len(backup.list_recovery_points_by_backup_vault(BackupVaultName="a-Vault")["RecoveryPoints"]),
            "copied": len(copy.list_recovery_points_by_backup_vault(BackupVaultName="a-Vault")["RecoveryPoints"])}
        """;

    [Fact]
    public async Task Days_pass_in_which_a_plan_runs_a_database_is_stopped_a_key_is_disabled_and_a_job_fails()
    {
        await using var sim = await StartAsync(runPlans: true);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        await python.RunAsync(sim, MakePlan);
        await PostAsync(http, "databases", new { resourceArn = Database(1), status = "stopped" });
        await PostAsync(http, "job-failures", new { jobType = "Backup", resourceArn = Database(2), message = "The disk is full." });
        await PassDayAsync(http);
        await PostAsync(http, "databases", new { resourceArn = Database(1), status = "available" });
        await PostAsync(http, "keys", new { keyArn = sim.World.FindKey(Account, "us-east-2", "alias/a-key"), state = "Disabled" });
        await PassDayAsync(http);
        await PostAsync(http, "keys", new { keyArn = sim.World.FindKey(Account, "us-east-2", "alias/a-key"), state = "Enabled" });
        await PassDayAsync(http);
        var seen = await python.RunAsync(sim, Jobs);
        Assert.Equal(
            """
            {"backups":["a-db-1 FAILED Cannot create a snapshot because","a-db-2 FAILED The disk is full.","a-db-1 COMPLETED","a-db-2 COMPLETED","a-db-1 COMPLETED","a-db-2 COMPLETED"],"copies":["a-db-1 FAILED The target snapshot KMS key","a-db-2 FAILED The target snapshot KMS key","a-db-1 COMPLETED","a-db-2 COMPLETED"],"points":4,"copied":2}
            """,
            seen.ToJsonString());
    }

    [Fact]
    public async Task Plans_run_or_rest_as_they_are_told()
    {
        await using var sim = await StartAsync(runPlans: false);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        await python.RunAsync(sim, MakePlan);
        await PassDayAsync(http);
        await PostAsync(http, "plans", new { run = true });
        await PassDayAsync(http);
        await PostAsync(http, "plans", new { run = false });
        await PassDayAsync(http);
        Assert.Equal(2, (int)(await python.RunAsync(sim, Jobs))["points"]!);
    }

    [Fact]
    public async Task A_continuous_backup_is_stopped()
    {
        await using var sim = await StartAsync(runPlans: false);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        sim.Backup.AddVault(Account, "us-east-1", "a-Vault");
        var point = sim.Backup.AddRecoveryPoint(Account, "us-east-1", new() { VaultName = "a-Vault", ResourceArn = Database(1), IsContinuous = true });
        await PostAsync(http, "continuous-backups", new { recoveryPointArn = point, status = "STOPPED" });
        var seen = await python.RunAsync(sim, $"""
            database = client("rds").describe_db_instances(DBInstanceIdentifier="a-db-1")["DBInstances"][0]
            result = [client("backup").describe_recovery_point(BackupVaultName="a-Vault", RecoveryPointArn="{point}")["Status"], database["BackupRetentionPeriod"], "LatestRestorableTime" in database]
            """);
        Assert.Equal("""["STOPPED",0,false]""", seen.ToJsonString());
    }

    [Fact]
    public async Task A_database_loses_a_tag_and_is_given_another()
    {
        await using var sim = await StartAsync(runPlans: false);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        await PostAsync(http, "database-tags", new { resourceArn = Database(1), key = "ABS", value = (string?)null });
        await PostAsync(http, "database-tags", new { resourceArn = Database(2), key = "Stage", value = "Test" });
        var seen = await python.RunAsync(sim, """
            result = sorted(f'{d["DBInstanceIdentifier"]} {t["Key"]}={t["Value"]}' for d in client("rds").describe_db_instances()["DBInstances"] for t in d.get("TagList", []) if "-db-" in d["DBInstanceIdentifier"])
            """);
        Assert.Equal("""["a-db-2 ABS=a","a-db-2 Stage=Test"]""", seen.ToJsonString());
    }

    [Theory]
    [InlineData("plans", """{ "run": 3 }""")]
    [InlineData("database-tags", """{ "resourceArn": "arn:aws:rds:us-east-1:111111111111:db:none", "key": "ABS" }""")]
    [InlineData("database-tags", """{ "resourceArn": "arn:aws:rds:us-east-1:111111111111:db:a-db-1" }""")]
    [InlineData("databases", """{ "resourceArn": "arn:aws:rds:us-east-1:111111111111:db:none", "status": "stopped" }""")]
    [InlineData("databases", """{ "resourceArn": "arn:aws:rds:us-east-1:111111111111:db:a-db-1" }""")]
    [InlineData("keys", """{ "keyArn": "arn:aws:kms:us-east-1:111111111111:key/none", "state": "Disabled" }""")]
    [InlineData("keys", """{ "keyArn": "key", "state": "Lost" }""")]
    [InlineData("continuous-backups", """{ "recoveryPointArn": "arn:aws:backup:us-east-1:111111111111:recovery-point:continuous:none", "status": "STOPPED" }""")]
    [InlineData("continuous-backups", """{ "recoveryPointArn": "arn:aws:backup:us-east-1:111111111111:recovery-point:continuous:none", "status": "GONE" }""")]
    [InlineData("job-failures", """{ "jobType": "Scan", "resourceArn": "arn:aws:rds:us-east-1:111111111111:db:a-db-1", "message": "x" }""")]
    [InlineData("job-failures", """{ "jobType": "Copy", "resourceArn": "a-db-1", "message": "x" }""")]
    [InlineData("job-failures", """{ "jobType": "Copy", "resourceArn": "arn:aws:rds:us-east-1:111111111111:db:a-db-1", "message": "x", "times": 0 }""")]
    [InlineData("job-failures", """{ "jobType": "Copy", "resourceArn": "arn:aws:rds:us-east-1:111111111111:db:a-db-1" }""")]
    public async Task What_cannot_be_let_fail_is_refused(string call, string body)
    {
        await using var sim = await StartAsync(runPlans: false);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        using var answer = await http.PostAsJsonAsync($"_simulator/{call}", JsonNode.Parse(body), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static string Database(int number) => $"arn:aws:rds:us-east-1:{Account}:db:a-db-{number}";

    private static async Task<SimulatorHost> StartAsync(bool runPlans)
    {
        var sim = await SimulatorHost.StartAsync(new SimulatorOptions { RunPlans = runPlans }, TestContext.Current.CancellationToken);
        sim.Onboard(Account, "a", new OnboardingOptions());
        // To a noon: whatever the time is, the days that pass each have one run in their middle.
        var now = sim.World.Now;
        sim.World.Advance(now.Date.AddDays(1.5) - now.UtcDateTime);
        return sim;
    }

    private static Task PassDayAsync(HttpClient http) => PostAsync(http, "clock", new { advanceSeconds = 86400 });

    private static async Task PostAsync<T>(HttpClient http, string call, T body)
    {
        using var answer = await http.PostAsJsonAsync($"_simulator/{call}", body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
