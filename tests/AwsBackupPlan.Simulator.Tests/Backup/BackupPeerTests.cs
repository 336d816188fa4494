using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Backup;

/// <summary>boto3 and the AWS CLI against the simulator: what they make of pages, dates and refusals.</summary>
public sealed class BackupPeerTests(PythonPeer python)
{
    private const string Account = "111111111111";

    [Fact]
    public async Task Pages_are_followed_to_the_end()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { PageSize = 2 }, TestContext.Current.CancellationToken);
        var names = await python.RunAsync(sim, """
            backup = client("backup")
            for i in range(5):
                backup.create_backup_vault(BackupVaultName=f"vault-{i}")
            pages = list(backup.get_paginator("list_backup_vaults").paginate())
            result = [len(pages), [vault["BackupVaultName"] for page in pages for vault in page["BackupVaultList"]]]
            """);
        Assert.Equal("""[3,["vault-0","vault-1","vault-2","vault-3","vault-4"]]""", names.ToJsonString());
    }

    [Fact]
    public async Task Each_refusal_is_understood_as_its_own_exception()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await python.RunAsync(sim, """client("backup").create_backup_vault(BackupVaultName="a-Vault")""");
        const string Database = $"arn:aws:rds:us-east-1:{Account}:db:orders";
        var busy = sim.Backup.AddRecoveryPoint(Account, "us-east-1", new SeededRecoveryPoint
        {
            VaultName = "a-Vault",
            ResourceArn = Database,
            Deletion = RecoveryPointDeletion.Busy,
        });
        var refusals = await python.RunAsync(sim, $$"""
            backup = client("backup")
            backup.create_backup_vault(BackupVaultName="b-Vault", CreatorRequestId="first")
            rules = [{"RuleName": f"r{i}", "TargetBackupVaultName": "b-Vault"} for i in range(11)]
            exists = refusal(backup.create_backup_vault, BackupVaultName="b-Vault", CreatorRequestId="second")
            result = {
                "exists": exists["type"],
                "members": [exists["members"][name] for name in ("Arn", "CreatorRequestId", "Code")],
                "missing": refusal(backup.delete_backup_vault, BackupVaultName="none")["type"],
                "invalid": refusal(backup.create_backup_vault, BackupVaultName="a.b")["type"],
                "lacking": refusal(backup.create_backup_plan)["type"],
                "limit": refusal(backup.create_backup_plan, BackupPlan={"BackupPlanName": "p", "Rules": rules})["type"],
                "request": refusal(backup.delete_backup_vault, BackupVaultName="a-Vault")["type"],
                "state": refusal(backup.delete_recovery_point, BackupVaultName="a-Vault", RecoveryPointArn="{{busy}}")["type"],
                "denied": [refusal(backup.describe_backup_vault, BackupVaultName="none")[name] for name in ("code", "status")],
            }
            """);
        Assert.Equal("AlreadyExistsException", (string?)refusals["exists"]);
        Assert.Equal("""["arn:aws:backup:us-east-1:111111111111:backup-vault:b-Vault","first","ERROR_4000"]""", refusals["members"]!.ToJsonString());
        Assert.Equal("ResourceNotFoundException", (string?)refusals["missing"]);
        Assert.Equal("InvalidParameterValueException", (string?)refusals["invalid"]);
        Assert.Equal("MissingParameterValueException", (string?)refusals["lacking"]);
        Assert.Equal("LimitExceededException", (string?)refusals["limit"]);
        Assert.Equal("InvalidRequestException", (string?)refusals["request"]);
        Assert.Equal("InvalidResourceStateException", (string?)refusals["state"]);
        Assert.Equal("""["AccessDeniedException",403]""", refusals["denied"]!.ToJsonString());
    }

    [Fact]
    public async Task Dates_arrive_with_their_fractions_and_filters_by_date_work()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await python.RunAsync(sim, """client("backup").create_backup_vault(BackupVaultName="a-Vault")""");
        var created = new DateTimeOffset(2026, 2, 1, 3, 4, 5, 678, TimeSpan.Zero);
        sim.Backup.AddRecoveryPoints(Account, "us-east-1", Enumerable.Range(0, 3).Select(day => new SeededRecoveryPoint
        {
            VaultName = "a-Vault",
            ResourceArn = $"arn:aws:rds:us-east-1:{Account}:db:orders",
            CreationDate = created.AddDays(day),
        }));
        var dates = await python.RunAsync(sim, """
            import datetime
            after = datetime.datetime(2026, 2, 2, 12, 0, tzinfo=datetime.timezone.utc)
            points = client("backup").list_recovery_points_by_backup_vault(BackupVaultName="a-Vault", ByCreatedAfter=after)["RecoveryPoints"]
            result = [point["CreationDate"].astimezone(datetime.timezone.utc).isoformat() for point in points]
            """);
        Assert.Equal("2026-02-03T03:04:05.678000+00:00", (string?)Assert.Single(dates.AsArray()));
    }

    [Fact]
    public async Task The_CLI_makes_lists_and_deletes_a_vault_and_shows_a_refusal_by_its_name()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { PageSize = 1 }, TestContext.Current.CancellationToken);
        await AwsCli.JsonAsync(sim, "backup", "create-backup-vault", "--backup-vault-name", "a-Vault", "--backup-vault-tags", "ABS=a");
        await AwsCli.JsonAsync(sim, "backup", "create-backup-vault", "--backup-vault-name", "b-Vault");
        var vaults = await AwsCli.JsonAsync(sim, "backup", "list-backup-vaults");
        Assert.Equal(2, vaults["BackupVaultList"]!.AsArray().Count);
        var (exitCode, _, error) = await AwsCli.RunAsync(sim, "backup", "create-backup-vault", "--backup-vault-name", "a-Vault");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("(AlreadyExistsException)", error, StringComparison.Ordinal);
        await AwsCli.JsonAsync(sim, "backup", "delete-backup-vault", "--backup-vault-name", "a-Vault");
        Assert.Single((await AwsCli.JsonAsync(sim, "backup", "list-backup-vaults"))["BackupVaultList"]!.AsArray());
    }
}
