using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Hosting;

public sealed class FaultTests(PythonPeer python)
{
    [Theory]
    [InlineData(FaultKind.Throttle, "ThrottlingException 400", "Throttling 400", "ThrottlingException 429")]
    [InlineData(FaultKind.InternalError, "InternalFailure 500", "InternalFailure 500", "InternalFailure 500")]
    [InlineData(FaultKind.ServiceUnavailable, "ServiceUnavailable 503", "ServiceUnavailable 503", "ServiceUnavailable 503")]
    [InlineData(FaultKind.AccessDenied, "AccessDeniedException 400", "AccessDenied 403", "AccessDeniedException 403")]
    [InlineData(FaultKind.ExpiredToken, "ExpiredTokenException 400", "ExpiredToken 403", "ExpiredTokenException 403")]
    public async Task A_refusal_is_named_as_each_protocol_names_it(FaultKind kind, string kms, string rds, string backup)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.AddFault(new FaultRule { Kind = kind, Times = 3 });
        var refused = await python.RunAsync(sim, """
            calls = [client("kms").list_keys, client("rds").describe_db_instances, client("backup").list_backup_vaults]
            result = ["{code} {status}".format(**refusal(call)) for call in calls]
            """);
        Assert.Equal([kms, rds, backup], refused.AsArray().Select(static item => (string?)item), StringComparer.Ordinal);
        Assert.Equal([kms, rds, backup], sim.Requests.Select(static request => $"{request.ErrorType} {request.StatusCode}"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_denied_call_says_who_may_not_do_what()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.AddFault(new FaultRule { Kind = FaultKind.AccessDenied });
        var refusal = await python.RunAsync(sim, """result = refusal(client("kms").list_keys)""");
        Assert.StartsWith("User: arn:aws:iam::111111111111:user/operator is not authorized to perform: kms:ListKeys on resource: ", (string?)refusal["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_strikes_from_its_nth_matching_call_on_and_as_often_as_it_says()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.AddFault(new FaultRule
        {
            Service = "kms",
            Operation = "ListKeys",
            AccountId = "111111111111",
            Region = "us-east-2",
            Nth = 2,
            Times = 2,
            Kind = FaultKind.Throttle,
            Message = "slow down",
        });
        await python.RunAsync(sim, """
            near, far = client("kms", "us-east-1"), client("kms", "us-east-2")
            session = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/Xacnt_Backup_Role", RoleSessionName="run")["Credentials"]
            for _ in range(3):
                near.list_keys()
                far.list_aliases()
                client("kms", "us-east-2", credentials=session).list_keys()
            far.list_keys()
            assert [refusal(far.list_keys)["message"] for _ in range(2)] == ["slow down"] * 2
            far.list_keys()
            """);
        Assert.Equal(2, sim.Requests.Count(static request => request.ErrorType is "ThrottlingException"));
    }

    [Fact]
    public async Task A_rule_without_end_strikes_until_it_is_lifted()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.AddFault(new FaultRule { Kind = FaultKind.InternalError, Times = 0 });
        await python.RunAsync(sim, """[refusal(client("kms").list_keys) for _ in range(5)]""");
        sim.ClearFaults();
        await python.RunAsync(sim, """client("kms").list_keys()""");
        Assert.Equal(5, sim.Requests.Count(static request => request.StatusCode == 500));
    }

    [Fact]
    public async Task A_broken_connection_leaves_no_effect_and_a_lost_answer_leaves_one()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.AddFault(new FaultRule { Operation = "PutParameter", Kind = FaultKind.Reset });
        sim.AddFault(new FaultRule { Operation = "PutParameter", Kind = FaultKind.AnswerLost, Nth = 2 });
        var seen = await python.RunAsync(sim, """
            ssm = client("ssm")
            failures = [failure(ssm.put_parameter, Name=name, Value="1", Type="String") for name in ("/reset", "/lost")]
            result = [failures, [parameter["Name"] for parameter in ssm.describe_parameters()["Parameters"]]]
            """);
        Assert.Equal("""[["ConnectionClosedError","ConnectionClosedError"],["/lost"]]""", seen.ToJsonString());
        Assert.Equal(["Reset 0", "AnswerLost 0"], sim.Requests.Take(2).Select(static request => $"{request.ErrorType} {request.StatusCode}"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_client_that_gives_up_waiting_finds_no_effect()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.AddFault(new FaultRule { Operation = "PutParameter", Kind = FaultKind.Timeout });
        var seen = await python.RunAsync(sim, """
            ssm = client("ssm", timeout=1)
            result = [failure(ssm.put_parameter, Name="/late", Value="1", Type="String"), len(client("ssm").describe_parameters()["Parameters"])]
            """);
        Assert.Equal("""["ReadTimeoutError",0]""", seen.ToJsonString());
    }

    [Fact]
    public async Task A_late_answer_and_half_a_body_have_their_effect()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.AddFault(new FaultRule { Operation = "PutParameter", Kind = FaultKind.LateAnswer });
        sim.AddFault(new FaultRule { Operation = "PutParameter", Kind = FaultKind.HalfBody, Nth = 2 });
        var seen = await python.RunAsync(sim, """
            late = failure(client("ssm", timeout=1).put_parameter, Name="/late", Value="1", Type="String")
            half = failure(client("ssm").put_parameter, Name="/half", Value="1", Type="String")
            result = [late, half, sorted(parameter["Name"] for parameter in client("ssm").describe_parameters()["Parameters"])]
            """);
        Assert.Equal("""["ReadTimeoutError","ConnectionClosedError",["/half","/late"]]""", seen.ToJsonString());
    }

    [Theory]
    [InlineData("proxyPage", 200)]
    [InlineData("proxyRefusal", 403)]
    [InlineData("502", 502)]
    public async Task A_proxy_answers_with_a_page_and_without_a_request_id(string kind, int status)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        using var added = await http.PostAsJsonAsync("_simulator/faults", new JsonObject { ["service"] = "sts", ["kind"] = kind }, TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent([new("Action", "AssumeRoleWithWebIdentity"), new("Version", "2011-06-15")]);
        using var answer = await http.PostAsync(new Uri("/", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.False(answer.Headers.Contains("x-amzn-RequestId"));
    }

    [Fact]
    public async Task A_rate_strikes_that_share_of_the_calls_and_the_same_ones_each_time()
    {
        var runs = new List<string>();
        foreach (var seed in (int[])[7, 7, 8])
        {
            await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
            sim.AddFault(new FaultRule { Kind = FaultKind.InternalError, Times = 0, Rate = 0.3, Seed = seed });
            await python.RunAsync(sim, """
                import botocore.exceptions
                kms = client("kms")
                for _ in range(100):
                    try:
                        kms.list_keys()
                    except botocore.exceptions.ClientError:
                        pass
                """);
            runs.Add(string.Concat(sim.Requests.Select(static request => request.StatusCode == 500 ? 'x' : '.')));
        }

        Assert.Equal(runs[0], runs[1], StringComparer.Ordinal);
        Assert.NotEqual(runs[0], runs[2], StringComparer.Ordinal);
        Assert.All(runs, static run => Assert.InRange(run.Count(static call => call == 'x'), 15, 45));
    }

    [Fact]
    public async Task A_clock_before_the_client_s_refuses_its_signatures_and_says_its_own_time()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        using var set = await http.PostAsJsonAsync("_simulator/skew", new JsonObject { ["seconds"] = 1200 }, TestContext.Current.CancellationToken);
        var refusal = await python.RunAsync(sim, """result = refusal(client("kms").list_keys)""");
        Assert.StartsWith("Signature expired: ", (string?)refusal["message"], StringComparison.Ordinal);
        using var answer = await http.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.InRange((answer.Headers.Date!.Value - TimeProvider.System.GetUtcNow()).TotalMinutes, 18, 22);
        sim.Reset();
        await python.RunAsync(sim, """client("kms").list_keys()""");
    }

    [Theory]
    [InlineData("throttle", "ThrottlingException")]
    [InlineData("500", "InternalFailure")]
    [InlineData("503", "ServiceUnavailable")]
    [InlineData("accessDenied", "AccessDeniedException")]
    [InlineData("expiredToken", "ExpiredTokenException")]
    [InlineData("signatureMismatch", "InvalidSignatureException")]
    [InlineData("signatureExpired", "InvalidSignatureException")]
    public async Task Faults_can_be_injected_over_HTTP(string kind, string error)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        using var answer = await http.PostAsJsonAsync(
            "_simulator/faults", new JsonObject { ["service"] = "kms", ["kind"] = kind, ["nth"] = 2, ["message"] = "as told" }, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
        var refusal = await python.RunAsync(sim, """
            client("kms").list_keys()
            result = refusal(client("kms").list_keys)
            client("kms").list_keys()
            """);
        Assert.Equal(error, (string?)refusal["code"]);
        Assert.Equal("as told", (string?)refusal["message"]);
    }

    [Theory]
    [InlineData("""{"kind":"explode"}""", "'kind' must be one of")]
    [InlineData("""{"kind":"throttle","nht":2}""", "'nht' is none of")]
    [InlineData("""{}""", "'kind' must be one of")]
    [InlineData("""[]""", "JSON object")]
    [InlineData("""{"kind":"throttle","nth":"two"}""", "")]
    [InlineData("""{"kind":"throttle","nth":0}""", "nth")]
    [InlineData("""{"kind":"throttle","rate":1.5}""", "rate")]
    [InlineData("nonsense", "")]
    public async Task A_fault_that_cannot_be_read_is_refused_with_the_reason(string body, string reason)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        using var content = new StringContent(body);
        using var answer = await http.PostAsync(new Uri("_simulator/faults", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
