using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AwsBackupPlan.Benchmarks.Fleet;

namespace AwsBackupPlan.Benchmarks.Processes;

/// <summary>The measured client in a process of its own.</summary>
internal sealed class ClientProcess : IAsyncDisposable
{
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    public ClientProcess(Uri endpoint) => _process = Programs.Start(
        "dotnet", [typeof(ClientProcess).Assembly.Location, "client", endpoint.AbsoluteUri]);

    /// <summary>Does something to accounts, from a place in the fleet on, some of them at once.</summary>
    public Task<FleetFigures> RunAsync(FleetOperation operation, int first, int count, int throttle) => AskAsync(operation.ToString(), first, count, throttle);

    /// <summary>Looks at the databases of accounts.</summary>
    public Task<FleetFigures> LookAtDatabasesAsync(int first, int count, int throttle) => AskAsync("Protection", first, count, throttle);

    /// <summary>Reads the recovery points of an account.</summary>
    public Task<FleetFigures> ReadPointsAsync(int account) => AskAsync("Points", account, 1, 1);

    /// <summary>Makes the bare calls of the SDK for accounts.</summary>
    public Task<FleetFigures> RunBareAsync(int first, int count, int throttle) => AskAsync("Bare", first, count, throttle);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<FleetFigures> AskAsync(string what, int first, int count, int throttle)
    {
        await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what} {first} {count} {throttle}"));
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"The client has ended: {await _process.StandardError.ReadToEndAsync()}");
        return JsonSerializer.Deserialize<FleetFigures>(line)!;
    }
}
