using System.Diagnostics;
using System.Reflection;

namespace AwsBackupPlan.Benchmarks.Processes;

/// <summary>The built programs that are measured, each as a process of its own.</summary>
internal static class Programs
{
    /// <summary>A path that the build left here: <c>Simulator</c>, <c>Sandbox</c>, <c>FreshProcess</c>, <c>Module</c>, <c>LambdaFolder</c>, <c>LambdaZips</c>.</summary>
    public static string PathOf(string name) => Path.GetFullPath(
        typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => string.Equals(metadata.Key, name, StringComparison.Ordinal)).Value!);

    /// <summary>Starts a program whose streams are read and written here.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="endpoint">The simulator that stands for AWS; none when <see langword="null"/>.</param>
    /// <param name="environment">More of its environment.</param>
    public static Process Start(string program, IReadOnlyList<string> arguments, Uri? endpoint = null, params IReadOnlyList<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (endpoint is not null)
        {
            foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToArray())
            {
                start.Environment.Remove(name);
            }

            start.Environment["AWS_ENDPOINT_URL"] = endpoint.AbsoluteUri.TrimEnd('/');
            start.Environment["AWS_ACCESS_KEY_ID"] = "AKIABENCHMARK0000001";
            start.Environment["AWS_SECRET_ACCESS_KEY"] = "the-simulator-takes-any-secret";
            start.Environment["AWS_REGION"] = "us-east-1";
            start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
            start.Environment["NO_PROXY"] = endpoint.Host;
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>The lines that it wrote, and how long it took from its start to its end.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<(string[] Lines, TimeSpan Wall)> RunAsync(string program, IReadOnlyList<string> arguments, Uri? endpoint = null)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start(program, arguments, endpoint);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        var errorText = await error;
        await process.WaitForExitAsync();
        var wall = Stopwatch.GetElapsedTime(started);
        return process.ExitCode == 0
            ? (output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), wall)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errorText}{output}");
    }
}
