using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AwsBackupPlan.Engine.Tests.Accounts.Callers;

/// <summary>A proxy that keeps the head of every request, and sends what is in absolute form on to one address, whatever host it names. It opens no tunnels.</summary>
internal sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _target;
    private readonly bool _asksWho;
    private readonly Task _accepting;

    private LoopbackProxy(Uri target, bool asksWho)
    {
        (_target, _asksWho) = (target, asksWho);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The first lines of the requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What the requests said of who sends them.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static LoopbackProxy Start(Uri target, bool asksWho = false) => new(target, asksWho);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
#pragma warning disable VSTHRD003 // Started by the constructor.
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore VSTHRD003
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            var client = connection.GetStream();
            var head = await ReadHeadAsync(client);
            if (head.Length == 0)
            {
                return;
            }

            Requests.Enqueue(head.Split("\r\n")[0]);
            var authorization = head.Split("\r\n").FirstOrDefault(static line => line.StartsWith("Proxy-Authorization:", StringComparison.OrdinalIgnoreCase));
            if (authorization is not null)
            {
                Authorizations.Enqueue(authorization.Split(':', 2)[1].Trim());
            }

            if (_asksWho && authorization is null)
            {
                await client.WriteAsync("HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _end.Token);
                return;
            }

            if (head.StartsWith("CONNECT ", StringComparison.Ordinal))
            {
                await client.WriteAsync("HTTP/1.1 502 No tunnels\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _end.Token);
                return;
            }

            await PassOnAsync(client, head);
        }
    }

    // POST http://host/path becomes POST /path; one request a connection.
    private async Task PassOnAsync(NetworkStream client, string head)
    {
        var lines = head.Split("\r\n");
        var first = lines[0].Split(' ');
        lines[0] = $"{first[0]} {new Uri(first[1]).PathAndQuery} {first[2]}";
        var kept = lines.Where(static line => line.Length > 0 && !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase));
        using var server = new TcpClient();
        await server.ConnectAsync(_target.Host, _target.Port, _end.Token);
        var onward = server.GetStream();
        await onward.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", kept) + "\r\nConnection: close\r\n\r\n"), _end.Token);
        await Task.WhenAny(client.CopyToAsync(onward, _end.Token), onward.CopyToAsync(client, _end.Token));
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(next, _end.Token) == 1)
        {
            head.Append((char)next[0]);
        }

        return head.ToString();
    }
}
