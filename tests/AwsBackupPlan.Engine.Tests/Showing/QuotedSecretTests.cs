using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Tests.Accounts.Callers;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Engine.Tests.Showing;

/// <summary>AWS, or what stands before it, quotes whatever it was sent: no secret of whoever it is comes out, and the module's own words stay whole.</summary>
public sealed class QuotedSecretTests : IDisposable
{
    private const string KeyId = "AKIAI44QH8DHBEXAMPLE";
    private const string Key = "canary/of+the=secret0123456789";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("abp-quoted-");

    [Theory]
    [InlineData("backup", FaultKind.InternalError)]
    [InlineData("kms", FaultKind.InternalError)]
    [InlineData("sts", FaultKind.AccessDenied)]
    public async Task Credentials_that_are_given_are_shown_in_no_form(string service, FaultKind kind)
    {
        foreach (var isObject in (bool[])[true, false])
        {
            await using var scene = await Scene.StartAsync();
            var connection = isObject
                ? new ConnectionOptions { Credential = new Dictionary<string, object?> { ["AccessKeyId"] = KeyId, ["SecretAccessKey"] = Key, ["SessionToken"] = string.Empty } }
                : new ConnectionOptions { AccessKey = KeyId, SecretKey = Key };
            scene.Simulator.AddFault(new FaultRule { Service = service, Kind = kind, Times = 0, Message = $"cannot serve {InAllForms(Key)} of {KeyId}" });

            await AssertHiddenAsync(scene, scene.NewEngine(connection with { EndpointUrl = scene.Simulator.Endpoint }), scene.Target, "canary", KeyId, "0123456789");
        }
    }

    [Fact]
    public async Task A_session_token_that_is_given_is_shown_in_no_form()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var session = Assert.Single(scene.Simulator.Sts.IssuedSessions);
        scene.Simulator.AddFault(new FaultRule { Service = "sts", Kind = FaultKind.AccessDenied, Times = 0, Message = $"cannot serve {InAllForms(session.SessionToken)}" });
        var connection = new ConnectionOptions { AccessKey = session.AccessKeyId, SecretKey = session.SecretAccessKey, SessionToken = session.SessionToken, EndpointUrl = scene.Simulator.Endpoint };

