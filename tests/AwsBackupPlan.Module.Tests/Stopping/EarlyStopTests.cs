using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Module.Tests.Stopping;

/// <summary>Whatever ends a pipeline early leaves no work running.</summary>
public sealed class EarlyStopTests : CmdletTest
{
    /// <summary>The plan parameter, and in each of two Regions key and vault, and the plans.</summary>
    private const int FirstReads = 6;

    [Fact]
    public async Task An_early_stop_by_the_next_command_leaves_no_work_running()
    {
        Hang(OtherPayroll);

        var run = (await Session.RunAsync("""
            & { @{ AccountId = '200000000002'; AbsName = 'payroll' }; $untilItHangs.Invoke(); @{ AccountId = '200000000001'; AbsName = 'payroll' } } | New-XacntBackupPlan | Select-Object -First 1
            """)).Succeeded();

        Assert.Equal(Payroll, Assert.Single(run.Output).Properties["AccountId"].Value);
        await AssertNothingFollowsAsync();
    }

    [Fact]
    public async Task After_Ctrl_C_an_account_whose_result_nobody_took_any_more_is_told_as_done()
    {
        Hang(OtherPayroll);
        using var stop = new CancellationTokenSource();
        Session.Set("stop", stop);
        // The first account is held until the pipeline waits for what comes next, so that its result finds nobody there.
        Simulator.Rounds.Start(TimeSpan.FromHours(1), 2);
        Session.Set("letGo", (Action)Simulator.Rounds.Stop);

        // One at a time: when the second account hangs, the first has ended.
        var run = await Session.RunUntilStoppedAsync(
            """
            & { [pscustomobject]@{ AccountId = '200000000001', '200000000002', '200000000003'; AbsName = 'payroll' }; $letGo.Invoke(); $untilItHangs.Invoke(); $null = $stop.CancelAsync(); Start-Sleep 100000 } |
                Compare-XacntBackupPlan -ThrottleLimit 1
            """,
            stop.Token);

        Assert.True(run.WasStopped);
        Assert.Empty(run.Output);
        Assert.Contains(
            "Compare-XacntBackupPlan was stopped: 1 of 3 accounts read so far done (1 not deployed), 1 of them not shown (not deployed: 200000000001 payroll (us-east-1)), 1 interrupted (200000000002 payroll (us-east-1)), 1 not begun. No work is left running;",
            run.HostText,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_early_stop_by_the_next_command_too_and_so_is_what_failed()
    {
        Hang(OtherPayroll);

        var run = (await Session.RunAsync("""
            New-XacntBackupPlan '200000000001', '200000000009', '200000000002', '200000000003' payroll -ThrottleLimit 1 | ForEach-Object { $untilItHangs.Invoke(); $_ } | Select-Object -First 1
            """)).Succeeded();

        Assert.Equal(Payroll, Assert.Single(run.Output).Properties["AccountId"].Value);
        Assert.Contains(
            "2 of 4 accounts done (1 changed, 1 failed), 1 of them not shown (failed: 200000000009 payroll (us-east-1)), 1 interrupted (200000000002 payroll (us-east-1)), 1 not begun.",
            run.HostText,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_Ctrl_C_every_account_whose_result_nobody_took_is_named_however_many_they_are()
    {
        Hang(OtherPayroll);
        using var stop = new CancellationTokenSource();
        Session.Set("stop", stop);
        string[] done = [.. Enumerable.Range(1, 12).Select(static number => $"3000000000{number:00}")];
        Session.Set("accounts", (string[])[.. done, OtherPayroll, "bad"]);

        // One at a time. The result of the last, which is refused at once, keeps the pipeline until the others are done.
        var run = await Session.RunUntilStoppedAsync("New-XacntBackupPlan $accounts payroll -ThrottleLimit 1 | ForEach-Object { $untilItHangs.Invoke(); $null = $stop.CancelAsync(); Start-Sleep 100000 }", stop.Token);

        Assert.True(run.WasStopped);
        Assert.Contains($"12 of them not shown (failed: {string.Join(", ", done.Select(static account => $"{account} payroll (us-east-1)"))})", run.HostText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_caller_s_fault_ends_the_command_an_account_that_failed_by_its_own_has_its_result_and_error()
    {
        Hang(OtherPayroll);
        Simulator.AddFault(new FaultRule { Service = "sts", Kind = FaultKind.ExpiredToken, Times = 1 });

        // One at a time. The result of the last, which is refused at once, keeps the pipeline until the first has the caller's fault, the second has failed and the third hangs.
        var run = await Session.RunAsync("""
            New-XacntBackupPlan '200000000001', '200000000009', '200000000002', 'bad' payroll -ThrottleLimit 1 | ForEach-Object { if ($_.AccountId -eq 'bad') { $untilItHangs.Invoke() }; $_ }
            """);

        Assert.Equal(["bad", Payroll, "200000000009"], [.. run.Output.Select(static result => result.Properties["AccountId"].Value.ToString())]);
        Assert.Equal(3, run.Errors.Count);
        Assert.Contains("200000000009", run.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("This holds for every account: 1 had been worked on before, 1 were interrupted (200000000002 payroll (us-east-1))", run.Errors[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_command_whose_calls_are_never_answered_and_tells_what_was_interrupted_and_not_begun()
    {
        Simulator.AddFault(new FaultRule { Kind = FaultKind.Timeout, Times = 0 });
        using var stop = new CancellationTokenSource();
        Session.Set("stop", stop);
        Session.Set("untilTwoHang", (Action)(() => WaitUntil(() => Simulator.OpenRequests == 2)));

        var run = await Session.RunUntilStoppedAsync(
            """
            & { 1..4 | ForEach-Object { "20000000000$_" }; $untilTwoHang.Invoke(); $null = $stop.CancelAsync(); Start-Sleep 100000 } | New-XacntBackupPlan -AbsName payroll -ThrottleLimit 2
            """,
            stop.Token);

        Assert.True(run.WasStopped);
        Assert.Empty(run.Output);
        Assert.Contains(
            "New-XacntBackupPlan was stopped: 0 of 4 accounts read so far done, 2 interrupted (200000000001 payroll (us-east-1), 200000000002 payroll (us-east-1)), 2 not begun. No work is left running; run the command again to go on.",
            run.HostText,
            StringComparison.Ordinal);
        WaitUntil(() => Simulator.OpenRequests == 0);
    }

    [Fact]
    public async Task Ctrl_C_leaves_no_work_running_and_tells_what_was_interrupted()
    {
        Hang(OtherPayroll);
        using var stop = new CancellationTokenSource();
        Session.Set("stop", stop);

        // The first result comes while the second account still hangs.
        var run = await Session.RunUntilStoppedAsync(
            """
            & { @{ AccountId = '200000000002'; AbsName = 'payroll' }; $untilItHangs.Invoke(); @{ AccountId = '200000000001'; AbsName = 'payroll' } } |
                New-XacntBackupPlan | ForEach-Object { $_; $stop.Cancel() }
            """,
            stop.Token);

        Assert.True(run.WasStopped);
        Assert.Contains("New-XacntBackupPlan was stopped: 1 of 2 accounts done (1 changed), 1 interrupted (200000000002 payroll (us-east-1)), 0 not begun.", run.HostText, StringComparison.Ordinal);
        await AssertNothingFollowsAsync();
    }

    [Fact]
    public async Task An_error_under_ErrorAction_Stop_ends_the_rest()
    {
        Hang(OtherPayroll);

        var run = await Session.RunAsync("""
            & { @{ AccountId = '200000000002'; AbsName = 'payroll' }; $untilItHangs.Invoke(); @{ AccountId = '200000000009'; AbsName = 'payroll'; RoleName = 'No_Such_Role' } } | New-XacntBackupPlan -ErrorAction Stop
            """);

        Assert.NotNull(run.TerminatingError);
        Assert.Equal("PermissionDenied", run.TerminatingError.CategoryInfo.Category.ToString());
        await AssertNothingFollowsAsync();
    }

    [Fact]
    public async Task Without_it_the_failure_of_one_account_stops_no_other()
    {
        var run = await Session.RunAsync("""
            @{ AccountId = '200000000009'; AbsName = 'payroll'; RoleName = 'No_Such_Role' }, @{ AccountId = '200000000002'; AbsName = 'payroll' } | New-XacntBackupPlan
            """);

        Assert.Equal(["200000000002 Created", "200000000009 Failed"], [.. run.Output.Select(static result => $"{result.Properties["AccountId"].Value} {result.Properties["Status"].Value}").Order(StringComparer.Ordinal)]);
        Assert.Single(run.Errors);
        Assert.Null(run.TerminatingError);
    }

    /// <summary>
    /// Makes the calls of an account wait for answers that never come, and gives the session a way to wait until those that go out together have arrived: one still on
    /// its way would come after the stop.
    /// </summary>
    private void Hang(string accountId)
    {
        Simulator.AddFault(new FaultRule { AccountId = accountId, Kind = FaultKind.Timeout, Times = 0 });
        Session.Set("untilItHangs", (Action)(() => WaitUntil(() => Simulator.Requests.Count(static request => request.StatusCode is 0) == FirstReads)));
    }

    /// <summary>A worker that is still there waits for its answer, or would call on when its faults are lifted.</summary>
    private async Task AssertNothingFollowsAsync()
    {
        // The server learns a little later that its client has given up. A call that is not given up keeps waiting for ever.
        WaitUntil(() => Simulator.OpenRequests == 0);
        Simulator.ClearFaults();
        Simulator.ClearRequests();
        (await Session.RunAsync("Get-XacntBackupPlan 200000000001")).Succeeded();
        Assert.Equal(0, Simulator.OpenRequests);
        Assert.DoesNotContain(Simulator.Requests, static request => request.IsWrite || string.Equals(request.AccountId, OtherPayroll, StringComparison.Ordinal));
    }
}
