using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Module.Tests.Desktop;

/// <summary>A process that tries nothing again, for all tests of a class.</summary>
public sealed class ImpatientDesktop : IAsyncLifetime
{
    private const string Account = "200000000001";

    private SimulatorHost _simulator = null!;
    private DesktopProcess? _process;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(new SimulatorOptions { ExternalId = DesktopProcess.ExternalId }, TestContext.Current.CancellationToken);
        _simulator.Onboard(Account, "payroll");
    }

    /// <summary>Lists the account's plans while something is wrong.</summary>
    public async Task<DesktopAnswer> ListAsync(FaultRule fault)
    {
        _process ??= DesktopProcess.Start(_simulator.Endpoint, Account, environment: ("RETRIES", "0"));
        _simulator.ClearFaults();
        _simulator.AddFault(fault);
        return await _process.DoAsync("plans");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _simulator.DisposeAsync();
    }
}
