using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Engine.Tests.Accounts;

/// <summary>A program that prints the caller's credentials: how long it may run, and how long what it prints is used.</summary>
public sealed class CredentialProcessTests
{
    [Fact]
    public async Task A_program_that_hangs_is_ended_with_all_that_it_has_begun_when_its_time_is_over()
    {
        await using var scene = await Scene.StartAsync();
        using var program = new HangingProgram();
        using var profile = new ProcessProfile(scene, program.CommandLine);

        var run = profile.RunAsync();
        await program.StartedAsync(Token);
        await profile.Time.PassAsync(TimeSpan.FromMinutes(2), Token);
        var failure = (await run).Failure!;
        await program.EndedAsync(Token);

        Assert.Equal(("CredentialProcessFailed", FailureCategory.AuthenticationError, true), (failure.ErrorId, failure.Category, failure.IsCallers));
        Assert.Contains("did not end within 2 minutes", failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_with_the_engine()
    {
        await using var scene = await Scene.StartAsync();
        using var program = new HangingProgram();
        using var profile = new ProcessProfile(scene, program.CommandLine);

        var run = profile.RunAsync();
        await program.StartedAsync(Token);
        profile.Dispose();

        await program.EndedAsync(Token);
        Assert.NotNull((await run).Failure);
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_and_none_begun_any_more_when_the_caller_is_given_up_before_the_engine()
    {
        await using var scene = await Scene.StartAsync();
        using var program = new HangingProgram();
        using var profile = new ProcessProfile(scene, program.CommandLine);

        var run = profile.RunAsync();
        await program.StartedAsync(Token);
        profile.StopCaller();

        await program.EndedAsync(Token);
        Assert.NotNull((await run).Failure);
        Assert.NotNull((await profile.RunAsync()).Failure);
    }

    [Fact]
    public async Task A_program_goes_on_when_only_one_of_the_accounts_that_wait_for_it_is_given_up()
    {
        await using var scene = await Scene.StartAsync();
        using var program = new HangingProgram();
        using var profile = new ProcessProfile(scene, program.CommandLine);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var stopped = Assert.ThrowsAnyAsync<OperationCanceledException>(() => profile.RunAsync(stop.Token));
        var other = profile.RunAsync();
        await program.StartedAsync(Token);
        await stop.CancelAsync();

        await stopped;
        await profile.Time.PassAsync(TimeSpan.FromMinutes(2), Token);

        Assert.Contains("did not end within 2 minutes", (await other).Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(""", "Expiration": "2000-01-01T02:00:00Z" """, 2)]
    [InlineData(""", "Expiration": "2000-01-01T02:00:00+0000" """, 2)]
    [InlineData(""", "Expiration": "2000-01-01 04:00:00+02:00" """, 2)]
    [InlineData(""", "Expiration": "2000-01-01T02:00:00.123456789Z" """, 2)]
    [InlineData(""", "Expiration": "2000-01-01T02:00:00" """, 2)]
    public async Task What_it_prints_is_used_until_shortly_before_it_ends(string expiration, int runs)
    {
        await using var scene = await Scene.StartAsync();
        using var profile = ProcessProfile.Printing(scene, $$"""{ "Version": 1, "AccessKeyId": "AKIAPROCESS000000000", "SecretAccessKey": "secret"{{expiration}} }""");
        Assert.Null((await profile.RunAsync()).Failure?.Message);
        profile.Time.Advance(TimeSpan.FromMinutes(114));
        Assert.Null((await profile.RunAsync()).Failure?.Message);
        Assert.Equal(1, profile.Runs);

        profile.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null((await profile.RunAsync()).Failure?.Message);

        Assert.Equal(runs, profile.Runs);
    }

    [Fact]
    public async Task Credentials_that_have_little_time_left_are_used_and_the_program_is_not_run_for_each_call()
    {
        await using var scene = await Scene.StartAsync();
        using var profile = ProcessProfile.Printing(scene, """{ "Version": 1, "AccessKeyId": "AKIAPROCESS000000000", "SecretAccessKey": "secret", "Expiration": "2000-01-01T00:03:00Z" }""");

        Assert.Null((await profile.RunAsync()).Failure?.Message);
        Assert.Null((await profile.RunAsync()).Failure?.Message);

        Assert.Equal(1, profile.Runs);
    }

    [Fact]
    public async Task A_program_that_fails_while_what_it_printed_lasts_does_no_harm_and_is_run_again_after_a_minute()
    {
        await using var scene = await Scene.StartAsync();
        using var profile = ProcessProfile.Printing(scene, Keys("AKIAOLD0000000000000", "2000-01-01T00:10:00Z"));
        Assert.Null((await profile.RunAsync()).Failure?.Message);

        profile.Fail();
        profile.Time.Advance(TimeSpan.FromMinutes(8));
        Assert.Null((await profile.RunAsync()).Failure?.Message);
        Assert.Null((await profile.RunAsync()).Failure?.Message);
        Assert.Equal(2, profile.Runs);

        profile.Print(Keys("AKIANEW0000000000000", "2000-01-01T01:00:00Z"));
        profile.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await profile.RunAsync()).Failure?.Message);

        Assert.Equal(3, profile.Runs);
        Assert.Equal("AKIANEW0000000000000", scene.Requests("AssumeRole")[^1].AccessKeyId);
    }

    [Fact]
    public async Task A_program_that_still_fails_when_what_it_printed_has_ended_is_the_callers_fault()
    {
        await using var scene = await Scene.StartAsync();
        using var profile = ProcessProfile.Printing(scene, Keys("AKIAOLD0000000000000", "2000-01-01T00:10:00Z"));
        Assert.Null((await profile.RunAsync()).Failure?.Message);

        profile.Fail();
        profile.Time.Advance(TimeSpan.FromSeconds(570));
        Assert.Null((await profile.RunAsync()).Failure?.Message);
        profile.Time.Advance(TimeSpan.FromSeconds(30));
        var failure = (await profile.RunAsync()).Failure!;

        Assert.Equal(("CredentialProcessFailed", true), (failure.ErrorId, failure.IsCallers));
    }

    [Theory]
    [InlineData("AWS_TOKEN=s3cret false")]
    [InlineData("false\t--token=s3cret")]
    [InlineData("\"/opt/no end --token s3cret")]
    [InlineData("TOKEN=s3cret;false")]
    [InlineData("false --token s3cret")]
    public async Task Nothing_of_the_command_line_is_told(string command)
    {
        await using var scene = await Scene.StartAsync();
        using var profile = new ProcessProfile(scene, command);

        var failure = (await profile.RunAsync()).Failure!;

        Assert.Equal("CredentialProcessFailed", failure.ErrorId);
        Assert.Contains("'process'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.Message + failure.Remedy + failure.Exception, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"tomorrow\"")]
    [InlineData("946684800")]
    public async Task An_expiration_that_is_no_time_is_told_by_its_name(string expiration)
    {
        await using var scene = await Scene.StartAsync();
        using var profile = ProcessProfile.Printing(scene, $$"""{ "Version": 1, "AccessKeyId": "AKIAPROCESS000000000", "SecretAccessKey": "secret", "Expiration": {{expiration}} }""");

        var failure = (await profile.RunAsync()).Failure!;

        Assert.Equal("CredentialProcessFailed", failure.ErrorId);
        Assert.Contains("Expiration", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_that_have_expired_when_they_are_printed_are_told()
    {
        await using var scene = await Scene.StartAsync();
        using var profile = ProcessProfile.Printing(scene, """{ "Version": 1, "AccessKeyId": "AKIAPROCESS000000000", "SecretAccessKey": "secret", "Expiration": "1999-12-31T23:59:00Z" }""");

        var failure = (await profile.RunAsync()).Failure!;

        Assert.Equal("CredentialProcessFailed", failure.ErrorId);
        Assert.Contains("have expired already", failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Keys(string accessKey, string expiration) => $$"""{ "Version": 1, "AccessKeyId": "{{accessKey}}", "SecretAccessKey": "secret", "Expiration": "{{expiration}}" }""";

    /// <summary>An engine whose caller is a program's, with a clock that stands at the beginning of the year 2000.</summary>
    private sealed class ProcessProfile : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("abp-process-");
        private readonly Scene _scene;
        private readonly BackupEngine _engine;
        private bool _isDisposed;

        public ProcessProfile(Scene scene, string command)
        {
            _scene = scene;
            var file = InFolder("credentials");
            File.WriteAllText(file, $"[process]\ncredential_process = {command.Replace("{folder}", _folder.FullName, StringComparison.Ordinal)}\n");
            _engine = new BackupEngine(new ConnectionOptions { ProfileName = "process", ProfileLocation = file, EndpointUrl = scene.Simulator.Endpoint, MaxRetries = 0 }, Time);
        }

        public WatchedTimeProvider Time { get; } = new();

        /// <summary>How often the program was run.</summary>
        public int Runs => File.ReadAllLines(InFolder("runs")).Length;

        public static ProcessProfile Printing(Scene scene, string text)
        {
            var profile = new ProcessProfile(scene, OperatingSystem.IsWindows() ? "echo run>>{folder}\\runs & type {folder}\\output" : "echo run >>{folder}/runs; cat {folder}/output");
            profile.Print(text);
            return profile;
        }

        /// <summary>Has the program print something else from now on.</summary>
        public void Print(string text) => File.WriteAllText(InFolder("output"), text);

        /// <summary>Has the program fail from now on.</summary>
        public void Fail() => File.Delete(InFolder("output"));

        public void StopCaller() => _engine.StopCaller();

        public Task<WorkOutcome<IReadOnlyList<BackupPlanInfo>>> RunAsync(CancellationToken? stop = null) =>
            _engine.GetAsync(_scene.Target with { AbsName = "*" }, "ABS", new RecordingObserver(), stop ?? Token);

        public void Dispose()
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                _engine.Dispose();
                _folder.Delete(recursive: true);
            }
        }

        private string InFolder(string name) => Path.Combine(_folder.FullName, name);
    }
}
