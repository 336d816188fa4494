using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class CopyJobTests
{
    private const string OtherAccount = "333333333333";

    private readonly BackupBench _bench = new();
    private readonly string _point;

    public CopyJobTests()
    {
        _bench.MakeVault();
        _bench.MakeVault(region: BackupBench.CopyRegion);
        _point = _bench.AddPoint(new SeededRecoveryPoint
        {
            VaultName = "a-Vault",
            ResourceArn = BackupBench.Database,
            CreationDate = StandingClock.Start.AddDays(-1),
            DeleteAfterDays = 35,
        });
    }

    [Fact]
    public void A_copy_arrives_in_the_other_Region_with_the_vaults_key_and_its_sources_age_and_lifecycle()
    {
        var id = Start(Copy());
        Assert.Equal("CREATED", StateOf(id));
        _bench.Advance(1);
        Assert.Equal("RUNNING", StateOf(id));
        _bench.Advance(1);
        Assert.Equal("COMPLETED", StateOf(id));
        var copy = Assert.Single(_bench.Points(region: BackupBench.CopyRegion));
        Assert.StartsWith($"arn:aws:rds:us-east-2:{BackupBench.Account}:snapshot:awsbackup:copyjob-", (string?)copy["RecoveryPointArn"], StringComparison.Ordinal);
        Assert.Equal($"arn:aws:kms:us-east-2:{BackupBench.Account}:key/mrk-1", (string?)copy["EncryptionKeyArn"]);
        Assert.Equal(BackupBench.VaultArn(), (string?)copy["SourceBackupVaultArn"]);
        Assert.Equal(StandingClock.Start.AddDays(-1).ToUnixTimeSeconds(), (double)copy["CreationDate"]!);
        Assert.Equal(35, (int)copy["Lifecycle"]!["DeleteAfterDays"]!);
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(-1, 35)]
    public void A_copy_has_its_own_expiry_unless_that_is_never(int days, int expected)
    {
        var body = Copy();
        body["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = days };
        Start(body);
        _bench.Advance(2);
        Assert.Equal(expected, (int)Assert.Single(_bench.Points(region: BackupBench.CopyRegion))["Lifecycle"]!["DeleteAfterDays"]!);
    }

    [Fact]
    public void A_second_copy_of_a_resource_waits_until_the_first_one_is_over()
    {
        _bench.Behaviour.CopyJobRunsFor = TimeSpan.FromSeconds(30);
        var first = Start(Copy());
        var second = Start(Copy());
        _bench.Advance(2);
        Assert.Equal(("RUNNING", "CREATED"), (StateOf(first), StateOf(second)));
        _bench.Advance(30);
        Assert.Equal(("COMPLETED", "RUNNING"), (StateOf(first), StateOf(second)));
    }

    [Fact]
    public void A_key_that_is_not_usable_in_the_destination_fails_the_copy()
    {
        var id = Start(Copy());
        _bench.World.IsKeyUsable = static _ => false;
        AssertFails(id, "key");
    }

    [Fact]
    public void A_destination_with_the_default_key_fails_the_copy_of_a_database()
    {
        _bench.Send("PUT", "/backup-vaults/b-Vault", region: BackupBench.CopyRegion);
        AssertFails(Start(Copy(BackupBench.VaultArn("b-Vault", BackupBench.CopyRegion))), "default Backup service managed key");
    }

    [Fact]
    public void A_destination_that_does_not_exist_fails_the_copy() =>
        AssertFails(Start(Copy(BackupBench.VaultArn("none", BackupBench.CopyRegion))), "does not exist");

    [Fact]
    public void A_retention_outside_the_lock_of_the_destination_fails_the_copy()
    {
        _bench.Send("PUT", "/backup-vaults/a-Vault/vault-lock", new JsonObject { ["MinRetentionDays"] = 36 }, BackupBench.CopyRegion);
        AssertFails(Start(Copy()), "not within the range specified for the target Backup Vault");
    }

    [Fact]
    public void A_copy_into_another_account_needs_the_setting_and_a_policy_on_the_vault()
    {
        var destination = BackupBench.VaultArn(account: OtherAccount);
        _bench.MakeVault(account: OtherAccount);
        AssertFails(Start(Copy(destination)), "not enabled");
        var setting = new JsonObject { ["GlobalSettings"] = new JsonObject { ["isCrossAccountBackupEnabled"] = "true" } };
        Assert.Equal("InvalidRequestException", _bench.Refusal("PUT", "/global-settings", setting).ErrorType);
        _bench.Send("PUT", "/global-settings", setting, account: "111111111111");
        AssertFails(Start(Copy(destination)), "Access Denied trying to call AWS Backup service");
        PutPolicy(account: "444444444444");
        AssertFails(Start(Copy(destination)), "Access Denied trying to call AWS Backup service");
        PutPolicy(BackupBench.Account);
        var id = Start(Copy(destination));
        _bench.Advance(2);
        Assert.Equal("COMPLETED", StateOf(id));
        Assert.Single(_bench.Points(account: OtherAccount));
    }

    [Fact]
    public void What_cannot_be_copied_is_refused_at_once()
    {
        Assert.Equal("ResourceNotFoundException", Refuse("RecoveryPointArn", "arn:aws:rds:us-east-1:222222222222:snapshot:awsbackup:job-none"));
        Assert.Equal("ResourceNotFoundException", Refuse("SourceBackupVaultName", "none"));
        Assert.Equal("InvalidParameterValueException", Refuse("DestinationBackupVaultArn", "a-Vault"));
        Assert.Equal("InvalidParameterValueException", Refuse("DestinationBackupVaultArn", BackupBench.VaultArn()));
        Assert.Equal("MissingParameterValueException", Refuse("IamRoleArn", null));
    }

    [Theory]
    [InlineData("destinationVaultArn=arn%3Aaws%3Abackup%3Aus-east-2%3A222222222222%3Abackup-vault%3Aa-Vault", 1)]
    [InlineData("destinationVaultArn=arn%3Aaws%3Abackup%3Aus-east-2%3A222222222222%3Abackup-vault%3Ab-Vault", 1)]
    [InlineData("state=RUNNING", 1)]
    [InlineData("state=COMPLETED", 1)]
    [InlineData("state=FAILED", 0)]
    public void Copies_are_listed_by_filter(string query, int count)
    {
        Seed("RUNNING", "a-Vault");
        Seed("COMPLETED", "b-Vault");
        Assert.Equal(count, _bench.Send("GET", $"/copy-jobs?{query}")["CopyJobs"]!.AsArray().Count);
    }

    [Fact]
    public void A_seeded_copy_stays_as_it_is_until_told()
    {
        var id = Seed("RUNNING", "a-Vault");
        _bench.World.Advance(TimeSpan.FromDays(1));
        Assert.Equal("RUNNING", StateOf(id));
        _bench.Service.SetCopyJobState(BackupBench.Account, BackupBench.Region, id, "COMPLETED");
        Assert.Equal("COMPLETED", StateOf(id));
    }

    [Theory]
    [InlineData(true, """{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-simulated0"}}}""")]
    [InlineData(true, """{"Effect":"Allow","Principal":"*","NotAction":"backup:DeleteRecoveryPoint","Resource":"arn:aws:backup:*:333333333333:backup-vault:a-*"}""")]
    [InlineData(true, """{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":"222222222222"}}}""")]
    [InlineData(false, """{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*"},{"Effect":"Deny","Principal":{"AWS":"222222222222"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}""")]
    [InlineData(false, """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/another"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}""")]
    [InlineData(false, """{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"444444444444"}}}""")]
    [InlineData(false, """{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-another000"}}}""")]
    [InlineData(false, """{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"arn:aws:backup:us-east-1:333333333333:backup-vault:another"}""")]
    public void All_elements_of_the_policy_decide_whether_a_copy_gets_in(bool getsIn, string statements)
    {
        _bench.MakeVault(account: OtherAccount);
        _bench.Send("PUT", "/global-settings", new JsonObject { ["GlobalSettings"] = new JsonObject { ["isCrossAccountBackupEnabled"] = "true" } }, account: "111111111111");
        _bench.Send("PUT", "/backup-vaults/a-Vault/access-policy", new JsonObject { ["Policy"] = $$"""{"Statement":[{{statements}}]}""" }, account: OtherAccount);

        var id = Start(Copy(BackupBench.VaultArn(account: OtherAccount)));

        _bench.Advance(2);
        Assert.Equal(getsIn ? "COMPLETED" : "FAILED", StateOf(id));
    }

    private void PutPolicy(string account) => _bench.Send(
        "PUT",
        "/backup-vaults/a-Vault/access-policy",
        new JsonObject { ["Policy"] = $$$"""{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{{account}}}:root"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}}""" },
        account: OtherAccount);

    private JsonObject Copy(string? destination = null) => new()
    {
        ["RecoveryPointArn"] = _point,
        ["SourceBackupVaultName"] = "a-Vault",
        ["DestinationBackupVaultArn"] = destination ?? BackupBench.VaultArn(region: BackupBench.CopyRegion),
        ["IamRoleArn"] = BackupBench.Role,
    };

    private string Start(JsonObject body) => (string)_bench.Send("PUT", "/copy-jobs", body)["CopyJobId"]!;

    private string Refuse(string member, string? value)
    {
        var body = Copy();
        body[member] = value;
        return _bench.Refusal("PUT", "/copy-jobs", body).ErrorType;
    }

    private string? StateOf(string id) => (string?)Read(id)["State"];

    private JsonObject Read(string id) => _bench.Send("GET", $"/copy-jobs/{id}")["CopyJob"]!.AsObject();

    private void AssertFails(string id, string reason)
    {
        _bench.Advance(2);
        Assert.Equal("FAILED", StateOf(id));
        Assert.Contains(reason, (string?)Read(id)["StatusMessage"], StringComparison.Ordinal);
    }

    private string Seed(string state, string destination) => _bench.Service.AddCopyJob(BackupBench.Account, BackupBench.Region, new SeededCopyJob
    {
        SourceVaultName = "a-Vault",
        SourceRecoveryPointArn = _point,
        DestinationVaultArn = BackupBench.VaultArn(destination, BackupBench.CopyRegion),
        ResourceArn = BackupBench.Database,
        State = state,
    });
}
