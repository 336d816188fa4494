using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace AwsBackupPlan.Lambda.Tests.Harness;

/// <summary>The program, with nothing of this machine's settings: the one that runs on .NET, or the native one that ABP_LAMBDA names.</summary>
internal sealed class FunctionProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    /// <summary>Starts it.</summary>
    /// <param name="environment">Its environment.</param>
    /// <param name="managedPath">Another one that runs on .NET.</param>
    public FunctionProcess(IEnumerable<KeyValuePair<string, string?>> environment, string? managedPath = null)
    {
        var start = managedPath is null && NativePath is { } native ? new ProcessStartInfo(native) : new ProcessStartInfo("dotnet", [managedPath ?? ManagedPath]);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("XACNT_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment.Where(static variable => variable.Value is not null))
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        Collect(_output, _process, static (process, handler) => process.OutputDataReceived += handler);
        Collect(_error, _process, static (process, handler) => process.ErrorDataReceived += handler);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The native program, where one is named.</summary>
    public static string? NativePath => Environment.GetEnvironmentVariable("ABP_LAMBDA") is { Length: > 0 } path ? path : null;

    /// <summary>The program that runs on .NET.</summary>
    public static string ManagedPath => Metadata("Program");

    public static string Metadata(string key) => typeof(FunctionProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value!;

    /// <summary>Waits until it has written a text.</summary>
    public void HasWritten(string text) => Assert.True(SpinWait.SpinUntil(() => Written().Contains(text, StringComparison.Ordinal), TimeSpan.FromMinutes(1)), $"It has not written: {text}");

    /// <summary>Waits for its end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndedAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, _output.ToString(), _error.ToString());
    }

    /// <summary>Ends it, and tells what it has written.</summary>
    public async Task<string> EndAsync()
    {
        _process.Kill();
        var (_, output, error) = await EndedAsync();
        return output + error;
    }

    private static void Collect(StringBuilder text, Process process, Action<Process, DataReceivedEventHandler> listen) => listen(process, (_, line) =>
    {
        if (line.Data is not null)
        {
            lock (text)
            {
                text.Append(line.Data).Append('\n');
            }
        }
    });

    private string Written()
    {
        lock (_output)
        {
            return _output.ToString();
        }
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
