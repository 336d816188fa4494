using AwsBackupPlan.Simulator.Tests.Peers;
using Microsoft.Extensions.Time.Testing;

namespace AwsBackupPlan.Simulator.Tests.Hosting;

public sealed class SignatureTests(PythonPeer python)
{
    // One read of each service, with what the query and the JSON protocols call the same refusal.
    private const string Reads = """
        session = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/Xacnt_Backup_Role", RoleSessionName="run")["Credentials"]
        def reads(credentials, region="us-east-1"):
            of = lambda service: client(service, region, credentials=credentials)
            return {
                "sts": of("sts").get_caller_identity,
                "rds": of("rds").describe_db_instances,
                "kms": of("kms").list_keys,
                "ssm": of("ssm").describe_parameters,
                "backup": of("backup").list_backup_vaults,
            }
        def refused(credentials, region="us-east-1"):
            return {service: "{code} {status}".format(**refusal(read)) for service, read in reads(credentials, region).items()}

        """;

    [Fact]
    public async Task Every_service_takes_keys_that_were_issued()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await python.RunAsync(sim, Reads + """
            for read in reads(session).values():
                read()
            """);
        Assert.Equal(["backup", "kms", "rds", "ssm", "sts"], sim.Requests.Where(static request => request.AccountId is "222222222222" && request.StatusCode == 200)
            .Select(static request => request.Service).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refused = await python.RunAsync(sim, Reads + """result = refused({**session, "SecretAccessKey": "guess"})""");
        Assert.Equal(
            """{"sts":"SignatureDoesNotMatch 403","rds":"SignatureDoesNotMatch 403","kms":"InvalidSignatureException 400","ssm":"InvalidSignatureException 400","backup":"InvalidSignatureException 403"}""",
            refused.ToJsonString());
    }

