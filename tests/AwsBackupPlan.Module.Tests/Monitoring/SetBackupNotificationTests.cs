using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Monitoring;

/// <summary>The cmdlet that has vaults send notifications.</summary>
public sealed class SetBackupNotificationTests : CmdletTest
{
    private const string Accounts = $"'{Payroll}', '{OtherPayroll}'";

    [Fact]
    public async Task A_fleet_sends_to_the_topic_of_a_name_and_is_told_of_its_policy_once()
    {
        (await Session.RunAsync($"{Accounts} | New-XacntBackupPlan -AbsName payroll")).Succeeded();
        Simulator.ClearRequests();

        var run = (await Session.RunAsync($"{Accounts} | Set-XacntBackupNotification -AbsName payroll -TopicName backups")).Succeeded();

        Assert.Equal(["Set", "Set", "Set", "Set"], run.Values("Status").Select(static status => status!.ToString()!));
        Assert.Equal(
            [$"arn:aws:sns:us-east-1:{Payroll}:backups", $"arn:aws:sns:us-east-2:{Payroll}:backups", $"arn:aws:sns:us-east-1:{OtherPayroll}:backups", $"arn:aws:sns:us-east-2:{OtherPayroll}:backups"],
            run.Values("TopicArn").OfType<string>().OrderBy(static arn => arn.Split(':')[4], StringComparer.Ordinal).ThenBy(static arn => arn, StringComparer.Ordinal));
        Assert.Equal(2, run.Warnings.Count);
        Assert.Contains("\"Service\":\"backup.amazonaws.com\"", run.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("Also ", run.Warnings[1], StringComparison.Ordinal);
        Assert.Equal("2 accounts: 2 changed", string.Join('\n', run.Information).Split(" in ")[0]);
        Assert.Equal(4, Writes.Count);
    }

    [Fact]
    public async Task WhatIf_tells_each_vault_and_writes_nothing()
    {
        (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll")).Succeeded();
        Simulator.ClearRequests();

        var run = (await Session.RunAsync($"Set-XacntBackupNotification {Payroll} payroll -TopicName backups -WhatIf")).Succeeded();

        Assert.Equal(["WhatIf", "WhatIf"], run.Values("Status").Select(static status => status!.ToString()!));
        Assert.Equal(2, run.HostText.Split("What if: ").Length - 1);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task An_event_that_no_longer_comes_is_told_with_what_comes_instead()
    {
        (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll")).Succeeded();

        var run = (await Session.RunAsync($"Set-XacntBackupNotification {Payroll} payroll -TopicName backups -Event BACKUP_JOB_FAILED, COPY_JOB_FAILED")).Succeeded();

        Assert.StartsWith("No notification comes for BACKUP_JOB_FAILED", run.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("BACKUP_JOB_COMPLETED is set instead", run.Warnings[0], StringComparison.Ordinal);
        Assert.All(run.Values("Events"), static events => Assert.Equal("BACKUP_JOB_COMPLETED COPY_JOB_FAILED", string.Join(' ', (IEnumerable<string>)events!)));
    }

    [Fact]
    public async Task A_plan_is_piped_in_and_its_notifications_are_taken_off()
    {
        (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll; Set-XacntBackupNotification {Payroll} payroll -TopicName backups")).Succeeded();

        var run = (await Session.RunAsync($"Get-XacntBackupPlan {Payroll} | Set-XacntBackupNotification -Remove")).Succeeded();

        Assert.Equal(["Removed", "Removed"], run.Values("Status").Select(static status => status!.ToString()!));
        Assert.Empty(run.Warnings);
    }

    [Theory]
    [InlineData("-TopicName backups.fifo", "FIFO")]
    [InlineData("", "-TopicName")]
    [InlineData("-TopicName backups -Event COPY_JOB_BROKE", "COPY_JOB_FAILED")]
    [InlineData("-TopicName backups -Remove", "-Remove")]
    public async Task What_cannot_be_is_one_error_before_any_call(string parameters, string said)
    {
        var run = await Session.RunAsync($"try {{ Set-XacntBackupNotification {Payroll} payroll {parameters} }} catch {{ throw }}");

        Assert.StartsWith("InvalidParameter,", run.TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(said, run.TerminatingError?.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task The_events_that_still_come_are_completed()
    {
        var run = (await Session.RunAsync("$line = 'Set-XacntBackupNotification -Event COPY'; [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText")).Succeeded();

        Assert.Equal(["COPY_JOB_STARTED", "COPY_JOB_SUCCESSFUL", "COPY_JOB_FAILED"], run.OutputOf<string>());
    }
}
