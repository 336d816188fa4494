using System.Diagnostics;
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
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && System.IO.Path.GetFileNameWithoutExtension(host) is "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? Directory.GetCurrentDirectory(),
        };
        foreach (var argument in arguments.Prepend(Path))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var token = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input.AsMemory(), token);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return new SandboxProcess(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}