    [Theory]
    [InlineData("""{**session, "SessionToken": "another"}""")]
    [InlineData("""{**session, "SessionToken": None}""")]
    [InlineData("""{**session, "AccessKeyId": "ASIAQQQQQQQQQQQQQQQQ"}""")]
    [InlineData("""{**session, "AccessKeyId": "AKIAQQQQQQQQQQQQQQQQ"}""")]
    public async Task A_key_and_a_token_that_were_not_issued_together_are_refused(string credentials)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refused = await python.RunAsync(sim, $"{Reads}result = refused({credentials})");
        Assert.Equal(
            """{"sts":"InvalidClientTokenId 403","rds":"InvalidClientTokenId 403","kms":"UnrecognizedClientException 400","ssm":"UnrecognizedClientException 400","backup":"UnrecognizedClientException 403"}""",
            refused.ToJsonString());
    }

    [Fact]
    public async Task Keys_of_one_partition_are_no_keys_in_another()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refused = await python.RunAsync(sim, Reads + """result = refused(session, "cn-north-1")""");
        Assert.Equal("InvalidClientTokenId 403", (string?)refused["sts"]);
        Assert.Equal("UnrecognizedClientException 400", (string?)refused["kms"]);
    }

    [Fact]
    public async Task A_session_that_is_over_is_refused()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.World.Advance(TimeSpan.FromDays(1));
        await python.RunAsync(sim, Reads + """
            import builtins
            builtins.kept = session
            for read in reads(session).values():
                read()
            """);
        sim.Sts.ExpireSessions("222222222222");
        var refused = await python.RunAsync(sim, Reads + "result = refused(kept)");
        Assert.Equal(
            """{"sts":"ExpiredToken 403","rds":"ExpiredToken 403","kms":"ExpiredTokenException 400","ssm":"ExpiredTokenException 400","backup":"ExpiredTokenException 403"}""",
            refused.ToJsonString());
    }

    [Fact]
    public async Task A_session_lasts_as_long_as_was_asked_for_by_the_clients_clock()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { TimeProvider = clock }, TestContext.Current.CancellationToken);
        const string Kept = """client("kms", credentials=kept).list_keys""";
        await python.RunAsync(sim, """
            import builtins
            builtins.kept = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/Xacnt_Backup_Role", RoleSessionName="run", DurationSeconds=900)["Credentials"]
            """);
        sim.World.Advance(TimeSpan.FromDays(30));
        clock.Advance(TimeSpan.FromSeconds(890));
        await python.RunAsync(sim, Kept + "()");
        clock.Advance(TimeSpan.FromSeconds(10));
        var refusal = await python.RunAsync(sim, $"result = refusal({Kept})");
        Assert.Equal("ExpiredTokenException", (string?)refusal["code"]);
    }

    [Theory]
    [InlineData(-6, "Signature expired: ")]
    [InlineData(6, "Signature not yet current: ")]
    public async Task A_clock_more_than_five_minutes_off_is_refused(int minutes, string message)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var answers = await python.RunAsync(sim, $$"""
            target = {"X-Amz-Target": "TrentService.ListKeys", "Content-Type": "application/x-amz-json-1.1"}
            result = [
                signed("kms", body="{}", headers=target, minutes={{minutes}}),
                signed("sts", body="Action=GetCallerIdentity&Version=2011-06-15", minutes={{minutes}}),
                signed("kms", body="{}", headers=target, minutes={{minutes}} * 2 / 3),
            ]
            """);
        Assert.Equal(400, (int?)answers[0]!["status"]);
        Assert.Contains("InvalidSignatureException", (string?)answers[0]!["text"], StringComparison.Ordinal);
        Assert.Contains(message, (string?)answers[0]!["text"], StringComparison.Ordinal);
        Assert.Equal(403, (int?)answers[1]!["status"]);
        Assert.Contains($"<Code>SignatureDoesNotMatch</Code><Message>{message}", (string?)answers[1]!["text"], StringComparison.Ordinal);
        Assert.Equal(200, (int?)answers[2]!["status"]);
    }

    [Fact]
    public async Task A_signature_for_another_service_is_refused()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var answers = await python.RunAsync(sim, """
            target = {"X-Amz-Target": "TrentService.ListKeys", "Content-Type": "application/x-amz-json-1.1"}
            result = [
                signed("ssm", body="{}", headers=target),
                signed("s3", body="{}", headers=target),
                signed("rds", body="Action=GetCallerIdentity&Version=2011-06-15"),
                signed("kms", method="GET", path="/backup-vaults/"),
                signed("sqs", method="GET", path="/bucket"),
            ]
            """);
        Assert.Contains("Credential should be scoped to correct service: 'kms'.", (string?)answers[0]!["text"], StringComparison.Ordinal);
        Assert.Contains("Credential should be scoped to correct service: 'kms'.", (string?)answers[1]!["text"], StringComparison.Ordinal);
        Assert.Contains("Credential should be scoped to correct service: 'sts'.", (string?)answers[2]!["text"], StringComparison.Ordinal);
        Assert.Contains("Credential should be scoped to correct service: 'backup'.", (string?)answers[3]!["text"], StringComparison.Ordinal);
        Assert.Contains("The service 'sqs' is not simulated.", (string?)answers[4]!["text"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("region='Ohio'")]
    [InlineData("region='us-esat-1'")]
    [InlineData("region='us-east-9'")]
    [InlineData("region='us-east-1', host='kms.us-east-2.amazonaws.com'")]
    public async Task A_signature_for_a_Region_that_the_request_does_not_fit_is_refused(string scope)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var answer = await python.RunAsync(sim, $$"""
            target = {"X-Amz-Target": "TrentService.ListKeys", "Content-Type": "application/x-amz-json-1.1"}
            result = signed("kms", body="{}", headers=target, {{scope}})
            """);
        Assert.Equal(400, (int?)answer["status"]);
        Assert.Contains("Credential should be scoped to a valid region", (string?)answer["text"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("request.headers.__delitem__('Authorization')", "MissingAuthenticationTokenException")]
    [InlineData("request.headers.replace_header('Authorization', 'Bearer abc')", "IncompleteSignatureException")]
    [InlineData("request.headers.replace_header('Authorization', request.headers['Authorization'].split(', Signature')[0])", "IncompleteSignatureException")]
    [InlineData("request.headers.replace_header('Authorization', request.headers['Authorization'].replace('/aws4_request', ''))", "IncompleteSignatureException")]
    [InlineData("request.headers.replace_header('X-Amz-Date', 'today')", "IncompleteSignatureException")]
    [InlineData("setattr(request, 'data', b'{ }')", "InvalidSignatureException")]
    [InlineData("request.headers.replace_header('Content-Type', 'text/plain')", "InvalidSignatureException")]
    [InlineData("setattr(request, 'url', request.url + '?a=b')", "InvalidSignatureException")]
    public async Task A_request_that_is_not_what_was_signed_is_refused(string change, string error)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var answer = await python.RunAsync(sim, $$"""
            session = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/Xacnt_Backup_Role", RoleSessionName="run")["Credentials"]
            target = {"X-Amz-Target": "TrentService.ListKeys", "Content-Type": "application/x-amz-json-1.1"}
            assert signed("kms", body="{}", headers=target, credentials=session)["status"] == 200
            result = signed("kms", body="{}", headers=target, credentials=session, tamper=lambda request: {{change}})
            """);
        Assert.Equal(400, (int?)answer["status"]);
        Assert.Contains($"\"__type\":\"{error}\"", (string?)answer["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_with_an_encoded_ARN_keeps_its_signature()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refusal = await python.RunAsync(sim, """
            session = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/Xacnt_Backup_Role", RoleSessionName="run")["Credentials"]
            backup = client("backup", credentials=session)
            result = refusal(backup.describe_recovery_point, BackupVaultName="a vault+b", RecoveryPointArn="arn:aws:rds:us-east-1:222222222222:snapshot:awsbackup:job-1 ~(x)")
            """);
        Assert.DoesNotContain("Signature", (string?)refusal["code"], StringComparison.Ordinal);
        Assert.Equal("DescribeRecoveryPoint", Assert.Single(sim.Requests, static request => request.Service is "backup").Operation);
    }

    [Fact]
    public async Task A_presigned_request_is_as_good_as_one_with_a_header()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var answers = await python.RunAsync(sim, """
            session = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/Xacnt_Backup_Role", RoleSessionName="run")["Credentials"]
            given = dict(method="GET", path="/?Action=GetCallerIdentity&Version=2011-06-15", credentials=session, presigned=True)
            result = [
                signed("sts", **given),
                signed("sts", tamper=lambda request: setattr(request, "url", request.url.replace("X-Amz-Expires=3600", "X-Amz-Expires=7200")), **given),
                signed("sts", minutes=-61, **given),
            ]
            """);
        Assert.Contains("<Account>222222222222</Account>", (string?)answers[0]!["text"], StringComparison.Ordinal);
        Assert.Contains("SignatureDoesNotMatch", (string?)answers[1]!["text"], StringComparison.Ordinal);
        Assert.Contains("Signature expired", (string?)answers[2]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_that_is_not_simulated_is_named_in_the_refusal()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refusals = await python.RunAsync(sim, """
            result = [refusal(client("kms").generate_random, NumberOfBytes=1), refusal(client("sts").get_session_token)]
            """);
        Assert.Equal("UnknownOperationException", (string?)refusals[0]!["code"]);
        Assert.Contains("GenerateRandom", (string?)refusals[0]!["message"], StringComparison.Ordinal);
        Assert.Equal("InvalidAction", (string?)refusals[1]!["code"]);
        Assert.Contains("GetSessionToken", (string?)refusals[1]!["message"], StringComparison.Ordinal);
    }
}
