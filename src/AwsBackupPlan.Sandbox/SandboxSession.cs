using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AwsBackupPlan.PowerShellHost.Hosting;
using AwsBackupPlan.PowerShellHost.Terminal;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Sandbox;

/// <summary>A simulated AWS, and a PowerShell session with the module beside it.</summary>
internal sealed class SandboxSession : IAsyncDisposable
{
    private const long FirstAccount = 200_000_000_001;

    private readonly SandboxOptions _options;
    private readonly DirectoryInfo _folder;
    private readonly SimulatorHost? _simulator;
    private readonly ConsoleHost _host;
    private readonly Runspace _runspace;
    private readonly ScriptRunner _runner;

    private SandboxSession(SandboxOptions options, DirectoryInfo folder, SimulatorHost? simulator, ConsoleHost host, Runspace runspace)
    {
        _options = options;
        _folder = folder;
        _simulator = simulator;
        _host = host;
        _runspace = runspace;
        _runner = new ScriptRunner(runspace, host);
    }

    /// <summary>Starts the simulator and opens the session.</summary>
    /// <exception cref="FileNotFoundException">The module is not assembled.</exception>
    public static async Task<SandboxSession> StartAsync(SandboxOptions options)
    {
        var manifest = PackagedModule.Find();
        var folder = Directory.CreateTempSubdirectory("AwsBackupPlan-");
        var simulator = options.Endpoint is null
            ? await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = options.Fleet, LatencyMs = options.LatencyMs }).ConfigureAwait(false)
            : null;
        AwsEnvironment.PointAt(options.Endpoint ?? simulator!.Endpoint, folder.FullName);

        var isTour = options.Mode is SandboxMode.Tour;
        var canAsk = options.Mode is SandboxMode.Interactive || (!isTour && !Console.IsInputRedirected);
        var host = new ConsoleHost(TerminalStreams.OfProcess(canAsk, progressAmongOutput: isTour));
        var runspace = HostedEngine.OpenRunspace(host, HostedEngine.CreateSessionState(typeof(SandboxSession).Assembly), manifest);
        runspace.SessionStateProxy.SetVariable("SandboxAccounts", Accounts(options.Fleet));
        return new SandboxSession(options, folder, simulator, host, runspace);
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>The exit status.</returns>
    public int Run()
    {
        ConsoleCancelEventHandler interrupt = (_, key) => key.Cancel = _runner.Interrupt() || _options.Mode is SandboxMode.Interactive;
        Console.CancelKeyPress += interrupt;
        try
        {
            WriteBanner();
            switch (_options.Mode)
            {
                case SandboxMode.Command:
                    return _runner.RunCommand(_options.Script);
                case SandboxMode.File:
                    return _runner.RunFile(_options.Script, _options.Arguments);
                case SandboxMode.Interactive:
                    return new InteractiveLoop(_runner, _host).Run();
                default:
                    _runspace.SessionStateProxy.SetVariable("TourFolder", Directory.CreateDirectory(Path.Combine("out", "tour")).FullName);
                    _runspace.SessionStateProxy.Path.SetLocation(_folder.FullName);
                    return _runner.RunFile(Path.Combine(AppContext.BaseDirectory, "quickstart.ps1"), []);
            }
        }
        finally
        {
            Console.CancelKeyPress -= interrupt;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _runspace.Dispose();
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync().ConfigureAwait(false);
        }

        _folder.Delete(recursive: true);
    }

    private static PSObject[] Accounts(int fleet) => [.. Enumerable.Range(0, fleet).Select(static i =>
    {
        var account = new PSObject();
        account.Properties.Add(new PSNoteProperty("AccountId", (FirstAccount + i).ToString(CultureInfo.InvariantCulture)));
        account.Properties.Add(new PSNoteProperty("AbsName", "backup-demo"));
        return account;
    })];

    // Beside the output of a command or a script, not in it.
    private void WriteBanner()
    {
        var writer = _options.Mode is SandboxMode.Command or SandboxMode.File ? Console.Error : Console.Out;
        var aws = _options.Endpoint is null
            ? $"a simulated AWS with {_options.Fleet} accounts at {_simulator!.Endpoint}"
            : $"the AWS at {_options.Endpoint}";
        writer.WriteLine($"AwsBackupPlan Sandbox: PowerShell {PSVersionInfo.PSVersion} and {aws}. Nothing real is touched.");
        writer.WriteLine("Select-Object, Format-Table, Import-Csv and other Utility and Management commands are stand-ins (-Help lists them).");
        writer.WriteLine();
    }
}
