using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>The one pool of HTTP connections that all clients of an engine share.</summary>
internal sealed class HttpConnections : IDisposable
{
    // Above what the accounts in flight can have under way; it only keeps a fault from using up all ports.
    private const int MaxConnectionsPerEndpoint = 512;

#if NET
    private readonly SharedHttpClientFactory _factory;

    /// <summary>Makes a pool.</summary>
    /// <param name="requestTimeout">How long an answer may take.</param>
    public HttpConnections(TimeSpan requestTimeout)
        : this(requestTimeout, NewHandler())
    {
    }

    /// <summary>Makes a pool on a handler of its own.</summary>
    public HttpConnections(TimeSpan requestTimeout, HttpMessageHandler handler) => _factory = new SharedHttpClientFactory(requestTimeout, handler);

    /// <summary>What all pools have in common.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        MaxConnectionsPerServer = MaxConnectionsPerEndpoint,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // AWS's endpoints change their addresses.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    /// <summary>Makes a client use the pool.</summary>
    public void Apply(ClientConfig config) => config.HttpClientFactory = _factory;

    /// <inheritdoc/>
    public void Dispose() => _factory.Dispose();

    private sealed class SharedHttpClientFactory(TimeSpan requestTimeout, HttpMessageHandler handler) : HttpClientFactory, IDisposable
    {
        private readonly HttpClient _client = new(handler) { Timeout = requestTimeout };

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

        public void Dispose() => _client.Dispose();
    }
#else
    private readonly TimeSpan _requestTimeout;

    /// <summary>Makes a pool.</summary>
    /// <param name="requestTimeout">How long an answer may take.</param>
    public HttpConnections(TimeSpan requestTimeout) => _requestTimeout = requestTimeout;

    /// <summary>Makes a client use the pool, which is .NET Framework's own, one for the process.</summary>
    public void Apply(ClientConfig config)
    {
        config.ConnectionLimit = MaxConnectionsPerEndpoint;
        config.Timeout = _requestTimeout;
        config.ReadWriteTimeout = _requestTimeout;
        if (EnvironmentProxy.Find(SchemeOf(config), Environment.GetEnvironmentVariable) is { } proxy)
        {
            config.SetWebProxy(proxy);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static string SchemeOf(ClientConfig config) => Uri.TryCreate(config.ServiceURL, UriKind.Absolute, out var endpoint) ? endpoint.Scheme : Uri.UriSchemeHttps;
#endif
}
