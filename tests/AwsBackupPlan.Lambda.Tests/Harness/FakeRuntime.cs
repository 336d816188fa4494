using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AwsBackupPlan.Lambda.Tests.Harness;

/// <summary>AWS Lambda's runtime API: hands out one event after the other, and takes what the program says to each.</summary>
internal sealed class FakeRuntime : IAsyncDisposable
{
    /// <summary>What X-Ray follows an invocation by.</summary>
    public const string TraceId = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1";

    private const string Root = "/2018-06-01/runtime/";

    private Channel<Func<HttpContext, Task>> _next = Channel.CreateUnbounded<Func<HttpContext, Task>>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<RuntimeReport>> _awaited = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _refusals = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<RuntimeReport> _init = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _application;
    private int _asked;
    private int _programs;

    private FakeRuntime(WebApplication application) => _application = application;

    private string Address { get; set; } = string.Empty;

    /// <summary>How often the program has asked for an event.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>What AWS_LAMBDA_RUNTIME_API says to a program. From then on one that was told before gets nothing any more: what is on its way from one that has ended would take an event along.</summary>
    public string AddressOfNext()
    {
        var before = _next;
        _next = Channel.CreateUnbounded<Func<HttpContext, Task>>();
        while (before.Reader.TryRead(out var answer))
        {
            Next(answer);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Address}/{Interlocked.Increment(ref _programs)}");
    }

    /// <summary>That the program cannot begin.</summary>
    public Task<RuntimeReport> InitErrorAsync() => _init.Task.WaitAsync(TestContext.Current.CancellationToken);

    public static async Task<FakeRuntime> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var runtime = new FakeRuntime(builder.Build());
        runtime._application.Run(runtime.HandleAsync);
        await runtime._application.StartAsync(TestContext.Current.CancellationToken);
        runtime.Address = new Uri(runtime._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Authority;
        return runtime;
    }

    /// <summary>Has an event handed out, and waits for what the program says to it. As with AWS the time runs from then on, and nothing that comes after it counts.</summary>
    /// <param name="json">The event.</param>
    /// <param name="time">How much time the function has.</param>
    /// <exception cref="TimeoutException">The time is up.</exception>
    public Task<RuntimeReport> InvokeAsync(string json, TimeSpan time) => InvokeAsync(json, awaited =>
    {
        if (time > TimeSpan.Zero)
        {
            var clock = new CancellationTokenSource(time);
            clock.Token.Register(() => awaited.TrySetException(new TimeoutException($"Task timed out after {time.TotalSeconds} seconds.")));
            _ = awaited.Task.ContinueWith(_ => clock.Dispose(), TaskScheduler.Default);
        }

        return FunctionScene.Deadline(time);
    });

    /// <summary>Has an event handed out, and waits for what the program says to it.</summary>
    /// <param name="json">The event.</param>
    /// <param name="deadline">The header that says when the function's time is up.</param>
    /// <param name="refusal">A status that the answer is refused with.</param>
    public Task<RuntimeReport> InvokeAsync(string json, string? deadline, int? refusal = null) => InvokeAsync(json, _ => deadline, refusal);

    private Task<RuntimeReport> InvokeAsync(string json, Func<TaskCompletionSource<RuntimeReport>, string?> begins, int? refusal = null)
    {
        var requestId = Guid.NewGuid().ToString();
        var awaited = _awaited[requestId] = new TaskCompletionSource<RuntimeReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (refusal is { } status)
        {
            _refusals[requestId] = status;
        }

        Next(async context =>
        {
            var deadline = begins(awaited);
            context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = requestId;
            context.Response.Headers["Lambda-Runtime-Trace-Id"] = TraceId;
            context.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:111111111111:function:CreateBackupLambda";
            if (deadline is not null)
            {
                context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = deadline;
            }

            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(json, context.RequestAborted);
        });
        return awaited.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the program gets the next time that it asks for an event.</summary>
    public void Next(Func<HttpContext, Task> answer) => Assert.True(_next.Writer.TryWrite(answer));

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var program = string.Create(CultureInfo.InvariantCulture, $"/{Volatile.Read(ref _programs)}");
        if (!path.StartsWith(program + Root, StringComparison.Ordinal))
        {
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            return;
        }

        path = path[program.Length..];
        switch (path[Root.Length..].Split('/'))
        {
            case ["invocation", "next"] when HttpMethods.IsGet(context.Request.Method):
                Interlocked.Increment(ref _asked);
                _init.TrySetException(new InvalidOperationException("The program has begun."));
                await (await _next.Reader.ReadAsync(context.RequestAborted))(context);
                break;
            case ["invocation", var requestId, var kind and ("response" or "error")] when HttpMethods.IsPost(context.Request.Method):
                var report = await ReadAsync(context, isError: kind is "error");
                if (kind is "response" && _refusals.TryRemove(requestId, out var refusal))
                {
                    context.Response.StatusCode = refusal;
                    if (refusal is StatusCodes.Status413RequestEntityTooLarge)
                    {
                        break;
                    }
                }
                else
                {
                    context.Response.StatusCode = StatusCodes.Status202Accepted;
                }

                _awaited[requestId].TrySetResult(report);
                break;
            case ["init", "error"] when HttpMethods.IsPost(context.Request.Method):
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                _init.SetResult(await ReadAsync(context, isError: true));
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private static async Task<RuntimeReport> ReadAsync(HttpContext context, bool isError)
    {
        using var reader = new StreamReader(context.Request.Body);
        var json = await reader.ReadToEndAsync(context.RequestAborted);
        return new RuntimeReport(isError, context.Request.Headers["Lambda-Runtime-Function-Error-Type"].ToString(), JsonNode.Parse(json)!.AsObject());
    }
}
