using System.Diagnostics;
using System.Reflection;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Engine.Tests.Crashes;

/// <summary>The engine at work on one account in a process of its own.</summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly SimulatorHost _simulator;
    private readonly Process _process;

    public EngineProcess(SimulatorHost simulator, string undertaking, string accountId)
    {
        _simulator = simulator;
        var program = typeof(EngineProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key is "CallerProcessPath").Value!;
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, undertaking, simulator.Endpoint.AbsoluteUri, accountId]) { UseShellExecute = false, RedirectStandardOutput = true })!;
    }

    public bool WasKilled { get; private set; }

    public int ExitCode => _process.ExitCode;

    /// <summary>What it wrote, after its end.</summary>
    public string Output { get; private set; } = string.Empty;

    /// <summary>Ends it at once: nothing of it runs any more, not even what ends a run in good order.</summary>
    public void Kill()
    {
        WasKilled = true;
        _process.Kill();
    }

    /// <summary>Waits for its end, and until the simulator has nothing more to do for it.</summary>
    public async Task EndedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        Output = await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        Assert.True(SpinWait.SpinUntil(() => _simulator.OpenRequests == 0 || cancellationToken.IsCancellationRequested, TimeSpan.FromMinutes(1)), $"{_simulator.OpenRequests} calls of the process are still open.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
