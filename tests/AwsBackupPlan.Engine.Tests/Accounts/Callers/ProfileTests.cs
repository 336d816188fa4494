using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Accounts.Callers;

/// <summary>The kinds of profiles, and web identities, each time in a process of its own.</summary>
public sealed class ProfileTests
{
    private const string Operator = "arn:aws:iam::111111111111:role/Operator";
    private const string Base = "[base]\naws_access_key_id = AKIABASE000000000000\naws_secret_access_key = secret\n";
    private const string Device = "arn:aws:iam::111111111111:mfa/operator";
    private const string Issuer = "https://token.example.com";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_role_of_a_profile_is_assumed_with_its_source_profile_at_the_endpoint_that_is_given(bool byParameter)
    {
        await using var scene = await RoleSceneAsync();
        scene.WriteConfig($"[profile role]\nrole_arn = {Operator}\nsource_profile = base\nrole_session_name = tuesday\n");
        if (byParameter)
        {
            // As -EndpointUrl: not a word of it in the environment.
            scene.Environment.Remove("AWS_ENDPOINT_URL");
        }

        await scene.SucceedAsync(["ProfileName=role", .. byParameter ? [$"EndpointUrl={scene.Simulator.Endpoint}"] : Array.Empty<string>()]);

        Assert.Equal("AKIABASE000000000000", scene.CallersOfSts[0]);
        Assert.Equal("arn:aws:sts::111111111111:assumed-role/Operator/tuesday", scene.Caller);
    }

    [Fact]
    public async Task Roles_of_profiles_can_follow_one_another()
    {
        await using var scene = await RoleSceneAsync();
        scene.Simulator.Sts.SetRole("333333333333", "Second", new() { TrustsManagementAccount = true });
        scene.WriteConfig($"[profile first]\nrole_arn = {Operator}\nsource_profile = base\n[profile second]\nrole_arn = arn:aws:iam::111111111111:role/Second\nsource_profile = first\nrole_session_name = second\n");
        scene.Simulator.Sts.SetRole("111111111111", "Second", new());

        await scene.SucceedAsync("ProfileName=second");

        Assert.Equal(3, scene.Requests("AssumeRole").Count);
        Assert.Equal("arn:aws:sts::111111111111:assumed-role/Second/second", scene.Caller);
    }

    [Fact]
    public async Task A_thousand_accounts_assume_the_role_of_the_profile_once()
    {
        await using var scene = await RoleSceneAsync();
        scene.WriteConfig($"[profile role]\nrole_arn = {Operator}\nsource_profile = base\n");

        var run = await scene.RunAsync(40, ["ProfileName=role"]);

        Assert.Equal(0, run.Failures);
        Assert.Single(scene.Requests("AssumeRole"), static request => request.AccessKeyId is "AKIABASE000000000000");
    }

