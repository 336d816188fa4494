using AwsBackupPlan.Engine.Accounts.Calls;


namespace AwsBackupPlan.Engine.Tests.Accounts.Callers;

/// <summary>Proxies by the environment, each time in a process of its own. The host of the endpoint is one that nobody but the proxy can reach.</summary>
public sealed class ProxyTests
{
    private static readonly string[] Keys = ["AccessKey=AKIALITERAL000000000", "SecretKey=secret"];

    [Theory]
    [InlineData("HTTP_PROXY")]
    [InlineData("http_proxy")]
    public async Task Calls_to_an_http_endpoint_go_through_HTTP_PROXY(string variable)
    {
        await using var scene = await CallerScene.StartAsync();
        await using var proxy = LoopbackProxy.Start(scene.Simulator.Endpoint);
        scene.Environment[variable] = $"http://127.0.0.1:{proxy.Port}";

        await scene.SucceedAsync([.. Keys, "EndpointUrl=http://aws.invalid:4566"]);

        Assert.All(proxy.Requests, static request => Assert.Contains(" http://aws.invalid:4566/", request, StringComparison.Ordinal));
        Assert.Equal(scene.Simulator.Requests.Count, proxy.Requests.Count);
    }

    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("https_proxy")]
    public async Task Calls_to_an_https_endpoint_ask_HTTPS_PROXY_for_a_tunnel(string variable)
    {
        await using var scene = await CallerScene.StartAsync();
        await using var proxy = LoopbackProxy.Start(scene.Simulator.Endpoint);
        scene.Environment[variable] = $"http://127.0.0.1:{proxy.Port}";
        scene.Environment.Remove("AWS_ENDPOINT_URL");

        var run = await scene.RunAsync(Keys);

        Assert.Equal("EndpointNotReachable", run.ErrorId);
        Assert.Contains("proxy", run.Remedy, StringComparison.Ordinal);
        Assert.Equal("CONNECT sts.us-east-1.amazonaws.com:443 HTTP/1.1", Assert.Single(proxy.Requests));
    }

    [Fact]
    public async Task User_and_password_of_the_proxy_stand_in_its_address_and_in_no_message()
    {
        await using var scene = await CallerScene.StartAsync();
        await using var proxy = LoopbackProxy.Start(scene.Simulator.Endpoint, asksWho: true);
        scene.Environment["HTTP_PROXY"] = $"http://operator:very%2Dsecret@127.0.0.1:{proxy.Port}";

        await scene.SucceedAsync([.. Keys, "EndpointUrl=http://aws.invalid:4566"]);

        Assert.All(proxy.Authorizations, static header => Assert.Equal("Basic " + Convert.ToBase64String("operator:very-secret"u8), header));
        Assert.NotEmpty(proxy.Authorizations);
    }

    [Theory]
    [InlineData("NO_PROXY", "127.0.0.1")]
    [InlineData("no_proxy", "localhost,127.0.0.1,.example.com")]
    public async Task What_NO_PROXY_names_is_reached_directly(string variable, string value)
    {
        await using var scene = await CallerScene.StartAsync();
        await using var proxy = LoopbackProxy.Start(scene.Simulator.Endpoint);
        scene.Environment["HTTP_PROXY"] = $"http://127.0.0.1:{proxy.Port}";
        scene.Environment["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}";
        scene.Environment[variable] = value;

        await scene.SucceedAsync(Keys);

        Assert.Empty(proxy.Requests);
        Assert.NotEmpty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_login_is_used_through_the_proxy_too()
    {
        await using var scene = await CallerScene.StartAsync();
        await using var proxy = LoopbackProxy.Start(scene.Simulator.Endpoint);
        scene.WriteLogin(hasSession: true, TimeSpan.FromHours(1));
        scene.Simulator.Sso.SignIn(CallerScene.LoginToken, ("111111111111", "Operator"));
        scene.Environment["HTTP_PROXY"] = $"http://127.0.0.1:{proxy.Port}";
        scene.Environment["AWS_ENDPOINT_URL"] = "http://aws.invalid:4566";

        await scene.SucceedAsync("ProfileName=login");

        Assert.Contains(proxy.Requests, static request => request.StartsWith("GET http://aws.invalid:4566/federation/credentials?", StringComparison.Ordinal));
        Assert.Equal(scene.Simulator.Requests.Count, proxy.Requests.Count);
    }

    [Fact]
    public async Task The_role_of_a_profile_is_assumed_through_the_proxy_too()
    {
        await using var scene = await CallerScene.StartAsync();
        await using var proxy = LoopbackProxy.Start(scene.Simulator.Endpoint);
        scene.Simulator.Sts.SetRole("111111111111", "Operator", new());
        scene.WriteCredentials("[base]\naws_access_key_id = AKIABASE000000000000\naws_secret_access_key = secret\n");
        scene.WriteConfig("[profile role]\nrole_arn = arn:aws:iam::111111111111:role/Operator\nsource_profile = base\n");
        scene.Environment["HTTP_PROXY"] = $"http://127.0.0.1:{proxy.Port}";
        scene.Environment["AWS_ENDPOINT_URL"] = "http://aws.invalid:4566";

        await scene.SucceedAsync("ProfileName=role");

        Assert.Equal(scene.Simulator.Requests.Count, proxy.Requests.Count);
    }

    [Theory]
    [InlineData("https://sts.us-east-1.amazonaws.com/", "http://secure:8080/")]
    [InlineData("http://backup.example.org/", "http://plain:8081/")]
    [InlineData("https://vpce.example.com/", null)]
    [InlineData("https://example.com/", null)]
    [InlineData("http://127.0.0.1:4566/", null)]
    [InlineData("https://notexample.com/", "http://secure:8080/")]
    public void Windows_PowerShell_finds_the_proxy_of_the_environment_too(string destination, string? expected)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HTTPS_PROXY"] = "secure:8080",
            ["http_proxy"] = "http://user:pass%21@plain:8081",
            ["HTTP_PROXY"] = "http://other:1",
            ["NO_PROXY"] = "127.0.0.1, .example.com",
        };

        var address = new Uri(destination);
        var proxy = EnvironmentProxy.Find(address.Scheme, variables.GetValueOrDefault)!;

        Assert.Equal(expected, proxy.IsBypassed(address) ? null : proxy.GetProxy(address)?.AbsoluteUri);
        Assert.Equal(address.Scheme is "http" ? "pass!" : null, proxy.Credentials?.GetCredential(address, "Basic")?.Password);
    }

    [Fact]
    public void Without_a_proxy_in_the_environment_Windows_PowerShell_keeps_that_of_Windows() =>
        Assert.Null(EnvironmentProxy.Find("https", static name => name is "NO_PROXY" ? "*" : null));
}
