using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Sso;

public sealed class RoleCredentialsTests(PythonPeer python)
{
    [Fact]
    public async Task The_token_of_a_login_opens_the_roles_that_are_assigned()
    {
        await using var sim = await StartAsync();

        var arn = await python.RunAsync(sim, """
            keys = client("sso").get_role_credentials(roleName="Operator", accountId="111111111111", accessToken="good")["roleCredentials"]
            session = dict(AccessKeyId=keys["accessKeyId"], SecretAccessKey=keys["secretAccessKey"], SessionToken=keys["sessionToken"])
            result = client("sts", credentials=session).get_caller_identity()["Arn"]
            """);

        Assert.StartsWith("arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_Operator_", (string?)arn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("roleName='Operator', accountId='111111111111', accessToken='bad'", "UnauthorizedException", 401)]
    [InlineData("roleName='Auditor', accountId='111111111111', accessToken='good'", "ForbiddenException", 403)]
    [InlineData("roleName='Operator', accountId='222222222222', accessToken='good'", "ForbiddenException", 403)]
    [InlineData("accountId='111111111111', accessToken='good'", "InvalidRequestException", 400)]
    public async Task What_AWS_refuses_is_refused(string arguments, string code, int status)
    {
        await using var sim = await StartAsync();

        var refusal = await python.RunAsync(sim, $"""result = refusal(client("sso").get_role_credentials, {arguments})""");

        Assert.Equal((code, status), ((string?)refusal["code"], (int?)refusal["status"]));
    }

    private static async Task<SimulatorHost> StartAsync()
    {
        var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Sso.SignIn("good", ("111111111111", "Operator"));
        return sim;
    }
}
