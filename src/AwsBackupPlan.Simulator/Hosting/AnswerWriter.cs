using System.Globalization;
using System.Net.Sockets;
using AwsBackupPlan.Simulator.Protocol;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>Puts an answer on the wire.</summary>
internal static class AnswerWriter
{
    // An answer without a body has none to cut in half: it promises one, and closes.
    private const int ShortestPromise = 2;

    /// <summary>Writes it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="response">The answer.</param>
    /// <param name="requestId">The request's id; empty for an answer that is none of AWS's.</param>
    /// <param name="skew">How far the clock of AWS is before the machine's.</param>
    public static async Task WriteAsync(HttpContext context, SimulatedResponse response, string requestId, TimeSpan skew)
    {
        var target = context.Response;
        target.StatusCode = response.StatusCode;
        if (requestId.Length > 0 && response.Headers?.ContainsKey("x-amz-request-id") is not true)
        {
            target.Headers["x-amzn-RequestId"] = requestId;
        }

        if (skew != TimeSpan.Zero)
        {
            target.Headers.Date = (TimeProvider.System.GetUtcNow() + skew).ToString("R", CultureInfo.InvariantCulture);
        }

        if (response.Headers is not null)
        {
            foreach (var header in response.Headers)
            {
                target.Headers[header.Key] = header.Value;
            }
        }

        if (response.SentLength is { } sent)
        {
            target.ContentType = response.ContentType;
            target.ContentLength = Math.Max(response.Body.Length, ShortestPromise);
            await target.StartAsync(context.RequestAborted).ConfigureAwait(false);
            await target.BodyWriter.WriteAsync(response.Body[..sent], context.RequestAborted).ConfigureAwait(false);
            // An end, and no breaking of the connection, which could overtake what has been written.
            context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
            await WaitForClientToGiveUpAsync(context).ConfigureAwait(false);
            context.Abort();
            return;
        }

        if (response.StatusCode != StatusCodes.Status204NoContent)
        {
            target.ContentType = response.ContentType;
            target.ContentLength = response.Body.Length;
            await target.BodyWriter.WriteAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the client has closed the connection.</summary>
    public static async Task WaitForClientToGiveUpAsync(HttpContext context)
    {
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
