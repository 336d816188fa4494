using System.Globalization;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Lambda.Tests.Harness;

/// <summary>The program between a runtime API and a simulated AWS.</summary>
internal sealed class FunctionScene : IAsyncDisposable
{
    public const string AccountId = "222222222222";
    public const string AbsName = "payroll";
    public const string VaultName = "payroll-Vault";
    public const string SecretKey = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY";

    /// <summary>The event of the sample.</summary>
    public const string SampleEvent = """{ "ABSName": "payroll", "AccountId": "222222222222" }""";

    private FunctionProcess? _process;

    private FunctionScene(SimulatorHost simulator, OnboardedAccount account, FakeRuntime runtime)
    {
        Simulator = simulator;
        Account = account;
        Runtime = runtime;
    }

    public SimulatorHost Simulator { get; }

    public OnboardedAccount Account { get; }

    public FakeRuntime Runtime { get; }

    public FunctionProcess Process => _process!;

    /// <summary>Starts the program, with AWS and an account that is set up for it.</summary>
    /// <param name="operation">What XACNT_OPERATION says.</param>
    /// <param name="options">How AWS is set up.</param>
    /// <param name="onboarding">How the account is; as the sample's templates make it without it.</param>
    /// <param name="environment">More of the environment.</param>
    public static async Task<FunctionScene> StartAsync(string? operation = "Create", SimulatorOptions? options = null, OnboardingOptions? onboarding = null, params IReadOnlyList<(string Name, string? Value)> environment)
    {
        var scene = await WithoutProgramAsync(options, onboarding);
        scene.Start(operation, environment);
        return scene;
    }

    /// <summary>Starts all but the program.</summary>
    public static async Task<FunctionScene> WithoutProgramAsync(SimulatorOptions? options = null, OnboardingOptions? onboarding = null)
    {
        var simulator = await SimulatorHost.StartAsync(options ?? new SimulatorOptions(), TestContext.Current.CancellationToken);
        return new FunctionScene(simulator, simulator.Onboard(AccountId, AbsName, onboarding), await FakeRuntime.StartAsync());
    }

    /// <summary>Starts the program, another one in place of the first.</summary>
    public void Start(string? operation, params IReadOnlyList<(string Name, string? Value)> environment) => Start(null, operation, environment);

    /// <summary>Starts another program.</summary>
    /// <param name="managedPath">Where it is.</param>
    /// <param name="operation">What XACNT_OPERATION says.</param>
    /// <param name="environment">More of the environment.</param>
    public void Start(string? managedPath, string? operation, IReadOnlyList<(string Name, string? Value)> environment)
    {
        _process?.Dispose();
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AWS_LAMBDA_RUNTIME_API"] = Runtime.AddressOfNext(),
            ["AWS_ENDPOINT_URL"] = Simulator.Endpoint.AbsoluteUri,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = SecretKey,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_CONFIG_FILE"] = Path.Combine(AppContext.BaseDirectory, "no-such-file"),
            ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(AppContext.BaseDirectory, "no-such-file"),
            ["_HANDLER"] = "bootstrap",
            ["XACNT_OPERATION"] = operation,
        };
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        _process = new FunctionProcess(variables, managedPath);
    }

    /// <summary>Invokes the function, with as much time as the template gives it.</summary>
    public Task<RuntimeReport> InvokeAsync(string json) => InvokeAsync(json, TimeSpan.FromMinutes(15));

    /// <summary>Invokes the function.</summary>
    /// <exception cref="TimeoutException">It has not answered when its time was up, and AWS has ended it.</exception>
    public async Task<RuntimeReport> InvokeAsync(string json, TimeSpan time)
    {
        try
        {
            return await ReportAsync(() => Runtime.InvokeAsync(json, time));
        }
        catch (TimeoutException)
        {
            await Process.EndAsync();
            throw;
        }
    }

    /// <summary>Invokes the function.</summary>
    /// <param name="json">The event.</param>
    /// <param name="deadline">The header that says when its time is up.</param>
    /// <param name="refusal">A status that the answer is refused with.</param>
    public Task<RuntimeReport> InvokeAsync(string json, string? deadline, int? refusal = null) => ReportAsync(() => Runtime.InvokeAsync(json, deadline, refusal));

    private async Task<RuntimeReport> ReportAsync(Func<Task<RuntimeReport>> invoke)
    {
        var report = invoke();
        var ended = Process.EndedAsync();
        return await Task.WhenAny(report, ended) == report ? await report : throw new InvalidOperationException($"The program has ended instead: {await ended}.");
    }

    public static string Deadline(TimeSpan time) => (TimeProvider.System.GetUtcNow() + time).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The operations that changed something, in their order.</summary>
    public string Writes() => string.Join(", ", Simulator.Requests.Where(static request => request.IsWrite).Select(static request => request.Operation));

    /// <summary>Puts recovery points of the account's first database into the set's vault.</summary>
    public void AddPoints(string region, int count, Func<SeededRecoveryPoint, SeededRecoveryPoint>? change = null) => Simulator.Backup.AddRecoveryPoints(
        AccountId, region, Enumerable.Range(0, count).Select(_ => (change ?? (static point => point))(new SeededRecoveryPoint { VaultName = VaultName, ResourceArn = Account.DatabaseArns[0] })));

    /// <summary>Ends the program.</summary>
    /// <returns>What it has logged: every line is a JSON object.</returns>
    public async Task<IReadOnlyList<JsonObject>> EndAsync() =>
        [.. (await Process.EndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!.AsObject())];

    public async ValueTask DisposeAsync()
    {
        _process?.Dispose();
        await Runtime.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
