using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AwsBackupPlan.Engine.Tests.Accounts.Callers;

/// <summary>The credentials of a container, and the metadata service of an instance in its version 2: nothing without a token.</summary>
internal sealed class MetadataEndpoint : IAsyncDisposable
{
    private const string TaskToken = "Bearer-of-the-task";
    private const string InstanceToken = "token-of-the-instance";
    private const string Info = """{ "Code": "Success", "LastUpdated": "2026-01-01T00:00:00Z", "InstanceProfileArn": "arn:aws:iam::111111111111:instance-profile/Instance", "InstanceProfileId": "AIPAINSTANCE00000000" }""";

    private readonly WebApplication _application;
    private readonly string _accessKey;
    private readonly bool _givesTokens;

    private MetadataEndpoint(string accessKey, bool givesTokens)
    {
        (_accessKey, _givesTokens) = (accessKey, givesTokens);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.Urls.Add("http://127.0.0.1:0");
        _application.Run(AnswerAsync);
    }

    /// <summary>Method, path, and the token or authorization that came with it.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<MetadataEndpoint> StartAsync(string accessKey, bool givesTokens = true)
    {
        var endpoint = new MetadataEndpoint(accessKey, givesTokens);
        await endpoint._application.StartAsync(TestContext.Current.CancellationToken);
        return endpoint;
    }

    /// <summary>Sets the variables by which AWS's clients find it.</summary>
    public void OfferTo(CallerScene scene, bool asContainer)
    {
        var url = _application.Urls.First();
        if (asContainer)
        {
            scene.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = url + "/credentials";
            scene.Environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = TaskToken;
            return;
        }

        scene.Environment.Remove("AWS_EC2_METADATA_DISABLED");
        scene.Environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = url;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var (method, path, headers) = (context.Request.Method, context.Request.Path.Value!.TrimEnd('/'), context.Request.Headers);
        var hasTtl = headers.ContainsKey("X-aws-ec2-metadata-token-ttl-seconds");
        var token = headers["X-aws-ec2-metadata-token"].ToString();
        var shown = hasTtl ? "ttl" : token.Length > 0 ? token : headers.Authorization.ToString();
        Requests.Enqueue($"{method} {path} {shown}".TrimEnd());
        var answer = (method, path) switch
        {
            ("GET", "/credentials") when headers.Authorization == TaskToken => Keys("Token"),
            ("PUT", "/latest/api/token") when hasTtl && _givesTokens => InstanceToken,
            ("GET", "/latest/meta-data/iam/info") when token is InstanceToken => Info,
            ("GET", "/latest/meta-data/iam/security-credentials") when token is InstanceToken => "Instance",
            ("GET", "/latest/meta-data/iam/security-credentials/Instance") when token is InstanceToken => Keys("Token"),
            _ => null,
        };
        context.Response.StatusCode = answer is null ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK;
        return context.Response.WriteAsync(answer ?? string.Empty, context.RequestAborted);
    }

    // A key that STS did not issue is a long-term one to the simulator, and has no token.
    private string Keys(string tokenName) => JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Code"] = "Success",
        ["LastUpdated"] = "2026-01-01T00:00:00Z",
        ["Type"] = "AWS-HMAC",
        ["AccessKeyId"] = _accessKey,
        ["SecretAccessKey"] = "secret",
        [tokenName] = string.Empty,
        ["Expiration"] = TimeProvider.System.GetUtcNow().AddHours(6).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    });
}
