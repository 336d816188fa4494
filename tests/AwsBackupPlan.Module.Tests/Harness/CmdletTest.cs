using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Hosting;

namespace AwsBackupPlan.Module.Tests.Harness;

/// <summary>A test of the cmdlets: a simulator and a session of its own, in which the packaged module talks to it.</summary>
public abstract class CmdletTest : IAsyncLifetime
{
    /// <summary>An account that is onboarded for <c>payroll</c>.</summary>
    protected const string Payroll = "200000000001";

    /// <summary>Another one.</summary>
    protected const string OtherPayroll = "200000000002";

    private readonly Lazy<DirectoryInfo> _folder = new(static () => Directory.CreateTempSubdirectory("abp-cmdlets-"));

    /// <summary>A folder of the test's own, gone when it ends.</summary>
    protected DirectoryInfo Folder => _folder.Value;

    /// <summary>The simulated AWS.</summary>
    protected SimulatorHost Simulator { get; private set; } = null!;

    /// <summary>The session.</summary>
    protected ModuleSession Session { get; private set; } = null!;

    /// <summary>The requests that changed something, or would have.</summary>
    protected IReadOnlyList<RequestRecord> Writes => [.. Simulator.Requests.Where(static request => request.IsWrite)];

    /// <summary>Waits until something is so of the simulator. However busy the machine is, it comes true well within a minute, or never.</summary>
    protected void WaitUntil(Func<bool> condition)
    {
        var cancelled = TestContext.Current.CancellationToken;
        Assert.True(SpinWait.SpinUntil(() => cancelled.IsCancellationRequested || condition(), TimeSpan.FromMinutes(1)), $"It did not come true; {Simulator.OpenRequests} calls wait for an answer.");
        cancelled.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Simulator = await SimulatorHost.StartAsync(new SimulatorOptions { DeleteSeconds = 0 }, TestContext.Current.CancellationToken);
        Simulator.Onboard(Payroll, "payroll");
        Simulator.Onboard(OtherPayroll, "payroll");
        Session = ModuleSession.Open(Simulator.Endpoint);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Session.Dispose();
        await Simulator.DisposeAsync();
        if (_folder.IsValueCreated)
        {
            Folder.Delete(recursive: true);
        }
    }
}
