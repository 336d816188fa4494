using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Onboarding;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class RestoreJobTests(PythonPeer python)
{
    private const string Account = "111111111111";
    private const string Region = "us-east-1";

    private const string Start = """
        backup, rds = client("backup"), client("rds")
        role = "arn:aws:iam::111111111111:role/AWSBackup-Custom"
        def metadata(**changed):
            known = backup.get_recovery_point_restore_metadata(BackupVaultName="a-Vault", RecoveryPointArn=point)["RestoreMetadata"]
            return {**known, **changed}
        def restore(**given):
            return backup.start_restore_job(**{"RecoveryPointArn": point, "IamRoleArn": role, **given})
        """;

    [Fact]
    public async Task An_instance_is_made_again_as_it_was_and_as_the_metadata_say()
    {
        await using var sim = await StartAsync();
        var point = Seed(sim, "db:a-db-1");
        sim.Rds.SetTag($"arn:aws:rds:us-east-1:{Account}:db:a-db-1", "Owner", "payments");
        var started = await RunAsync(sim, point, """
            known = metadata()
            id = restore(Metadata=metadata(DBInstanceIdentifier="Again", DBInstanceClass="db.r6g.large", PubliclyAccessible="false", DeletionProtection="true", VpcSecurityGroupIds='["sg-1","sg-2"]'), ResourceType="RDS")["RestoreJobId"]
            job = backup.describe_restore_job(RestoreJobId=id)
            result = {"id": id, "known": known, "status": job["Status"], "source": job["SourceResourceArn"], "there": [d["DBInstanceIdentifier"] for d in rds.describe_db_instances()["DBInstances"]]}
            """);
        Assert.Equal(("PENDING", $"arn:aws:rds:us-east-1:{Account}:db:a-db-1"), ((string?)started["status"], (string?)started["source"]));
        Assert.Equal(("a-db-1", "db.t4g.medium", "false"), ((string?)started["known"]!["DBInstanceIdentifier"], (string?)started["known"]!["DBInstanceClass"], (string?)started["known"]!["PubliclyAccessible"]));
        Assert.DoesNotContain("again", started["there"]!.AsArray().Select(static name => (string?)name), StringComparer.Ordinal);
        sim.World.Advance(TimeSpan.FromHours(1));
        // Nobody has asked AWS Backup since.
        var made = await RunAsync(sim, point, """result = rds.describe_db_instances(DBInstanceIdentifier="again")["DBInstances"][0]""");
        Assert.Equal(("available", "db.r6g.large", false, "mysql"), ((string?)made["DBInstanceStatus"], (string?)made["DBInstanceClass"], (bool?)made["PubliclyAccessible"], (string?)made["Engine"]));
        Assert.Equal(["sg-1", "sg-2"], made["VpcSecurityGroups"]!.AsArray().Select(static group => (string)group!["VpcSecurityGroupId"]!), StringComparer.Ordinal);
        Assert.Empty(made["TagList"]!.AsArray());
        var refused = await RunAsync(sim, point, """result = refusal(rds.delete_db_instance, DBInstanceIdentifier="again", SkipFinalSnapshot=True)["message"]""");
        Assert.Contains("deletion protection", (string?)refused, StringComparison.Ordinal);
        var ended = await RunAsync(sim, point, $"""
            job = backup.describe_restore_job(RestoreJobId="{started["id"]}")
            used = backup.get_restore_job_metadata(RestoreJobId="{started["id"]}")["Metadata"]
            listed = [j["RestoreJobId"] for j in backup.list_restore_jobs_by_protected_resource(ResourceArn=job["SourceResourceArn"])["RestoreJobs"]]
            result = [job["Status"], job["CreatedResourceArn"], job["PercentDone"], used["DBInstanceIdentifier"], listed]
            """);
        Assert.Equal($"""["COMPLETED","arn:aws:rds:us-east-1:{Account}:db:again","100.00%","Again",["{started["id"]}"]]""", ended.ToJsonString());
        var cli = await AwsCli.JsonAsync(sim, "backup", "list-restore-jobs", "--by-status", "COMPLETED");
        Assert.Equal((string?)started["id"], (string?)Assert.Single(cli["RestoreJobs"]!.AsArray())!["RestoreJobId"]);
    }

    [Fact]
    public async Task A_database_that_is_there_already_is_not_touched_and_the_job_fails()
    {
        await using var sim = await StartAsync();
        var point = Seed(sim, "db:a-db-1");
        await RunAsync(sim, point, "restore(Metadata=metadata())");
        sim.World.Advance(TimeSpan.FromSeconds(1));
        var job = await RunAsync(sim, point, """result = backup.list_restore_jobs()["RestoreJobs"][0]""");
        Assert.Equal("FAILED", (string?)job["Status"]);
        Assert.StartsWith("DB instance already exists (Service: AmazonRDS; Status Code: 400; Error Code: DBInstanceAlreadyExists;", (string?)job["StatusMessage"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Aurora_cluster_is_made_without_instances_which_are_made_afterwards()
    {
        await using var sim = await StartAsync();
        var point = Seed(sim, "cluster:a-aurora-1");
        await RunAsync(sim, point, """restore(Metadata=metadata(DBClusterIdentifier="again"), CopySourceTagsToRestoredResource=True)""");
        sim.World.Advance(TimeSpan.FromSeconds(2));
        var made = await RunAsync(sim, point, """
            created = backup.list_restore_jobs()["RestoreJobs"][0]["CreatedResourceArn"]
            find = lambda: rds.describe_db_clusters(DBClusterIdentifier=created)["DBClusters"][0]
            before = find()
            rds.create_db_instance(DBInstanceIdentifier="again-1", DBInstanceClass="db.r6g.large", Engine=before["Engine"], DBClusterIdentifier="again")
            result = [before["Status"], len(before["DBClusterMembers"]), len(find()["DBClusterMembers"]), before["TagList"][0]["Value"]]
            """);
        Assert.Equal("""["available",0,1,"a"]""", made.ToJsonString());
    }

    [Fact]
    public async Task A_continuous_backup_is_restored_to_a_time_within_its_window_and_a_snapshot_to_none()
    {
        await using var sim = await StartAsync();
        var point = Seed(sim, "db:a-db-1", isContinuous: true);
        sim.World.Advance(TimeSpan.FromDays(2));
        var refused = await RunAsync(sim, point, $"""
            import datetime
            now = datetime.datetime.fromisoformat("{sim.World.Now:O}"[:19])
            at = lambda **back: (now - datetime.timedelta(**back)).isoformat() + "Z"
            restore(Metadata=metadata(DBInstanceIdentifier="latest", UseLatestRestorableTime="true"))
            restore(Metadata=metadata(DBInstanceIdentifier="then", RestoreTime=at(hours=1)))
            restore(Metadata=metadata(DBInstanceIdentifier="late", RestoreTime=at(minutes=1)))
            restore(Metadata=metadata(DBInstanceIdentifier="early", RestoreTime=at(days=9)))
            result = [
                refusal(restore, Metadata=metadata(DBInstanceIdentifier="x"))["message"],
                refusal(restore, Metadata=metadata(DBInstanceIdentifier="x", RestoreTime="yesterday"))["message"]]
            """);
        Assert.Equal(
            """["Invalid restore metadata. A continuous backup is restored either to a RestoreTime or with UseLatestRestorableTime.","Invalid restore metadata. Invalid value for RestoreTime: yesterday"]""",
            refused.ToJsonString());
        sim.World.Advance(TimeSpan.FromSeconds(2));
        var jobs = await RunAsync(sim, point, """result = [job["Status"] + " " + job.get("StatusMessage", "").split(" than ")[0] for job in backup.list_restore_jobs()["RestoreJobs"]]""");
        Assert.Equal(
            ["COMPLETED ", "COMPLETED ", "FAILED The specified instance cannot be restored to a time later", "FAILED The specified instance cannot be restored to a time earlier"],
            jobs.AsArray().Select(static job => (string)job!),
            StringComparer.Ordinal);
        var snapshot = Seed(sim, "db:a-db-2");
        var refusedSnapshot = await RunAsync(sim, snapshot, """result = refusal(restore, Metadata=metadata(DBInstanceIdentifier="x", UseLatestRestorableTime="true"))["type"]""");
        Assert.Equal("InvalidParameterValueException", (string?)refusedSnapshot);
    }

    [Fact]
    public async Task A_key_that_cannot_be_used_fails_the_restore_and_so_does_what_a_test_asks_for()
    {
        await using var sim = await StartAsync();
        var key = sim.Kms.AddKey(Account, Region);
        var point = Seed(sim, "db:a-db-1", key: key);
        sim.Kms.SetKeyState(key, Simulator.Kms.KeyState.Disabled);
        await RunAsync(sim, point, """restore(Metadata=metadata(DBInstanceIdentifier="one"))""");
        sim.World.Advance(TimeSpan.FromSeconds(2));
        sim.Kms.SetKeyState(key, Simulator.Kms.KeyState.Enabled);
        sim.Backup.FailJobs(Account, Region, JobKind.Restore, $"arn:aws:rds:us-east-1:{Account}:db:a-db-1", "No room.");
        await RunAsync(sim, point, """restore(Metadata=metadata(DBInstanceIdentifier="two"))""");
        sim.World.Advance(TimeSpan.FromSeconds(2));
        var jobs = await RunAsync(sim, point, """result = [job["StatusMessage"] for job in backup.list_restore_jobs(ByStatus="FAILED")["RestoreJobs"]]""");
        Assert.StartsWith($"The source snapshot KMS key [{key}] does not exist, is not enabled", (string?)jobs[0], StringComparison.Ordinal);
        Assert.Equal("No room.", (string?)jobs[1]);
    }

    [Fact]
    public async Task A_session_that_may_not_pass_the_role_restores_backs_up_and_copies_nothing()
    {
        await using var sim = await StartAsync();
        var refused = await RunAsync(sim, Seed(sim, "db:a-db-1"), """
            import json
            policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "backup:*", "Resource": "*"}]}
            keys = client("sts").assume_role(RoleArn="arn:aws:iam::111111111111:role/Xacnt_Backup_Role", RoleSessionName="run", Policy=json.dumps(policy))["Credentials"]
            backup = client("backup", credentials=keys)
            vault = "arn:aws:backup:us-east-2:111111111111:backup-vault:a-Vault"
            result = [
                refusal(restore, Metadata=metadata())["message"],
                refusal(backup.start_backup_job, BackupVaultName="a-Vault", ResourceArn="arn:aws:rds:us-east-1:111111111111:db:a-db-1", IamRoleArn=role)["message"],
                refusal(backup.start_copy_job, RecoveryPointArn=point, SourceBackupVaultName="a-Vault", DestinationBackupVaultArn=vault, IamRoleArn=role)["message"]]
            """);
        Assert.All(refused.AsArray(), static message => Assert.Contains("iam:PassRole", (string?)message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_for_one_vault_backs_up_into_no_other_and_a_Multi_AZ_cluster_is_of_the_type_RDS()
    {
        await using var sim = await StartAsync();
        var point = Seed(sim, "db:a-db-1");
        sim.Backup.AddVault(Account, Region, "Other");
        var cluster = sim.Rds.AddCluster(Account, Region, "a-multi", engine: "mysql");
        var result = await RunAsync(sim, point, $$"""
            import json
            vault = "arn:aws:backup:us-east-1:111111111111:backup-vault:a-Vault"
            policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["backup:StartBackupJob"], "Resource": vault}, {"Effect": "Allow", "Action": ["backup:DescribeBackupJob", "iam:PassRole"], "Resource": "*"}]}
            keys = client("sts").assume_role(RoleArn="arn:aws:iam::111111111111:role/Xacnt_Backup_Role", RoleSessionName="run", Policy=json.dumps(policy))["Credentials"]
            backup = client("backup", credentials=keys)
            started = backup.start_backup_job(BackupVaultName="a-Vault", ResourceArn="{{cluster}}", IamRoleArn=role)["BackupJobId"]
            result = [
                backup.describe_backup_job(BackupJobId=started)["ResourceType"],
                refusal(backup.start_backup_job, BackupVaultName="Other", ResourceArn="{{cluster}}", IamRoleArn=role)["code"]]
            """);
        Assert.Equal("""["RDS","AccessDeniedException"]""", result.ToJsonString());
    }

    [Fact]
    public async Task The_same_idempotency_token_starts_nothing_new()
    {
        await using var sim = await StartAsync();
        var ids = await RunAsync(sim, Seed(sim, "db:a-db-1"), """
            once = lambda: restore(Metadata=metadata(DBInstanceIdentifier="x"), IdempotencyToken="once")["RestoreJobId"]
            result = [once() == once(), len(backup.list_restore_jobs()["RestoreJobs"])]
            """);
        Assert.Equal("[true,1]", ids.ToJsonString());
    }

    [Theory]
    [InlineData("restore, Metadata=metadata(DBClusterIdentifier='x')", "InvalidParameterValueException", "Unrecognized key: DBClusterIdentifier")]
    [InlineData("restore, Metadata=metadata(dbinstanceidentifier='x')", "InvalidParameterValueException", "Unrecognized key")]
    [InlineData("restore, Metadata={'DBInstanceClass': 'db.t4g.medium'}", "InvalidParameterValueException", "Missing required key: DBInstanceIdentifier")]
    [InlineData("restore, Metadata=metadata(PubliclyAccessible='no')", "InvalidParameterValueException", "Invalid value for PubliclyAccessible")]
    [InlineData("restore, Metadata=metadata(VpcSecurityGroupIds='sg-1')", "InvalidParameterValueException", "Invalid value for VpcSecurityGroupIds")]
    [InlineData("restore, Metadata=metadata(Port='many')", "InvalidParameterValueException", "Invalid value for Port")]
    [InlineData("restore, Metadata=metadata(), ResourceType='Aurora'", "InvalidParameterValueException", "resource type RDS, not Aurora")]
    [InlineData("restore, Metadata=metadata(), IamRoleArn='arn:aws:iam::111111111111:role/none'", "InvalidParameterValueException", "cannot be assumed by AWS Backup")]
    [InlineData("restore, Metadata=metadata(), RecoveryPointArn=point + '-gone'", "ResourceNotFoundException", "Cannot find Recovery Point")]
    [InlineData("restore, Metadata=metadata(), RecoveryPointArn='point'", "InvalidParameterValueException", "Invalid recovery point ARN")]
    [InlineData("backup.start_restore_job, RecoveryPointArn=point", "MissingParameterValueException", "Metadata")]
    [InlineData("backup.describe_restore_job, RestoreJobId='none'", "ResourceNotFoundException", "Cannot find Restore Job")]
    [InlineData("backup.list_restore_jobs, ByStatus='DONE'", "InvalidParameterValueException", "DONE")]
    public async Task What_AWS_refuses_is_refused(string call, string type, string message)
    {
        await using var sim = await StartAsync();
        var refused = await RunAsync(sim, Seed(sim, "db:a-db-1"), $"result = refusal({call})");
        Assert.Equal(type, (string?)refused["type"]);
        Assert.Contains(message, (string?)refused["message"], StringComparison.Ordinal);
    }

    private static async Task<SimulatorHost> StartAsync()
    {
        var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Onboard(Account, "a", new OnboardingOptions());
        return sim;
    }

    private static string Seed(SimulatorHost sim, string resource, bool isContinuous = false, string? key = null)
    {
        sim.Backup.AddVault(Account, Region, "a-Vault");
        return sim.Backup.AddRecoveryPoint(Account, Region, new SeededRecoveryPoint
        {
            VaultName = "a-Vault",
            ResourceArn = $"arn:aws:rds:us-east-1:{Account}:{resource}",
            IsContinuous = isContinuous,
            DeleteAfterDays = isContinuous ? 7 : null,
            EncryptionKeyArn = key ?? sim.World.FindKey(Account, Region, "alias/a-key"),
        });
    }

    private Task<JsonNode> RunAsync(SimulatorHost sim, string point, string script) => python.RunAsync(sim, $"point = '{point}'\n{Start}\n{script}");
}
