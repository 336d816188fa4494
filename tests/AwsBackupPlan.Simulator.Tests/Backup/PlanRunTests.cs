using System.Globalization;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Simulator.Tests.Backup;

/// <summary>What plans make when they run: backups, copies, what goes wrong with them, and what expires.</summary>
public sealed class PlanRunTests
{
    private readonly BackupBench _bench = new(new SimulatorOptions { RunPlans = true });
    private readonly List<SimulatedDatabase> _databases =
    [
        Database("orders", "ABS=a"),
        Database("other", "ABS=A"),
        Database("member", "ABS=a") with { ClusterIdentifier = "ledger" },
        Database("ledger", "ABS=a", isCluster: true) with { Engine = "aurora-mysql" },
        Database("graph", "ABS=a", isCluster: true) with { Engine = "neptune" },
        Database("pair", "ABS=a", isCluster: true) with { Engine = "postgres" },
    ];

    public PlanRunTests() => _bench.World.Databases = (account, region) => account is BackupBench.Account && region is BackupBench.Region ? _databases : [];

    [Fact]
    public void A_plan_backs_up_what_its_selection_takes_at_the_scheduled_time_and_copies_it()
    {
        var plan = MakePlan();
        Advance("2026-03-02 05:00:01");
        var jobs = Jobs();
        Assert.Equal(["orders", "pair"], jobs.Select(static job => (string)job["ResourceName"]!), StringComparer.Ordinal);
        Assert.All(jobs, job =>
        {
            Assert.Equal("RUNNING", (string?)job["State"]);
            Assert.Equal(("2026-03-02 05:00:00", "2026-03-02 06:00:00"), (Time(job["CreationDate"]), Time(job["StartBy"])));
            Assert.Equal((plan, "daily", "cron(0 5 * * ? *)"), ((string?)job["CreatedBy"]!["BackupPlanId"], (string?)job["CreatedBy"]!["BackupRuleName"], (string?)job["CreatedBy"]!["BackupRuleCron"]));
        });
        Advance("2026-03-02 05:00:04");
        Assert.All(Jobs(), static job => Assert.Equal("COMPLETED", (string?)job["State"]));
        var points = _bench.Points();
        Assert.Equal(
            [$"arn:aws:rds:us-east-1:{BackupBench.Account}:snapshot:awsbackup:job-{jobs[0]["BackupJobId"]}", $"arn:aws:rds:us-east-1:{BackupBench.Account}:cluster-snapshot:awsbackup:job-{jobs[1]["BackupJobId"]}"],
            points.Select(static point => (string)point["RecoveryPointArn"]!),
            StringComparer.Ordinal);
        Assert.Equal(BackupBench.DatabaseKey, (string?)points[0]["EncryptionKeyArn"]);
        var copies = Copies();
        Assert.Equal(jobs.Select(static job => (string?)job["BackupJobId"]), copies.Select(static copy => (string?)copy["CreatedByBackupJobId"]), StringComparer.Ordinal);
        Assert.Equal("COMPLETED", (string?)copies[0]["State"]);
        // A snapshot of a Multi-AZ DB cluster cannot be copied.
        Assert.Equal("FAILED", (string?)copies[1]["State"]);
        Assert.Contains("not supported for provided resource type", (string?)copies[1]["StatusMessage"], StringComparison.Ordinal);
        var copied = Assert.Single(_bench.Points(region: BackupBench.CopyRegion));
        Assert.Equal($"arn:aws:kms:us-east-2:{BackupBench.Account}:key/mrk-1", (string?)copied["EncryptionKeyArn"]);
        Assert.Equal("2026-03-02 05:00:00", Time(copied["CreationDate"]));
        Assert.Equal((14, plan), ((int)copied["Lifecycle"]!["DeleteAfterDays"]!, (string?)copied["CreatedBy"]!["BackupPlanId"]));
    }