        await AssertHiddenAsync(scene, scene.NewEngine(connection), scene.Target, session.SessionToken, session.SessionToken[^8..]);
    }

    [Fact]
    public async Task Credentials_of_a_profile_and_of_a_program_are_not_shown()
    {
        var printed = Path.Combine(_folder.FullName, "printed.json");
        await File.WriteAllTextAsync(printed, $$"""{ "Version": 1, "AccessKeyId": "{{KeyId}}", "SecretAccessKey": "{{Key}}" }""", TestContext.Current.CancellationToken);
        var file = Path.Combine(_folder.FullName, "credentials");
        await File.WriteAllTextAsync(
            file,
            $"""
            [keys]
            aws_access_key_id = {KeyId}
            aws_secret_access_key = {Key}
            [program]
            credential_process = {(OperatingSystem.IsWindows() ? "type" : "cat")} "{printed}"
            [role]
            role_arn = arn:aws:iam::111111111111:role/Operator
            source_profile = keys
            external_id = acme42

            """,
            TestContext.Current.CancellationToken);
        foreach (var profile in (string[])["keys", "program", "role"])
        {
            await using var scene = await Scene.StartAsync();
            scene.Simulator.Sts.SetRole("111111111111", "Operator", new SimulatedRole { ExternalId = "acme42", TrustsManagementAccount = true });
            scene.Simulator.AddFault(new FaultRule { Service = "sts", Kind = FaultKind.AccessDenied, Times = 0, Message = $"cannot serve {Key} of {KeyId} with 'acme42'" });

            // A program takes its time, which the scene's clock would not.
            using var engine = new BackupEngine(new ConnectionOptions { ProfileName = profile, ProfileLocation = file, EndpointUrl = scene.Simulator.Endpoint });
            await AssertHiddenAsync(scene, engine, scene.Target, profile is "role" ? [Key, KeyId, "acme42"] : [Key, KeyId]);
        }
    }

    [Fact]
    public async Task Credentials_of_the_environment_are_not_shown()
    {
        await using var scene = await CallerScene.StartAsync();
        (scene.Environment["AWS_ACCESS_KEY_ID"], scene.Environment["AWS_SECRET_ACCESS_KEY"]) = (KeyId, Key);
        scene.Simulator.AddFault(new FaultRule { Service = "sts", Kind = FaultKind.AccessDenied, Times = 0, Message = $"cannot serve {InAllForms(Key)} of {KeyId}" });

        var run = await scene.RunAsync();

        Assert.Contains("(not shown)", run.Message, StringComparison.Ordinal);
        Assert.All([Key, KeyId, "0123456789"], secret => Assert.DoesNotContain(secret, $"{run.Message}{run.Exception}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sessions_that_are_obtained_on_the_way_are_not_shown()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Sts.SetRole("111111111111", "Hop", new SimulatedRole { ExternalId = "hop-1", TrustsManagementAccount = true });
        var engine = scene.NewEngine(scene.Connection with { RoleArns = ["arn:aws:iam::111111111111:role/Hop"], RoleArnExternalIds = ["hop-1"] });
        Assert.Null((await engine.DeployAsync(scene.Target, new DeploymentOptions(), scene.Observer, TestContext.Current.CancellationToken)).Failure?.Message);
        var hop = scene.Simulator.Sts.IssuedSessions.Single(static session => session.Caller.PrincipalArn.EndsWith("/Hop", StringComparison.Ordinal));
        foreach (var secret in (string[])[hop.AccessKeyId, hop.SecretAccessKey, hop.SessionToken, "hop-1"])
        {
            scene.Simulator.ClearFaults();
            scene.Simulator.AddFault(new FaultRule { Service = "backup", Kind = FaultKind.InternalError, Times = 0, Message = $"cannot serve '{secret}'" });
            await AssertHiddenAsync(scene, engine, scene.Target, secret);
        }
    }

    [Fact]
    public async Task The_session_of_the_work_itself_is_not_shown()
    {
        await using var scene = await Scene.StartAsync();
        var quoting = new FaultRule { Service = "backup", Kind = FaultKind.InternalError, Times = 0, Message = "the session is quoted" };
        // What it quotes is not known before it is issued.
        scene.Simulator.AddFault(quoting with { Times = 1, Struck = QuoteFromNowOn });

        var texts = await FailAsync(scene, scene.Engine, scene.Target);

        var session = scene.Simulator.Sts.IssuedSessions[^1];
        Assert.Contains("(not shown) (not shown) (not shown)", texts, StringComparison.Ordinal);
        Assert.All([session.AccessKeyId, session.SecretAccessKey, session.SessionToken], secret => Assert.DoesNotContain(secret, texts, StringComparison.Ordinal));

        void QuoteFromNowOn()
        {
            var issued = scene.Simulator.Sts.IssuedSessions[^1];
            scene.Simulator.AddFault(quoting with { Message = $"{issued.AccessKeyId} {issued.SecretAccessKey} {issued.SessionToken}" });
        }
    }

    [Theory]
    [InlineData("acme42", "Value 'acme42' at 'externalId' failed", "Value '(not shown)' at 'externalId' failed")]
    [InlineData("acme42", "Value %27acme42%27 and \\u0027acme42\\u0027 failed", "Value %27(not shown)%27 and \\u0027(not shown)\\u0027 failed")]
    [InlineData("a:b/c=d", "Value a%3Ab%2fc&#61;d failed", "Value (not shown) failed")]
    [InlineData("33", "account 333333333333 has 33 of 33x", "account 333333333333 has (not shown) of 33x")]
    [InlineData("a-long-external-id", "Xa-long-external-idX", "X(not shown)X")]
    public async Task An_external_id_is_taken_out_of_what_AWS_says_however_short_it_is(string externalId, string said, string shown)
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.AddFault(new FaultRule { Service = "backup", Kind = FaultKind.InternalError, Times = 0, Message = said });

        var outcome = await scene.DeployAsync(target: scene.Target with { ExternalId = externalId });

        Assert.Contains(shown, outcome.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains(shown, outcome.Result!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(said, $"{outcome.Failure.Exception}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_external_id_that_is_a_word_of_a_command_leaves_the_command_whole()
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { PlanDocument = null });

        var outcome = await scene.DeployAsync(new DeploymentOptions { PlanParameterName = "/backupprocess/other" }, scene.Target with { ExternalId = "backupprocess" });

        Assert.Contains("--name /backupprocess/other", outcome.Failure!.Remedy, StringComparison.Ordinal);
        Assert.Contains("/backupprocess/other", outcome.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_external_id_that_is_a_word_of_AWS_changes_nothing_of_what_its_answer_means()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("CreateBackupVault", FaultKind.AccessDenied, times: 0);

        var outcome = await scene.DeployAsync(target: scene.Target with { ExternalId = "backup" });

        Assert.Equal("AccessDenied", outcome.Failure!.ErrorId);
        Assert.Contains("backup:CreateBackupVault", outcome.Failure.Remedy, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string InAllForms(string secret) => string.Join(
        ' ',
        secret,
        Uri.EscapeDataString(secret),
        Uri.EscapeDataString(Uri.EscapeDataString(secret)),
        System.Net.WebUtility.UrlEncode(secret).Replace("%2F", "%2f", StringComparison.Ordinal),
        System.Net.WebUtility.HtmlEncode(secret),
        System.Text.Encodings.Web.HtmlEncoder.Default.Encode(secret),
        System.Text.Json.JsonSerializer.Serialize(secret),
        secret.Replace("/", "\\/", StringComparison.Ordinal));

    private static async Task AssertHiddenAsync(Scene scene, BackupEngine engine, AccountTarget target, params IReadOnlyList<string> secrets)
    {
        var texts = await FailAsync(scene, engine, target);

        Assert.True(texts.Contains("(not shown)", StringComparison.Ordinal), texts);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, texts, StringComparison.Ordinal));
    }

    private static async Task<string> FailAsync(Scene scene, BackupEngine engine, AccountTarget target)
    {
        var outcome = await engine.DeployAsync(target, new DeploymentOptions(), scene.Observer, TestContext.Current.CancellationToken);

        var failure = outcome.Failure!;
        return string.Join('\n', [failure.Message, failure.Remedy, $"{failure.Exception}", outcome.Result!.Message, outcome.Result.Remedy, .. scene.Observer.VerboseLines, .. scene.Observer.Warnings]);
    }
}
