using System.Runtime.Loader;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Engine.Tests.Accounts;

public sealed class CallerCredentialsTests
{
    private const string AccessKey = "AKIAI44QH8DHBEXAMPLE";

    [Fact]
    public async Task An_access_key_without_its_secret_key_is_refused_before_any_call()
    {
        await using var scene = await Scene.StartAsync();

        var failure = await FailAsync(scene, new ConnectionOptions { AccessKey = AccessKey, EndpointUrl = scene.Simulator.Endpoint });

        Assert.Equal("CredentialsIncomplete", failure.ErrorId);
        Assert.Equal(FailureCategory.InvalidArgument, failure.Category);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Theory]
    [InlineData("[x]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key: very-secret\n", "Line 3")]
    [InlineData("[x]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key very-secret\n", "Line 3")]
    [InlineData("[x]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key =\nvery-secret\n", "Line 4")]
    [InlineData("[x]\n[very-secret\n", "Line 2")]
    public async Task Of_a_broken_line_in_a_credentials_file_only_its_place_is_told(string text, string line)
    {
        await using var scene = await Scene.StartAsync();
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "credentials");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        var failure = await FailAsync(scene, new ConnectionOptions { ProfileName = "x", ProfileLocation = file, EndpointUrl = scene.Simulator.Endpoint });

