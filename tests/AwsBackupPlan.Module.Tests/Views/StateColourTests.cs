using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Views;

/// <summary>The colours of states in tables. How PowerShell renders them is one setting of the whole process.</summary>
[Collection("Colours")]
public sealed class StateColourTests
{
    private const string Red = "\u001b[31m";
    private const string Green = "\u001b[32m";
    private const string Yellow = "\u001b[33m";

    [Theory]
    [InlineData("[AwsBackupPlan.ProtectedResourceInfo]@{ Status = 'Protected' }", Green + "Protected")]
    [InlineData("[AwsBackupPlan.ProtectedResourceInfo]@{ Status = 'CopyLate' }", Yellow + "CopyLate")]
    [InlineData("[AwsBackupPlan.ProtectedResourceInfo]@{ Status = 'NotSelected' }", Red + "NotSelected")]
    [InlineData("[AwsBackupPlan.RecoveryPointInfo]@{ Status = 'COMPLETED' }", Green + "COMPLETED")]
    [InlineData("[AwsBackupPlan.RecoveryPointInfo]@{ Status = 'EXPIRED' }", Red + "EXPIRED")]
    [InlineData("[AwsBackupPlan.BackupJobInfo]@{ State = 'COMPLETED' }", Green + "COMPLETED")]
    [InlineData("[AwsBackupPlan.BackupJobInfo]@{ State = 'RUNNING' }", Yellow + "RUNNING")]
    [InlineData("[AwsBackupPlan.BackupJobInfo]@{ State = 'FAILED' }", Red + "FAILED")]
    [InlineData("[AwsBackupPlan.AccountCheck]@{ Status = 'Passed' }", Green + "Passed")]
    [InlineData("[AwsBackupPlan.AccountCheck]@{ Status = 'NotRead' }", Red + "NotRead")]
    [InlineData("[AwsBackupPlan.AccountCheck]@{ Status = 'Warning' }", Yellow + "Warning")]
    [InlineData("[AwsBackupPlan.InitializedAccount]@{ Status = 'Blocked' }", Red + "Blocked")]
    [InlineData("[AwsBackupPlan.BackupPlanResult]@{ Status = 'Created' }", Green + "Created")]
    [InlineData("[AwsBackupPlan.BackupPlanResult]@{ Status = 'Blocked' }", Red + "Blocked")]
    [InlineData("[AwsBackupPlan.BackupPlanComparison]@{ Status = 'Different' }", Yellow + "Different")]
    [InlineData("[AwsBackupPlan.BackupRemovalResult]@{ Status = 'Incomplete' }", Yellow + "Incomplete")]
    [InlineData("[AwsBackupPlan.VaultLockResult]@{ Status = 'Locked' }", Green + "Locked")]
    [InlineData("[AwsBackupPlan.NotificationResult]@{ Status = 'Set' }", Green + "Set")]
    [InlineData("[AwsBackupPlan.NotificationResult]@{ Status = 'NoTopic' }", Yellow + "NoTopic")]
    [InlineData("[AwsBackupPlan.NotificationResult]@{ Status = 'Failed' }", Red + "Failed")]
    public async Task A_state_has_a_colour_on_a_screen_that_shows_some_and_none_as_plain_text(string thing, string coloured)
    {
        using var session = ModuleSession.Open(endpoint: null);
        var screen = session.Host.Recording;
        screen.HasColours = true;

        var shown = (await session.RunAsync($"{thing} | Out-Default")).Succeeded().HostText;
        var plain = (await session.RunAsync($"$before = $PSStyle.OutputRendering; try {{ $PSStyle.OutputRendering = 'PlainText'; {thing} | Out-Default }} finally {{ $PSStyle.OutputRendering = $before }}")).Succeeded().HostText;
        screen.HasColours = false;
        var dull = (await session.RunAsync($"{thing} | Out-Default")).Succeeded().HostText;

        Assert.Contains(coloured + "\u001b[0m", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', plain);
        Assert.Contains(coloured[5..], plain, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', dull);
        Assert.Contains(coloured[5..], dull, StringComparison.Ordinal);
    }
}
