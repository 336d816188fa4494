using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Benchmarks.Processes;

/// <summary>A simulator in a process of its own, so that its processor time is its own.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _control;

    private SimulatorProcess(Process process, Uri endpoint, TimeSpan startTime)
    {
        _process = process;
        Endpoint = endpoint;
        StartTime = startTime;
        _control = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = endpoint, Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>From the start of the process until it listened.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The largest working set so far, bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return Math.Max(_process.PeakWorkingSet64, _process.WorkingSet64);
        }
    }

    /// <summary>Starts one with a fleet.</summary>
    public static async Task<SimulatorProcess> StartAsync(int fleet, params IReadOnlyList<string> options)
    {
        var started = Stopwatch.GetTimestamp();
        var process = Programs.Start(
            "dotnet", [Programs.PathOf("Simulator"), "--urls", "http://127.0.0.1:0", "--fleet", fleet.ToString(CultureInfo.InvariantCulture), "--run-plans", "no", .. options]);
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"The simulator does not start: {await process.StandardError.ReadToEndAsync()}");
        return new SimulatorProcess(process, new Uri(line.Split(' ')[2]), Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Adds latency to every answer from now on.</summary>
    public async Task SetLatencyAsync(int milliseconds)
    {
        using var answer = await _control.PostAsJsonAsync(new Uri("/_simulator/latency", UriKind.Relative), new JsonObject { ["milliseconds"] = milliseconds });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Puts every account back to how it was at the start, and takes the latency away.</summary>
    public async Task ResetAsync()
    {
        using var answer = await _control.PostAsync(new Uri("/_simulator/reset", UriKind.Relative), content: null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The requests since the last time that this was called.</summary>
    public async Task<long> TakeRequestsAsync()
    {
        var counts = await _control.GetFromJsonAsync<JsonArray>(new Uri("/_simulator/requests", UriKind.Relative));
        using var answer = await _control.DeleteAsync(new Uri("/_simulator/requests", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return counts!.Sum(static count => count!["count"]!.GetValue<long>());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
