using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Simulator.Tests.Backup;

/// <summary>Recovery points that are made when they are listed are like any others.</summary>
public sealed class DailyRecoveryPointTests
{
    private readonly BackupBench _bench = new();

    public DailyRecoveryPointTests()
    {
        _bench.MakeVault();
        _bench.Service.AddDailyRecoveryPoints(BackupBench.Account, BackupBench.Region, new DailyRecoveryPoints
        {
            VaultName = "a-Vault",
            ResourceArns = [BackupBench.Database, BackupBench.Cluster],
            Days = 90,
            DeleteAfterDays = 100,
        });
    }

    [Fact]
    public void They_are_listed_in_pages_and_by_filter_and_each_time_the_same()
    {
        var all = _bench.Points();
        Assert.Equal(180, all.Select(static point => (string)point["RecoveryPointArn"]!).Distinct(StringComparer.Ordinal).Count());
        var page = _bench.Send("GET", "/backup-vaults/a-Vault/recovery-points?maxResults=100");
        var rest = _bench.Send("GET", $"/backup-vaults/a-Vault/recovery-points?maxResults=100&nextToken={Uri.EscapeDataString((string)page["NextToken"]!)}");
        Assert.Equal(
            all.Select(static point => point.ToJsonString()),
            page["RecoveryPoints"]!.AsArray().Concat(rest["RecoveryPoints"]!.AsArray()).Select(static point => point!.ToJsonString()),
            StringComparer.Ordinal);
        Assert.Equal(
            [BackupBench.Database, BackupBench.Cluster, BackupBench.Database, BackupBench.Cluster],
            _bench.Send("GET", "/backup-vaults/a-Vault/recovery-points?createdAfter=2026-02-27T13%3A00%3A00Z")["RecoveryPoints"]!.AsArray().Select(static point => (string)point!["ResourceArn"]!),
            StringComparer.Ordinal);
        Assert.Equal(90, _bench.Send("GET", $"/resources/{Uri.EscapeDataString(BackupBench.Cluster)}/recovery-points?maxResults=1000")["RecoveryPoints"]!.AsArray().Count);
        Assert.Equal(180, (int)_bench.Send("GET", "/backup-vaults/a-Vault")["NumberOfRecoveryPoints"]!);
    }

    [Fact]
    public void The_newest_of_each_resource_is_found_also_when_one_came_after()
    {
        _bench.Advance(60);
        var newer = _bench.AddPoint();
        Assert.Equal(181, _bench.Points().Count);
        var resources = _bench.Send("GET", "/resources")["Results"]!.AsArray();
        Assert.Equal(2, resources.Count);
        Assert.Equal(newer, (string?)_bench.Send("GET", $"/resources/{Uri.EscapeDataString(BackupBench.Database)}")["LastRecoveryPointArn"]);
        Assert.Equal(StandingClock.Start.ToUnixTimeSeconds(), (long)(double)_bench.Send("GET", $"/resources/{Uri.EscapeDataString(BackupBench.Cluster)}")["LastBackupTime"]!);
    }

    [Fact]
    public void One_is_deleted_and_the_others_expire()
    {
        var oldest = (string)_bench.Points()[0]["RecoveryPointArn"]!;
        _bench.Send("DELETE", BackupBench.PointPath(oldest));
        _bench.Advance(1);
        Assert.Equal(179, _bench.Points().Count);
        _bench.World.Advance(TimeSpan.FromDays(12));
        // A hundred days old were those of the first two days.
        Assert.Equal(176, _bench.Points().Count);
    }

    [Fact]
    public void A_vault_that_has_recovery_points_takes_none() => Assert.Throws<InvalidOperationException>(() => _bench.Service.AddDailyRecoveryPoints(
        BackupBench.Account, BackupBench.Region, new DailyRecoveryPoints { VaultName = "a-Vault", ResourceArns = [BackupBench.Database] }));
}