    [Fact]
    public void A_plan_says_when_a_rule_of_it_last_ran_though_it_found_nothing_to_back_up()
    {
        _databases.Clear();
        var plan = MakePlan();
        Advance("2026-03-02 04:59:59");
        Assert.All(Plans(plan), static shown => Assert.False(shown.ContainsKey("LastExecutionDate")));
        Advance("2026-03-02 12:00:00");
        Assert.All(Plans(plan), static shown => Assert.Equal("2026-03-02 05:00:00", Time(shown["LastExecutionDate"])));
        _bench.Behaviour.PlansRun = false;
        Advance("2026-03-03 12:00:00");
        Assert.All(Plans(plan), static shown => Assert.Equal("2026-03-02 05:00:00", Time(shown["LastExecutionDate"])));
        _bench.Behaviour.PlansRun = true;
        Advance("2026-03-04 12:00:00");
        Assert.All(Plans(plan), static shown => Assert.Equal("2026-03-04 05:00:00", Time(shown["LastExecutionDate"])));
    }

    [Fact]
    public void Aurora_is_backed_up_only_where_it_is_switched_on_though_its_clusters_are_named()
    {
        MakePlan();
        _bench.Send("PUT", "/account-settings", new JsonObject { ["ResourceTypeOptInPreference"] = new JsonObject { ["Aurora"] = true } });
        Advance("2026-03-02 05:00:04");
        Assert.Equal(["Aurora", "RDS", "RDS"], Jobs().Select(static job => (string)job["ResourceType"]!).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void A_database_that_is_not_available_fails_its_backup_with_what_RDS_says()
    {
        MakePlan();
        _databases[0] = _databases[0] with { Status = "stopped" };
        Advance("2026-03-02 05:00:04");
        var job = Jobs()[0];
        Assert.Equal("FAILED", (string?)job["State"]);
        Assert.StartsWith("Cannot create a snapshot because the database instance orders is not currently in the available state. (Service: AmazonRDS", (string?)job["StatusMessage"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_has_gone_fails_the_backup()
    {
        MakePlan();
        _bench.World.IsBackupRole = static _ => false;
        Advance("2026-03-02 05:00:04");
        Assert.Equal($"IAM Role {BackupBench.Role} cannot be assumed by AWS Backup", (string?)Jobs()[0]["StatusMessage"]);
    }

    [Fact]
    public void A_job_that_does_not_start_or_end_within_its_windows_expires()
    {
        MakePlan();
        _bench.Behaviour.BackupJobStartsAfter = TimeSpan.FromMinutes(61);
        Advance("2026-03-02 05:59:59");
        Assert.Equal("CREATED", (string?)Jobs()[0]["State"]);
        Advance("2026-03-02 06:00:00");
        Assert.Equal(("EXPIRED", "Backup job expired before completion."), ((string?)Jobs()[0]["State"], (string?)Jobs()[0]["StatusMessage"]));
        _bench.Behaviour.BackupJobStartsAfter = TimeSpan.FromMinutes(1);
        _bench.Behaviour.BackupJobRunsFor = TimeSpan.FromMinutes(120);
        Advance("2026-03-03 06:59:59");
        Assert.Equal("RUNNING", (string?)Jobs()[2]["State"]);
        Advance("2026-03-03 07:00:00");
        Assert.Equal("EXPIRED", (string?)Jobs()[2]["State"]);
        Assert.Empty(_bench.Points());
    }

    [Fact]
    public void How_far_a_job_is_follows_the_clock()
    {
        MakePlan();
        _bench.Behaviour.BackupJobRunsFor = TimeSpan.FromSeconds(40);
        Advance("2026-03-02 05:00:11");
        var job = Jobs()[0];
        Assert.Equal(("25.0", (20L << 30) / 4), ((string?)job["PercentDone"], (long)job["BytesTransferred"]!));
        Assert.Equal("2026-03-02 05:00:41", Time(job["ExpectedCompletionDate"]));
    }

    [Fact]
    public void A_plans_job_waits_for_another_of_its_resource_until_its_start_window_is_over()
    {
        MakePlan();
        var running = Seed();
        Advance("2026-03-02 05:30:00");
        Assert.Equal("CREATED", (string?)Jobs()[1]["State"]);
        _bench.Service.SetBackupJobState(BackupBench.Account, BackupBench.Region, running, "COMPLETED");
        Advance("2026-03-02 05:30:01");
        Assert.Equal(("COMPLETED", "2026-03-02 05:30:00"), ((string?)Jobs()[1]["State"], Time(Jobs()[1]["InitiationDate"])));
        Seed();
        Advance("2026-03-03 06:00:00");
        Assert.Equal("EXPIRED", (string?)Jobs()[4]["State"]);
    }

    [Fact]
    public void A_key_that_is_disabled_in_the_copy_Region_fails_copies_until_it_is_enabled_again()
    {
        MakePlan();
        _bench.World.IsKeyUsable = static key => !key.Contains("us-east-2", StringComparison.Ordinal);
        Advance("2026-03-02 05:00:04");
        var copy = Copies()[0];
        Assert.Equal("FAILED", (string?)copy["State"]);
        Assert.StartsWith(
            $"The target snapshot KMS key [arn:aws:kms:us-east-2:{BackupBench.Account}:key/mrk-1] does not exist, is not enabled or you do not have permissions to access it.",
            (string?)copy["StatusMessage"],
            StringComparison.Ordinal);
        Assert.Equal("COMPLETED", (string?)Jobs()[0]["State"]);
        _bench.World.IsKeyUsable = static _ => true;
        Advance("2026-03-03 05:00:04");
        Assert.Single(_bench.Points(region: BackupBench.CopyRegion));
    }

    [Fact]
    public void Jobs_of_a_resource_fail_on_demand_with_a_message_so_many_times()
    {
        MakePlan();
        _bench.Service.FailJobs(BackupBench.Account, BackupBench.Region, JobKind.Backup, BackupBench.Database, "The disk is full.", times: 2);
        _bench.Service.FailJobs(BackupBench.Account, BackupBench.Region, JobKind.Copy, BackupBench.Database, "Lost on the way.");
        _bench.World.Advance(TimeSpan.FromDays(4));
        var jobs = Jobs().Where(static job => (string?)job["ResourceName"] is "orders");
        Assert.Equal(["FAILED", "FAILED", "COMPLETED", "COMPLETED"], jobs.Select(static job => (string)job["State"]!), StringComparer.Ordinal);
        Assert.Equal("The disk is full.", (string?)Jobs()[0]["StatusMessage"]);
        Assert.Equal(["Lost on the way.", null], Copies().Where(static copy => (string?)copy["ResourceName"] is "orders").Select(static copy => (string?)copy["StatusMessage"]), StringComparer.Ordinal);
    }

    [Fact]
    public void A_continuous_backup_is_one_recovery_point_that_stays_and_whose_copies_are_snapshots_of_each_day()
    {
        MakePlan(isContinuous: true);
        _bench.World.Advance(TimeSpan.FromDays(40));
        var point = Assert.Single(_bench.Points(), static point => (string?)point["ResourceName"] is "orders");
        Assert.StartsWith($"arn:aws:backup:us-east-1:{BackupBench.Account}:recovery-point:continuous:db-", (string?)point["RecoveryPointArn"], StringComparison.Ordinal);
        Assert.Equal(("AVAILABLE", "2026-03-02 05:00:00"), ((string?)point["Status"], Time(point["CreationDate"])));
        Assert.Equal(14, _bench.Points(region: BackupBench.CopyRegion).Count);
        Assert.All(_bench.Points(region: BackupBench.CopyRegion), static copy => Assert.Contains(":snapshot:awsbackup:copyjob-", (string?)copy["RecoveryPointArn"], StringComparison.Ordinal));
    }

    [Fact]
    public void A_continuous_backup_that_was_stopped_stays_and_the_next_run_begins_another()
    {
        MakePlan(isContinuous: true);
        Advance("2026-03-02 05:00:04");
        _bench.Service.StopContinuousBackup(BackupBench.Account, BackupBench.Region, (string)_bench.Points()[0]["RecoveryPointArn"]!);
        Advance("2026-03-03 05:00:04");
        Assert.Equal(["STOPPED", "AVAILABLE"], _bench.Points().Where(static point => (string?)point["ResourceName"] is "orders").Select(static point => (string)point["Status"]!), StringComparer.Ordinal);
    }

    [Fact]
    public void Thirty_days_of_three_accounts_make_what_can_be_counted()
    {
        string[] accounts = [BackupBench.Account, "333333333333", "444444444444"];
        _bench.World.Databases = static (account, region) => region is BackupBench.Region
            ? [.. Enumerable.Range(1, 4).Select(number => Database($"db-{number}", "ABS=a", account: account))]
            : [];
        foreach (var account in accounts)
        {
            MakePlan(account: account);
        }

        _bench.World.Advance(TimeSpan.FromDays(30));
        Assert.All(accounts, account =>
        {
            var jobs = Jobs(account);
            Assert.Equal(30 * 4, jobs.Count);
            Assert.All(jobs, static job => Assert.Equal("COMPLETED", (string?)job["State"]));
            Assert.Equal(30 * 4, Copies(account).Count(static copy => (string?)copy["State"] is "COMPLETED"));
            // What is a week old has just gone, of copies what is two weeks old.
            Assert.Equal(7 * 4, _bench.Points(account: account).Count);
            Assert.Equal(14 * 4, _bench.Points(region: BackupBench.CopyRegion, account: account).Count);
        });
        _bench.World.Databases = static (_, _) => [];
        _bench.World.Advance(TimeSpan.FromDays(15));
        Assert.All(accounts, account => Assert.Empty(_bench.Points(region: BackupBench.CopyRegion, account: account)));
    }

    private static SimulatedDatabase Database(string name, string tag, bool isCluster = false, string account = BackupBench.Account) => new(
        $"arn:aws:rds:us-east-1:{account}:{(isCluster ? "cluster" : "db")}:{name}",
        isCluster,
        BackupBench.DatabaseKey,
        new Dictionary<string, string>(StringComparer.Ordinal) { [tag.Split('=')[0]] = tag.Split('=')[1] });

    private static string Time(JsonNode? time) => DateTimeOffset.UnixEpoch.AddSeconds((double)time!).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private string MakePlan(bool isContinuous = false, string account = BackupBench.Account)
    {
        _bench.MakeVault(account: account);
        _bench.MakeVault(region: BackupBench.CopyRegion, account: account);
        var rule = BackupBench.Rule();
        rule["ScheduleExpression"] = "cron(0 5 * * ? *)";
        rule["StartWindowMinutes"] = 60;
        rule["CompletionWindowMinutes"] = 120;
        rule["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = 7 };
        rule["EnableContinuousBackup"] = isContinuous;
        rule["CopyActions"] = new JsonArray(new JsonObject
        {
            ["DestinationBackupVaultArn"] = BackupBench.VaultArn(region: BackupBench.CopyRegion, account: account),
            ["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = 14 },
        });
        var plan = (string)_bench.Send("PUT", "/backup/plans", BackupBench.Plan("plan", rule), account: account)["BackupPlanId"]!;
        var selection = BackupBench.Selection();
        selection["BackupSelection"]!["IamRoleArn"] = $"arn:aws:iam::{account}:role/AWSBackup-Custom";
        selection["BackupSelection"]!["Conditions"] = new JsonObject
        {
            ["StringEquals"] = new JsonArray(new JsonObject { ["ConditionKey"] = "aws:ResourceTag/ABS", ["ConditionValue"] = "a" }),
        };
        _bench.Send("PUT", $"/backup/plans/{plan}/selections", selection, account: account);
        return plan;
    }

    private JsonObject[] Plans(string plan) =>
        [_bench.Send("GET", $"/backup/plans/{plan}"), Assert.Single(_bench.Send("GET", "/backup/plans")["BackupPlansList"]!.AsArray())!.AsObject()];

    private string Seed() => _bench.Service.AddBackupJob(BackupBench.Account, BackupBench.Region, new SeededBackupJob { VaultName = "a-Vault", ResourceArn = BackupBench.Database });

    private void Advance(string time) => _bench.World.Advance(DateTimeOffset.Parse(time + "Z", CultureInfo.InvariantCulture) - _bench.World.Now);

    private IReadOnlyList<JsonObject> Jobs(string account = BackupBench.Account) =>
        [.. _bench.Send("GET", "/backup-jobs?maxResults=1000", account: account)["BackupJobs"]!.AsArray().Select(static job => job!.AsObject())];

    private IReadOnlyList<JsonObject> Copies(string account = BackupBench.Account) =>
        [.. _bench.Send("GET", "/copy-jobs?maxResults=1000", account: account)["CopyJobs"]!.AsArray().Select(static job => job!.AsObject())];
}
