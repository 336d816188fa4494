using System.Diagnostics;
using System.Runtime.InteropServices;
using AwsBackupPlan.Benchmarks.Output;
using AwsBackupPlan.Benchmarks.Processes;

namespace AwsBackupPlan.Benchmarks.Lambda;

/// <summary>The program of the Lambda functions, native: how long it takes to start and to create, and what it holds.</summary>
internal sealed class LambdaPart(bool isFull, Targets targets)
{
    private readonly int _runs = isFull ? 31 : 11;

    /// <summary>Measures, writes and judges.</summary>
    public async Task RunAsync()
    {
        var (runtime, architecture) = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? ("linux-arm64", "arm64") : ("linux-x64", "x86_64");
        var program = Path.Combine(Programs.PathOf("LambdaFolder"), runtime, "publish", "bootstrap");
        var zip = new FileInfo(Path.Combine(Programs.PathOf("LambdaZips"), $"AwsBackupPlan.Lambda-{architecture}.zip"));
        if (!File.Exists(program) || !zip.Exists)
        {
            Console.WriteLine();
            Console.WriteLine("The program of the Lambda functions is not built (dotnet publish src/AwsBackupPlan.Lambda): it is not measured.");
            return;
        }

        await using var simulator = await SimulatorProcess.StartAsync((2 * _runs) + 2);
        var runs = new List<LambdaRun>();
        // The first run fills the system's file cache.
        for (var run = 0; run <= _runs; run++)
        {
            runs.Add(await MeasureAsync(program, simulator.Endpoint, 200_000_000_001 + (2 * run)));
        }

        var measured = runs.Skip(1).ToList();
        var table = new Table($"The program of the Lambda functions, a fresh process each time; the middle one of {_runs}, no latency", "what".PadRight(56), "        ");
        var start = Figures.Median(measured.Select(static run => run.Start.TotalMilliseconds));
        table.Write("start: until it asks for the first event, ms", Figures.Of(start, 0));
        table.Write("first event: creates a backup set, ms", Figures.Of(Figures.Median(measured.Select(static run => run.First.TotalMilliseconds)), 0));
        table.Write("second event: creates another, ms", Figures.Of(Figures.Median(measured.Select(static run => run.Second.TotalMilliseconds)), 0));
        var memory = measured.Max(static run => run.Memory);
        table.Write("most memory after both, MB", Figures.Megabytes(memory));
        table.Write("program, MB", Figures.Of(new FileInfo(program).Length / 1e6, 1));
        table.Write("zip, MB", Figures.Of(zip.Length / 1e6, 1));
        targets.Judge("the program of the Lambda functions asks for its first event within 100 ms", $"{Figures.Of(start, 0)} ms", start <= 100);
        targets.Judge("it has room in the smallest function, 128 MB", $"{Figures.Megabytes(memory)} MB", memory <= 100_000_000);
    }

    private static async Task<LambdaRun> MeasureAsync(string program, Uri endpoint, long account)
    {
        using var api = new RuntimeApi();
        var started = Stopwatch.GetTimestamp();
        using var process = Programs.Start(program, [], endpoint, ("AWS_LAMBDA_RUNTIME_API", api.Address), ("XACNT_OPERATION", "Create"));
        var asked = await api.AskedAsync();
        var start = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        await api.InvokeAsync(asked, Event(account));
        var first = Stopwatch.GetElapsedTime(started);
        asked = await api.AskedAsync();
        started = Stopwatch.GetTimestamp();
        await api.InvokeAsync(asked, Event(account + 1));
        var second = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        var memory = process.PeakWorkingSet64;
        process.Kill();
        await process.WaitForExitAsync();
        return new LambdaRun(start, first, second, memory);
    }

    private static string Event(long account) => FormattableString.Invariant($$"""{ "ABSName": "backup-demo", "AccountId": "{{account}}" }""");
}
