using System.Diagnostics;
using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(AwsBackupPlan.Simulator.Tests.Peers.PythonPeer))]

namespace AwsBackupPlan.Simulator.Tests.Peers;

/// <summary>
/// A Python with boto3, kept for all tests, that runs scripts against a simulator. Without one on the PATH a test is
/// skipped with the reason, or fails when ABP_REQUIRE_PEERS is 1.
/// </summary>
public sealed class PythonPeer : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private Process? _process;
    private string? _missing;

    /// <summary>Runs a script and returns what it set as <c>result</c>; see peer.py for what it finds.</summary>
    public async Task<JsonNode> RunAsync(SimulatorHost host, string script)
    {
        ArgumentNullException.ThrowIfNull(host);
        var cancellationToken = TestContext.Current.CancellationToken;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await StartAsync(cancellationToken);
            Peer.SkipWhenMissing(_missing);
            var request = new JsonObject { ["endpoint"] = host.Endpoint.ToString(), ["script"] = script };
            await _process!.StandardInput.WriteLineAsync(request.ToJsonString().AsMemory(), cancellationToken);
            await _process.StandardInput.FlushAsync(cancellationToken);
            var line = await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("Python ended.");
            var answer = JsonNode.Parse(line)!;
            return answer["error"] is { } error ? throw new InvalidOperationException(error.ToString()) : answer["result"] ?? new JsonObject();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _turn.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_process is not null || _missing is not null)
        {
            return;
        }

        foreach (var name in (string[])["python3", "python"])
        {
            if (Peer.TryStart(name, [Path.Combine(AppContext.BaseDirectory, "Peers", "peer.py")]) is not { } process)
            {
                continue;
            }

            if (await process.StandardOutput.ReadLineAsync(cancellationToken) is not null)
            {
                _process = process;
                return;
            }

            process.Dispose();
        }

        _missing = "No Python with boto3 is on the PATH (python3 -m pip install boto3).";
    }
}
