using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class RecoveryPointTests
{
    private readonly BackupBench _bench = new(new SimulatorOptions { DeleteSeconds = 10 });

    public RecoveryPointTests() => _bench.MakeVault();

    [Fact]
    public void A_point_is_DELETING_for_a_while_and_then_gone()
    {
        var arn = _bench.AddPoint();
        Delete(arn);
        Assert.Equal("DELETING", _bench.StatusOf(arn));
        _bench.Advance(9.9);
        Assert.Equal("DELETING", _bench.StatusOf(arn));
        _bench.Advance(0.1);
        Assert.Null(_bench.StatusOf(arn));
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("GET", BackupBench.PointPath(arn)).ErrorType);
    }

    [Fact]
    public void A_point_that_is_being_deleted_cannot_be_deleted_again()
    {
        var arn = _bench.AddPoint();
        Delete(arn);
        Assert.Equal("InvalidResourceStateException", RefuseDelete(arn));
    }

    [Fact]
    public void Without_rights_the_deletion_is_answered_with_success_and_the_point_stays_EXPIRED()
    {
        var arn = _bench.AddPoint(Point(RecoveryPointDeletion.BecomesExpired));
        Delete(arn);
        _bench.Advance(10);
        var point = _bench.Send("GET", BackupBench.PointPath(arn));
        Assert.Equal("EXPIRED", (string?)point["Status"]);
        Assert.Contains("permission", (string?)point["StatusMessage"], StringComparison.Ordinal);
        _bench.Service.SetDeletion(BackupBench.Account, BackupBench.Region, arn, RecoveryPointDeletion.Normal);
        Delete(arn);
        _bench.Advance(10);
        Assert.Null(_bench.StatusOf(arn));
    }

    [Theory]
    [InlineData(RecoveryPointDeletion.Busy, "InvalidResourceStateException")]
    [InlineData(RecoveryPointDeletion.Locked, "InvalidRequestException")]
    [InlineData(RecoveryPointDeletion.OnLegalHold, "InvalidRequestException")]
    public void A_protected_point_is_refused_and_stays(RecoveryPointDeletion deletion, string errorType)
    {
        var arn = _bench.AddPoint(Point(deletion));
        Assert.Equal(errorType, RefuseDelete(arn));
        Assert.Equal("COMPLETED", _bench.StatusOf(arn));
    }

    [Fact]
    public void A_busy_point_can_be_deleted_after_the_attempts_told()
    {
        var arn = _bench.AddPoint(Point(RecoveryPointDeletion.Busy) with { DeletionAttempts = 2 });
        Assert.Equal("InvalidResourceStateException", RefuseDelete(arn));
        Assert.Equal("InvalidResourceStateException", RefuseDelete(arn));
        Delete(arn);
        Assert.Equal("DELETING", _bench.StatusOf(arn));
    }

    [Fact]
    public void A_lock_on_the_vault_protects_every_point()
    {
        var arn = _bench.AddPoint();
        _bench.Send("PUT", "/backup-vaults/a-Vault/vault-lock", new JsonObject { ["MinRetentionDays"] = 1 });
        Assert.Equal("InvalidRequestException", RefuseDelete(arn));
        _bench.Send("DELETE", "/backup-vaults/a-Vault/vault-lock");
        Delete(arn);
    }

    [Fact]
    public void A_point_goes_when_its_lifecycle_says_so()
    {
        var arn = _bench.AddPoint(Point() with { CreationDate = StandingClock.Start.AddDays(-34), DeleteAfterDays = 35 });
        Assert.Equal(
            StandingClock.Start.AddDays(1).ToUnixTimeSeconds(),
            (double)_bench.Send("GET", BackupBench.PointPath(arn))["CalculatedLifecycle"]!["DeleteAt"]!);
        _bench.World.Advance(TimeSpan.FromDays(1));
        Assert.Null(_bench.StatusOf(arn));
    }

    [Fact]
    public void A_longer_lifecycle_lets_a_point_live_longer()
    {
        var arn = _bench.AddPoint(Point() with { DeleteAfterDays = 1 });
        _bench.Send("POST", BackupBench.PointPath(arn), new JsonObject { ["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = 2 } });
        _bench.World.Advance(TimeSpan.FromDays(1));
        Assert.Equal("COMPLETED", _bench.StatusOf(arn));
        _bench.World.Advance(TimeSpan.FromDays(1));
        Assert.Null(_bench.StatusOf(arn));
    }

    [Fact]
    public void A_lifecycle_outside_the_lock_or_the_limits_is_refused()
    {
        var arn = _bench.AddPoint();
        _bench.Send("PUT", "/backup-vaults/a-Vault/vault-lock", new JsonObject { ["MinRetentionDays"] = 7, ["MaxRetentionDays"] = 30 });
        foreach (var days in (int[])[6, 31, -1, 0])
        {
            var body = new JsonObject { ["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = days } };
            Assert.Equal("InvalidParameterValueException", _bench.Refusal("POST", BackupBench.PointPath(arn), body).ErrorType);
        }
    }

    [Fact]
    public void A_continuous_backup_is_AVAILABLE_and_only_it_can_be_disassociated()
    {
        var continuous = _bench.AddPoint(Point() with { IsContinuous = true });
        var snapshot = _bench.AddPoint();
        Assert.StartsWith("arn:aws:backup:us-east-1:222222222222:recovery-point:continuous:orders", continuous, StringComparison.Ordinal);
        Assert.Equal("AVAILABLE", _bench.StatusOf(continuous));
        _bench.Send("POST", $"{BackupBench.PointPath(continuous)}/disassociate");
        Assert.Null(_bench.StatusOf(continuous));
        Assert.Equal("InvalidRequestException", _bench.Refusal("POST", $"{BackupBench.PointPath(snapshot)}/disassociate").ErrorType);
    }

    [Fact]
    public void What_ends_a_continuous_backup_modifies_its_database_or_is_refused_with_its_status()
    {
        var modified = new List<(string Arn, int? RetentionDays)>();
        _bench.World.ModifyDatabase = (arn, retentionDays) =>
        {
            modified.Add((arn, retentionDays));
            return null;
        };
        var given = _bench.AddPoint(Point() with { IsContinuous = true });
        var deleted = _bench.AddPoint(Point() with { IsContinuous = true });
        var stuck = _bench.AddPoint(Point() with { IsContinuous = true });

        _bench.Send("POST", $"{BackupBench.PointPath(given)}/disassociate");
        Delete(deleted);
        Delete(_bench.AddPoint());
        _bench.World.ModifyDatabase = static (_, _) => "modifying";

        Assert.Equal([(BackupBench.Database, null), (BackupBench.Database, 0)], modified);
        Assert.Equal("InvalidResourceStateException", RefuseDelete(stuck));
        Assert.Equal("InvalidResourceStateException", _bench.Refusal("POST", $"{BackupBench.PointPath(stuck)}/disassociate").ErrorType);
        Assert.Equal("AVAILABLE", _bench.StatusOf(stuck));
    }

    [Fact]
    public void Nested_points_can_be_listed_apart_from_their_vault()
    {
        _bench.Behaviour.NestedPointsAreListedApart = true;
        var parent = _bench.AddPoint(Point() with { IsParent = true });
        var nested = _bench.AddPoint(Point() with { ParentRecoveryPointArn = parent });

        var children = _bench.Send("GET", $"/backup-vaults/a-Vault/recovery-points?parentRecoveryPointArn={Uri.EscapeDataString(parent)}");

        Assert.Equal(parent, (string?)Assert.Single(_bench.Points())["RecoveryPointArn"]);
        Assert.Equal(nested, (string?)Assert.Single(children["RecoveryPoints"]!.AsArray())!["RecoveryPointArn"]);
    }

    [Fact]
    public void A_composite_point_goes_only_after_its_nested_ones()
    {
        var parent = _bench.AddPoint(Point() with { IsParent = true });
        var first = _bench.AddPoint(Point() with { ParentRecoveryPointArn = parent });
        var second = _bench.AddPoint(Point() with { ParentRecoveryPointArn = parent });
        var children = _bench.Send("GET", $"/backup-vaults/a-Vault/recovery-points?parentRecoveryPointArn={Uri.EscapeDataString(parent)}");
        Assert.Equal(2, children["RecoveryPoints"]!.AsArray().Count);
        Assert.Equal("InvalidRequestException", RefuseDelete(parent));
        _bench.Send("DELETE", $"{BackupBench.PointPath(first)}/parentAssociation");
        Assert.Equal("InvalidRequestException", _bench.Refusal("DELETE", $"{BackupBench.PointPath(first)}/parentAssociation").ErrorType);
        Delete(second);
        _bench.Advance(10);
        Delete(parent);
    }

    [Fact]
    public void A_database_has_no_cold_storage()
    {
        var arn = _bench.AddPoint();
        var answer = _bench.Send("POST", BackupBench.PointPath(arn), new JsonObject
        {
            ["Lifecycle"] = new JsonObject { ["MoveToColdStorageAfterDays"] = 200, ["DeleteAfterDays"] = 300 },
        });
        Assert.False(answer["CalculatedLifecycle"]!.AsObject().ContainsKey("MoveToColdStorageAt"));
    }

    [Theory]
    [InlineData("resourceArn=arn%3Aaws%3Ards%3Aus-east-1%3A222222222222%3Acluster%3Aledger", "ledger")]
    [InlineData("resourceType=Aurora", "ledger")]
    [InlineData("createdBefore=2026-02-20T00%3A00%3A00Z", "ledger")]
    [InlineData("createdAfter=2026-02-20T00%3A00%3A00Z", "orders")]
    [InlineData("backupPlanId=plan-1", "orders")]
    [InlineData("resourceType=RDS&backupPlanId=plan-1", "orders")]
    public void Points_are_listed_by_filter(string query, string resourceName)
    {
        _bench.AddPoint(Point() with { BackupPlanId = "plan-1" });
        _bench.AddPoint(new SeededRecoveryPoint { VaultName = "a-Vault", ResourceArn = BackupBench.Cluster, CreationDate = StandingClock.Start.AddDays(-30) });
        var listed = _bench.Send("GET", $"/backup-vaults/a-Vault/recovery-points?{query}")["RecoveryPoints"]!.AsArray();
        Assert.Equal(resourceName, (string?)Assert.Single(listed)!["ResourceName"]);
    }

    [Fact]
    public void Points_of_a_resource_are_listed_over_all_vaults_of_the_Region()
    {
        _bench.MakeVault("b-Vault");
        _bench.AddPoint();
        _bench.AddPoint(Point() with { VaultName = "b-Vault" });
        _bench.AddPoint(Point() with { ResourceArn = BackupBench.Cluster });
        var path = $"/resources/{Uri.EscapeDataString(BackupBench.Database)}/recovery-points";
        Assert.Equal(2, _bench.Send("GET", $"{path}?maxResults=20")["RecoveryPoints"]!.AsArray().Count);
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("GET", $"{path}?maxResults=19").ErrorType);
    }

    [Fact]
    public void Each_protected_resource_is_listed_once_with_its_newest_point()
    {
        _bench.AddPoint(Point() with { CreationDate = StandingClock.Start.AddDays(-1) });
        var newest = _bench.AddPoint();
        _bench.AddPoint(Point() with { CreationDate = StandingClock.Start.AddDays(-2) });
        var resource = Assert.Single(_bench.Send("GET", "/resources")["Results"]!.AsArray())!;
        Assert.Equal(newest, (string?)resource["LastRecoveryPointArn"]);
        Assert.Equal(newest, (string?)_bench.Send("GET", $"/resources/{Uri.EscapeDataString(BackupBench.Database)}")["LastRecoveryPointArn"]);
    }

    [Fact]
    public void Fifty_thousand_points_are_listed_whole()
    {
        var arns = _bench.Service.AddRecoveryPoints(BackupBench.Account, BackupBench.Region, Enumerable.Repeat(Point(), 50_000));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var page = _bench.Send("GET", $"/backup-vaults/a-Vault/recovery-points?maxResults=1000{(token is null ? null : $"&nextToken={Uri.EscapeDataString(token)}")}");
            Assert.All(page["RecoveryPoints"]!.AsArray(), point => Assert.True(seen.Add((string)point!["RecoveryPointArn"]!)));
            token = (string?)page["NextToken"];
        }
        while (token is not null);
        Assert.True(seen.SetEquals(arns));
    }

    [Fact]
    public void An_ARN_that_is_none_or_unknown_is_refused()
    {
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("DELETE", "/backup-vaults/a-Vault/recovery-points/orders").ErrorType);
        Assert.Equal("ResourceNotFoundException", RefuseDelete("arn:aws:rds:us-east-1:222222222222:snapshot:awsbackup:job-none"));
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("DELETE", BackupBench.PointPath(_bench.AddPoint(), "none")).ErrorType);
    }

    private static SeededRecoveryPoint Point(RecoveryPointDeletion deletion = RecoveryPointDeletion.Normal) =>
        new() { VaultName = "a-Vault", ResourceArn = BackupBench.Database, Deletion = deletion };

    private void Delete(string arn) => _bench.Send("DELETE", BackupBench.PointPath(arn));

    private string RefuseDelete(string arn) => _bench.Refusal("DELETE", BackupBench.PointPath(arn)).ErrorType;
}
