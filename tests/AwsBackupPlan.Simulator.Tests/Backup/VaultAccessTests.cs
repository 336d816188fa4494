using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Tests.Backup;

/// <summary>What the access policy of a vault denies.</summary>
public sealed class VaultAccessTests
{
    private const string PolicyPath = "/backup-vaults/a-Vault/access-policy";
    private const string Own = "arn:aws:iam::222222222222:role/Xacnt_Backup_Role";

    private static readonly string[] Actions =
    [
        "DeleteBackupVault", "DeleteBackupVaultAccessPolicy", "DeleteBackupVaultLockConfiguration", "DeleteRecoveryPoint", "DescribeBackupVault", "DescribeRecoveryPoint", "DisassociateRecoveryPoint",
        "DisassociateRecoveryPointFromParent", "ListTags", "PutBackupVaultAccessPolicy", "PutBackupVaultLockConfiguration", "StartBackupJob", "StartCopyJob", "TagResource", "UpdateRecoveryPointLifecycle",
    ];

    private readonly BackupBench _bench = new();

    public VaultAccessTests() => _bench.MakeVault();

    [Theory]
    [InlineData("ArnNotLike", "arn:aws:iam::222222222222:role/Administrator")]
    [InlineData("ArnNotLike", "arn:aws:iam::*")]
    [InlineData("StringNotLike", "*:role/Admin*")]
    [InlineData("StringNotEquals", "arn:aws:iam::222222222222:role/*")]
    [InlineData("ArnLike", Own)]
    public void Whoever_the_condition_does_not_let_through_is_denied(string test, string principal)
    {
        var point = _bench.AddPoint();
        Deny(Condition(test, principal));

        AssertDenied("DELETE", BackupBench.PointPath(point), "backup:DeleteRecoveryPoint");
        AssertDenied("DELETE", "/backup-vaults/a-Vault", "backup:DeleteBackupVault");
        AssertDenied("DELETE", PolicyPath, "backup:DeleteBackupVaultAccessPolicy");
        AssertDenied("PUT", PolicyPath, "backup:PutBackupVaultAccessPolicy", new JsonObject { ["Policy"] = """{"Statement":[]}""" });
        AssertDenied("POST", BackupBench.PointPath(point), "backup:UpdateRecoveryPointLifecycle", new JsonObject { ["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = 1 } });
        AssertDenied("POST", $"{BackupBench.PointPath(point)}/disassociate", "backup:DisassociateRecoveryPoint");
        AssertDenied("DELETE", $"{BackupBench.PointPath(point)}/parentAssociation", "backup:DisassociateRecoveryPointFromParent");
        AssertDenied("GET", BackupBench.PointPath(point), "backup:DescribeRecoveryPoint");
        AssertDenied("GET", "/backup-vaults/a-Vault", "backup:DescribeBackupVault");
        AssertDenied("PUT", "/backup-vaults/a-Vault/vault-lock", "backup:PutBackupVaultLockConfiguration", new JsonObject { ["MinRetentionDays"] = 1 });
        AssertDenied("DELETE", "/backup-vaults/a-Vault/vault-lock", "backup:DeleteBackupVaultLockConfiguration");
        AssertDenied("GET", $"/tags/{Uri.EscapeDataString(BackupBench.VaultArn())}", "backup:ListTags");
        AssertDenied("POST", $"/tags/{Uri.EscapeDataString(point)}", "backup:TagResource", new JsonObject { ["Tags"] = new JsonObject { ["a"] = "b" } });
        AssertDenied("PUT", "/copy-jobs", "backup:StartCopyJob", new JsonObject { ["RecoveryPointArn"] = point, ["SourceBackupVaultName"] = "a-Vault", ["DestinationBackupVaultArn"] = BackupBench.VaultArn("b-Vault"), ["IamRoleArn"] = Own });
        Assert.Equal("COMPLETED", _bench.StatusOf(point));
    }

    [Theory]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:DeleteBackupVault","Resource":"arn:aws:backup:us-east-1:222222222222:backup-vault:another"}""")]
    [InlineData("""{"Effect":"Deny","Principal":"*","NotAction":"backup:DeleteBackupVault","Resource":"*"}""")]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:DeleteBackupVault","NotResource":"arn:aws:backup:*:*:backup-vault:a-*"}""")]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"backup:DeleteBackupVault","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":"222222222222"}}}""")]
    public void What_a_Deny_is_not_about_it_does_not_deny(string statement)
    {
        _bench.Send("PUT", PolicyPath, Policy(statement));

        _bench.Send("DELETE", "/backup-vaults/a-Vault");
        Assert.Empty(_bench.VaultNames());
    }

    [Theory]
    [InlineData("""{"Statement":["x"]}""")]
    [InlineData("""{"Statement":[],"Statement":[]}""")]
    [InlineData("""{"Statement":[{"Sid":"a","Sid":"b","Effect":"Deny","Principal":"*","Action":"backup:DeleteBackupVault","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[],"Other":1}""")]
    [InlineData("""{"Version":"2020-01-01","Statement":[]}""")]
    [InlineData("""{"Statement":{"Effect":"Deny","Action":"backup:DeleteBackupVault","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"No","Principal":"*","Action":"backup:DeleteBackupVault","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Deny","Principal":"*","Action":"backup:Delete*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Deny","Principal":"*","Action":[],"Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::*:role/a"},"Action":"backup:DeleteBackupVault","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Deny","Principal":"222222222222","Action":"backup:DeleteBackupVault","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Deny","Principal":"*","Action":"backup:DeleteBackupVault","Resource":"a-Vault"}}""")]
    [InlineData("""{"Statement":{"Effect":"Deny","Principal":"*","Action":"backup:DeleteBackupVault","Resource":"*","Condition":["x"]}}""")]
    [InlineData("""{"Statement":[{"Sid":"a","Effect":"Deny","Principal":"*","Action":"backup:DeleteBackupVault","Resource":"*"},{"Sid":"a","Effect":"Deny","Principal":"*","Action":"backup:DeleteRecoveryPoint","Resource":"*"}]}""")]
    public void What_is_no_policy_of_a_vault_is_refused(string policy)
    {
        var refusal = _bench.Refusal("PUT", PolicyPath, new JsonObject { ["Policy"] = policy });

        Assert.Equal(("InvalidParameterValueException", 400), (refusal.ErrorType, refusal.StatusCode));
    }

    [Theory]
    [InlineData("ArnNotLike", Own)]
    [InlineData("ArnNotLike", "arn:aws:iam::*:role/Xacnt_*")]
    [InlineData("StringNotLike", "*Xacnt*")]
    [InlineData("ArnLike", "arn:aws:iam::222222222222:role/Administrator")]
    public void Whoever_it_lets_through_is_not(string test, string principal)
    {
        Deny(Condition(test, principal));

        _bench.Send("DELETE", PolicyPath);
        _bench.Send("DELETE", "/backup-vaults/a-Vault");
        Assert.Empty(_bench.VaultNames());
    }

    [Fact]
    public void A_condition_that_is_not_simulated_is_taken_to_deny()
    {
        Deny(""","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}""");

        Assert.Contains("not simulated", _bench.Refusal("DELETE", "/backup-vaults/a-Vault").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_statement_does_not_name_it_does_not_deny()
    {
        _bench.Send("PUT", PolicyPath, Policy("""{"Effect":"Deny","Principal":"*","Action":"backup:DeleteRecoveryPoint","Resource":"*"}"""));

        _bench.Send("DELETE", "/backup-vaults/a-Vault");
        Assert.Empty(_bench.VaultNames());
    }

    private static JsonObject Policy(string statement) => new() { ["Policy"] = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""" };

    private static string Condition(string test, string principal) => $$$""","Condition":{"{{{test}}}":{"aws:PrincipalArn":["{{{principal}}}"]}}""";

    private void Deny(string condition) => _bench.Send("PUT", PolicyPath, Policy($$"""{"Effect":"Deny","Principal":"*","Action":[{{string.Join(',', Actions.Select(static action => $"\"backup:{action}\""))}}],"Resource":"*"{{condition}}}"""));

    private void AssertDenied(string method, string target, string action, JsonObject? body = null)
    {
        var refusal = _bench.Refusal(method, target, body);
        Assert.Equal(("AccessDeniedException", 403), (refusal.ErrorType, refusal.StatusCode));
        Assert.Contains($"is not authorized to perform: {action} ", refusal.Message, StringComparison.Ordinal);
    }
}
