namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>Leaves Ctrl-C and SIGTERM to the process that the simulator runs in.</summary>
internal sealed class CallerOwnedLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
