using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Sso;

namespace AwsBackupPlan.Engine.Tests.Accounts.Callers;

/// <summary>Logins at IAM Identity Center that have a refresh token.</summary>
public sealed class LoginRenewalTests
{
    [Fact]
    public async Task A_login_that_has_expired_is_renewed_once_for_all_accounts_and_written_back()
    {
        await using var scene = await StartAsync(TimeSpan.FromHours(-1));
        scene.Simulator.SsoOidc.Grant(CallerScene.RefreshToken, Good);

        var run = await scene.RunAsync(5, ["ProfileName=login"]);

        Assert.Equal((null, 0), (run.ErrorId, run.Failures));
        Assert.Contains("assumed-role/AWSReservedSSO_Operator_", scene.Caller, StringComparison.Ordinal);
        Assert.Single(scene.Requests("CreateToken"));
        Assert.NotEqual(CallerScene.LoginToken, scene.Login.AccessToken);
        Assert.NotEqual(CallerScene.RefreshToken, scene.Login.RefreshToken);
        Assert.True(scene.Login.ExpiresAt > TimeProvider.System.GetUtcNow().AddHours(7), $"It ends at {scene.Login.ExpiresAt}.");
        Assert.Equal("client", scene.Login.ClientId);
    }

    [Fact]
    public async Task What_was_written_back_serves_the_next_command_without_another_renewal()
    {
        await using var scene = await StartAsync(TimeSpan.FromHours(-1));
        scene.Simulator.SsoOidc.Grant(CallerScene.RefreshToken, Good);

        await scene.SucceedAsync("ProfileName=login");
        await scene.SucceedAsync("ProfileName=login");

        Assert.Single(scene.Requests("CreateToken"));
        Assert.Equal(2, scene.Requests("GetRoleCredentials").Count);
    }

    [Theory]
    [InlineData("revoked", "InvalidGrantException")]
    [InlineData("over", "ExpiredTokenException")]
    [InlineData("client gone", "InvalidClientException")]
    [InlineData("client may not", "UnauthorizedClientException")]
    public async Task A_refresh_token_that_is_refused_is_told_with_the_command_that_makes_a_new_login_and_without_a_secret(string fault, string error)
    {
        await using var scene = await StartAsync(TimeSpan.FromHours(-1));
        scene.Simulator.SsoOidc.Grant(fault is "revoked" ? "another" : CallerScene.RefreshToken, fault switch
        {
            "over" => Good with { ExpiresAt = DateTimeOffset.UnixEpoch },
            "client gone" => Good with { ClientId = "another" },
            "client may not" => Good with { ClientMayRefresh = false },
            _ => Good,
        });

        var run = await scene.RunAsync("ProfileName=login");

        Assert.Equal(error, Assert.Single(scene.Requests("CreateToken")).ErrorType);
        Assert.Equal(("LoginExpired", "PermissionDenied", true), (run.ErrorId, run.Category, run.IsCallers));
        Assert.Contains("'aws sso login --profile login'", run.Remedy, StringComparison.Ordinal);
        Assert.All(
            [CallerScene.LoginToken, CallerScene.RefreshToken, CallerScene.ClientSecret],
            secret => Assert.DoesNotContain(secret, run.Message + run.Remedy + run.Exception, StringComparison.Ordinal));
        Assert.Equal((CallerScene.LoginToken, CallerScene.RefreshToken), (scene.Login.AccessToken, scene.Login.RefreshToken));
    }

    [Fact]
    public async Task A_login_that_ends_in_a_few_minutes_is_used_when_its_renewal_is_refused()
    {
        await using var scene = await StartAsync(TimeSpan.FromMinutes(4));
        scene.Simulator.Sso.SignIn(CallerScene.LoginToken, ("111111111111", "Operator"));

        await scene.SucceedAsync("ProfileName=login");

        Assert.NotEmpty(scene.Requests("CreateToken"));
    }

    [Fact]
    public async Task A_renewal_that_AWS_cannot_do_at_the_moment_is_no_login_that_has_expired()
    {
        await using var scene = await StartAsync(TimeSpan.FromHours(-1));
        scene.Simulator.SsoOidc.Grant(CallerScene.RefreshToken, Good);
        scene.Simulator.AddFault(new FaultRule { Service = "sso-oauth", Kind = FaultKind.ServiceUnavailable, Times = 0 });
        scene.Environment["AWS_MAX_ATTEMPTS"] = "1";

        var run = await scene.RunAsync("ProfileName=login");

        Assert.Equal(("ResourceUnavailable", false), (run.Category, run.IsCallers));
        Assert.DoesNotContain("aws sso login", run.Remedy, StringComparison.Ordinal);
    }

    private static RefreshGrant Good => new("client", CallerScene.ClientSecret, ("111111111111", "Operator"));

    private static async Task<CallerScene> StartAsync(TimeSpan lasts)
    {
        var scene = await CallerScene.StartAsync();
        scene.WriteLogin(hasSession: true, lasts, isRenewable: true);
        return scene;
    }
}