    [Fact]
    public async Task The_role_of_a_profile_can_be_assumed_with_the_keys_of_the_environment()
    {
        await using var scene = await RoleSceneAsync();
        scene.WriteConfig($"[profile role]\nrole_arn = {Operator}\ncredential_source = Environment\nrole_session_name = tuesday\n");
        scene.Environment["AWS_ACCESS_KEY_ID"] = "AKIAENVIRONMENT00000";
        scene.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";

        await scene.SucceedAsync("ProfileName=role");

        Assert.Equal("AKIAENVIRONMENT00000", scene.CallersOfSts[0]);
        Assert.EndsWith("Operator/tuesday", scene.Caller, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_of_a_profile_that_cannot_be_assumed_is_named_with_the_profile()
    {
        await using var scene = await RoleSceneAsync();
        scene.WriteConfig("[profile role]\nrole_arn = arn:aws:iam::111111111111:role/Nobody\nsource_profile = base\n");

        var run = await scene.RunAsync("ProfileName=role");

        Assert.Equal(("CallerRoleNotAssumable", "PermissionDenied", true), (run.ErrorId, run.Category, run.IsCallers));
        Assert.Contains("role/Nobody of the AWS profile 'role'", run.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("")]
    public async Task A_profile_whose_name_has_a_blank_is_found_as_the_AWS_CLI_writes_it(string quote)
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteConfig($"[profile {quote}my own{quote}]\naws_access_key_id = AKIAQUOTED0000000000\naws_secret_access_key = secret\n");

        await scene.SucceedAsync("ProfileName=my own");

        Assert.Equal("AKIAQUOTED0000000000", scene.CallersOfSts[0]);
    }

    [Theory]
    [InlineData("my own", "'aws configure --profile \"my own\"'")]
    [InlineData("own", "'aws configure --profile own'")]
    [InlineData("a $b", "'aws configure --profile 'a $b''")]
    public async Task A_command_that_is_told_has_the_name_of_the_profile_as_one_word(string name, string command)
    {
        await using var scene = await CallerScene.StartAsync();

        var run = await scene.RunAsync($"ProfileName={name}");

        Assert.Equal("ProfileNotFound", run.ErrorId);
        Assert.Contains(command, run.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_profile_that_does_not_exist_is_named()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteConfig($"[profile role]\nrole_arn = {Operator}\nsource_profile = missing\n");

        var run = await scene.RunAsync("ProfileName=role");

        Assert.Equal(("ProfileNotUsable", true), (run.ErrorId, run.IsCallers));
        Assert.Contains("missing", run.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Theory]
    [InlineData("source_profile = base")]
    [InlineData("credential_source = Environment")]
    [InlineData("credential_source = EcsContainer")]
    [InlineData("credential_source = Ec2InstanceMetadata")]
    public async Task Whatever_the_source_all_settings_of_the_role_are_honoured_together(string source)
    {
        await using var scene = await RoleSceneAsync();
        await using var platform = await MetadataEndpoint.StartAsync("AKIABASE000000000000");
        scene.Simulator.Sts.SetRole("111111111111", "Operator", new() { Mfa = new(Device, "123456"), ExternalId = "ticket-4711", MaxSessionDuration = 43200 });
        scene.WriteConfig($"[profile role]\nrole_arn = {Operator}\n{source}\nexternal_id = ticket-4711\nmfa_serial = {Device}\nrole_session_name = tuesday\nduration_seconds = 36000\n");
        if (source.EndsWith("Environment", StringComparison.Ordinal))
        {
            scene.Environment["AWS_ACCESS_KEY_ID"] = "AKIABASE000000000000";
            scene.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        }
        else if (!source.EndsWith("base", StringComparison.Ordinal))
        {
            platform.OfferTo(scene, asContainer: source.EndsWith("EcsContainer", StringComparison.Ordinal));
        }

        await scene.SucceedAsync("ProfileName=role", "Answer=123456");

        Assert.Equal("AKIABASE000000000000", scene.CallersOfSts[0]);
        Assert.EndsWith("Operator/tuesday", scene.Caller, StringComparison.Ordinal);
        Assert.InRange(Lasts(scene), TimeSpan.FromHours(9), TimeSpan.FromHours(10));
    }

    [Theory]
    [InlineData("external_id = ticket-1\n")]
    [InlineData("")]
    public async Task A_role_whose_external_id_the_profile_does_not_have_cannot_be_assumed_and_no_id_is_told(string setting)
    {
        await using var scene = await RoleSceneAsync();
        scene.Simulator.Sts.SetRole("111111111111", "Operator", new() { ExternalId = "ticket-4711" });
        scene.WriteConfig($"[profile role]\nrole_arn = {Operator}\nsource_profile = base\n{setting}");

        var run = await scene.RunAsync("ProfileName=role");

        Assert.Equal(("CallerRoleNotAssumable", true), (run.ErrorId, run.IsCallers));
        Assert.Contains("external_id", run.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("ticket", run.Message + run.Remedy + run.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_the_profile_gives_no_name_and_no_duration_is_named_after_the_module_and_lasts_an_hour()
    {
        await using var scene = await RoleSceneAsync();
        scene.Simulator.Sts.SetRole("111111111111", "Operator", new() { MaxSessionDuration = 43200 });
        scene.WriteConfig($"[profile role]\nrole_arn = {Operator}\nsource_profile = base\n");

        await scene.SucceedAsync("ProfileName=role");

        Assert.EndsWith("Operator/AwsBackupPlan", scene.Caller, StringComparison.Ordinal);
        Assert.InRange(Lasts(scene), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_setting_in_the_credentials_file_stands_above_that_of_the_configuration_file()
    {
        await using var scene = await RoleSceneAsync();
        scene.Simulator.Sts.SetRole("111111111111", "Operator", new() { MaxSessionDuration = 43200 });
        scene.WriteConfig($"[profile role]\nrole_arn = {Operator}\nsource_profile = base\nduration_seconds = 1800\n");
        scene.WriteCredentials(Base + "[role]\nduration_seconds = 36000\n");

        await scene.SucceedAsync("ProfileName=role");

        Assert.InRange(Lasts(scene), TimeSpan.FromHours(9), TimeSpan.FromHours(10));
    }

    [Fact]
    public async Task The_duration_is_read_from_the_file_that_AWS_CONFIG_FILE_names_and_for_the_default_profile_without_its_marker()
    {
        await using var scene = await RoleSceneAsync();
        scene.Simulator.Sts.SetRole("111111111111", "Operator", new() { MaxSessionDuration = 43200 });
        scene.WriteConfig("[default]\nduration_seconds = 900\n");
        scene.Environment["AWS_CONFIG_FILE"] = scene.Write("elsewhere", $"[default]\nrole_arn = {Operator}\nsource_profile = base\nduration_seconds = 36000\n");

        await scene.SucceedAsync();

        Assert.InRange(Lasts(scene), TimeSpan.FromHours(9), TimeSpan.FromHours(10));
    }

    [Theory]
    [InlineData("duration_seconds = 899", "duration_seconds", "a number of seconds from 900 to 43200")]
    [InlineData("duration_seconds = 43201", "duration_seconds", "a number of seconds from 900 to 43200")]
    [InlineData("duration_seconds = 1h", "duration_seconds", "a number of seconds from 900 to 43200")]
    [InlineData("duration_seconds = -900", "duration_seconds", "a number of seconds from 900 to 43200")]
    [InlineData("role_session_name = on tuesday", "role_session_name", "2–64 letters")]
    [InlineData("external_id = very secret", "external_id", "2–1224 letters")]
    public async Task A_setting_of_a_role_that_AWS_does_not_take_is_told_in_words_before_any_call_and_is_not_quoted(string setting, string name, string allowed)
    {
        await using var scene = await RoleSceneAsync();
        scene.WriteConfig($"[profile role]\nrole_arn = {Operator}\nsource_profile = base\n{setting}\n");

        var run = await scene.RunAsync("ProfileName=role");

        Assert.Equal(("ProfileNotUsable", "InvalidArgument", true), (run.ErrorId, run.Category, run.IsCallers));
        Assert.Contains($"The AWS profile 'role' cannot be used: its {name} is not", run.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, run.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(setting.Split('=')[1], run.Message + run.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Theory]
    [InlineData("source_profile = base\ncredential_source = Environment", "both source_profile and credential_source")]
    [InlineData("", "neither source_profile nor credential_source")]
    [InlineData("source_profile = role", "has no keys")]
    [InlineData("source_profile = other\n[profile other]\nrole_arn = arn:aws:iam::111111111111:role/Other\nsource_profile = role", "in a circle: role, other, role")]
    [InlineData("credential_source = Elsewhere", "Elsewhere")]
    public async Task A_role_of_which_nobody_can_tell_who_assumes_it_is_an_error_that_says_why(string settings, string why)
    {
        await using var scene = await RoleSceneAsync();
        scene.WriteConfig($"[profile role]\nrole_arn = {Operator}\n{settings}\n");

        var run = await scene.RunAsync("ProfileName=role");

        Assert.Equal(("ProfileNotUsable", true), (run.ErrorId, run.IsCallers));
        Assert.Contains(why, run.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_profile_that_is_its_own_source_assumes_its_role_with_its_own_keys()
    {
        await using var scene = await RoleSceneAsync();
        scene.WriteCredentials($"[role]\naws_access_key_id = AKIAOWN0000000000000\naws_secret_access_key = secret\nrole_arn = {Operator}\nsource_profile = role\n");

        await scene.SucceedAsync("ProfileName=role");

        Assert.Equal("AKIAOWN0000000000000", scene.CallersOfSts[0]);
        Assert.Contains("assumed-role/Operator/", scene.Caller, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_default_profile_with_an_unusable_role_is_an_error_and_no_fall_through()
    {
        await using var scene = await RoleSceneAsync();
        await using var container = await MetadataEndpoint.StartAsync("AKIACONTAINER0000000");
        scene.WriteConfig($"[default]\nrole_arn = {Operator}\n");
        container.OfferTo(scene, asContainer: true);

        var run = await scene.RunAsync();

        Assert.Equal(("ProfileNotUsable", true), (run.ErrorId, run.IsCallers));
        Assert.Empty(container.Requests);
    }

    [Fact]
    public async Task A_role_that_a_role_assumes_for_more_than_an_hour_is_told_with_the_setting()
    {
        await using var scene = await RoleSceneAsync();
        scene.Simulator.Sts.SetRole("111111111111", "Second", new() { MaxSessionDuration = 43200 });
        scene.WriteConfig($"[profile first]\nrole_arn = {Operator}\nsource_profile = base\n[profile second]\nrole_arn = arn:aws:iam::111111111111:role/Second\nsource_profile = first\nduration_seconds = 7200\n");

        var run = await scene.RunAsync("ProfileName=second");

        Assert.True(run.IsCallers);
        Assert.Contains("Set duration_seconds of the AWS profile 'second' to 3600 or less", run.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_MFA_code_is_asked_for_once_however_many_accounts_there_are()
    {
        await using var scene = await MfaSceneAsync();

        var run = await scene.RunAsync(40, ["ProfileName=mfa", "Answer=123456"]);

        Assert.Equal(0, run.Failures);
        Assert.Contains("mfa/operator", Assert.Single(run.Questions), StringComparison.Ordinal);
        Assert.EndsWith("Operator/tuesday", scene.Caller, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("654321", "MfaCodeRefused", 1)]
    [InlineData("12345", "MfaCodeInvalid", 0)]
    [InlineData("", "MfaCodeInvalid", 0)]
    public async Task An_MFA_code_that_is_wrong_is_not_asked_for_again(string code, string errorId, int calls)
    {
        await using var scene = await MfaSceneAsync();

        var run = await scene.RunAsync(40, ["ProfileName=mfa", $"Answer={code}"]);

        Assert.Equal((errorId, true, 40), (run.ErrorId, run.IsCallers, run.Failures));
        Assert.Single(run.Questions);
        Assert.Equal(calls, scene.Simulator.Requests.Count);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_an_MFA_device_is_an_error_before_any_call()
    {
        await using var scene = await MfaSceneAsync();

        var run = await scene.RunAsync("ProfileName=mfa");

        Assert.Equal(("MfaNotPossible", "AuthenticationError", true), (run.ErrorId, run.Category, run.IsCallers));
        Assert.Contains("arn:aws:iam::111111111111:mfa/operator", run.Message, StringComparison.Ordinal);
        Assert.Contains("interactive", run.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_credential_process_is_run()
    {
        await using var scene = await CallerScene.StartAsync();
        WriteProcess(scene, """{ "Version": 1, "AccessKeyId": "AKIAPROCESS000000000", "SecretAccessKey": "secret" }""", 0);

        await scene.SucceedAsync("ProfileName=process");

        Assert.Equal(["AKIAPROCESS000000000"], scene.CallersOfSts);
    }

    [Theory]
    [InlineData("very-secret", 1, "error status")]
    [InlineData("very-secret", 0, "JSON document")]
    [InlineData("""{ "Version": 2, "SecretAccessKey": "very-secret" }""", 0, "JSON document")]
    [InlineData("""{ "Version": 1, "SecretAccessKey": "very-secret" }""", 0, "JSON document")]
    public async Task Of_a_credential_process_that_fails_the_profile_is_told_and_not_its_output(string output, int status, string cause)
    {
        await using var scene = await CallerScene.StartAsync();
        WriteProcess(scene, output, status);

        var run = await scene.RunAsync("ProfileName=process");

        Assert.Equal(("CredentialProcessFailed", "AuthenticationError", true), (run.ErrorId, run.Category, run.IsCallers));
        Assert.Contains("'process'", run.Message, StringComparison.Ordinal);
        Assert.Contains(cause, run.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", run.Message + run.Remedy + run.Exception, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_credential_process_that_fails_is_run_once_however_many_accounts_there_are()
    {
        await using var scene = await CallerScene.StartAsync();
        var runs = scene.Write("runs", string.Empty);
        scene.WriteConfig("[profile process]\ncredential_process = " + (OperatingSystem.IsWindows() ? $"cmd /c \"echo run>>{runs} & exit 1\"\n" : $"sh -c 'echo run >>{runs}; exit 1'\n"));

        var run = await scene.RunAsync(8, ["ProfileName=process"]);

        Assert.Equal(("CredentialProcessFailed", true, 8), (run.ErrorId, run.IsCallers, run.Failures));
        Assert.Single(await File.ReadAllLinesAsync(runs, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(FaultKind.Throttle, "Throttled")]
    [InlineData(FaultKind.InternalError, "ServiceUnavailable")]
    [InlineData(FaultKind.Reset, "EndpointNotReachable")]
    public async Task A_portal_that_does_not_answer_for_the_moment_is_no_login_that_has_expired(FaultKind kind, string errorId)
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteLogin(hasSession: true, TimeSpan.FromHours(1));
        scene.Simulator.Sso.SignIn(CallerScene.LoginToken, ("111111111111", "Operator"));
        scene.Simulator.AddFault(new FaultRule { Service = "sso", Kind = kind, Times = 0 });
        scene.Environment["AWS_MAX_ATTEMPTS"] = "1";

        var run = await scene.RunAsync("ProfileName=login");

        Assert.Equal((errorId, "ResourceUnavailable", false), (run.ErrorId, run.Category, run.IsCallers));
        Assert.DoesNotContain(CallerScene.LoginToken, run.Message + run.Exception, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_login_that_lasts_is_used(bool hasSession)
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteLogin(hasSession, TimeSpan.FromHours(1));
        scene.Simulator.Sso.SignIn(CallerScene.LoginToken, ("111111111111", "Operator"));

        await scene.SucceedAsync("ProfileName=login");

        Assert.Contains("assumed-role/AWSReservedSSO_Operator_", scene.Caller, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_login_that_has_expired_is_told_with_the_command_that_renews_it_and_nothing_is_called(bool hasSession)
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteLogin(hasSession, TimeSpan.FromHours(-1));
        scene.Simulator.Sso.SignIn(CallerScene.LoginToken, ("111111111111", "Operator"));

        var run = await scene.RunAsync("ProfileName=login");

        Assert.Equal(("LoginExpired", "PermissionDenied", true), (run.ErrorId, run.Category, run.IsCallers));
        Assert.Contains("'aws sso login --profile login'", run.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(CallerScene.LoginToken, run.Message + run.Exception, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_login_that_was_ended_elsewhere_is_one_that_has_expired()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteLogin(hasSession: true, TimeSpan.FromHours(1));

        var run = await scene.RunAsync("ProfileName=login");

        Assert.Equal("LoginExpired", run.ErrorId);
        Assert.DoesNotContain(CallerScene.LoginToken, run.Message + run.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_without_access_to_the_role_is_no_login_that_has_expired()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteLogin(hasSession: true, TimeSpan.FromHours(1));
        scene.Simulator.Sso.SignIn(CallerScene.LoginToken, ("111111111111", "Auditor"));

        var run = await scene.RunAsync("ProfileName=login");

        Assert.Equal(("LoginHasNoAccess", "PermissionDenied", true), (run.ErrorId, run.Category, run.IsCallers));
    }

    [Fact]
    public async Task The_login_of_a_source_profile_is_renewed_by_that_profiles_name()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteLogin(hasSession: true, TimeSpan.FromHours(-1), $"[profile role]\nrole_arn = {Operator}\nsource_profile = login\n");
        scene.Environment["AWS_PROFILE"] = "role";

        var run = await scene.RunAsync();

        Assert.Equal("LoginExpired", run.ErrorId);
        Assert.Contains("'aws sso login --profile login'", run.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_web_identity_is_used_at_the_endpoint_that_is_given_as_a_parameter(bool byProfile)
    {
        await using var scene = await CallerScene.StartAsync();
        OfferToken(scene, byProfile, Token(Issuer, TimeSpan.FromHours(1)));
        scene.Environment.Remove("AWS_ENDPOINT_URL");

        await scene.SucceedAsync([$"EndpointUrl={scene.Simulator.Endpoint}", .. byProfile ? ["ProfileName=pod"] : Array.Empty<string>()]);

        Assert.Equal("arn:aws:sts::111111111111:assumed-role/Pod/pod-1", scene.Caller);
        Assert.Equal(string.Empty, scene.Requests("AssumeRoleWithWebIdentity")[0].AccessKeyId);
    }

    [Fact]
    public async Task A_web_identity_of_the_environment_comes_before_AWS_PROFILE()
    {
        await using var scene = await CallerScene.StartAsync();
        OfferToken(scene, byProfile: false, Token(Issuer, TimeSpan.FromHours(1)));
        scene.WriteCredentials(Base);
        scene.Environment["AWS_PROFILE"] = "base";

        await scene.SucceedAsync();

        Assert.Contains("assumed-role/Pod/", scene.Caller, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-a-token-at-all")]
    [InlineData(null)]
    public async Task A_web_identity_that_STS_refuses_is_an_error_without_the_token(string? text)
    {
        await using var scene = await CallerScene.StartAsync();
        var token = text ?? Token("https://somebody.example.com", TimeSpan.FromHours(1));
        OfferToken(scene, byProfile: false, token);

        var run = await scene.RunAsync();

        Assert.Equal(("WebIdentityRefused", "PermissionDenied", true), (run.ErrorId, run.Category, run.IsCallers));
        Assert.Contains("role/Pod", run.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token, run.Message + run.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_identity_that_STS_does_not_answer_for_the_moment_is_not_refused()
    {
        await using var scene = await CallerScene.StartAsync();
        OfferToken(scene, byProfile: false, Token(Issuer, TimeSpan.FromHours(1)));
        scene.Simulator.AddFault(new FaultRule { Operation = "AssumeRoleWithWebIdentity", Kind = FaultKind.ServiceUnavailable, Times = 0 });

        var run = await scene.RunAsync();

        Assert.Equal(("ServiceUnavailable", "ResourceUnavailable", false), (run.ErrorId, run.Category, run.IsCallers));
    }

    [Fact]
    public async Task A_web_identity_whose_file_is_missing_is_an_error_that_names_the_file()
    {
        await using var scene = await CallerScene.StartAsync();
        OfferToken(scene, byProfile: false, "token");
        File.Delete(scene.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"]);

        var run = await scene.RunAsync();

        Assert.Equal(("WebIdentityTokenNotFound", "ObjectNotFound", true), (run.ErrorId, run.Category, run.IsCallers));
        Assert.Contains(scene.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"], run.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    // How long the session of the profile's role has been issued for, less the time since.
    private static TimeSpan Lasts(CallerScene scene) =>
        scene.Simulator.Sts.IssuedSessions.Single(static session => session.Caller.Arn.Contains("assumed-role/Operator/", StringComparison.Ordinal)).Expiration - TimeProvider.System.GetUtcNow();

    private static async Task<CallerScene> RoleSceneAsync()
    {
        var scene = await CallerScene.StartAsync();
        scene.Simulator.Sts.SetRole("111111111111", "Operator", new());
        scene.WriteCredentials(Base);
        return scene;
    }

    private static async Task<CallerScene> MfaSceneAsync()
    {
        var scene = await RoleSceneAsync();
        scene.Simulator.Sts.SetRole("111111111111", "Operator", new() { Mfa = new(Device, "123456") });
        scene.WriteConfig($"[profile mfa]\nrole_arn = {Operator}\nsource_profile = base\nmfa_serial = {Device}\nrole_session_name = tuesday\n");
        return scene;
    }

    private static void WriteProcess(CallerScene scene, string output, int status)
    {
        var file = scene.Write("output", output);
        scene.WriteConfig("[profile process]\ncredential_process = " + (OperatingSystem.IsWindows()
            ? $"cmd /c \"type {file} & exit {status}\"\n"
            : $"sh -c 'cat {file}; cat {file} >&2; exit {status}'\n"));
    }

    private static void OfferToken(CallerScene scene, bool byProfile, string token)
    {
        scene.Simulator.Sts.SetRole("111111111111", "Pod", new() { WebIdentityIssuer = Issuer, TrustsManagementAccount = false });
        var file = scene.Write("token", token);
        if (byProfile)
        {
            scene.WriteConfig($"[profile pod]\nrole_arn = arn:aws:iam::111111111111:role/Pod\nweb_identity_token_file = {file}\nrole_session_name = pod-1\n");
            return;
        }

        scene.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = file;
        scene.Environment["AWS_ROLE_ARN"] = "arn:aws:iam::111111111111:role/Pod";
        scene.Environment["AWS_ROLE_SESSION_NAME"] = "pod-1";
    }

    private static string Token(string issuer, TimeSpan lasts)
    {
        var claims = new { iss = issuer, sub = "system:serviceaccount:backup:plan", aud = "sts.amazonaws.com", exp = TimeProvider.System.GetUtcNow().Add(lasts).ToUnixTimeSeconds() };
        return $"{Part("""{"alg":"RS256"}""")}.{Part(JsonSerializer.Serialize(claims))}.c2lnbmF0dXJl";

        static string Part(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }
}
