using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Module.Tests.Desktop;

/// <summary>The module for Windows PowerShell as it is packaged, at work under Mono, which is what there is of .NET Framework outside of Windows.</summary>
public sealed class DesktopProcess : IAsyncDisposable
{
    /// <summary>The secret of the key that it calls with.</summary>
    public const string Secret = "never-show-this-secret-key-of-the-caller";

    /// <summary>What the roles ask for.</summary>
    public const string ExternalId = "never-show-this-external-id";

    private const string Missing = "Mono was not found: install Debian's packages mono-runtime, libmono-system-xml-linq4.0-cil and libmono-system-net-http4.0-cil.";

    private readonly Process _process;
    private readonly ConcurrentQueue<string?> _errors = new();

    private DesktopProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>The folder that Windows PowerShell loads.</summary>
    public static string Library => Path.Combine(Path.GetDirectoryName(PackagedModule.Find())!, "lib", "Desktop");

    /// <summary>Starts it for accounts, or skips the test where Mono is not there.</summary>
    /// <param name="endpoint">Where AWS is.</param>
    /// <param name="accounts">The accounts, each with the set <c>payroll</c>.</param>
    /// <param name="loadedBefore">An assembly that another module has loaded.</param>
    /// <param name="environment">What else stands in its environment.</param>
    public static DesktopProcess Start(Uri endpoint, string accounts, string? loadedBefore = null, params (string Name, string Value)[] environment)
    {
        var program = FreshProcess.Metadata("DesktopProcessPath");
        string[] arguments = [program, Library, FreshProcess.Metadata("Windows PowerShell"), endpoint.ToString(), accounts, .. loadedBefore is null ? (string[])[] : [loadedBefore]];
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MONO_PATH"] = Path.Combine(Path.GetDirectoryName(program)!, "Facades"),
            ["CALLER_KEY"] = ModuleSession.AccessKey,
            ["CALLER_SECRET"] = Secret,
            ["EXTERNAL_ID"] = ExternalId,
            ["no_proxy"] = "127.0.0.1",
        };
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        var process = Peer.TryStart("mono", arguments, variables);
        Peer.SkipWhenMissing(process is null ? Missing : null);
        return new DesktopProcess(process!);
    }

    /// <summary>Has it do something. No secret may be in the answer.</summary>
    public async Task<DesktopAnswer> DoAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line is null)
        {
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Fail($"It ended at '{command}':\n{string.Join('\n', _errors)}");
        }

        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
        Assert.DoesNotContain(ExternalId, line, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(line);
        return new DesktopAnswer(document.RootElement.Clone());
    }

    /// <summary>The files of the assemblies that it has loaded so far, by their names.</summary>
    public async Task<ILookup<string, string>> LoadedAsync() => (await DoAsync("assemblies")).Results.ToLookup(
        static item => item.GetProperty("Name").GetString()!, static item => item.GetProperty("Location").GetString()!, StringComparer.Ordinal);

    /// <summary>Ends it. No secret may be in its error stream either.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Assert.DoesNotContain(_errors, static line => line is not null && (line.Contains(Secret, StringComparison.Ordinal) || line.Contains(ExternalId, StringComparison.Ordinal)));
    }
}
