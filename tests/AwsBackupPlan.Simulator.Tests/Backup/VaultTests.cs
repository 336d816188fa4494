using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class VaultTests
{
    private readonly BackupBench _bench = new();

    [Fact]
    public void A_vault_is_described_as_it_was_made()
    {
        _bench.MakeVault();
        var vault = _bench.Send("GET", "/backup-vaults/a-Vault");
        Assert.Equal(BackupBench.VaultArn(), (string?)vault["BackupVaultArn"]);
        Assert.Equal($"arn:aws:kms:{BackupBench.Region}:{BackupBench.Account}:key/mrk-1", (string?)vault["EncryptionKeyArn"]);
        Assert.Equal(StandingClock.Start.ToUnixTimeSeconds(), (double)vault["CreationDate"]!);
        Assert.Equal(0, (int)vault["NumberOfRecoveryPoints"]!);
        Assert.False((bool)vault["Locked"]!);
    }

    [Fact]
    public void A_second_vault_of_a_name_is_refused_with_the_first_ones_ARN()
    {
        _bench.Send("PUT", "/backup-vaults/a-Vault", new JsonObject { ["CreatorRequestId"] = "first" });
        var refusal = _bench.Refusal("PUT", "/backup-vaults/a-Vault", new JsonObject { ["CreatorRequestId"] = "second" });
        Assert.Equal("AlreadyExistsException", refusal.ErrorType);
        Assert.Equal(BackupBench.VaultArn(), refusal.Members["Arn"]);
        Assert.Equal("first", refusal.Members["CreatorRequestId"]);
    }

    [Fact]
    public void The_same_creator_request_is_answered_with_the_vault_it_made()
    {
        var body = new JsonObject { ["CreatorRequestId"] = "night" };
        var made = _bench.Send("PUT", "/backup-vaults/a-Vault", body);
        _bench.Advance(60);
        Assert.Equal(made.ToJsonString(), _bench.Send("PUT", "/backup-vaults/a-Vault", body).ToJsonString());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a.b")]
    [InlineData("a%20b")]
    [InlineData("a-vault-name-that-has-one-character-more-than-fifty")]
    public void A_name_outside_the_pattern_is_refused(string name) =>
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("PUT", $"/backup-vaults/{name}").ErrorType);

    [Theory]
    [InlineData("alias/a-key")]
    [InlineData("arn:aws:kms:us-east-1:222222222222:alias/a-key")]
    [InlineData("mrk-1")]
    [InlineData("arn:aws:kms:us-east-2:222222222222:key/mrk-1")]
    public void A_key_that_is_no_key_of_the_Region_is_refused(string key)
    {
        var refusal = _bench.Refusal("PUT", "/backup-vaults/a-Vault", new JsonObject { ["EncryptionKeyArn"] = key });
        Assert.Equal("InvalidParameterValueException", refusal.ErrorType);
        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.VaultNames());
    }

    [Fact]
    public void A_key_that_KMS_cannot_use_is_refused()
    {
        _bench.World.IsKeyUsable = static _ => false;
        Assert.Equal("InvalidParameterValueException", Assert.ThrowsAny<Protocol.SimulatedException>(() => _bench.MakeVault()).ErrorType);
    }

    [Fact]
    public void A_vault_belongs_to_one_account_and_one_Region()
    {
        _bench.MakeVault();
        Assert.Equal("AccessDeniedException", _bench.Refusal("GET", "/backup-vaults/a-Vault", region: BackupBench.CopyRegion).ErrorType);
        Assert.Equal("AccessDeniedException", _bench.Refusal("GET", "/backup-vaults/a-Vault", account: "333333333333").ErrorType);
    }

    [Fact]
    public void Reading_a_missing_vault_is_access_denied_with_403_or_not_found_as_told()
    {
        foreach (var path in (string[])["/backup-vaults/none", "/backup-vaults/none/recovery-points"])
        {
            _bench.Behaviour.MissingVault = MissingVaultAnswer.AccessDenied;
            var denied = _bench.Refusal("GET", path);
            Assert.Equal(("AccessDeniedException", 403, "Insufficient privileges to perform this action."), (denied.ErrorType, denied.StatusCode, denied.Message));
            _bench.Behaviour.MissingVault = MissingVaultAnswer.ResourceNotFound;
            var missing = _bench.Refusal("GET", path);
            Assert.Equal(("ResourceNotFoundException", 400), (missing.ErrorType, missing.StatusCode));
        }

        Assert.Equal("ResourceNotFoundException", _bench.Refusal("DELETE", "/backup-vaults/none").ErrorType);
    }

    [Fact]
    public void The_three_hundred_and_first_vault_is_over_the_limit()
    {
        for (var i = 0; i < 300; i++)
        {
            _bench.MakeVault($"vault-{i}");
        }

        Assert.Equal("LimitExceededException", Assert.ThrowsAny<Protocol.SimulatedException>(() => _bench.MakeVault("vault-300")).ErrorType);
        _bench.MakeVault("vault-300", BackupBench.CopyRegion);
    }

    [Fact]
    public void A_vault_with_recovery_points_is_not_deleted()
    {
        _bench.MakeVault();
        _bench.AddPoint();
        var refusal = _bench.Refusal("DELETE", "/backup-vaults/a-Vault");
        Assert.Equal(("InvalidRequestException", "ERROR_9101"), (refusal.ErrorType, refusal.Members["Code"]));
        Assert.Contains("contains recovery points", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_vault_can_be_refused_for_a_while_after_its_last_point_has_gone()
    {
        _bench.Behaviour.VaultDeleteRefusedAfterPoints = TimeSpan.FromMinutes(2);
        _bench.MakeVault();
        _bench.Send("DELETE", BackupBench.PointPath(_bench.AddPoint()));
        _bench.Advance(1);
        Assert.Empty(_bench.Points());
        Assert.Equal("InvalidRequestException", _bench.Refusal("DELETE", "/backup-vaults/a-Vault").ErrorType);
        _bench.Advance(120);
        _bench.Send("DELETE", "/backup-vaults/a-Vault");
        Assert.Empty(_bench.VaultNames());
    }

    [Fact]
    public void The_counter_of_recovery_points_can_lag()
    {
        _bench.Behaviour.VaultCounterLag = TimeSpan.FromMinutes(1);
        _bench.MakeVault();
        _bench.AddPoint();
        Assert.Equal(0, Count());
        _bench.Advance(60);
        Assert.Equal(1, Count());

        int Count() => (int)_bench.Send("GET", "/backup-vaults/a-Vault")["NumberOfRecoveryPoints"]!;
    }
}
