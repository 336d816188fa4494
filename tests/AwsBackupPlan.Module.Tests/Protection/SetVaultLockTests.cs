using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Module.Tests.Protection;

/// <summary>The cmdlet that locks vaults.</summary>
public sealed class SetVaultLockTests : CmdletTest
{
    private const string Deployed = "New-XacntBackupPlan 200000000001 payroll -DeleteAfterDays 35";
    private const string Compliance = "Set-XacntVaultLock 200000000001 payroll -MinRetentionDays 7 -Compliance -ChangeableForDays 3";

    [Fact]
    public async Task Force_locks_in_governance_mode_without_a_question_and_a_second_run_changes_nothing()
    {
        await Session.RunAsync(Deployed);

        var first = (await Session.RunAsync("Set-XacntVaultLock 200000000001 payroll -MinRetentionDays 7 -MaxRetentionDays 400 -Force")).Succeeded();
        Simulator.ClearRequests();
        var second = (await Session.RunAsync("Set-XacntVaultLock 200000000001 payroll -MinRetentionDays 7 -MaxRetentionDays 400 -Force")).Succeeded();

        Assert.Empty(first.Prompts);
        Assert.Equal(["us-east-1 Locked Governance", "us-east-2 Locked Governance"], Shown(first, "Region", "Status", "Mode"));
        Assert.Equal(["Unchanged", "Unchanged"], second.Values("Status").Select(static status => status!.ToString()!));
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task It_asks_before_it_locks()
    {
        await Session.RunAsync(Deployed);
        Simulator.ClearRequests();
        Session.Host.Recording.WillAnswer("No");

        var run = (await Session.RunAsync("Set-XacntVaultLock 200000000001 payroll -MinRetentionDays 7")).Succeeded();

        Assert.Contains("locked in governance mode for a retention of 7 days or more", Assert.Single(run.Prompts).Message, StringComparison.Ordinal);
        Assert.Equal(["Declined", "Declined"], run.Values("Status").Select(static status => status!.ToString()!));
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task A_lock_without_limits_says_before_it_is_made_that_it_takes_any_retention()
    {
        const string Words = "for any retention, for a day or for ever, since neither -MinRetentionDays nor -MaxRetentionDays is given";
        await Session.RunAsync(Deployed);
        Session.Host.Recording.WillAnswer("No");

        var asked = (await Session.RunAsync("Set-XacntVaultLock 200000000001 payroll")).Succeeded();
        var told = (await Session.RunAsync("Set-XacntVaultLock 200000000001 payroll -WhatIf")).Succeeded();

        Assert.Contains(Words, Assert.Single(asked.Prompts).Message, StringComparison.Ordinal);
        Assert.Equal(2, told.HostText.Split(Words).Length - 1);
        Assert.All(told.Values("Message"), static message => Assert.Contains(Words, message!.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Force_does_not_skip_the_account_id_that_compliance_mode_wants_typed()
    {
        await Session.RunAsync(Deployed);
        Session.Host.Recording.WillAnswer("200000000001");

        var run = (await Session.RunAsync(Compliance + " -Force")).Succeeded();

        Assert.Equal(["Account id"], Assert.Single(run.Prompts).Choices);
        Assert.Equal(["Locked Compliance", "Locked Compliance"], Shown(run, "Status", "Mode"));
        Assert.DoesNotContain(null, run.Values("LockDate"));
    }

    [Fact]
    public async Task A_host_that_cannot_ask_ends_the_command_and_nothing_is_written()
    {
        await Session.RunAsync(Deployed);
        Simulator.ClearRequests();

        var run = await Session.RunAsync($"try {{ {Compliance} -Force }} catch {{ throw }}");

        Assert.StartsWith("ComplianceNotAcknowledged,", run.TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-AcknowledgeIrreversible", run.TerminatingError?.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task Automation_acknowledges_by_a_switch()
    {
        await Session.RunAsync(Deployed);

        var run = (await Session.RunAsync(Compliance + " -Force -AcknowledgeIrreversible")).Succeeded();

        Assert.Empty(run.Prompts);
        Assert.Equal(["Locked", "Locked"], run.Values("Status").Select(static status => status!.ToString()!));
    }

    [Fact]
    public async Task WhatIf_tells_each_vault_and_writes_nothing()
    {
        await Session.RunAsync(Deployed);
        Simulator.ClearRequests();

        var run = (await Session.RunAsync(Compliance + " -WhatIf -Force")).Succeeded();

        Assert.Equal(["WhatIf", "WhatIf"], run.Values("Status").Select(static status => status!.ToString()!));
        Assert.Equal(2, run.HostText.Split("What if: ").Length - 1);
        Assert.Empty(run.Prompts);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task Accounts_that_fail_have_an_error_and_a_result_and_the_others_go_on()
    {
        await Session.RunAsync(Deployed);

        var run = await Session.RunAsync("@{ AccountId = '200000000001'; AbsName = 'payroll' }, @{ AccountId = '200000000002'; AbsName = 'payroll' } | Set-XacntVaultLock -MinRetentionDays 7 -Force");

        Assert.StartsWith("CopyRegionNotKnown,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(
            ["200000000001 Locked", "200000000001 Locked", "200000000002 Failed"],
            Shown(run, "AccountId", "Status").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'payroll' }, @{ AccountId = '200000000001'; AbsName = 'payroll'; CopyRegion = 'us-east-2' }", "CopyRegion not named and 'us-east-2'", "us-east-1")]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'payroll'; CopyRegion = 'us-east-2' }, @{ AccountId = '200000000001'; AbsName = 'payroll' }", "CopyRegion 'us-east-2' and not named", "us-east-1 us-east-2")]
    public async Task A_row_that_names_the_copy_Region_is_no_repetition_of_one_that_leaves_it_to_the_plan(string rows, string difference, string locked)
    {
        await Session.RunAsync($"{Deployed}; New-XacntBackupPlan 200000000001 payroll -DeleteAfterDays 35 -CopyRegion @()");

        var run = await Session.RunAsync($"{rows} | Set-XacntVaultLock -MinRetentionDays 7 -Force");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("ConflictingInput,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(difference, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(run.Warnings);
        Assert.Equal(locked, string.Join(' ', Shown(run, "Region", "Status").Where(static vault => vault.EndsWith(" Locked", StringComparison.Ordinal)).Select(static vault => vault.Split(' ')[0])));
    }

    [Fact]
    public async Task The_command_that_a_blocked_removal_tells_takes_the_locks_off_and_the_removal_goes_on()
    {
        await Session.RunAsync(Deployed);
        foreach (var region in (string[])["us-east-1", "us-east-2"])
        {
            Simulator.Backup.AddRecoveryPoint(Payroll, region, new SeededRecoveryPoint { VaultName = "payroll-Vault", ResourceArn = $"arn:aws:rds:us-east-1:{Payroll}:db:payroll-1" });
        }

        (await Session.RunAsync("Set-XacntVaultLock 200000000001 payroll -MinRetentionDays 7 -Force")).Succeeded();
        Simulator.ClearRequests();

        var blocked = await Session.RunAsync("Remove-XacntBackupResource 200000000001 payroll -Force");
        var writes = Writes.Count;
        var remedy = Assert.Single(blocked.Errors).ErrorDetails.RecommendedAction;
        var command = remedy.Split(": ")[1].Split(';')[0];
        (await Session.RunAsync($"{command} -Force")).Succeeded();
        var removed = (await Session.RunAsync("Remove-XacntBackupResource 200000000001 payroll -Force")).Succeeded();

        Assert.StartsWith("RecoveryPointsLocked,", blocked.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["Blocked"], blocked.Values("Status").Select(static status => status!.ToString()!));
        Assert.Equal(0, writes);
        Assert.Equal("Set-XacntVaultLock -AccountId 200000000001 -AbsName payroll -Region us-east-1 -CopyRegion us-east-2 -Remove", command);
        Assert.Equal(["Removed"], removed.Values("Status").Select(static status => status!.ToString()!));
    }

    [Fact]
    public async Task A_plan_can_be_piped_in_and_shows_the_lock()
    {
        await Session.RunAsync(Deployed);

        var run = (await Session.RunAsync("Get-XacntBackupPlan 200000000001 | Set-XacntVaultLock -MinRetentionDays 7 -Force; (Get-XacntBackupPlan 200000000001).Vaults")).Succeeded();

        Assert.Equal(["Locked", "Locked", "", ""], Shown(run, "Status"));
        Assert.Equal(["Governance 7", "Governance 7"], Shown(run, "LockMode", "MinRetentionDays").Skip(2));
    }

    [Fact]
    public async Task A_grace_of_two_days_is_refused_before_any_call()
    {
        var run = await Session.RunAsync("try { Set-XacntVaultLock 200000000001 payroll -Compliance -ChangeableForDays 2 } catch { throw }");

        Assert.StartsWith("InvalidParameter,", run.TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("3 to 36500", run.TerminatingError?.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    private static IEnumerable<string> Shown(ScriptRun run, params IReadOnlyList<string> properties) =>
        run.Output.Select(vault => string.Join(' ', properties.Select(property => vault.Properties[property]?.Value)));
}
