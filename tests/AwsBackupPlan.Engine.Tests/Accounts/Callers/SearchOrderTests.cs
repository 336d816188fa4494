namespace AwsBackupPlan.Engine.Tests.Accounts.Callers;

/// <summary>Which source wins, each time in a process of its own.</summary>
public sealed class SearchOrderTests
{
    private const string Keys = "aws_secret_access_key = secret\naws_access_key_id = ";

    [Fact]
    public async Task Literal_keys_come_before_a_credentials_object()
    {
        await using var scene = await CallerScene.StartAsync();

        await scene.SucceedAsync("AccessKey=AKIALITERAL000000000", "SecretKey=secret", "Credential=AKIAOBJECT0000000000", "ProfileName=none");

        Assert.Equal(["AKIALITERAL000000000"], scene.CallersOfSts);
    }

    [Fact]
    public async Task A_credentials_object_comes_before_a_named_profile()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteCredentials($"[named]\n{Keys}AKIANAMED00000000000\n");

        await scene.SucceedAsync("Credential=AKIAOBJECT0000000000", "ProfileName=named");

        Assert.Equal(["AKIAOBJECT0000000000"], scene.CallersOfSts);
    }

    [Theory]
    [InlineData("StoredKeys=AKIASTORED0000000000")]
    [InlineData("StoredProfile=stored")]
    public async Task A_named_profile_comes_before_what_the_session_has_stored(string stored)
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteCredentials($"[named]\n{Keys}AKIANAMED00000000000\n[stored]\n{Keys}AKIASTORED0000000000\n");

        await scene.SucceedAsync("ProfileName=named", stored);

        Assert.Equal(["AKIANAMED00000000000"], scene.CallersOfSts);
    }

    [Theory]
    [InlineData("StoredKeys=AKIASTORED0000000000")]
    [InlineData("StoredProfile=stored")]
    public async Task What_the_session_has_stored_comes_before_the_environment(string stored)
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteCredentials($"[stored]\n{Keys}AKIASTORED0000000000\n");
        SetKeys(scene);

        await scene.SucceedAsync(stored);

        Assert.Equal(["AKIASTORED0000000000"], scene.CallersOfSts);
    }

    [Fact]
    public async Task Keys_in_the_environment_come_before_a_web_identity_and_AWS_PROFILE()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteCredentials($"[named]\n{Keys}AKIANAMED00000000000\n");
        SetKeys(scene);
        scene.Environment["AWS_PROFILE"] = "named";
        scene.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/does/not/exist";
        scene.Environment["AWS_ROLE_ARN"] = "arn:aws:iam::111111111111:role/Pod";

        await scene.SucceedAsync();

        Assert.Equal(["AKIAENVIRONMENT00000"], scene.CallersOfSts);
    }

    [Fact]
    public async Task A_session_token_in_the_environment_goes_with_its_keys()
    {
        await using var scene = await CallerScene.StartAsync();
        SetKeys(scene);
        scene.Environment["AWS_SESSION_TOKEN"] = "no-token-of-STS";

        var run = await scene.RunAsync();

        // A long-term key has no token: the simulator refuses it as AWS does.
        Assert.Equal("CredentialsInvalid", run.ErrorId);
    }

    [Fact]
    public async Task AWS_PROFILE_comes_before_the_default_profile()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteCredentials($"[default]\n{Keys}AKIADEFAULT000000000\n[named]\n{Keys}AKIANAMED00000000000\n");
        scene.Environment["AWS_PROFILE"] = "named";

        await scene.SucceedAsync();

        Assert.Equal(["AKIANAMED00000000000"], scene.CallersOfSts);
    }

    [Fact]
    public async Task The_default_profile_comes_before_the_container()
    {
        await using var scene = await CallerScene.StartAsync();
        await using var container = await MetadataEndpoint.StartAsync("AKIACONTAINER0000000");
        scene.WriteConfig($"[default]\n{Keys}AKIADEFAULT000000000\n");
        container.OfferTo(scene, asContainer: true);

        await scene.SucceedAsync();

        Assert.Equal(["AKIADEFAULT000000000"], scene.CallersOfSts);
        Assert.Empty(container.Requests);
    }

    [Fact]
    public async Task A_default_profile_with_settings_alone_is_no_source()
    {
        await using var scene = await CallerScene.StartAsync();
        await using var container = await MetadataEndpoint.StartAsync("AKIACONTAINER0000000");
        scene.WriteConfig("[default]\nregion = eu-west-1\noutput = json\n");
        container.OfferTo(scene, asContainer: true);

        await scene.SucceedAsync();

        Assert.Equal(["AKIACONTAINER0000000"], scene.CallersOfSts);
    }

    [Fact]
    public async Task The_container_comes_before_the_instance_and_gets_its_authorization()
    {
        await using var scene = await CallerScene.StartAsync();
        await using var container = await MetadataEndpoint.StartAsync("AKIACONTAINER0000000");
        await using var instance = await MetadataEndpoint.StartAsync("AKIAINSTANCE00000000");
        container.OfferTo(scene, asContainer: true);
        instance.OfferTo(scene, asContainer: false);

        await scene.SucceedAsync();

        Assert.Equal(["AKIACONTAINER0000000"], scene.CallersOfSts);
        Assert.Equal("GET /credentials Bearer-of-the-task", Assert.Single(container.Requests));
        Assert.Empty(instance.Requests);
    }

    [Fact]
    public async Task The_instance_comes_last_and_is_asked_with_a_token_only()
    {
        await using var scene = await CallerScene.StartAsync();
        await using var instance = await MetadataEndpoint.StartAsync("AKIAINSTANCE00000000");
        instance.OfferTo(scene, asContainer: false);

        await scene.SucceedAsync();

        Assert.Equal(["AKIAINSTANCE00000000"], scene.CallersOfSts);
        Assert.Contains("PUT /latest/api/token ttl", instance.Requests);
        Assert.DoesNotContain(instance.Requests, static request => request.StartsWith("GET", StringComparison.Ordinal) && !request.EndsWith(" token-of-the-instance", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_instance_that_gives_no_token_is_not_asked_without()
    {
        await using var scene = await CallerScene.StartAsync();
        await using var instance = await MetadataEndpoint.StartAsync("AKIAINSTANCE00000000", givesTokens: false);
        instance.OfferTo(scene, asContainer: false);

        var run = await scene.RunAsync();

        Assert.Equal(("CallerCredentialsNotFound", true), (run.ErrorId, run.IsCallers));
        Assert.DoesNotContain(instance.Requests, static request => request.StartsWith("GET", StringComparison.Ordinal));
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task Without_any_source_the_error_says_what_can_be_given()
    {
        await using var scene = await CallerScene.StartAsync();

        var run = await scene.RunAsync();

        Assert.Equal(("CallerCredentialsNotFound", "AuthenticationError", true), (run.ErrorId, run.Category, run.IsCallers));
        Assert.Contains("-ProfileName", run.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Theory]
    [InlineData("ProfileName=missing", null)]
    [InlineData("StoredProfile=missing", null)]
    [InlineData(null, "missing")]
    public async Task A_named_profile_that_does_not_exist_is_an_error_and_never_a_fall_through(string? option, string? environment)
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteCredentials($"[default]\n{Keys}AKIADEFAULT000000000\n");
        if (environment is not null)
        {
            scene.Environment["AWS_PROFILE"] = environment;
        }
        else
        {
            SetKeys(scene);
        }

        var run = await scene.RunAsync(option is null ? [] : [option]);

        Assert.Equal(("ProfileNotFound", "ObjectNotFound", true), (run.ErrorId, run.Category, run.IsCallers));
        Assert.Contains("'missing'", run.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", "the access key")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "the secret key")]
    public async Task Half_a_key_in_the_environment_is_an_error_and_no_fall_through(string variable, string which)
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteCredentials($"[default]\n{Keys}AKIADEFAULT000000000\n");
        scene.Environment[variable] = "very-secret";

        var run = await scene.RunAsync();

        Assert.Equal("CredentialsIncomplete", run.ErrorId);
        Assert.Contains($"only {which} is set", run.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", run.Message + run.Remedy + run.Exception, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_file_that_is_named_and_has_no_default_profile_does_not_lead_to_the_one_in_the_home_folder()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteCredentials($"[default]\n{Keys}AKIADEFAULT000000000\n");
        var other = scene.Write("other.ini", $"[named]\n{Keys}AKIANAMED00000000000\n");

        var run = await scene.RunAsync($"ProfileLocation={other}");

        Assert.Equal(("CallerCredentialsNotFound", true), (run.ErrorId, run.IsCallers));
        Assert.Empty(scene.Simulator.Requests);
    }

    [Theory]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE", "[ops]")]
    [InlineData("AWS_CONFIG_FILE", "[profile ops]")]
    public async Task A_profile_that_the_file_of_the_user_does_not_have_is_not_taken_from_one_that_the_environment_names(string variable, string section)
    {
        await using var scene = await CallerScene.StartAsync();
        scene.Environment[variable] = scene.Write("leftover", $"{section}\n{Keys}AKIALEFTOVER00000000\n");
        var other = scene.Write("other/credentials", $"[named]\n{Keys}AKIANAMED00000000000\n");

        var run = await scene.RunAsync("ProfileName=ops", $"ProfileLocation={other}");

        Assert.Equal(("ProfileNotFound", true), (run.ErrorId, run.IsCallers));
        Assert.Contains($"in {other} and {Path.Combine(Path.GetDirectoryName(other)!, "config")}", run.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task Beside_the_file_of_the_user_its_own_configuration_is_read_and_not_that_of_the_environment()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.Environment["AWS_CONFIG_FILE"] = scene.Write("leftover", $"[profile ops]\n{Keys}AKIALEFTOVER00000000\n[sso-session circle]\nsso_session = circle\n");
        scene.Write("other/config", $"[profile ops]\n{Keys}AKIABESIDE0000000000\n");

        await scene.SucceedAsync("ProfileName=ops", $"ProfileLocation={scene.Write("other/credentials", string.Empty)}");

        Assert.Equal(["AKIABESIDE0000000000"], scene.CallersOfSts);
    }

    [Theory]
    [InlineData(true, "AKIACONTAINER0000000")]
    [InlineData(false, "AKIAINSTANCE00000000")]
    public async Task A_file_that_is_named_and_has_no_default_profile_leads_to_the_container_or_the_instance(bool isContainer, string accessKey)
    {
        await using var scene = await CallerScene.StartAsync();
        await using var platform = await MetadataEndpoint.StartAsync(accessKey);
        scene.WriteCredentials($"[default]\n{Keys}AKIADEFAULT000000000\n");
        platform.OfferTo(scene, isContainer);

        await scene.SucceedAsync($"ProfileLocation={scene.Write("other.ini", $"[named]\n{Keys}AKIANAMED00000000000\n")}");

        Assert.Equal([accessKey], scene.CallersOfSts);
    }

    [Fact]
    public async Task The_files_that_the_environment_names_are_read_instead_of_those_in_the_home_folder()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.WriteCredentials($"[named]\n{Keys}AKIAHOME000000000000\n");
        scene.Environment["AWS_SHARED_CREDENTIALS_FILE"] = scene.Write("elsewhere/credentials", $"[named]\n{Keys}AKIAELSEWHERE0000000\n");

        await scene.SucceedAsync("ProfileName=named");

        Assert.Equal(["AKIAELSEWHERE0000000"], scene.CallersOfSts);
    }

    [Theory]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE", "[named]", "ProfileName=named")]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE", "[default]", "")]
    [InlineData("AWS_CONFIG_FILE", "[profile named]", "ProfileName=named")]
    [InlineData("AWS_CONFIG_FILE", "[default]", "")]
    public async Task The_file_that_the_environment_names_now_is_read_and_not_the_one_that_it_named_before(string variable, string section, string profile)
    {
        await using var scene = await CallerScene.StartAsync();
        scene.Environment[variable] = scene.Write("first", $"{section}\n{Keys}AKIAFIRST00000000000\n");
        var second = scene.Write("second", $"{section}\n{Keys}AKIASECOND0000000000\n");

        await scene.SucceedAsync([$"Later:{variable}={second}", .. profile.Length > 0 ? [profile] : Array.Empty<string>()]);

        Assert.Equal(["AKIAFIRST00000000000", "AKIASECOND0000000000"], scene.CallersOfSts);
    }

    [Theory]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE", "[named]")]
    [InlineData("AWS_CONFIG_FILE", "[profile named]")]
    public async Task A_file_that_the_environment_names_only_later_comes_before_the_one_in_the_home_folder_and_goes_with_its_variable(string variable, string section)
    {
        await using var scene = await CallerScene.StartAsync();
        var home = $"{section}\n{Keys}AKIAHOME000000000000\n";
        _ = variable is "AWS_CONFIG_FILE" ? scene.WriteConfig(home) : scene.WriteCredentials(home);
        var elsewhere = scene.Write("elsewhere", $"{section}\n{Keys}AKIAELSEWHERE0000000\n");

        await scene.SucceedAsync("ProfileName=named", $"Later:{variable}={elsewhere}");

        Assert.Equal(["AKIAHOME000000000000", "AKIAELSEWHERE0000000"], scene.CallersOfSts);

        scene.Environment[variable] = elsewhere;
        await scene.SucceedAsync("ProfileName=named", $"Later:{variable}=");

        Assert.Equal("AKIAHOME000000000000", scene.Requests("AssumeRole")[^1].AccessKeyId);
    }

    [Fact]
    public async Task A_profile_of_the_file_that_the_environment_named_before_is_not_found_in_the_one_that_it_names_now()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.Environment["AWS_SHARED_CREDENTIALS_FILE"] = scene.Write("first", $"[one]\n{Keys}AKIAFIRST00000000000\n");
        var second = scene.Write("second", $"[other]\n{Keys}AKIASECOND0000000000\n");

        var run = await scene.RunAsync("ProfileName=one", $"Later:AWS_SHARED_CREDENTIALS_FILE={second}");

        Assert.Equal(("ProfileNotFound", true), (run.ErrorId, run.IsCallers));
        Assert.Contains(second, run.Message, StringComparison.Ordinal);
        Assert.Equal(["AKIAFIRST00000000000"], scene.CallersOfSts);
    }

    [Theory]
    [InlineData("ProfileName=named")]
    [InlineData("StoredProfile=named")]
    [InlineData("")]
    public async Task A_credentials_file_that_the_environment_names_and_is_not_there_is_an_error_and_no_fall_through(string profile)
    {
        await using var scene = await CallerScene.StartAsync();
        await using var container = await MetadataEndpoint.StartAsync("AKIACONTAINER0000000");
        scene.WriteCredentials($"[default]\n{Keys}AKIADEFAULT000000000\n[named]\n{Keys}AKIANAMED00000000000\n");
        container.OfferTo(scene, asContainer: true);
        scene.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/does/not/exist";

        var run = await scene.RunAsync(profile.Length > 0 ? [profile] : []);

        Assert.Equal(("ProfileFileNotFound", "ObjectNotFound", true), (run.ErrorId, run.Category, run.IsCallers));
        Assert.Contains("AWS_SHARED_CREDENTIALS_FILE names '/does/not/exist'", run.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
        Assert.Empty(container.Requests);
    }

    [Fact]
    public async Task A_credentials_file_that_is_not_there_does_not_matter_to_what_comes_before_it()
    {
        await using var scene = await CallerScene.StartAsync();
        scene.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/does/not/exist";
        var file = scene.Write("other.ini", $"[named]\n{Keys}AKIANAMED00000000000\n");

        await scene.SucceedAsync("ProfileName=named", $"ProfileLocation={file}");
        SetKeys(scene);
        await scene.SucceedAsync();

        Assert.Equal(["AKIANAMED00000000000", "AKIAENVIRONMENT00000"], scene.CallersOfSts);
    }

    private static void SetKeys(CallerScene scene)
    {
        scene.Environment["AWS_ACCESS_KEY_ID"] = "AKIAENVIRONMENT00000";
        scene.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
    }
}
