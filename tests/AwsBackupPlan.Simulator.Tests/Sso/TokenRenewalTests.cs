using AwsBackupPlan.Simulator.Sso;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Sso;

public sealed class TokenRenewalTests(PythonPeer python)
{
    private const string Renewal = "clientId='client', clientSecret='secret', grantType='refresh_token', refreshToken=";

    [Fact]
    public async Task A_refresh_token_brings_a_login_that_opens_the_assigned_roles_and_the_next_refresh_token()
    {
        await using var sim = await StartAsync();

        var answers = await python.RunAsync(sim, $$"""
            oidc, portal = client("sso-oidc"), client("sso")
            first = oidc.create_token({{Renewal}}'good')
            second = oidc.create_token({{Renewal}}first["refreshToken"])
            keys = portal.get_role_credentials(roleName="Operator", accountId="111111111111", accessToken=second["accessToken"])["roleCredentials"]
            result = [first["tokenType"], first["expiresIn"], keys["accessKeyId"][:4], first["accessToken"] != second["accessToken"]]
            """);

        Assert.Equal("""["Bearer",28800,"ASIA",true]""", answers.ToJsonString());
    }

    [Theory]
    [InlineData(Renewal + "'other'", "InvalidGrantException", 400, "invalid_grant")]
    [InlineData(Renewal + "'over'", "ExpiredTokenException", 400, "expired_token")]
    [InlineData("clientId='other', clientSecret='secret', grantType='refresh_token', refreshToken='good'", "InvalidClientException", 401, "invalid_client")]
    [InlineData("clientId='client', clientSecret='wrong', grantType='refresh_token', refreshToken='good'", "InvalidClientException", 401, "invalid_client")]
    [InlineData("clientId='past', clientSecret='secret', grantType='refresh_token', refreshToken='of-past'", "InvalidClientException", 401, "invalid_client")]
    [InlineData("clientId='past', clientSecret='secret', grantType='refresh_token', refreshToken='good'", "InvalidClientException", 401, "invalid_client")]
    [InlineData("clientId='bare', clientSecret='secret', grantType='refresh_token', refreshToken='good'", "InvalidGrantException", 400, "invalid_grant")]
    [InlineData("clientId='bare', clientSecret='secret', grantType='refresh_token', refreshToken='of-bare'", "UnauthorizedClientException", 400, "unauthorized_client")]
    [InlineData("clientId='client', clientSecret='secret', grantType='password', refreshToken='good'", "UnsupportedGrantTypeException", 400, "unsupported_grant_type")]
    [InlineData("clientId='client', clientSecret='secret', grantType='refresh_token'", "InvalidRequestException", 400, "invalid_request")]
    [InlineData("clientId='client', grantType='refresh_token', refreshToken='good'", "InvalidRequestException", 400, "invalid_request")]
    public async Task What_AWS_refuses_is_refused(string arguments, string code, int status, string error)
    {
        await using var sim = await StartAsync();

        var refusal = await python.RunAsync(sim, $"""result = refusal(client("sso-oidc").create_token, {arguments})""");

        Assert.Equal((code, status, error), ((string?)refusal["code"], (int?)refusal["status"], (string?)refusal["members"]!["error"]));
    }

    [Fact]
    public async Task A_refresh_token_is_good_once()
    {
        await using var sim = await StartAsync();

        var code = await python.RunAsync(sim, $$"""
            oidc = client("sso-oidc")
            oidc.create_token({{Renewal}}'good')
            result = refusal(oidc.create_token, {{Renewal}}'good')["code"]
            """);

        Assert.Equal("InvalidGrantException", (string?)code);
    }

    private static async Task<SimulatorHost> StartAsync()
    {
        var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.SsoOidc.Grant("good", new RefreshGrant("client", "secret", ("111111111111", "Operator")));
        sim.SsoOidc.Grant("over", new RefreshGrant("client", "secret") { ExpiresAt = DateTimeOffset.UnixEpoch });
        sim.SsoOidc.Grant("of-past", new RefreshGrant("past", "secret") { RegistrationExpiresAt = DateTimeOffset.UnixEpoch });
        sim.SsoOidc.Grant("of-bare", new RefreshGrant("bare", "secret") { ClientMayRefresh = false });
        return sim;
    }
}
