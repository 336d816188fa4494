using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class VaultSettingsTests
{
    private readonly BackupBench _bench = new();

    public VaultSettingsTests() => _bench.MakeVault();

    [Fact]
    public void An_access_policy_is_read_back_and_not_found_once_deleted()
    {
        const string Policy = """{"Version":"2012-10-17","Statement":[]}""";
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("GET", "/backup-vaults/a-Vault/access-policy").ErrorType);
        _bench.Send("PUT", "/backup-vaults/a-Vault/access-policy", new JsonObject { ["Policy"] = Policy });
        Assert.Equal(Policy, (string?)_bench.Send("GET", "/backup-vaults/a-Vault/access-policy")["Policy"]);
        _bench.Send("DELETE", "/backup-vaults/a-Vault/access-policy");
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("GET", "/backup-vaults/a-Vault/access-policy").ErrorType);
    }

    [Fact]
    public void A_policy_that_is_no_JSON_is_refused() => Assert.Equal(
        "InvalidParameterValueException",
        _bench.Refusal("PUT", "/backup-vaults/a-Vault/access-policy", new JsonObject { ["Policy"] = "{" }).ErrorType);

    [Fact]
    public void A_governance_lock_shows_its_days_and_can_be_taken_off()
    {
        PutLock(min: 7, max: 365);
        var locked = _bench.Send("GET", "/backup-vaults/a-Vault");
        Assert.Equal((true, 7, 365), ((bool)locked["Locked"]!, (int)locked["MinRetentionDays"]!, (int)locked["MaxRetentionDays"]!));
        Assert.False(locked.ContainsKey("LockDate"));
        _bench.Send("DELETE", "/backup-vaults/a-Vault/vault-lock");
        Assert.False((bool)_bench.Send("GET", "/backup-vaults/a-Vault")["Locked"]!);
    }

    [Fact]
    public void A_compliance_lock_can_be_changed_until_its_date_and_never_after()
    {
        PutLock(min: 7, grace: 3);
        Assert.Equal(StandingClock.Start.AddDays(3).ToUnixTimeSeconds(), (double)_bench.Send("GET", "/backup-vaults/a-Vault")["LockDate"]!);
        PutLock(min: 8, grace: 3);
        _bench.World.Advance(TimeSpan.FromDays(3));
        Assert.Equal("InvalidRequestException", _bench.Refusal("DELETE", "/backup-vaults/a-Vault/vault-lock").ErrorType);
        Assert.Equal("InvalidRequestException", Assert.Throws<Protocol.SimulatedException>(() => PutLock(min: 1)).ErrorType);
    }

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(null, 36501, null)]
    [InlineData(10, 9, null)]
    [InlineData(1, null, 2)]
    public void Days_that_a_lock_cannot_have_are_refused(int? min, int? max, int? grace) =>
        Assert.Equal("InvalidParameterValueException", Assert.Throws<Protocol.SimulatedException>(() => PutLock(min, max, grace)).ErrorType);

    [Fact]
    public void Notifications_are_read_back_and_not_found_once_deleted()
    {
        var body = Notifications("arn:aws:sns:us-east-1:222222222222:backups", "COPY_JOB_FAILED");
        _bench.Send("PUT", "/backup-vaults/a-Vault/notification-configuration", body);
        var read = _bench.Send("GET", "/backup-vaults/a-Vault/notification-configuration");
        Assert.Equal("""["COPY_JOB_FAILED"]""", read["BackupVaultEvents"]!.ToJsonString());
        _bench.Send("DELETE", "/backup-vaults/a-Vault/notification-configuration");
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("GET", "/backup-vaults/a-Vault/notification-configuration").ErrorType);
    }

    [Theory]
    [InlineData("arn:aws:sns:us-east-1:333333333333:backups", "COPY_JOB_FAILED")]
    [InlineData("arn:aws:sns:us-east-2:222222222222:backups", "COPY_JOB_FAILED")]
    [InlineData("arn:aws:sns:us-east-1:222222222222:backups.fifo", "COPY_JOB_FAILED")]
    [InlineData("backups", "COPY_JOB_FAILED")]
    [InlineData("arn:aws:sns:us-east-1:222222222222:backups", "COPY_JOB_EXPLODED")]
    public void A_topic_elsewhere_or_an_unknown_event_is_refused(string topic, string name) => Assert.Equal(
        "InvalidParameterValueException",
        _bench.Refusal("PUT", "/backup-vaults/a-Vault/notification-configuration", Notifications(topic, name)).ErrorType);

    private static JsonObject Notifications(string topic, string name) => new() { ["SNSTopicArn"] = topic, ["BackupVaultEvents"] = new JsonArray(name) };

    private void PutLock(int? min = null, int? max = null, int? grace = null) => _bench.Send("PUT", "/backup-vaults/a-Vault/vault-lock", new JsonObject
    {
        ["MinRetentionDays"] = min,
        ["MaxRetentionDays"] = max,
        ["ChangeableForDays"] = grace,
    });
}
