namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class PagingTests
{
    [Fact]
    public void A_page_has_no_more_than_asked_for_and_the_last_one_has_no_token()
    {
        var bench = WithVaults(3);
        var first = bench.Send("GET", "/backup-vaults?maxResults=2");
        Assert.Equal(2, first["BackupVaultList"]!.AsArray().Count);
        var second = bench.Send("GET", $"/backup-vaults?maxResults=2&nextToken={Uri.EscapeDataString((string)first["NextToken"]!)}");
        Assert.Single(second["BackupVaultList"]!.AsArray());
        Assert.False(second.ContainsKey("NextToken"));
    }

    [Fact]
    public void The_page_size_of_the_options_is_the_largest()
    {
        var bench = WithVaults(3, new SimulatorOptions { PageSize = 1 });
        Assert.Single(bench.Send("GET", "/backup-vaults?maxResults=1000")["BackupVaultList"]!.AsArray());
        Assert.Single(bench.Send("GET", "/backup-vaults")["BackupVaultList"]!.AsArray());
    }

    [Fact]
    public void What_goes_between_two_pages_makes_nothing_be_skipped()
    {
        var bench = WithVaults(4);
        var first = bench.Send("GET", "/backup-vaults?maxResults=2");
        bench.Send("DELETE", "/backup-vaults/vault-0");
        bench.Send("DELETE", "/backup-vaults/vault-1");
        var second = bench.Send("GET", $"/backup-vaults?maxResults=2&nextToken={Uri.EscapeDataString((string)first["NextToken"]!)}");
        Assert.Equal(
            ["vault-2", "vault-3"], second["BackupVaultList"]!.AsArray().Select(static vault => (string)vault!["BackupVaultName"]!), StringComparer.Ordinal);
    }

    [Fact]
    public void A_first_page_can_be_empty_and_still_lead_on()
    {
        var bench = WithVaults(1);
        bench.Behaviour.FirstPageIsEmpty = true;
        var first = bench.Send("GET", "/backup-vaults");
        Assert.Empty(first["BackupVaultList"]!.AsArray());
        var second = bench.Send("GET", $"/backup-vaults?nextToken={Uri.EscapeDataString((string)first["NextToken"]!)}");
        Assert.Single(second["BackupVaultList"]!.AsArray());
        Assert.False(second.ContainsKey("NextToken"));
    }

    [Theory]
    [InlineData("maxResults=0")]
    [InlineData("maxResults=1001")]
    [InlineData("maxResults=many")]
    [InlineData("nextToken=abc")]
    [InlineData("nextToken=")]
    public void A_page_that_cannot_be_is_refused(string query) =>
        Assert.Equal("InvalidParameterValueException", WithVaults(1).Refusal("GET", $"/backup-vaults?{query}").ErrorType);

    [Fact]
    public void A_token_belongs_to_its_list_and_its_filters()
    {
        var bench = WithVaults(2);
        var token = Uri.EscapeDataString((string)bench.Send("GET", "/backup-vaults?maxResults=1")["NextToken"]!);
        Assert.Equal("InvalidParameterValueException", bench.Refusal("GET", $"/backup/plans?nextToken={token}").ErrorType);
        Assert.Equal("InvalidParameterValueException", bench.Refusal("GET", $"/backup-vaults?vaultType=BACKUP_VAULT&nextToken={token}").ErrorType);
    }

    private static BackupBench WithVaults(int count, SimulatorOptions? options = null)
    {
        var bench = new BackupBench(options);
        for (var i = 0; i < count; i++)
        {
            bench.MakeVault($"vault-{i}");
        }

        return bench;
    }
}
