using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Hosting;

namespace AwsBackupPlan.Engine.Tests.Accounts.Callers;

/// <summary>A simulator, and the engine in a process of its own with an environment and a home folder of its own, in which nothing of the machine's AWS is seen.</summary>
internal sealed class CallerScene : IAsyncDisposable
{
    /// <summary>The token of the login that <see cref="WriteLogin"/> writes.</summary>
    public const string LoginToken = "token-of-the-login";

    /// <summary>The token that it is renewed with.</summary>
    public const string RefreshToken = "token-of-the-renewal";

    /// <summary>The secret of the client that was registered for the login.</summary>
    public const string ClientSecret = "secret-of-the-client";

    // A program needs these to start at all; the rest of the environment stays out.
    private static readonly string[] Kept = ["PATH", "SystemRoot", "ComSpec", "TEMP", "TMP", "TMPDIR", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64"];

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("abp-home-");

    private CallerScene(SimulatorHost simulator)
    {
        Simulator = simulator;
        Environment = new(StringComparer.Ordinal)
        {
            ["HOME"] = _home.FullName,
            ["USERPROFILE"] = _home.FullName,
            ["APPDATA"] = _home.FullName,
            ["LOCALAPPDATA"] = _home.FullName,
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_NOLOGO"] = "1",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_ENDPOINT_URL"] = simulator.Endpoint.AbsoluteUri,
        };
    }

    public SimulatorHost Simulator { get; }

    /// <summary>The environment of the process.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>The access keys, in order and each once, that assumed a role.</summary>
    public IReadOnlyList<string> CallersOfSts => [.. Requests("AssumeRole").Select(static request => request.AccessKeyId).Distinct(StringComparer.Ordinal)];

    /// <summary>Who assumed the role of the first account.</summary>
    public string Caller => Requests("AssumeRole")[^1].PrincipalArn;

    public static async Task<CallerScene> StartAsync() => new(await SimulatorHost.StartAsync(new SimulatorOptions(), TestContext.Current.CancellationToken));

    public IReadOnlyList<RequestRecord> Requests(string operation) =>
        [.. Simulator.Requests.Where(request => string.Equals(request.Operation, operation, StringComparison.Ordinal))];

    /// <summary>Writes a file into the home folder.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_home.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string WriteConfig(string text) => Write(".aws/config", text);

    public string WriteCredentials(string text) => Write(".aws/credentials", text);

    /// <summary>The token of the login as it stands in the cache now, and the one that renews it.</summary>
    public (string? AccessToken, string? RefreshToken, DateTimeOffset ExpiresAt, string? ClientId) Login
    {
        get
        {
            var login = JsonNode.Parse(File.ReadAllText(Directory.GetFiles(Path.Combine(_home.FullName, ".aws", "sso", "cache"), "*.json").Single()))!;
            return ((string?)login["accessToken"], (string?)login["refreshToken"], DateTimeOffset.Parse((string)login["expiresAt"]!, CultureInfo.InvariantCulture), (string?)login["clientId"]);
        }
    }

    /// <summary>Writes a profile "login" and its token where the AWS CLI keeps it: by the name of the session, or by the start URL.</summary>
    public void WriteLogin(bool hasSession, TimeSpan lasts, string more = "", bool isRenewable = false)
    {
        const string StartUrl = "https://example.awsapps.com/start";
        var place = $"sso_start_url = {StartUrl}\nsso_region = us-east-1\n";
        WriteConfig((hasSession ? $"[sso-session corp]\n{place}sso_registration_scopes = sso:account:access\n[profile login]\nsso_session = corp\n" : $"[profile login]\n{place}")
            + "sso_account_id = 111111111111\nsso_role_name = Operator\n" + more);
#pragma warning disable CA5350 // What the AWS CLI names its files by.
        var name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(hasSession ? "corp" : StartUrl)));
#pragma warning restore CA5350
        var login = new JsonObject { ["startUrl"] = StartUrl, ["region"] = "us-east-1", ["accessToken"] = LoginToken, ["expiresAt"] = In(lasts) };
        if (isRenewable)
        {
            login["clientId"] = "client";
            login["clientSecret"] = ClientSecret;
            login["registrationExpiresAt"] = In(TimeSpan.FromDays(30));
            login["refreshToken"] = RefreshToken;
        }

        Write($".aws/sso/cache/{name}.json", login.ToJsonString());
    }

    /// <summary>Runs the engine and demands that it went well.</summary>
    public async Task SucceedAsync(params IReadOnlyList<string> options)
    {
        var run = await RunAsync(1, options);
        Assert.True(run.ErrorId is null, $"{run.ErrorId}: {run.Message}\n{run.Exception}");
    }

    /// <summary>Runs the engine on one account.</summary>
    public Task<CallerRun> RunAsync(params IReadOnlyList<string> options) => RunAsync(1, options);

    /// <summary>Runs the engine on some accounts side by side.</summary>
    public async Task<CallerRun> RunAsync(int accounts, IReadOnlyList<string> options)
    {
        var program = typeof(CallerScene).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key is "CallerProcessPath").Value!;
        var start = new ProcessStartInfo("dotnet", [program, $"{accounts}", .. options]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Except(Kept, StringComparer.OrdinalIgnoreCase).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var token = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        Assert.True(process.ExitCode == 0, $"Exit status {process.ExitCode}\n{await output}\n{await error}");
        return JsonSerializer.Deserialize<CallerRun>(await output)!;
    }

    private static string In(TimeSpan time) => TimeProvider.System.GetUtcNow().Add(time).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        _home.Delete(recursive: true);
    }
}
