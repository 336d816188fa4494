using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Signing;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Engine.Tests.Accounts;

public sealed class RoleChainTests
{
    private const string FirstAccount = "333333333333";
    private const string SecondAccount = "444444444444";
    private const string First = $"arn:aws:iam::{FirstAccount}:role/ops/First";
    private const string Second = $"arn:aws:iam::{SecondAccount}:role/Second";

    [Fact]
    public async Task Roles_are_assumed_one_after_the_other_and_the_last_one_s_session_assumes_the_account_s_role()
    {
        await using var scene = await ChainedAsync();
        var engine = Engine(scene);

        var outcome = await engine.DeployAsync(scene.Target, new(), scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(DeploymentStatus.Created, outcome.Result!.Status);
        Assert.Equal(
            [
                "arn:aws:iam::111111111111:user/operator",
                $"arn:aws:sts::{FirstAccount}:assumed-role/First/AwsBackupPlan",
                $"arn:aws:sts::{SecondAccount}:assumed-role/Second/AwsBackupPlan",
            ],
            scene.Requests("AssumeRole").Select(static request => request.PrincipalArn));
    }

    [Fact]
    public async Task The_sessions_between_are_shared_by_all_accounts()
    {
        await using var scene = await ChainedAsync();
        string[] accounts = [.. Enumerable.Range(0, 20).Select(static number => $"2000000000{number:00}")];
        foreach (var account in accounts)
        {
            scene.Simulator.Onboard(account, Scene.AbsName);
            scene.Simulator.Sts.SetRole(account, "Xacnt_Backup_Role", new SimulatedRole { TrustsManagementAccount = false, TrustedAccounts = [SecondAccount] });
        }

        var engine = Engine(scene);
        var outcomes = await Task.WhenAll(accounts.Select(account => engine.GetAsync(scene.Target with { AccountId = account, AbsName = "*" }, "ABS", scene.Observer, Token)));

        Assert.All(outcomes, static outcome => Assert.Null(outcome.Failure?.Message));
        Assert.Equal(accounts.Length + 2, scene.Requests("AssumeRole").Count);
    }

    [Fact]
    public async Task The_sessions_between_are_renewed_before_they_end()
    {
        await using var scene = await ChainedAsync();
        var engine = Engine(scene);
        await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, Token);
        scene.Simulator.ClearRequests();

        scene.Time.Advance(TimeSpan.FromMinutes(54));
        await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, Token);
        var before = scene.Requests("AssumeRole").Count;
        scene.Time.Advance(TimeSpan.FromMinutes(2));
        await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, Token);

        Assert.Equal((1, 4), (before, scene.Requests("AssumeRole").Count));
    }

    [Theory]
    [InlineData(FirstAccount, "First", First, "by the caller", 1)]
    [InlineData(SecondAccount, "Second", Second, $"by the role {First}", 2)]
    public async Task A_role_between_that_cannot_be_assumed_is_the_caller_s_fault_and_says_which_and_by_whom(string account, string role, string arn, string by, int calls)
    {
        await using var scene = await ChainedAsync();
        scene.Simulator.Sts.RemoveRole(account, role is "First" ? "ops/First" : role);
        var engine = Engine(scene);

        var failure = (await engine.DeployAsync(scene.Target, new(), scene.Observer, Token)).Failure!;

        Assert.Equal(("RoleNotAssumable", FailureCategory.PermissionDenied, true), (failure.ErrorId, failure.Category, failure.IsCallers));
        Assert.Contains($"The role {arn} of -RoleArn cannot be assumed {by}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("-RoleArn", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(calls, scene.Requests("AssumeRole").Count);
    }

    [Theory]
    [InlineData(FaultKind.ServiceUnavailable, "ServiceUnavailable", false)]
    [InlineData(FaultKind.InternalError, "ServiceUnavailable", false)]
    [InlineData(FaultKind.Reset, "EndpointNotReachable", false)]
    [InlineData(FaultKind.AccessDenied, "RoleNotAssumable", true)]
    public async Task Whoever_waits_for_a_session_between_shares_the_one_attempt_and_its_failure(FaultKind kind, string errorId, bool isKept)
    {
        const int Callers = 10;
        await using var scene = await ChainedAsync();
        scene.Fail("AssumeRole", kind, service: "sts");
        using var caller = new LateCredentials();
        var engine = scene.NewEngine(new ConnectionOptions { Credential = caller, EndpointUrl = scene.Simulator.Endpoint, RoleArns = [First, Second], MaxRetries = 0 });

        // All wait for the session that whoever came first is about to begin.
        Task<WorkOutcome<IReadOnlyList<BackupPlanInfo>>>[] waiting = [.. Enumerable.Range(0, Callers).Select(_ => ListAsync(scene, engine))];
        caller.Arrive();
        var failures = (await Task.WhenAll(waiting)).Select(static outcome => outcome.Failure!).ToArray();
        var attempts = scene.Requests("AssumeRole").Count;
        var later = (await ListAsync(scene, engine)).Failure;

        Assert.Equal(1, attempts);
        Assert.All(failures, failure => Assert.Equal((errorId, isKept), (failure.ErrorId, failure.IsCallers)));
        Assert.Single(failures.Select(static failure => failure.Message).Distinct(StringComparer.Ordinal));
        // What passes is tried anew by the next: both roles between, and the account's. What does not is told again, without a call.
        Assert.Equal(isKept ? failures[0].Message : null, later?.Message);
        Assert.Equal(isKept ? 1 : 4, scene.Requests("AssumeRole").Count);
    }

    [Fact]
    public async Task External_ids_open_the_roles_between_that_ask_for_them_and_each_role_gets_its_own()
    {
        await using var scene = await ChainedAsync();
        AskForExternalIds(scene);
        var engine = scene.NewEngine(scene.Connection with { RoleArns = [First, Second], RoleArnExternalIds = ["ticket-1", "ticket-2"] });

        var outcome = await engine.GetAsync(scene.Target with { AbsName = "*", ExternalId = "ticket-3" }, "ABS", scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(3, scene.Requests("AssumeRole").Count);
        Assert.DoesNotContain("ticket", string.Join('\n', scene.Observer.VerboseLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ticket-2", First, "give it with -RoleArnExternalId")]
    [InlineData("ticket-2", "ticket-1", First, "the external id given with -RoleArnExternalId")]
    [InlineData("ticket-1", "", Second, "give it with -RoleArnExternalId")]
    [InlineData("ticket-1", "ticket-3", Second, "the external id given with -RoleArnExternalId")]
    public async Task Without_its_external_id_a_role_between_cannot_be_assumed_and_the_error_says_what_to_give_and_no_id(string first, string second, string role, string remedy)
    {
        await using var scene = await ChainedAsync();
        AskForExternalIds(scene);
        var engine = scene.NewEngine(scene.Connection with { RoleArns = [First, Second], RoleArnExternalIds = [first, second] });

        var failure = (await engine.GetAsync(scene.Target with { AbsName = "*", ExternalId = "ticket-3" }, "ABS", scene.Observer, Token)).Failure!;

        Assert.Equal(("RoleNotAssumable", true), (failure.ErrorId, failure.IsCallers));
        Assert.Contains(role, failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("ticket", failure.Message + failure.Remedy + failure.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_between_that_asks_for_no_external_id_gets_none()
    {
        await using var scene = await ChainedAsync();
        scene.Simulator.Sts.SetRole(SecondAccount, "Second", new SimulatedRole { TrustsManagementAccount = false, TrustedAccounts = [FirstAccount], ExternalId = "ticket-2" });
        var engine = scene.NewEngine(scene.Connection with { RoleArns = [First, Second], RoleArnExternalIds = [string.Empty, "ticket-2"] });

        Assert.Null((await ListAsync(scene, engine)).Failure?.Message);
    }

    [Fact]
    public async Task A_role_of_an_account_that_does_not_trust_the_last_one_is_that_account_s_failure()
    {
        await using var scene = await ChainedAsync();
        scene.Simulator.Sts.SetRole(Scene.AccountId, "Xacnt_Backup_Role", new SimulatedRole());
        var engine = Engine(scene);

        var failure = (await engine.DeployAsync(scene.Target, new(), scene.Observer, Token)).Failure!;

        Assert.False(failure.IsCallers);
        Assert.Contains($"its trust policy names the role {Second}", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_between_that_AWS_ends_early_is_begun_anew()
    {
        await using var scene = await ChainedAsync();
        var engine = Engine(scene);
        await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, Token);
        scene.Simulator.Sts.ExpireSessions();

        var outcome = await engine.DeployAsync(scene.Target, new(), scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
    }

    [Fact]
    public async Task An_expired_session_of_the_caller_is_told_once_as_the_caller_s()
    {
        await using var scene = await ChainedAsync();
        scene.Fail("AssumeRole", FaultKind.ExpiredToken, times: 0, service: "sts");
        var engine = Engine(scene);

        var failure = (await engine.DeployAsync(scene.Target, new(), scene.Observer, Token)).Failure!;

        Assert.Equal(("SessionExpired", true), (failure.ErrorId, failure.IsCallers));
        Assert.Contains("Log in anew", failure.Remedy, StringComparison.Ordinal);
        Assert.Single(scene.Requests("AssumeRole"));
    }

    [Fact]
    public async Task A_removal_of_many_hours_goes_on_through_all_sessions()
    {
        await using var scene = await ChainedAsync();
        var engine = Engine(scene);
        await engine.DeployAsync(scene.Target, new(), scene.Observer, Token);
        scene.Simulator.ClearRequests();
        var job = scene.Simulator.Backup.AddBackupJob(Scene.AccountId, Scene.Primary, new SeededBackupJob { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0] });
        var skipped = scene.Time.Skipped!;
        scene.Time.Skipped = by =>
        {
            skipped(by);
            if (scene.Time.Waited > TimeSpan.FromMinutes(130))
            {
                scene.Simulator.Backup.SetBackupJobState(Scene.AccountId, Scene.Primary, job, "COMPLETED");
            }
        };

        var outcome = await engine.RemoveAsync(scene.Target, new TeardownOptions { Timeout = TimeSpan.FromHours(3) }, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(RemovalStatus.Removed, outcome.Result!.Status);
        Assert.True(scene.Requests("AssumeRole").Count >= 7, "The sessions were not renewed.");
    }

    [Fact]
    public async Task A_partition_other_than_the_Region_s_is_a_fault_before_any_call()
    {
        await using var scene = await ChainedAsync();
        var engine = Engine(scene, scene.Connection with { RoleArns = ["arn:aws-cn:iam::333333333333:role/First"] });

        var failure = (await engine.DeployAsync(scene.Target, new(), scene.Observer, Token)).Failure!;

        Assert.Equal("InvalidParameter", failure.ErrorId);
        Assert.Contains("aws-cn", failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task Tags_are_set_at_the_first_session_and_those_that_are_not_inherited_again_in_the_account()
    {
        await using var scene = await ChainedAsync();
        var engine = Engine(scene, Marked(scene) with { RoleArns = [First, Second] });

        var outcome = await engine.DeployAsync(scene.Target, new(), scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal("Cost=42, Team=Backup", Tags(scene, FirstAccount));
        Assert.Equal("Team=Backup", Tags(scene, SecondAccount));
        Assert.Equal("Cost=42, Team=Backup", Tags(scene, Scene.AccountId));
        Assert.All(scene.Simulator.Sts.IssuedSessions, static session => Assert.Equal("jane", session.Caller.SourceIdentity));
    }

    [Fact]
    public async Task Without_roles_between_the_account_s_session_carries_all_of_it()
    {
        await using var scene = await ChainedAsync();
        scene.Simulator.Sts.SetRole(Scene.AccountId, "Xacnt_Backup_Role", new SimulatedRole { AllowsTagSession = true, AllowsSetSourceIdentity = true });
        var engine = Engine(scene, Marked(scene));

        var outcome = await engine.DeployAsync(scene.Target, new(), scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal("Cost=42, Team=Backup", Tags(scene, Scene.AccountId));
        Assert.Equal("jane", Assert.Single(scene.Simulator.Sts.IssuedSessions).Caller.SourceIdentity);
    }

    [Theory]
    [InlineData(false, true, "sts:TagSession", "-SessionTag")]
    [InlineData(true, false, "sts:SetSourceIdentity", "-SourceIdentity")]
    public async Task A_trust_policy_that_lacks_what_tags_and_source_identity_need_is_told(bool tags, bool identity, string action, string parameter)
    {
        await using var scene = await ChainedAsync();
        scene.Simulator.Sts.SetRole(Scene.AccountId, "Xacnt_Backup_Role", new SimulatedRole { AllowsTagSession = tags, AllowsSetSourceIdentity = identity });
        var engine = Engine(scene, Marked(scene));

        var failure = (await engine.DeployAsync(scene.Target, new(), scene.Observer, Token)).Failure!;

        Assert.Equal("RoleNotAssumable", failure.ErrorId);
        Assert.Contains(action, failure.Remedy, StringComparison.Ordinal);
        Assert.Contains(parameter, failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_more_than_an_hour_that_a_role_asks_for_is_told_with_the_remedy()
    {
        await using var scene = await ChainedAsync();
        scene.Simulator.Sts.SetRole(Scene.AccountId, "Xacnt_Backup_Role", new SimulatedRole { TrustedAccounts = [FirstAccount], MaxSessionDuration = 43200 });
        var engine = scene.NewEngine(await AsRoleAsync(scene) with { SessionDuration = TimeSpan.FromHours(2) });

        var failure = (await engine.DeployAsync(scene.Target, new(), scene.Observer, Token)).Failure!;

        Assert.True(failure.IsCallers);
        Assert.Contains("-SessionDurationSeconds 3600", failure.Remedy, StringComparison.Ordinal);
    }

    private static Task<WorkOutcome<IReadOnlyList<BackupPlanInfo>>> ListAsync(Scene scene, BackupEngine engine) =>
        engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, Token);

    // The third is what the role in the account asks for.
    private static void AskForExternalIds(Scene scene)
    {
        var role = new SimulatedRole { TrustsManagementAccount = false };
        scene.Simulator.Sts.SetRole(FirstAccount, "ops/First", role with { TrustsManagementAccount = true, ExternalId = "ticket-1" });
        scene.Simulator.Sts.SetRole(SecondAccount, "Second", role with { TrustedAccounts = [FirstAccount], ExternalId = "ticket-2" });
        scene.Simulator.Sts.SetRole(Scene.AccountId, "Xacnt_Backup_Role", role with { TrustedAccounts = [SecondAccount], ExternalId = "ticket-3" });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Tags(Scene scene, string accountId) => string.Join(
        ", ",
        Session(scene, accountId).Caller.SessionTags.OrderBy(static tag => tag.Key, StringComparer.Ordinal).Select(static tag => $"{tag.Key}={tag.Value}"));

    private static SessionCredentials Session(Scene scene, string accountId) =>
        Assert.Single(scene.Simulator.Sts.IssuedSessions, session => string.Equals(session.Caller.AccountId, accountId, StringComparison.Ordinal));

    private static ConnectionOptions Marked(Scene scene) => scene.Connection with
    {
        SessionTags = [new("Team", "Backup"), new("Cost", "42")],
        TransitiveTagKeys = ["Team"],
        SourceIdentity = "jane",
    };

    // A caller that is a role's session.
    private static async Task<ConnectionOptions> AsRoleAsync(Scene scene)
    {
        await Engine(scene, scene.Connection with { RoleArns = [First] }).GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, Token);

        var session = Session(scene, FirstAccount);
        return scene.Connection with { AccessKey = session.AccessKeyId, SecretKey = session.SecretAccessKey, SessionToken = session.SessionToken };
    }

    private static BackupEngine Engine(Scene scene, ConnectionOptions? connection = null) =>
        scene.NewEngine(connection ?? scene.Connection with { RoleArns = [First, Second] });

    private static async Task<Scene> ChainedAsync(SimulatorOptions? options = null)
    {
        var scene = await Scene.StartAsync(options);
        var role = new SimulatedRole { TrustsManagementAccount = false, AllowsTagSession = true, AllowsSetSourceIdentity = true };
        scene.Simulator.Sts.SetRole(FirstAccount, "ops/First", role with { TrustsManagementAccount = true });
        scene.Simulator.Sts.SetRole(SecondAccount, "Second", role with { TrustedAccounts = [FirstAccount] });
        scene.Simulator.Sts.SetRole(Scene.AccountId, "Xacnt_Backup_Role", role with { TrustedAccounts = [SecondAccount] });
        return scene;
    }

    /// <summary>Credentials of another copy of the SDK that are long in coming.</summary>
    private sealed class LateCredentials : IDisposable
    {
        private readonly SemaphoreSlim _arrived = new(0);

        public async Task<Keys> GetCredentialsAsync()
        {
            await _arrived.WaitAsync(Token);
            _arrived.Release();
            return new Keys("AKIAIOSFODNN7EXAMPLE", "secret");
        }

        public void Arrive() => _arrived.Release();

        public void Dispose() => _arrived.Dispose();

        public sealed record Keys(string AccessKey, string SecretKey);
    }
}
