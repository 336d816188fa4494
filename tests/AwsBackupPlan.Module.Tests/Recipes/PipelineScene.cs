using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>A simulated AWS, a checked-out repository with a list of accounts, and the machine that runs the steps of a pipeline on it.</summary>
/// <remarks>
/// A script runs in a process of its own: the Sandbox, which hosts the real engine with the packaged module and ends with the exit status that pwsh gives.
/// The commands that only a full PowerShell has are stand-ins, defined before the script.
/// </remarks>
internal sealed class PipelineScene : IAsyncDisposable
{
    /// <summary>An account that has all it needs.</summary>
    public const string Account = "200000000001";

    /// <summary>Another one.</summary>
    public const string Other = "200000000002";

    /// <summary>An account whose role cannot be assumed.</summary>
    public const string Unknown = "200000000003";

    /// <summary>A stand-in of Move-Item, for files.</summary>
    public const string MoveItem = """
        function global:Move-Item {
            [CmdletBinding()] param([string] $Path, [string] $Destination, [switch] $Force)
            $from, $to = $Path, $Destination | ForEach-Object { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($_) }
            [System.IO.File]::Move($from, $to, $Force)
        }
        """;

    private const string Gallery = """
        function Register-PSResourceRepository { [CmdletBinding()] param([string] $Name, [string] $Uri, [switch] $Trusted, [switch] $Force) "repository $Name at $Uri" }
        function Install-PSResource { [CmdletBinding()] param([string] $Name, [string] $Version, [string] $Repository) if ($Version -eq 'none') { throw "There is no version $Version." }; "installed $Name $Version from $Repository" }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("abp-pipeline-");
    private int _scripts;

    private PipelineScene(SimulatorHost simulator) => Simulator = simulator;

    /// <summary>The simulated AWS.</summary>
    public SimulatorHost Simulator { get; }

    /// <summary>The checked-out repository.</summary>
    public string Workspace => Directory.CreateDirectory(Path.Combine(_folder.FullName, "workspace")).FullName;

    /// <summary>Starts a simulated AWS in which two accounts have what they need.</summary>
    public static async Task<PipelineScene> StartAsync()
    {
        var scene = new PipelineScene(await SimulatorHost.StartAsync(new SimulatorOptions { ManagementAccount = "999999999999" }, TestContext.Current.CancellationToken));
        foreach (var account in (string[])[Account, Other])
        {
            // Aurora is not switched on in a new account, and would be a finding.
            scene.Simulator.Onboard(account, "payroll", new OnboardingOptions { Clusters = 0 });
        }

        scene.Simulator.Sts.RemoveRole(Unknown, "Xacnt_Backup_Role");
        scene.WriteAccounts(Account, Other);
        return scene;
    }

    /// <summary>Writes the list of accounts of the repository.</summary>
    public void WriteAccounts(params IReadOnlyList<string> accounts) =>
        File.WriteAllText(Path.Combine(Workspace, "accounts.csv"), "AccountId,AbsName\n" + string.Concat(accounts.Select(static account => $"{account},payroll\n")));

    /// <summary>Adds a database that no plan takes, a critical finding, to an account.</summary>
    public void AddStrayDatabase(string account) => Simulator.Rds.AddInstance(account, "us-east-1", "stray");

    /// <summary>A folder beside the repository.</summary>
    public string FolderOf(string name) => Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;

    /// <summary>Runs a script as a step of a pipeline does: errors stop it, and the exit code of the last program is its own.</summary>
    public async Task<PipelineStepRun> RunScriptAsync(string name, string script, IReadOnlyDictionary<string, string> environment)
    {
        _scripts++;
        var gallery = Path.Combine(_folder.FullName, "gallery.ps1");
        var file = Path.Combine(_folder.FullName, $"step{_scripts}.ps1");
        await File.WriteAllTextAsync(gallery, $"{Gallery}\n{MoveItem}\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, $$"""
            $ErrorActionPreference = 'stop'
            {{script}}
            if ((Test-Path -LiteralPath variable:\LASTEXITCODE)) { exit $LASTEXITCODE }
            """, TestContext.Current.CancellationToken);
        return await RunAsync(name, ["-Command", $". '{gallery}'; . '{file}'"], environment);
    }

    /// <summary>Runs the Sandbox with arguments, in the checked-out repository.</summary>
    public async Task<PipelineStepRun> RunAsync(string name, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var run = await SandboxProcess.RunAsync(["-Endpoint", Simulator.Endpoint.ToString(), .. arguments], input: string.Empty, environment, Workspace);
        return new PipelineStepRun(name, run.ExitCode, run.Output, run.Error);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
