using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Accounts;

/// <summary>The role of a profile when the way to it is not always open.</summary>
public sealed class ProfileRoleTests
{
    private const string Operator = "arn:aws:iam::111111111111:role/Operator";
    private const string Device = "arn:aws:iam::111111111111:mfa/operator";
    private const string Code = "123456";

    [Theory]
    [InlineData(FaultKind.Throttle, "Throttled", false)]
    [InlineData(FaultKind.ServiceUnavailable, "ServiceUnavailable", false)]
    [InlineData(FaultKind.Reset, "EndpointNotReachable", false)]
    [InlineData(FaultKind.Reset, "EndpointNotReachable", true)]
    public async Task What_passes_is_the_failure_of_one_account_and_the_next_tries_anew(FaultKind kind, string errorId, bool hasMfa)
    {
        await using var scene = await Scene.StartAsync();
        using var profile = new RoleProfile(scene, hasMfa);
        scene.Fail("AssumeRole", kind, times: 0, service: "sts");

        var first = (await profile.RunAsync(Code)).Failure!;
        scene.Simulator.ClearFaults();
        var second = await profile.RunAsync(Code);

        Assert.Equal((errorId, FailureCategory.ResourceUnavailable, false), (first.ErrorId, first.Category, first.IsCallers));
        Assert.Contains($"{Operator} of the AWS profile 'role'", first.Message, StringComparison.Ordinal);
        Assert.Null(second.Failure?.Message);
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.ServiceUnavailable)]
    [InlineData(FaultKind.AccessDenied)]
    public async Task The_old_session_is_used_while_it_lasts_when_it_cannot_be_renewed(FaultKind kind)
    {
        await using var scene = await Scene.StartAsync();
        using var profile = new RoleProfile(scene, hasMfa: false);
        Assert.Null((await profile.RunAsync()).Failure?.Message);
        scene.Time.Advance(TimeSpan.FromMinutes(57));
        scene.Simulator.ClearRequests();
        scene.Fail("AssumeRole", kind, service: "sts");

        var outcome = await profile.RunAsync();

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(2, scene.Requests("AssumeRole").Count);
        Assert.Contains("assumed-role/Operator/", scene.Requests("AssumeRole")[1].PrincipalArn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_waits_shares_the_one_attempt_and_its_failure_and_the_next_tries_anew()
    {
        const int Callers = 10;
        await using var scene = await Scene.StartAsync();
        using var profile = new RoleProfile(scene, hasMfa: true);
        scene.Fail("AssumeRole", FaultKind.ServiceUnavailable, service: "sts");
        var code = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);

        // All wait for the one answer that whoever came first has asked for.
        Task<WorkOutcome<IReadOnlyList<BackupPlanInfo>>>[] waiting = [.. Enumerable.Range(0, Callers).Select(_ => profile.RunAsync(code))];
        code.SetResult(Code);
        var failures = (await Task.WhenAll(waiting)).Select(static outcome => outcome.Failure!).ToArray();
        var attempts = scene.Requests("AssumeRole").Count;
        var later = await profile.RunAsync(Code);

        Assert.Equal((1, 2), (attempts, profile.Questions));
        Assert.All(failures, static failure => Assert.Equal(("ServiceUnavailable", false), (failure.ErrorId, failure.IsCallers)));
        Assert.Single(failures.Select(static failure => failure.Message).Distinct(StringComparer.Ordinal));
        Assert.Null(later.Failure?.Message);
        Assert.Equal(2, scene.Requests("AssumeRole").Count(static request => request.AccessKeyId is "AKIABASE000000000000"));
    }

    [Theory]
    [InlineData(900, 9, 11)]
    [InlineData(7200, 114, 116)]
    public async Task A_session_lasts_as_long_as_the_profile_says_and_is_renewed_before_it_ends(int seconds, int before, int after)
    {
        await using var scene = await Scene.StartAsync();
        using var profile = new RoleProfile(scene, hasMfa: false, $"duration_seconds = {seconds}\n");
        Assert.Null((await profile.RunAsync()).Failure?.Message);
        scene.Time.Advance(TimeSpan.FromMinutes(before));
        Assert.Null((await profile.RunAsync()).Failure?.Message);
        var first = profile.Assumptions;
        scene.Time.Advance(TimeSpan.FromMinutes(after - before));

        Assert.Null((await profile.RunAsync()).Failure?.Message);

        Assert.Equal((1, 2), (first, profile.Assumptions));
    }

    [Fact]
    public async Task A_session_longer_than_the_role_allows_is_told_with_the_setting()
    {
        await using var scene = await Scene.StartAsync();
        using var profile = new RoleProfile(scene, hasMfa: false, "duration_seconds = 43200\n", longest: 7200);

        var failure = (await profile.RunAsync()).Failure!;

        Assert.True(failure.IsCallers);
        Assert.Contains("MaxSessionDuration", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Shorten duration_seconds of the AWS profile 'role'", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_is_refused_while_the_old_session_lasts_is_not_asked_for_again_when_it_ends()
    {
        await using var scene = await Scene.StartAsync();
        using var profile = new RoleProfile(scene, hasMfa: true);
        Assert.Null((await profile.RunAsync(Code)).Failure?.Message);
        scene.Time.Advance(TimeSpan.FromMinutes(57));

        var lasting = new[] { await profile.RunAsync("654321"), await profile.RunAsync(Code) };
        scene.Time.Advance(TimeSpan.FromMinutes(4));
        var ended = (await profile.RunAsync(Code)).Failure!;

        Assert.All(lasting, static outcome => Assert.Null(outcome.Failure?.Message));
        Assert.Equal(("MfaCodeRefused", true), (ended.ErrorId, ended.IsCallers));
        Assert.Equal(2, profile.Questions);
    }

    [Fact]
    public async Task The_request_that_AWS_quotes_when_a_signature_does_not_match_is_not_told()
    {
        await using var scene = await Scene.StartAsync();
        using var profile = new RoleProfile(scene, hasMfa: false);
        scene.Simulator.AddFault(new FaultRule
        {
            Operation = "AssumeRole",
            Kind = FaultKind.SignatureMismatch,
            Message = "The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:very-secret'",
        });

        var failure = (await profile.RunAsync()).Failure!;

        Assert.Equal(("CredentialsInvalid", true), (failure.ErrorId, failure.IsCallers));
        Assert.Contains("the signature does not match", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", failure.Message + failure.Remedy + failure.Exception, StringComparison.Ordinal);
    }

    /// <summary>An engine whose caller is the role of a profile.</summary>
    private sealed class RoleProfile : IDisposable
    {
        private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        private readonly Scene _scene;
        private readonly BackupEngine _engine;
        private int _questions;

        public RoleProfile(Scene scene, bool hasMfa, string more = "", int longest = 43200)
        {
            _scene = scene;
            scene.Simulator.Sts.SetRole("111111111111", "Operator", new() { Mfa = hasMfa ? new(Device, Code) : null, MaxSessionDuration = longest });
            File.WriteAllText(
                _file,
                $"[base]\naws_access_key_id = AKIABASE000000000000\naws_secret_access_key = secret\n[role]\nrole_arn = {Operator}\nsource_profile = base\n{more}{(hasMfa ? $"mfa_serial = {Device}\n" : string.Empty)}");
            _engine = new BackupEngine(new ConnectionOptions { ProfileName = "role", ProfileLocation = _file, EndpointUrl = scene.Simulator.Endpoint, MaxRetries = 0 }, scene.Time);
        }

        public int Questions => _questions;

        /// <summary>How often the role of the profile was assumed.</summary>
        public int Assumptions => _scene.Requests("AssumeRole").Count(static request => request.AccessKeyId is "AKIABASE000000000000");

        public Task<WorkOutcome<IReadOnlyList<BackupPlanInfo>>> RunAsync(string? answer = null) => RunAsync(new RecordingObserver { Answer = answer });

        public Task<WorkOutcome<IReadOnlyList<BackupPlanInfo>>> RunAsync(TaskCompletionSource<string?> answer) => RunAsync(new RecordingObserver { Awaited = answer });

        private async Task<WorkOutcome<IReadOnlyList<BackupPlanInfo>>> RunAsync(RecordingObserver observer)
        {
            var outcome = await _engine.GetAsync(_scene.Target with { AbsName = "*" }, "ABS", observer, TestContext.Current.CancellationToken);
            Interlocked.Add(ref _questions, observer.CallerQuestions.Count);
            return outcome;
        }

        public void Dispose()
        {
            _engine.Dispose();
            File.Delete(_file);
        }
    }
}
