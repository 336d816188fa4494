using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>
/// What the SDK takes for passing is tried again, as often as the client's configuration says; the waits, drawn at random up to 1, 2, 4, 8 and 16 seconds, go by the engine's clock, and
/// each is told.
/// </summary>
/// <param name="most">How often a call is tried again.</param>
/// <param name="time">The clock.</param>
/// <param name="wait">Called with the request, how often it has been tried again with this time, and how long it waits.</param>
internal sealed class CallRetries(int most, TimeProvider time, Action<IRequestContext, int, TimeSpan> wait) : StandardRetryPolicy(most)
{
    private const double LongestSeconds = 20;

    /// <inheritdoc/>
    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        var delay = TimeSpan.FromSeconds(Math.Min(LongestSeconds, Math.Pow(2, context.Retries - 1)) * Drawn());
        wait(context, context.Retries, delay);
        return Waiting.ForAsync(delay, time, context.CancellationToken);
    }

    // From 0 to 1, so that a fleet does not come back all at once.
    private static double Drawn()
    {
        var bytes = new byte[sizeof(uint)];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return BitConverter.ToUInt32(bytes, 0) / (double)uint.MaxValue;
    }
}
