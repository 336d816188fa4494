using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Lambda.Runtime;

/// <summary>Speaks to AWS Lambda's runtime API, version 2018-06-01, which hands out one event at a time.</summary>
/// <param name="api">Its host and port, as AWS_LAMBDA_RUNTIME_API says.</param>
internal sealed class RuntimeClient(string api) : IDisposable
{
    private const string ErrorType = "Lambda-Runtime-Function-Error-Type";

    // The next event may be hours away: the environment is frozen until then.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://{api}/2018-06-01/runtime/"), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Waits for the next event.</summary>
    public async Task<Invocation> NextAsync()
    {
        using var response = await _http.GetAsync(new Uri("invocation/next", UriKind.Relative)).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        var deadline = long.Parse(Header(response, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture);
        return new Invocation(Header(response, "Lambda-Runtime-Aws-Request-Id"), DateTimeOffset.FromUnixTimeMilliseconds(deadline), await response.Content.ReadAsStringAsync().ConfigureAwait(false));
    }

    /// <summary>Answers an event.</summary>
    public Task RespondAsync(string requestId, string answer) => PostAsync($"invocation/{requestId}/response", answer, null);

    /// <summary>Says that an event could not be dealt with.</summary>
    public Task FailAsync(string requestId, string type, string message) => PostAsync($"invocation/{requestId}/error", Error(type, message), type);

    /// <summary>Says that the function cannot begin.</summary>
    public Task FailInitAsync(string type, string message) => PostAsync("init/error", Error(type, message), type);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static string Error(string type, string message) => new JsonObject { ["errorType"] = type, ["errorMessage"] = message, ["stackTrace"] = new JsonArray() }.ToJsonString();

    private async Task PostAsync(string path, string body, string? errorType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (errorType is not null)
        {
            request.Headers.Add(ErrorType, errorType);
        }

        using var response = await _http.SendAsync(request).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }
}
