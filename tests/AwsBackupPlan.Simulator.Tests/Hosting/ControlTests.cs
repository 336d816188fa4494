using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Hosting;

public sealed class ControlTests(PythonPeer python)
{
    [Fact]
    public async Task Requests_are_counted_by_service_operation_account_and_Region()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        await python.RunAsync(sim, """
            session = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/Xacnt_Backup_Role", RoleSessionName="run")["Credentials"]
            for _ in range(2):
                client("kms", "us-east-2", credentials=session).list_keys()
            """);
        var counts = await http.GetFromJsonAsync<JsonArray>("_simulator/requests", TestContext.Current.CancellationToken);
        Assert.Equal(
            """[{"service":"sts","operation":"AssumeRole","accountId":"111111111111","region":"us-east-1","count":1},{"service":"kms","operation":"ListKeys","accountId":"222222222222","region":"us-east-2","count":2}]""",
            counts!.ToJsonString());
        using var cleared = await http.DeleteAsync(new Uri("_simulator/requests", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("[]", await http.GetStringAsync(new Uri("_simulator/requests", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_request_is_recorded_with_its_caller_outcome_and_id()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var answers = await python.RunAsync(sim, """
            ssm = client("ssm", "eu-central-1")
            put = ssm.put_parameter(Name="/a", Value="1", Type="String")
            result = [put["ResponseMetadata"]["RequestId"], refusal(ssm.get_parameter, Name="/b")["requestId"]]
            """);
        var (put, get) = (sim.Requests[0], sim.Requests[1]);
        Assert.Equal(("ssm", "PutParameter", "111111111111", "eu-central-1", 200), (put.Service, put.Operation, put.AccountId, put.Region, put.StatusCode));
        Assert.Equal(("GetParameter", 400, "ParameterNotFound"), (get.Operation, get.StatusCode, get.ErrorType));
        Assert.Equal((true, false), (put.IsWrite, get.IsWrite));
        Assert.Equal([(string?)answers[0], (string?)answers[1]], [put.RequestId, get.RequestId], StringComparer.Ordinal);
        Assert.Equal("arn:aws:iam::111111111111:user/operator", put.PrincipalArn);
        Assert.True(put.Sequence < get.Sequence && put.StartedAt <= put.EndedAt && put.EndedAt <= get.StartedAt);
        Assert.Null(put.ErrorType);
    }

    [Fact]
    public async Task The_clock_moves_on_and_goes_back_at_a_reset()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        using var moved = await http.PostAsJsonAsync("_simulator/clock", new { advanceSeconds = 86400 }, TestContext.Current.CancellationToken);
        Assert.InRange(sim.World.Now - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        using var reset = await http.PostAsync(new Uri("_simulator/reset", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.True(sim.World.Now <= TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task The_latency_can_be_changed_until_a_reset()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        using var slowed = await http.PostAsJsonAsync("_simulator/latency", new { milliseconds = 50 }, TestContext.Current.CancellationToken);
        await python.RunAsync(sim, """client("kms").list_keys()""");
        var request = Assert.Single(sim.Requests);
        // The timers of an operating system may be early by a tick of 16 ms.
        Assert.True(request.EndedAt - request.StartedAt >= TimeSpan.FromMilliseconds(30), $"{request.EndedAt - request.StartedAt}");
        sim.Reset();
        Assert.Equal(0, sim.World.LatencyMs);
    }

    [Theory]
    [InlineData("POST", "_simulator/clock", """{"advanceSeconds":-1}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "_simulator/clock", """{}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "_simulator/latency", """{"milliseconds":-1}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "_simulator/latency", """{}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "_simulator/bucket", """{"accountId":"222222222222"}""", HttpStatusCode.BadRequest)]
    [InlineData("GET", "_simulator/", "", HttpStatusCode.NotFound)]
    [InlineData("GET", "_simulator", "", HttpStatusCode.NotFound)]
    [InlineData("PUT", "_simulator/reset", "", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_steered_is_refused(string method, string path, string body, HttpStatusCode status)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body) };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.NotNull((await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["message"]);
    }

    [Fact]
    public async Task A_reset_leaves_the_fleet_as_the_options_have_it()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 3 }, TestContext.Current.CancellationToken);
        const string Seen = """
            def seen(account):
                session = client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/Xacnt_Backup_Role", RoleSessionName="run")["Credentials"]
                of = lambda service, region="us-east-1": client(service, region, credentials=session)
                key = of("kms").describe_key(KeyId="alias/backup-demo-key")["KeyMetadata"]
                replica = of("kms", "us-east-2").describe_key(KeyId="alias/backup-demo-key")["KeyMetadata"]
                assert key["KeyId"] == replica["KeyId"] and replica["KeyState"] == "Enabled"
                return [
                    key["MultiRegionConfiguration"]["MultiRegionKeyType"],
                    replica["MultiRegionConfiguration"]["MultiRegionKeyType"],
                    len(of("ssm").get_parameter(Name="/backupprocess/backupplan")["Parameter"]["Value"]) > 100,
                    [d["DBInstanceIdentifier"] for d in of("rds").describe_db_instances()["DBInstances"]],
                    [d["DBClusterIdentifier"] for d in of("rds").describe_db_clusters()["DBClusters"]],
                ]
            result = [seen(account) for account in ("200000000001", "200000000003")]
            assert client("kms").list_keys()["Keys"] == []
            """;
        var before = (await python.RunAsync(sim, Seen)).ToJsonString();
        sim.Ssm.RemoveParameter("200000000001", "us-east-1", "/backupprocess/backupplan");
        sim.Kms.AddKey("111111111111", "us-east-1");
        sim.Sts.RemoveRole("200000000003", "Xacnt_Backup_Role");
        sim.Reset();
        Assert.Empty(sim.Requests);
        Assert.Equal(before, (await python.RunAsync(sim, Seen)).ToJsonString());
        Assert.StartsWith("""[["PRIMARY","REPLICA",true,["backup-demo-aurora-1-1","backup-demo-aurora-1-2","backup-demo-db-1","backup-demo-db-2"],["backup-demo-aurora-1"]]""", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_is_onboarded_with_the_Regions_and_names_it_is_given()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var account = sim.Onboard("222222222222", "My_App", new()
        {
            Region = "eu-west-1",
            CopyRegions = ["eu-central-1", "eu-north-1"],
            KeyAlias = "alias/other",
            TagKey = "App",
            Instances = 1,
            Clusters = 0,
            PlanParameterType = "SecureString",
        });
        Assert.Equal(["eu-west-1", "eu-central-1", "eu-north-1"], account.KeyArns.Select(static arn => arn.Split(':')[3]), StringComparer.Ordinal);
        Assert.All(account.KeyArns, arn => Assert.True(sim.World.IsKeyUsable(arn)));
        Assert.Equal(account.KeyArns[1], sim.World.FindKey("222222222222", "eu-central-1", "alias/other"));
        var database = Assert.Single(sim.World.Databases("222222222222", "eu-west-1"));
        Assert.Equal(database.Arn, Assert.Single(account.DatabaseArns));
        Assert.Equal("arn:aws:rds:eu-west-1:222222222222:db:my-app-db-1", database.Arn);
        Assert.Equal("My_App", database.Tags["App"]);
    }

    [Fact]
    public async Task Rounds_tell_how_deep_a_chain_of_calls_is()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        Task Call() => http.GetAsync(new Uri("no-service", UriKind.Relative), TestContext.Current.CancellationToken);
        await Call();
        sim.ClearRequests();
        sim.Rounds.Start(TimeSpan.FromHours(1), 1, 3, 1);
        await Call();
        await Task.WhenAll(Call(), Call(), Call());
        await Call();
        Assert.Equal(0, sim.OpenRequests);
        Assert.Equal([1, 2, 2, 2, 3], sim.Requests.Select(static request => request.Round));
        sim.Rounds.Stop();
        await Call();
        Assert.Equal(0, sim.Requests[^1].Round);
    }

    [Fact]
    public async Task A_round_of_unknown_size_ends_when_no_more_requests_come()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = sim.Endpoint };
        sim.Rounds.Start(TimeSpan.FromMilliseconds(20));
        for (var call = 0; call < 3; call++)
        {
            await http.GetAsync(new Uri("no-service", UriKind.Relative), TestContext.Current.CancellationToken);
        }

        Assert.Equal([1, 2, 3], sim.Requests.Select(static request => request.Round));
    }

    [Theory]
    [InlineData("http://192.0.2.1:0")]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("ftp://127.0.0.1:0")]
    [InlineData("nowhere")]
    public async Task It_listens_on_loopback_alone(string address)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() =>
            SimulatorHost.StartAsync(new SimulatorOptions { Urls = address }, TestContext.Current.CancellationToken));
        Assert.Contains("loopback", error.Message, StringComparison.Ordinal);
    }
}
