using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(Amazon.Backup.Tests.Peers.BotocorePeer))]

namespace Amazon.Backup.Tests.Peers;

/// <summary>
/// A Python with boto3, one for all tests, that answers what botocore makes of the service model. Without one on the PATH a test is skipped
/// with the reason, or fails when ABP_REQUIRE_PEERS is 1.
/// </summary>
public sealed class BotocorePeer : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, JsonNode> _answers = new(StringComparer.Ordinal);
    private Process? _process;
    private bool _missing;
    private string _folder = "";

    /// <summary>Runs a command of botocore_peer.py; the same command is run once.</summary>
    public async Task<JsonNode> AskAsync(JsonObject command)
    {
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await StartAsync();
            var text = command.ToJsonString();
            if (!_answers.TryGetValue(text, out var answer))
            {
                await _process!.StandardInput.WriteLineAsync(text);
                await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
                answer = JsonNode.Parse(await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("Python ended."))!;
                Assert.Null(answer["error"]?.ToString());
                _answers.Add(text, answer);
            }

            return answer["result"] ?? new JsonObject();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The folder of botocore that holds the service model.</summary>
    public async Task<string> ModelFolderAsync()
    {
        await AskAsync(new JsonObject { ["command"] = "endpoints", ["regions"] = new JsonArray() });
        return _folder;
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

    private async Task StartAsync()
    {
        foreach (var name in _process is null && !_missing ? (string[])["python3", "python"] : [])
        {
            if (TryStart(name) is { } process)
            {
                if (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } greeting)
                {
                    _folder = JsonNode.Parse(greeting)!["folder"]!.ToString();
                    _process = process;
                    return;
                }

                process.Dispose();
            }
        }

        _missing = _process is null;
        if (_missing)
        {
            const string Reason = "No Python with boto3 is on the PATH (python3 -m pip install boto3).";
            Assert.False(string.Equals(Environment.GetEnvironmentVariable("ABP_REQUIRE_PEERS"), "1", StringComparison.Ordinal), Reason);
            Assert.Skip(Reason);
        }
    }

    private static Process? TryStart(string name)
    {
        var start = new ProcessStartInfo(name, [Path.Combine(AppContext.BaseDirectory, "Peers", "botocore_peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var variable in start.Environment.Keys.Where(static key => key.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_CONFIG_FILE"] = start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(AppContext.BaseDirectory, "no-such-file");
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
