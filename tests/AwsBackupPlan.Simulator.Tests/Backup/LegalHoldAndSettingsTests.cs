using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class LegalHoldAndSettingsTests
{
    private readonly BackupBench _bench = new();

    [Fact]
    public void A_legal_hold_protects_what_it_covers_until_it_is_cancelled()
    {
        _bench.MakeVault();
        _bench.MakeVault("b-Vault");
        var held = _bench.AddPoint();
        var id = (string)_bench.Send("POST", "/legal-holds", new JsonObject
        {
            ["Title"] = "audit",
            ["Description"] = "of the year",
            ["RecoveryPointSelection"] = new JsonObject { ["VaultNames"] = new JsonArray("a-Vault") },
        })["LegalHoldId"]!;
        Assert.Equal("InvalidRequestException", _bench.Refusal("DELETE", BackupBench.PointPath(held)).ErrorType);
        var free = _bench.AddPoint(new() { VaultName = "b-Vault", ResourceArn = BackupBench.Database });
        _bench.Send("DELETE", BackupBench.PointPath(free, "b-Vault"));
        Assert.Equal(held, (string?)Assert.Single(_bench.Send("GET", $"/legal-holds/{id}/recovery-points")["RecoveryPoints"]!.AsArray())!["RecoveryPointArn"]);
        Assert.Equal("MissingParameterValueException", _bench.Refusal("DELETE", $"/legal-holds/{id}").ErrorType);
        _bench.Send("DELETE", $"/legal-holds/{id}?cancelDescription=over&retainRecordInDays=30");
        Assert.Equal("CANCELED", (string?)_bench.Send("GET", $"/legal-holds/{id}")["Status"]);
        Assert.Equal("InvalidResourceStateException", _bench.Refusal("DELETE", $"/legal-holds/{id}?cancelDescription=again").ErrorType);
        _bench.Send("DELETE", BackupBench.PointPath(held));
    }

    [Fact]
    public void A_point_outlives_its_lifecycle_under_a_hold_and_goes_when_the_hold_does()
    {
        _bench.MakeVault();
        var arn = _bench.AddPoint(new() { VaultName = "a-Vault", ResourceArn = BackupBench.Database, DeleteAfterDays = 1 });
        var id = (string)_bench.Send("POST", "/legal-holds", new JsonObject { ["Title"] = "audit", ["Description"] = "of the year" })["LegalHoldId"]!;
        _bench.World.Advance(TimeSpan.FromDays(2));
        Assert.Equal("COMPLETED", _bench.StatusOf(arn));
        _bench.Send("DELETE", $"/legal-holds/{id}?cancelDescription=over");
        Assert.Null(_bench.StatusOf(arn));
    }

    [Fact]
    public void Aurora_is_off_and_RDS_is_on_until_the_Region_says_otherwise()
    {
        Assert.Equal((true, false), (OptIn("RDS"), OptIn("Aurora")));
        _bench.Send("PUT", "/account-settings", new JsonObject { ["ResourceTypeOptInPreference"] = new JsonObject { ["Aurora"] = true } });
        Assert.Equal((true, true), (OptIn("RDS"), OptIn("Aurora")));
        Assert.False((bool)_bench.Send("GET", "/account-settings", region: BackupBench.CopyRegion)["ResourceTypeOptInPreference"]!["Aurora"]!);
    }

    [Fact]
    public void A_resource_type_that_AWS_does_not_know_is_refused() => Assert.Equal(
        "InvalidParameterValueException",
        _bench.Refusal("PUT", "/account-settings", new JsonObject { ["ResourceTypeOptInPreference"] = new JsonObject { ["Oracle"] = true } }).ErrorType);

    private bool OptIn(string type) => (bool)_bench.Send("GET", "/account-settings")["ResourceTypeOptInPreference"]![type]!;
}
