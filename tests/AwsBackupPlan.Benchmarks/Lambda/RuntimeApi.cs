using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AwsBackupPlan.Benchmarks.Lambda;

/// <summary>As much of AWS Lambda's runtime API as a function needs that is measured.</summary>
internal sealed class RuntimeApi : IDisposable
{
    private readonly HttpListener _listener = new();

    /// <summary>Starts it.</summary>
    public RuntimeApi()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}");
        }

        _listener.Prefixes.Add($"http://{Address}/");
        _listener.Start();
    }

    /// <summary>What AWS_LAMBDA_RUNTIME_API says.</summary>
    public string Address { get; }

    /// <summary>Waits until the function asks for an event.</summary>
    public async Task<HttpListenerContext> AskedAsync()
    {
        var context = await _listener.GetContextAsync();
        return context.Request.HttpMethod is "GET" ? context : throw new InvalidOperationException($"The function says {await new StreamReader(context.Request.InputStream).ReadToEndAsync()}");
    }

    /// <summary>Hands an event out, and waits for the answer.</summary>
    public async Task<string> InvokeAsync(HttpListenerContext asked, string json)
    {
        asked.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = Guid.NewGuid().ToString();
        asked.Response.Headers["Lambda-Runtime-Deadline-Ms"] = (TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(15)).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        await asked.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(json));
        asked.Response.Close();
        var context = await _listener.GetContextAsync();
        using var reader = new StreamReader(context.Request.InputStream);
        var answer = await reader.ReadToEndAsync();
        context.Response.StatusCode = (int)HttpStatusCode.Accepted;
        context.Response.Close();
        return answer.StartsWith("{\"statusCode\":200,", StringComparison.Ordinal) ? answer : throw new InvalidOperationException($"The function answers {answer}");
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();
}
