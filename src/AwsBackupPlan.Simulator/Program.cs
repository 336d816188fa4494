using System.Runtime.InteropServices;
using AwsBackupPlan.Simulator;

var host = await SimulatorHost.StartAsync(new SimulatorOptions()).ConfigureAwait(false);
await using (host.ConfigureAwait(false))
{
    await Console.Out.WriteLineAsync(host.Endpoint.ToString()).ConfigureAwait(false);
    using var stop = new CancellationTokenSource();
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