        Assert.Equal(("ProfileFileInvalid", true), (failure.ErrorId, failure.IsCallers));
        Assert.Contains($"{line} of {file} is no [section]", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", failure.Message + failure.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_of_another_copy_of_the_SDK_are_read_each_time_they_are_needed()
    {
        await using var scene = await Scene.StartAsync();
        var credential = new OtherSdkCredentials();

        await SucceedAsync(scene, new ConnectionOptions { Credential = credential, EndpointUrl = scene.Simulator.Endpoint }, times: 2);

        Assert.Equal(2, credential.Calls);
    }

    [Fact]
    public async Task Credentials_of_the_SDK_in_another_load_context_are_taken()
    {
        await using var scene = await Scene.StartAsync();
        var other = new AssemblyLoadContext("AWS.Tools").LoadFromAssemblyPath(typeof(Amazon.Runtime.BasicAWSCredentials).Assembly.Location);
        var credential = Activator.CreateInstance(other.GetType("Amazon.Runtime.BasicAWSCredentials")!, AccessKey, "secret")!;
        Assert.IsNotType<Amazon.Runtime.BasicAWSCredentials>(credential, exactMatch: false);

        await SucceedAsync(scene, new ConnectionOptions { Credential = credential, EndpointUrl = scene.Simulator.Endpoint });

        Assert.Equal(AccessKey, Assert.Single(scene.Requests("AssumeRole")).AccessKeyId);
    }

    [Fact]
    public async Task A_credential_process_that_does_not_end_is_given_up()
    {
        await using var scene = await Scene.StartAsync();
        using var file = new CredentialsFile(OperatingSystem.IsWindows() ? "[slow]\ncredential_process = ping -n 5 127.0.0.1\n" : "[slow]\ncredential_process = sleep 5\n");

        // On the scene's clock every wait is over at once.
        var failure = await FailAsync(scene, new ConnectionOptions { ProfileName = "slow", ProfileLocation = file.Path, EndpointUrl = scene.Simulator.Endpoint });

        Assert.Equal("CredentialProcessFailed", failure.ErrorId);
        Assert.Contains("did not end within 2 minutes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_credentials_of_another_copy_of_the_SDK_throw_is_told_as_the_cause()
    {
        await using var scene = await Scene.StartAsync();

        var failure = await FailAsync(scene, new ConnectionOptions { Credential = new BrokenSdkCredentials("the token file is empty"), EndpointUrl = scene.Simulator.Endpoint });

        Assert.Equal("CallerCredentialsNotFound", failure.ErrorId);
        Assert.Contains("the token file is empty", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_holder_that_AWS_Tools_keeps_in_its_session_variable_is_opened()
    {
        await using var scene = await Scene.StartAsync();

        await SucceedAsync(scene, new ConnectionOptions { StoredCredential = new Holder(new OtherSdkCredentials()), EndpointUrl = scene.Simulator.Endpoint });
    }

    [Fact]
    public async Task The_keys_of_a_role_that_was_assumed_elsewhere_can_be_given_as_they_came()
    {
        await using var scene = await Scene.StartAsync();
        using var sts = new Amazon.SecurityToken.AmazonSecurityTokenServiceClient(
            AccessKey, "secret", new Amazon.SecurityToken.AmazonSecurityTokenServiceConfig { ServiceURL = scene.Simulator.Endpoint.AbsoluteUri, AuthenticationRegion = Scene.Primary });
        scene.Simulator.Sts.SetRole("111111111111", "Operator", new() { TrustsManagementAccount = true });
        var operatorSession = (await sts.AssumeRoleAsync(
            new Amazon.SecurityToken.Model.AssumeRoleRequest { RoleArn = "arn:aws:iam::111111111111:role/Operator", RoleSessionName = "operator" }, TestContext.Current.CancellationToken)).Credentials;
        var keys = new { operatorSession.AccessKeyId, operatorSession.SecretAccessKey, operatorSession.SessionToken };

        await SucceedAsync(scene, new ConnectionOptions { Credential = keys, EndpointUrl = scene.Simulator.Endpoint });

        Assert.Contains(scene.Requests("AssumeRole"), static request => request.PrincipalArn.EndsWith("assumed-role/Operator/operator", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_name_and_password_are_refused_with_what_AWS_takes()
    {
        await using var scene = await Scene.StartAsync();

        var failure = await FailAsync(scene, new ConnectionOptions { Credential = new PSCredential(), EndpointUrl = scene.Simulator.Endpoint });

        Assert.Equal("CredentialNotUsable", failure.ErrorId);
        Assert.Contains("PSCredential", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Get-AWSCredential", failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_profile_is_read_from_the_file_that_is_named()
    {
        await using var scene = await Scene.StartAsync();
        using var file = new CredentialsFile($"[backup]\naws_access_key_id = {AccessKey}\naws_secret_access_key = secret\n");

        await SucceedAsync(scene, new ConnectionOptions { ProfileName = "backup", ProfileLocation = file.Path, EndpointUrl = scene.Simulator.Endpoint });
    }

    [Fact]
    public async Task A_profile_that_does_not_exist_is_a_failure_and_no_other_source_is_asked()
    {
        await using var scene = await Scene.StartAsync();
        using var file = new CredentialsFile($"[default]\naws_access_key_id = {AccessKey}\naws_secret_access_key = secret\n");

        var failure = await FailAsync(scene, new ConnectionOptions { ProfileName = "backup", ProfileLocation = file.Path, EndpointUrl = scene.Simulator.Endpoint });

        Assert.Equal("ProfileNotFound", failure.ErrorId);
        Assert.Equal(FailureCategory.ObjectNotFound, failure.Category);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task Literal_keys_come_before_a_profile()
    {
        await using var scene = await Scene.StartAsync();

        await SucceedAsync(scene, scene.Connection with { ProfileName = "does-not-exist" });
    }

    [Fact]
    public async Task A_login_that_has_expired_is_told_with_the_command_that_renews_it()
    {
        await using var scene = await Scene.StartAsync();
        using var file = new CredentialsFile("[sso]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 111111111111\nsso_role_name = Operator\n");

        var failure = await FailAsync(scene, new ConnectionOptions { ProfileName = "sso", ProfileLocation = file.Path, EndpointUrl = scene.Simulator.Endpoint });

        Assert.Equal("LoginExpired", failure.ErrorId);
        Assert.Equal(FailureCategory.PermissionDenied, failure.Category);
        Assert.Contains("aws sso login --profile sso", failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task What_passes_is_the_failure_of_one_account_and_the_next_tries_anew()
    {
        await using var scene = await Scene.StartAsync();
        var source = new FailingOnce(new HttpRequestException("The network is away."));
        var engine = scene.NewEngine(new ConnectionOptions { Credential = source, EndpointUrl = scene.Simulator.Endpoint });

        var first = await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);
        var second = await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);

        Assert.Equal(("EndpointNotReachable", FailureCategory.ResourceUnavailable, false), (first.Failure!.ErrorId, first.Failure.Category, first.Failure.IsCallers));
        Assert.Null(second.Failure?.Message);
    }

    [Fact]
    public async Task What_is_the_callers_fault_is_not_asked_for_again()
    {
        await using var scene = await Scene.StartAsync();
        var source = new FailingOnce(new InvalidOperationException("The token file is empty."));
        var engine = scene.NewEngine(new ConnectionOptions { Credential = source, EndpointUrl = scene.Simulator.Endpoint });

        var first = await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);
        var second = await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);

        Assert.Equal(("CallerCredentialsNotFound", true), (first.Failure!.ErrorId, first.Failure.IsCallers));
        Assert.Equal(first.Failure.Message, second.Failure?.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_request_that_AWS_quotes_when_a_signature_does_not_match_is_not_told(bool isOurSdk)
    {
        const string Quote = "The request signature we calculated does not match the signature you provided. The Canonical String for this request should have been 'POST x-amz-security-token:very-secret'";
        await using var scene = await Scene.StartAsync();
        Exception thrown = isOurSdk
            ? new Amazon.Runtime.AmazonClientException(Quote, new Amazon.Runtime.AmazonServiceException(Quote) { ErrorCode = "SignatureDoesNotMatch", StatusCode = System.Net.HttpStatusCode.Forbidden })
            : new InvalidOperationException(Quote);

        var failure = await FailAsync(scene, new ConnectionOptions { Credential = new FailingOnce(thrown), EndpointUrl = scene.Simulator.Endpoint });

        Assert.Equal(("CredentialsInvalid", true), (failure.ErrorId, failure.IsCallers));
        Assert.DoesNotContain("very-secret", failure.Message + failure.Remedy + failure.Exception, StringComparison.Ordinal);
    }

    private static async Task<AccountFailure> FailAsync(Scene scene, ConnectionOptions connection)
    {
        var outcome = await scene.NewEngine(connection).GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);
        return outcome.Failure!;
    }

    private static async Task SucceedAsync(Scene scene, ConnectionOptions connection, int times = 1)
    {
        var engine = scene.NewEngine(connection);
        for (var time = 0; time < times; time++)
        {
            var outcome = await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);
            Assert.Null(outcome.Failure?.Message);
        }
    }

    // What another copy of the SDK has: the same members, other types.
    private sealed class OtherSdkCredentials
    {
        public int Calls { get; private set; }

        public Task<OtherSdkKeys> GetCredentialsAsync()
        {
            Calls++;
            return Task.FromResult(new OtherSdkKeys(AccessKey, "secret", string.Empty));
        }
    }

    private sealed class BrokenSdkCredentials(string fault)
    {
        public OtherSdkKeys GetCredentials() => throw new InvalidOperationException(fault);
    }

    private sealed class FailingOnce(Exception fault)
    {
        private bool _hasFailed;

        public OtherSdkKeys GetCredentials()
        {
            if (!_hasFailed)
            {
                _hasFailed = true;
                throw fault;
            }

            return new(AccessKey, "secret", string.Empty);
        }
    }

    private sealed record OtherSdkKeys(string AccessKey, string SecretKey, string Token);

    private sealed class Holder(object credentials)
    {
        internal object Credentials { get; } = credentials;
    }

    private sealed class PSCredential;

    private sealed class CredentialsFile : IDisposable
    {
        public CredentialsFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

        public void Dispose() => File.Delete(Path);
    }
}
