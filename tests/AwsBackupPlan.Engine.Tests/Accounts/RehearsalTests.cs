namespace AwsBackupPlan.Engine.Tests.Accounts;

public sealed class RehearsalTests
{
    // Nothing else in this process gets ready, so that the answer is that of the one time.
    [Fact]
    public async Task What_gets_ready_for_the_first_call_runs_to_its_end() => Assert.True(await BackupEngine.PrepareAsync());
}
