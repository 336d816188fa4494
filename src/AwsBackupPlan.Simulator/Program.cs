using System.Runtime.InteropServices;
using AwsBackupPlan.Simulator;

if (CommandLine.AsksForHelp(args))
{
    await Console.Out.WriteLineAsync(CommandLine.Help).ConfigureAwait(false);
    return 0;
}

// An answer is made on the thread that has read its request: to hand it to another takes as long as making it.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

SimulatorHost host;
try
{
    host = await SimulatorHost.StartAsync(CommandLine.Parse(args)).ConfigureAwait(false);
}
catch (Exception error) when (error is FormatException or ArgumentException or IOException)
{
    await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
    return 1;
}

await using (host.ConfigureAwait(false))
{
    using var stop = new CancellationTokenSource();
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await Console.Out.WriteLineAsync($"Listening on {host.Endpoint} (Ctrl-C ends it)").ConfigureAwait(false);
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

return 0;
