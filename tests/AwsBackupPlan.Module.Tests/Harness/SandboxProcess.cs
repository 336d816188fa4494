using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace AwsBackupPlan.Module.Tests.Harness;

/// <summary>The Sandbox as a program of its own, run to its end.</summary>
/// <param name="ExitCode">Its exit status.</param>
/// <param name="Output">What it wrote to standard output, line ends as <c>\n</c>.</param>
/// <param name="Error">What it wrote to standard error, line ends as <c>\n</c>.</param>
public sealed record SandboxProcess(int ExitCode, string Output, string Error)
{
    private static readonly string Path = typeof(SandboxProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static a => a.Key is "SandboxPath").Value!;

    /// <summary>Runs it with arguments.</summary>
    public static Task<SandboxProcess> RunAsync(params IReadOnlyList<string> arguments) => RunAsync(arguments, input: string.Empty);

    /// <summary>Runs it with arguments, standard input and environment variables.</summary>
    public static async Task<SandboxProcess> RunAsync(
        IReadOnlyList<string> arguments, string input, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        using var process = Start("dotnet", [Path, .. arguments], environment, folder);
        var token = TestContext.Current.CancellationToken;
        await process.StandardInput.WriteAsync(input.AsMemory(), token);
        return await FinishAsync(process);
    }

    /// <summary>Runs it, presses Ctrl-C as soon as it has written a line that ends in a text, and waits for its end. For systems with signals.</summary>
    public static async Task<SandboxProcess> RunAndInterruptAsync(string text, IReadOnlyList<string> arguments, string input = "")
    {
        // Who started the tests in the background made them deaf to Ctrl-C, and the Sandbox would inherit that.
        using var process = OperatingSystem.IsLinux()
            ? Start("env", ["--default-signal=INT", "dotnet", Path, .. arguments])
            : Start("dotnet", [Path, .. arguments]);
        var token = TestContext.Current.CancellationToken;
        await process.StandardInput.WriteAsync(input.AsMemory(), token);
        await process.StandardInput.FlushAsync(token);
        var written = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(token) is { } next)
        {
            written.Append(next).Append('\n');
            if (next.EndsWith(text, StringComparison.Ordinal))
            {
                break;
            }
        }

        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(token);
        var end = await FinishAsync(process);
        return end with { Output = written + end.Output };
    }

    private static async Task<SandboxProcess> FinishAsync(Process process)
    {
        var token = TestContext.Current.CancellationToken;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return new SandboxProcess(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    private static Process Start(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? Directory.GetCurrentDirectory(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
