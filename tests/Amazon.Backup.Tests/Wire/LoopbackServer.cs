using System.Collections.Concurrent;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Amazon.Backup.Tests.Wire;

/// <summary>A server on loopback that keeps what it is sent and answers what the test says.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<CapturedRequest> _requests = new();

    private LoopbackServer(Func<CapturedRequest, CancellationToken, Task<Answer>> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(context => RespondAsync(context, answer));
    }

    public IReadOnlyList<CapturedRequest> Requests => [.. _requests];

    public string Url => _app.Urls.First();

    public static Task<LoopbackServer> StartAsync(params Answer[] answers)
    {
        var next = new ConcurrentQueue<Answer>(answers);
        return StartAsync((_, _) => Task.FromResult(next.TryDequeue(out var answer) ? answer : answers[^1]));
    }

    public static async Task<LoopbackServer> StartAsync(Func<CapturedRequest, CancellationToken, Task<Answer>> answer)
    {
        var server = new LoopbackServer(answer);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>A client of this server, with the credentials that botocore_peer.py signs with.</summary>
    public AmazonBackupClient Client(Action<AmazonBackupConfig>? configure = null)
    {
        var config = new AmazonBackupConfig { ServiceURL = Url, AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0, MaxStaleConnectionRetries = 0 };
        configure?.Invoke(config);
        return new AmazonBackupClient(new SessionAWSCredentials("AKIDEXAMPLE", "secret-key-example", "token-example"), config);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task RespondAsync(HttpContext context, Func<CapturedRequest, CancellationToken, Task<Answer>> answer)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new CapturedRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        _requests.Enqueue(request);
        var response = await answer(request, context.RequestAborted);
        context.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(response.Status == 204 ? "" : response.Body, context.RequestAborted);
    }
}
