using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Sandbox.Simulation;

/// <summary>What the simulator can be told that AWS cannot.</summary>
internal static class SimulatorControl
{
    /// <summary>Tells it something, and waits until it is done.</summary>
    /// <exception cref="InvalidOperationException">It refuses.</exception>
    public static void Tell(string call, object body)
    {
#pragma warning disable VSTHRD002 // A cmdlet is synchronous, and its thread has no synchronisation context to deadlock on.
        TellAsync(call, body, CancellationToken.None).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    /// <summary>Tells it something.</summary>
    /// <exception cref="InvalidOperationException">It refuses.</exception>
    public static async Task TellAsync(string call, object body, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(call, body, cancellationToken).ConfigureAwait(false);
        if (answer["message"]?.GetValue<string>() is { } refusal)
        {
            throw new InvalidOperationException(refusal);
        }
    }

    /// <summary>Tells it something.</summary>
    /// <returns>Its answer; the <c>message</c> of a refusal.</returns>
    public static async Task<JsonObject> PostAsync(string call, object body, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")!) };
        using var answer = await http.PostAsJsonAsync($"/_simulator/{call}", body, cancellationToken).ConfigureAwait(false);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken).ConfigureAwait(false))!;
    }
}
