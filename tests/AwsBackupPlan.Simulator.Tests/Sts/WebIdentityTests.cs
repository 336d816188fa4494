using AwsBackupPlan.Simulator.Sts;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Sts;

public sealed class WebIdentityTests(PythonPeer python)
{
    private const string Script = """
        import base64, json, time
        def part(value): return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
        def token(issuer="https://token.example.com", lasts=3600):
            return part({"alg": "RS256"}) + "." + part({"iss": issuer, "sub": "pod", "aud": "sts.amazonaws.com", "exp": int(time.time()) + lasts}) + ".c2ln"
        sts = client("sts")
        given = dict(RoleArn="arn:aws:iam::222222222222:role/Pod", RoleSessionName="pod-1")
        call = sts.assume_role_with_web_identity

        """;

    [Fact]
    public async Task A_web_identity_opens_a_role_without_a_signature()
    {
        await using var sim = await StartAsync();

        var result = await python.RunAsync(sim, Script + """
            answer = call(WebIdentityToken=token(), **given)
            identity = client("sts", credentials=answer["Credentials"]).get_caller_identity()
            result = [answer["SubjectFromWebIdentityToken"], answer["Audience"], answer["Provider"], identity["Arn"]]
            """);

        Assert.Equal("""["pod","sts.amazonaws.com","https://token.example.com","arn:aws:sts::222222222222:assumed-role/Pod/pod-1"]""", result.ToJsonString());
        Assert.Equal(string.Empty, sim.Requests[0].AccessKeyId);
    }

    [Theory]
    [InlineData("WebIdentityToken=token(issuer='https://else.example.com'), **given", "AccessDenied")]
    [InlineData("WebIdentityToken=token(), RoleArn='arn:aws:iam::222222222222:role/Xacnt_Backup_Role', RoleSessionName='run'", "AccessDenied")]
    [InlineData("WebIdentityToken='no.token', **given", "InvalidIdentityToken")]
    [InlineData("WebIdentityToken='a.b.c', **given", "InvalidIdentityToken")]
    [InlineData("WebIdentityToken=token(lasts=-1), **given", "ExpiredTokenException")]
    [InlineData("WebIdentityToken=token(), DurationSeconds=3601, **given", "ValidationError")]
    [InlineData("**given", "ValidationError")]
    public async Task What_AWS_refuses_is_refused(string arguments, string code)
    {
        await using var sim = await StartAsync();

        var refusal = await python.RunAsync(sim, Script + $"result = refusal(call, {arguments})");

        Assert.Equal(code, (string?)refusal["code"]);
    }

    private static async Task<SimulatorHost> StartAsync()
    {
        var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Sts.SetRole("222222222222", "Pod", new SimulatedRole { WebIdentityIssuer = "https://token.example.com" });
        return sim;
    }
}
