using System.Text.RegularExpressions;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Kms;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>The blocks of docs/recipes/morning-round.md, one after another as somebody pastes them, after nights on which copies failed and a backup was never made.</summary>
public sealed class MorningRoundTests : CmdletTest
{
    private const string Stopped = $"arn:aws:rds:us-east-1:{OtherPayroll}:db:payroll-db-2";

    private static List<string> Blocks => [.. MarkdownPage.Read(RecipeFiles.PathOf("morning-round.md")).Blocks("powershell")];

    [Fact]
    public async Task The_round_finds_what_went_wrong_in_the_night_and_puts_it_right()
    {
        await NightsAsync(good: TimeSpan.Zero, static _ => TimeSpan.FromHours(48));

        var said = await RoundAsync();

        Assert.Matches($"{Payroll} us-east-1 +[0-9-]+ Copy +FAILED +2", said);
        Assert.Contains("The target snapshot KMS key", said, StringComparison.Ordinal);
        Assert.Contains("aws kms enable-key", said, StringComparison.Ordinal);
        Assert.Matches($"{Payroll} payroll-db-1 +NoCopy There is no completed copy in us-east-2", said);
        Assert.Matches($"{OtherPayroll} payroll-db-2 +NoBackup", said);
        Assert.Equal(3, Regex.Count(said, "payroll-db-[12] COMPLETED", RegexOptions.None, TimeSpan.FromSeconds(10)));
        Assert.Equal(["report.html", "yesterday.json"], Folder.GetFiles("*.*").Select(static file => file.Name).Where(static name => !name.EndsWith(".csv", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        await AllIsWellAsync();
    }

    [Fact]
    public async Task After_one_bad_night_the_round_makes_good_what_failed()
    {
        // Until an hour after the next run, which is at 12:00 UTC.
        await NightsAsync(good: TimeSpan.FromHours(48), static now => TimeSpan.FromHours(now.UtcDateTime.TimeOfDay < TimeSpan.FromHours(12) ? 13 : 37) - now.UtcDateTime.TimeOfDay);

        var said = await RoundAsync();

        Assert.Matches($"{Payroll} payroll-db-1 +Failing", said);
        Assert.Matches($"{OtherPayroll} payroll-db-2 +Failing", said);
        Assert.Equal(3, Regex.Count(said, "payroll-db-[12] COMPLETED", RegexOptions.None, TimeSpan.FromSeconds(10)));
        await AllIsWellAsync();
    }

    [Fact]
    public async Task A_backup_that_fails_again_is_told_once_and_the_round_goes_on_without_its_copy()
    {
        await NightsAsync(good: TimeSpan.Zero, static _ => TimeSpan.FromHours(48));
        Simulator.Backup.FailJobs(OtherPayroll, "us-east-1", JobKind.Backup, Stopped, "Something went wrong");
        List<string> errors = [];

        foreach (var block in Blocks)
        {
            errors.AddRange((await Session.RunAsync($". {{ {block} }} | Out-Default")).Errors.Select(static error => error.Exception.Message));
        }

        Assert.Contains("Something went wrong", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_round_shows_all_that_is_open_and_the_next_what_is_new()
    {
        await NightsAsync(good: TimeSpan.Zero, static _ => TimeSpan.FromHours(48));
        var page = $"$accounts = Import-Csv accounts.csv; . {{ {Blocks[^1]} }} | Out-Default";

        var first = (await Session.RunAsync(page)).Succeeded().HostText;
        Simulator.Rds.AddInstance(OtherPayroll, "us-east-1", "stray");
        var second = (await Session.RunAsync(page)).Succeeded().HostText;

        Assert.Contains("payroll-db-2", first, StringComparison.Ordinal);
        Assert.Contains("stray", second, StringComparison.Ordinal);
        Assert.DoesNotContain("payroll-db-2", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_round_in_which_an_account_could_not_be_read_is_not_what_the_next_is_compared_with()
    {
        await NightsAsync(good: TimeSpan.Zero, static _ => TimeSpan.FromHours(48));
        var page = $"$accounts = Import-Csv accounts.csv; . {{ {Blocks[^1]} }} | Out-Default";
        (await Session.RunAsync(page)).Succeeded();

        Simulator.Sts.RemoveRole(OtherPayroll, "Xacnt_Backup_Role");
        var second = await Session.RunAsync(page);
        Simulator.Sts.SetRole(OtherPayroll, "Xacnt_Backup_Role", new SimulatedRole());
        var third = (await Session.RunAsync(page)).Succeeded().HostText;

        Assert.Single(second.Errors);
        Assert.Contains(Folder.GetFiles("*.json"), static file => file.Name is "incomplete.json");
        Assert.DoesNotContain("payroll-db-2", third, StringComparison.Ordinal);
    }

    private async Task<string> RoundAsync()
    {
        var said = string.Empty;
        foreach (var block in Blocks)
        {
            said += (await Session.RunAsync($". {{ {block} }} | Out-Default")).Succeeded().HostText;
        }

        return said;
    }

    private async Task AllIsWellAsync()
    {
        var databases = (await Session.RunAsync("$accounts | Get-XacntProtectedResource -ResourceArn *-db-*")).Succeeded().Values("Status");
        Assert.Equal(["Protected", "Protected", "Protected", "Protected"], databases.Select(static status => status?.ToString()));
    }

    // On the bad ones the key of one account's copies is disabled, and a database of the other cannot be backed up.
    private async Task NightsAsync(TimeSpan good, Func<DateTimeOffset, TimeSpan> bad)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder.FullName, "accounts.csv"), $"AccountId,AbsName\n{Payroll},payroll\n{OtherPayroll},payroll\n", TestContext.Current.CancellationToken);
        (await Session.RunAsync($"Set-Location '{Folder.FullName}'; Import-Csv accounts.csv | New-XacntBackupPlan")).Succeeded();
        var key = (await Session.RunAsync($"(Get-XacntBackupPlan {Payroll}).Vaults[1].EncryptionKeyArn")).Succeeded().Output[0].ToString();
        var behaviour = Simulator.Backup.Behaviour;
        behaviour.PlansRun = true;
        Simulator.World.Advance(good);
        Simulator.Kms.SetKeyState(key, KeyState.Disabled);
        Simulator.Rds.SetStatus(Stopped, "stopped");
        Simulator.World.Advance(bad(Simulator.World.Now));
        behaviour.PlansRun = false;
        behaviour.BackupJobStartsAfter = behaviour.BackupJobRunsFor = behaviour.CopyJobStartsAfter = behaviour.CopyJobRunsFor = TimeSpan.Zero;
        Simulator.Rds.SetStatus(Stopped, status: null);
        Simulator.Kms.SetKeyState(key, KeyState.Enabled);
    }
}
