namespace AwsBackupPlan.Engine.Tests.Crashes;

/// <summary>What a run that nothing stopped leaves, which the run after a stopped one has to leave, too.</summary>
/// <param name="Undertaking">The run.</param>
/// <param name="State">What is there.</param>
/// <param name="Calls">How many calls it took.</param>
internal sealed record CompletedRun(Undertaking Undertaking, string State, int Calls)
{
    // The next run reads what the stopped one left, and may have to look at it twice.
    private const int MoreCalls = 8;

    public async Task IsReachedAsync(CrashScene scene, (string? Failure, int Calls) next, string at)
    {
        Assert.True(next.Failure is null, $"{at}: {next.Failure}");
        Assert.Equal($"{at}\n{State}", $"{at}\n{await scene.StateAsync()}");
        Assert.True(next.Calls <= Calls + MoreCalls, $"{at}: the next run made {next.Calls} calls.");
        Assert.True(!Undertaking.ProtectsThroughout || scene.Unprotected.Count == 0, $"{at}: {string.Join("; ", scene.Unprotected)}");
    }
}
