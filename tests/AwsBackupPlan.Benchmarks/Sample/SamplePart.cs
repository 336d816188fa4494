using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using AwsBackupPlan.Benchmarks.Output;
using AwsBackupPlan.Benchmarks.Processes;

namespace AwsBackupPlan.Benchmarks.Sample;

/// <summary>100 accounts at 50 ms: the module, start of its process included, against the way of the sample.</summary>
internal sealed class SamplePart(bool isFull, Targets targets)
{
    private const int Accounts = 100;
    private const int CallsEach = 13;
    private const int LatencyMs = 50;
    private const int Runs = 3;
    private const string Target = "at least 30 times as fast as boto3 call by call, start of the process included";

    /// <summary>Measures, writes and judges.</summary>
    public async Task RunAsync()
    {
        var table = new Table($"{Accounts} accounts at {LatencyMs} ms", "how".PadRight(64), "      s");
        var module = await RunModuleAsync();
        table.Write($"the built Sandbox, New-XacntBackupPlan, from start to end (middle of {Runs})", Figures.Of(module));
        var measured = isFull ? Accounts : 20;
        if (await RunPythonAsync(measured) is not { } python)
        {
            table.Write("boto3: no Python with boto3 is on the PATH", "-");
            targets.Judge(Target, "no boto3", null);
            return;
        }

        var whole = python / measured * Accounts;
        table.Write($"boto3, {CallsEach} calls each, one after another{(isFull ? string.Empty : $" ({measured} accounts measured, times {Accounts / measured})")}", Figures.Of(whole));
        targets.Judge(Target, $"{Figures.Of(whole / module, 1)} times", whole / module >= 30);
    }

    private static async Task<double> RunModuleAsync()
    {
        var figures = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            await using var simulator = await SimulatorProcess.StartAsync(Accounts, "--latency-ms", LatencyMs.ToString(CultureInfo.InvariantCulture));
            var (lines, wall) = await Programs.RunAsync(
                "dotnet",
                [Programs.PathOf("Sandbox"), "-Endpoint", simulator.Endpoint.AbsoluteUri, "-Fleet", Accounts.ToString(CultureInfo.InvariantCulture), "-Command", "@($SandboxAccounts | New-XacntBackupPlan -WarningAction SilentlyContinue | Where-Object Status -eq Created).Count"]);
            figures.Add(string.Equals(lines[^1], Accounts.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                ? wall.TotalSeconds
                : throw new InvalidOperationException($"The Sandbox made not all plans: {string.Join(' ', lines)}"));
        }

        return Figures.Median(figures);
    }

    /// <summary>The seconds from the start of Python to its end; <see langword="null"/> without boto3.</summary>
    private static async Task<double?> RunPythonAsync(int accounts)
    {
        await using var simulator = await SimulatorProcess.StartAsync(accounts, "--latency-ms", LatencyMs.ToString(CultureInfo.InvariantCulture));
        foreach (var name in (string[])["python3", "python"])
        {
            try
            {
                await Programs.RunAsync(name, ["-c", "import boto3"]);
                var started = Stopwatch.GetTimestamp();
                await Programs.RunAsync(name, [Path.Combine(AppContext.BaseDirectory, "Sample", "sample.py"), simulator.Endpoint.AbsoluteUri, accounts.ToString(CultureInfo.InvariantCulture)], simulator.Endpoint);
                var requests = await simulator.TakeRequestsAsync();
                return requests == (long)CallsEach * accounts
                    ? Stopwatch.GetElapsedTime(started).TotalSeconds
                    : throw new InvalidOperationException($"The sample made {requests} calls instead of {CallsEach * accounts}.");
            }
            catch (Exception exception) when (exception is Win32Exception || (exception is InvalidOperationException && exception.Message.Contains("No module named 'boto3'", StringComparison.Ordinal)))
            {
                // Not this one.
            }
        }

        return null;
    }
}
