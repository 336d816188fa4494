using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Lambda.Runtime;

/// <summary>Speaks to AWS Lambda's runtime API, version 2018-06-01, which hands out one event at a time.</summary>
/// <param name="api">Where it is, such as <c>http://127.0.0.1:9001/</c>.</param>
internal sealed class RuntimeClient(Uri api) : IDisposable
{
    private const string RequestIdHeader = "Lambda-Runtime-Aws-Request-Id";
    private const string DeadlineHeader = "Lambda-Runtime-Deadline-Ms";
    private const string TraceIdHeader = "Lambda-Runtime-Trace-Id";
    private const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

    // The next event may be hours away: the environment is frozen until then.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(api, "2018-06-01/runtime/"), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Waits for the next event.</summary>
    /// <returns>The event; <see langword="null"/> for one without a time that can be kept, which has been refused.</returns>
    /// <exception cref="RuntimeApiException">There is nobody to answer to.</exception>
    public async Task<Invocation?> NextAsync()
    {
        using var response = await SendAsync(HttpMethod.Get, "invocation/next", null, null).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode || Header(response, RequestIdHeader) is not { Length: > 0 } requestId)
        {
            throw new RuntimeApiException($"The runtime API has no next event: it answers {(int)response.StatusCode}{(response.IsSuccessStatusCode ? $" without {RequestIdHeader}" : string.Empty)}.");
        }

        if (Deadline(Header(response, DeadlineHeader)) is { } deadline)
        {
            return new Invocation(requestId, deadline, Header(response, TraceIdHeader), await TextAsync(response).ConfigureAwait(false));
        }

        await FailAsync(requestId, "Runtime.InvalidNextResponse", $"The event has come without a time in {DeadlineHeader}. Nothing was done.").ConfigureAwait(false);
        return null;
    }

    /// <summary>Answers an event.</summary>
    /// <returns>The status that the answer was taken with.</returns>
    /// <exception cref="RuntimeApiException">There is nobody to answer to.</exception>
    public Task<HttpStatusCode> RespondAsync(string requestId, string answer) => PostAsync(Path(requestId, "response"), answer, null);

    /// <summary>Says that an event could not be dealt with.</summary>
    /// <exception cref="RuntimeApiException">There is nobody to tell.</exception>
    public Task<HttpStatusCode> FailAsync(string requestId, string type, string message) => PostAsync(Path(requestId, "error"), Error(type, message), type);

    /// <summary>Says that the function cannot begin.</summary>
    /// <exception cref="RuntimeApiException">There is nobody to tell.</exception>
    public Task<HttpStatusCode> FailInitAsync(string type, string message) => PostAsync("init/error", Error(type, message), type);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Path(string requestId, string what) => $"invocation/{Uri.EscapeDataString(requestId)}/{what}";

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static DateTimeOffset? Deadline(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    private static string Error(string type, string message) => new JsonObject { ["errorType"] = type, ["errorMessage"] = message, ["stackTrace"] = new JsonArray() }.ToJsonString(PlainJson.Options);

    private static async Task<string> TextAsync(HttpResponseMessage response)
    {
        try
        {
            return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        }
        catch (HttpRequestException exception)
        {
            throw new RuntimeApiException($"The event broke off: {exception.Message}", exception);
        }
    }

    private async Task<HttpStatusCode> PostAsync(string path, string body, string? errorType)
    {
        using var response = await SendAsync(HttpMethod.Post, path, body, errorType).ConfigureAwait(false);
        return response.StatusCode < HttpStatusCode.InternalServerError ? response.StatusCode : throw new RuntimeApiException($"The runtime API took no answer: it says {(int)response.StatusCode}.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, string? errorType)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (errorType is not null)
        {
            request.Headers.Add(ErrorTypeHeader, errorType);
        }

        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw new RuntimeApiException($"The runtime API cannot be reached: {exception.Message}", exception);
        }
    }
}
