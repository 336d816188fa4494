using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Module.Tests.Confirmation;

/// <summary>-WhatIf beats -Force, and -Force beats -Confirm; questions are asked once per account.</summary>
public sealed class ConfirmationTests : CmdletTest
{
    private const string Both = "@{ AccountId = '200000000001'; AbsName = 'payroll' }, @{ AccountId = '200000000002'; AbsName = 'payroll' } | ";

    [Theory]
    [InlineData("New-XacntBackupPlan -WhatIf")]
    [InlineData("New-XacntBackupPlan -WhatIf -Force")]
    [InlineData("New-XacntBackupPlan -WhatIf -Confirm")]
    [InlineData("& { $WhatIfPreference = $true; $input | New-XacntBackupPlan -Force }")]
    public async Task WhatIf_tells_every_step_and_writes_nothing(string command)
    {
        var run = (await Session.RunAsync(Both + command)).Succeeded();

        Assert.Equal(["WhatIf", "WhatIf"], [.. run.Values("Status").Select(static status => status!.ToString()!)]);
        // Two vaults, a plan and a selection in each account.
        Assert.Equal(8, Count(run.HostText, "What if: "));
        Assert.Empty(run.Prompts);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task WhatIf_of_a_removal_writes_nothing()
    {
        await Session.RunAsync(Both + "New-XacntBackupPlan");
        Simulator.ClearRequests();

        var run = (await Session.RunAsync(Both + "Remove-XacntBackupResource -WhatIf -Force")).Succeeded();

        Assert.Equal(["WhatIf", "WhatIf"], [.. run.Values("Status").Select(static status => status!.ToString()!)]);
        Assert.True(Count(run.HostText, "What if: ") >= 8, run.HostText);
        Assert.Empty(run.Prompts);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task New_asks_only_when_it_is_told_to()
    {
        var run = (await Session.RunAsync(Both + "New-XacntBackupPlan")).Succeeded();

        Assert.Empty(run.Prompts);
        Assert.Equal(["Created", "Created"], [.. run.Values("Status").Select(static status => status!.ToString()!)]);
    }

    [Fact]
    public async Task Confirm_asks_once_for_each_account_on_the_thread_of_the_pipeline()
    {
        Session.Host.Recording.WillAnswer("Yes", "No");

        var run = (await Session.RunAsync("""
            [pscustomobject]@{ Thread = [Environment]::CurrentManagedThreadId }
            @{ AccountId = '200000000001'; AbsName = 'payroll' }, @{ AccountId = '200000000002'; AbsName = 'payroll' } | New-XacntBackupPlan -Confirm
            """)).Succeeded();

        Assert.Equal(["Yes", "No"], [.. run.Prompts.Select(static prompt => prompt.Answer)]);
        Assert.All(run.Prompts, prompt => Assert.Equal(run.Output[0].Properties["Thread"].Value, prompt.ThreadId));
        Assert.Equal(["Created", "Declined"], [.. run.Output.Skip(1).Select(static result => result.Properties["Status"].Value.ToString()!).Order(StringComparer.Ordinal)]);
        Assert.Single(Writes.Select(static request => request.AccountId).Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Yes to All", "Created", 8)]
    [InlineData("No to All", "Declined", 0)]
    public async Task One_answer_can_be_for_all_accounts(string answer, string status, int writes)
    {
        Session.Host.Recording.WillAnswer(answer);

        var run = (await Session.RunAsync(Both + "New-XacntBackupPlan -Confirm")).Succeeded();

        Assert.Single(run.Prompts);
        Assert.Equal([status, status], [.. run.Values("Status").Select(static value => value!.ToString()!)]);
        Assert.Equal(writes, Writes.Count);
    }

    [Fact]
    public async Task Remove_asks_and_says_how_many_recovery_points_there_are()
    {
        await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll");
        Simulator.Backup.AddRecoveryPoints(Payroll, "us-east-1", [.. Enumerable.Range(0, 3).Select(static _ => new SeededRecoveryPoint { VaultName = "payroll-Vault", ResourceArn = "arn:aws:rds:us-east-1:200000000001:db:payroll-1" })]);
        Simulator.ClearRequests();
        Session.Host.Recording.WillAnswer("No");

        var run = (await Session.RunAsync("Remove-XacntBackupResource 200000000001 payroll")).Succeeded();

        var prompt = Assert.Single(run.Prompts);
        Assert.Contains("payroll", prompt.Message, StringComparison.Ordinal);
        Assert.Contains("3 recovery points", prompt.Message, StringComparison.Ordinal);
        Assert.Equal("Declined", run.Values("Status").Single()?.ToString());
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData("Disassociate", "1 continuous backup is given back to RDS: AWS modifies its database at once")]
    [InlineData("Delete", "1 continuous backup is deleted: AWS modifies its database at once")]
    public async Task Remove_says_that_databases_are_modified_when_continuous_backups_are_to_end(string value, string said)
    {
        await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll");
        Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-1", new SeededRecoveryPoint { VaultName = "payroll-Vault", ResourceArn = "arn:aws:rds:us-east-1:200000000001:db:payroll-1", IsContinuous = true });
        Simulator.ClearRequests();
        Session.Host.Recording.WillAnswer("No");

        var run = (await Session.RunAsync($"Remove-XacntBackupResource 200000000001 payroll -ContinuousBackup {value}")).Succeeded();

        Assert.Contains(said, Assert.Single(run.Prompts).Message, StringComparison.Ordinal);
        Assert.Equal("Declined", run.Values("Status").Single()?.ToString());
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData("-Force")]
    [InlineData("-Force -Confirm")]
    [InlineData("-Confirm:$false")]
    public async Task Remove_can_be_told_not_to_ask(string parameters)
    {
        await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll");

        var run = (await Session.RunAsync($"Remove-XacntBackupResource 200000000001 payroll {parameters}")).Succeeded();

        Assert.Empty(run.Prompts);
        Assert.Equal("Removed", run.Values("Status").Single()?.ToString());
        Assert.Empty((await Session.RunAsync("Get-XacntBackupPlan 200000000001")).Succeeded().Output);
    }

    [Fact]
    public async Task A_host_that_cannot_ask_gets_an_error_with_the_remedy_and_nothing_is_removed()
    {
        await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll");
        Simulator.ClearRequests();

        var run = await Session.RunAsync("try { Remove-XacntBackupResource 200000000001 payroll } catch { throw }");

        Assert.StartsWith("ConfirmationNotPossible,", run.TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Confirm:$false", run.TerminatingError?.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
