using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class BackupJobTests
{
    private readonly BackupBench _bench = new();

    public BackupJobTests() => _bench.MakeVault();

    [Fact]
    public void A_job_of_a_database_goes_through_its_states_and_names_its_snapshot_only_once_it_runs()
    {
        var started = _bench.Send("PUT", "/backup-jobs", Job(tags: "a"));
        Assert.False(started.ContainsKey("RecoveryPointArn"));
        var id = (string)started["BackupJobId"]!;
        Assert.Equal("CREATED", StateOf(id));
        _bench.Advance(1);
        Assert.Equal("RUNNING", StateOf(id));
        Assert.Empty(_bench.Points());
        _bench.Advance(1);
        Assert.Equal("COMPLETED", StateOf(id));
        var point = Assert.Single(_bench.Points());
        Assert.Equal((string?)_bench.Send("GET", $"/backup-jobs/{id}")["RecoveryPointArn"], (string?)point["RecoveryPointArn"]);
        Assert.StartsWith($"arn:aws:rds:us-east-1:{BackupBench.Account}:snapshot:awsbackup:job-", (string?)point["RecoveryPointArn"], StringComparison.Ordinal);
        Assert.Equal(BackupBench.DatabaseKey, (string?)point["EncryptionKeyArn"]);
    }

    [Fact]
    public void A_job_of_an_Aurora_cluster_makes_a_cluster_snapshot_that_is_encrypted_as_the_cluster_is()
    {
        _bench.Send("PUT", "/backup-jobs", Job(BackupBench.Cluster));
        _bench.Advance(2);
        var point = Assert.Single(_bench.Points());
        Assert.Contains(":cluster-snapshot:awsbackup:job-", (string?)point["RecoveryPointArn"], StringComparison.Ordinal);
        Assert.Equal("Aurora", (string?)point["ResourceType"]);
        Assert.False((bool)point["IsEncrypted"]!);
    }

    [Fact]
    public void A_second_job_of_a_resource_fails_while_the_first_one_runs()
    {
        _bench.Behaviour.BackupJobRunsFor = TimeSpan.FromHours(1);
        var first = Start(Job());
        _bench.Advance(1);
        var second = Start(Job());
        _bench.Advance(1);
        Assert.Equal(("RUNNING", "FAILED"), (StateOf(first), StateOf(second)));
    }

    [Fact]
    public void A_retention_outside_the_vault_lock_fails_the_job()
    {
        _bench.Send("PUT", "/backup-vaults/a-Vault/vault-lock", new JsonObject { ["MaxRetentionDays"] = 30 });
        var forEver = Start(Job());
        _bench.Advance(1);
        var job = _bench.Send("GET", $"/backup-jobs/{forEver}");
        Assert.Equal("FAILED", (string?)job["State"]);
        Assert.Contains("vault lock", (string?)job["StatusMessage"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_idempotency_token_starts_nothing_new()
    {
        var body = Job();
        body["IdempotencyToken"] = "once";
        Assert.Equal(Start(body), Start(body));
        Assert.Single(List("state=CREATED"));
    }

    [Fact]
    public void A_job_of_a_database_cannot_be_stopped() =>
        Assert.Equal("InvalidRequestException", _bench.Refusal("POST", $"/backup-jobs/{Start(Job())}").ErrorType);

    [Fact]
    public void A_job_of_a_volume_can_be_stopped_and_then_makes_nothing()
    {
        var id = Start(Job("arn:aws:ec2:us-east-1:222222222222:volume/vol-1"));
        _bench.Send("POST", $"/backup-jobs/{id}");
        _bench.Advance(5);
        Assert.Equal("ABORTED", StateOf(id));
        Assert.Empty(_bench.Points());
        Assert.Equal("InvalidRequestException", _bench.Refusal("POST", $"/backup-jobs/{id}").ErrorType);
    }

    [Fact]
    public void A_database_that_is_not_there_or_a_type_that_is_not_backed_up_is_refused()
    {
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("PUT", "/backup-jobs", Job($"{BackupBench.Database}-gone")).ErrorType);
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("PUT", "/backup-jobs", Job("arn:aws:sqs:us-east-1:222222222222:queue")).ErrorType);
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("PUT", "/backup-jobs", Job("orders")).ErrorType);
    }

    [Fact]
    public void The_second_window_of_a_job_is_called_CompleteWindowMinutes()
    {
        var body = Job();
        body["CompleteWindowMinutes"] = 120;
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("PUT", "/backup-jobs", body).ErrorType);
        body["StartWindowMinutes"] = 60;
        Start(body);
    }

    [Fact]
    public void A_job_into_a_vault_that_has_gone_fails()
    {
        var id = Start(Job());
        _bench.Send("DELETE", "/backup-vaults/a-Vault");
        _bench.Advance(5);
        Assert.Equal("FAILED", StateOf(id));
    }

    [Theory]
    [InlineData("state=RUNNING", 1)]
    [InlineData("state=FAILED", 1)]
    [InlineData("backupVaultName=a-Vault", 2)]
    [InlineData("backupVaultName=b-Vault", 0)]
    [InlineData("resourceType=Aurora", 1)]
    [InlineData("createdAfter=2026-02-28T00%3A00%3A00Z", 1)]
    [InlineData("createdBefore=2026-02-28T00%3A00%3A00Z&state=FAILED", 1)]
    [InlineData("accountId=222222222222", 2)]
    [InlineData("accountId=333333333333", 0)]
    public void Jobs_are_listed_by_filter_and_not_beyond_thirty_days(string query, int count)
    {
        Seed("RUNNING", BackupBench.Database, 0);
        Seed("FAILED", BackupBench.Cluster, 10);
        Seed("COMPLETED", BackupBench.Database, 31);
        Assert.Equal(count, List(query).Count);
    }

    [Fact]
    public void A_filter_that_is_no_state_or_no_time_is_refused()
    {
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("GET", "/backup-jobs?state=DONE").ErrorType);
        Assert.Equal("SerializationException", _bench.Refusal("GET", "/backup-jobs?createdAfter=yesterday").ErrorType);
    }

    [Fact]
    public void A_seeded_job_stays_as_it_is_until_told()
    {
        var id = Seed("RUNNING", BackupBench.Database, 0);
        _bench.World.Advance(TimeSpan.FromDays(1));
        Assert.Equal("RUNNING", StateOf(id));
        _bench.Service.SetBackupJobState(BackupBench.Account, BackupBench.Region, id, "FAILED", "No space.");
        Assert.Equal("FAILED", StateOf(id));
        Assert.NotNull(_bench.Send("GET", $"/backup-jobs/{id}")["CompletionDate"]);
    }

    private static JsonObject Job(string resource = BackupBench.Database, string? tags = null)
    {
        var body = new JsonObject { ["BackupVaultName"] = "a-Vault", ["ResourceArn"] = resource, ["IamRoleArn"] = BackupBench.Role };
        if (tags is not null)
        {
            body["RecoveryPointTags"] = new JsonObject { ["ABS"] = tags };
        }

        return body;
    }

    private string Start(JsonObject body) => (string)_bench.Send("PUT", "/backup-jobs", body)["BackupJobId"]!;

    private string? StateOf(string id) => (string?)_bench.Send("GET", $"/backup-jobs/{id}")["State"];

    private JsonArray List(string query) => _bench.Send("GET", $"/backup-jobs?{query}")["BackupJobs"]!.AsArray();

    private string Seed(string state, string resource, int daysAgo) => _bench.Service.AddBackupJob(BackupBench.Account, BackupBench.Region, new SeededBackupJob
    {
        VaultName = "a-Vault",
        ResourceArn = resource,
        State = state,
        CreationDate = StandingClock.Start.AddDays(-daysAgo),
    });
}
