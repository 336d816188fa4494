using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Discovery;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Accounts;

/// <summary>The accounts of the organization. The fleet's odd accounts lie in Workloads/Production, its even ones in Workloads/Test.</summary>
public sealed class AccountDiscoveryTests
{
    private const string Management = "111111111111";
    private const string First = "200000000001";
    private const string Second = "200000000002";
    private const string Third = "200000000003";

    [Fact]
    public async Task All_active_accounts_come_with_what_the_organization_knows_of_them()
    {
        await using var scene = await FleetAsync(2);

        var accounts = await ReadAsync(scene, new());

        Assert.Equal([Management, First, Second], accounts.Select(static account => account.AccountId));
        var first = accounts[1];
        Assert.Equal(("backup-demo-1", "ACTIVE", "ou-s1m0-00000002", "aws-200000000001@example.com"), (first.Name!, first.State!, first.OrganizationalUnitId!, first.Email!));
        Assert.Null(first.AbsName);
        Assert.Null(first.Region);
        Assert.Equal("r-s1m0", accounts[0].OrganizationalUnitId);
        Assert.DoesNotContain(scene.Simulator.Requests, static request => request.Operation is not "ListAccounts");
    }

    [Theory]
    [InlineData("Workloads", "200000000001 200000000003 200000000002")]
    [InlineData("workloads/TEST", "200000000002")]
    [InlineData("/Workloads/Production/", "200000000001 200000000003")]
    [InlineData("ou-s1m0-00000001", "200000000001 200000000003 200000000002")]
    [InlineData("ou-s1m0-00000003", "200000000002")]
    [InlineData("r-s1m0", "111111111111 200000000001 200000000003 200000000002")]
    [InlineData("/", "111111111111 200000000001 200000000003 200000000002")]
    [InlineData("Workloads/Test|Workloads", "200000000002 200000000001 200000000003")]
    public async Task The_accounts_of_a_unit_and_of_all_units_in_it_come_once_each(string units, string expected)
    {
        await using var scene = await FleetAsync(3);

        var accounts = await ReadAsync(scene, new() { OrganizationalUnits = units.Split('|') });

        Assert.Equal(expected, Ids(accounts));
        Assert.All(accounts, static account => Assert.NotNull(account.OrganizationalUnitId));
    }

    [Theory]
    [InlineData("Workloads/Prodution", "Did you mean 'Production'?")]
    [InlineData("Sandbox", "r-s1m0 has Workloads.")]
    [InlineData("Workloads/Test/Deep", "has no units.")]
    [InlineData("ou-s1m0-ffffffff", "ParentNotFoundException")]
    public async Task A_unit_that_is_not_there_is_told(string unit, string says)
    {
        await using var scene = await FleetAsync(1);

        var failure = await Assert.ThrowsAsync<DiscoveryException>(() => ReadAsync(scene, new() { OrganizationalUnits = [unit] }));

        Assert.Equal(("OrganizationalUnitNotFound", FailureCategory.ObjectNotFound), (failure.ErrorId, failure.Category));
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.Contains("-OrganizationalUnit", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BACKUP-demo-?", "200000000001 200000000002 200000000003")]
    [InlineData("backup-demo-2|MANAGE*", "111111111111 200000000002")]
    [InlineData("nobody", "")]
    public async Task Names_are_patterns_without_case_of_which_one_has_to_fit(string names, string expected)
    {
        await using var scene = await FleetAsync(3);

        Assert.Equal(expected, Ids(await ReadAsync(scene, new() { Names = names.Split('|') })));
    }

    [Theory]
    [InlineData("Stage=prod", "200000000001 200000000003")]
    [InlineData("Stage=*|ABS=backup-*", "200000000001 200000000002 200000000003")]
    [InlineData("Stage=prod,test|ABS=other", "")]
    [InlineData("Stage=nothing,te?t", "200000000002")]
    [InlineData("Stage=PROD", "")]
    [InlineData("stage=prod", "")]
    public async Task Tags_have_to_fit_all_with_case(string tags, string expected)
    {
        await using var scene = await FleetAsync(3);
        var wanted = tags.Split('|').Select(static tag => tag.Split('=')).ToDictionary(static tag => tag[0], static tag => (IReadOnlyList<string>)tag[1].Split(','), StringComparer.Ordinal);

        var accounts = await ReadAsync(scene, new() { Tags = wanted });

        Assert.Equal(expected, Ids(accounts));
        Assert.All(accounts, static account => Assert.Equal("backup-demo", account.Tags["ABS"]));
    }

    [Fact]
    public async Task Accounts_that_are_not_active_come_only_when_they_are_wanted()
    {
        await using var scene = await FleetAsync(2);
        scene.Simulator.Organizations.SetState(First, "SUSPENDED");
        scene.Simulator.Organizations.SetState(Second, "CLOSED");

        Assert.Equal(Management, Ids(await ReadAsync(scene, new())));
        Assert.Equal(["ACTIVE", "SUSPENDED", "CLOSED"], (await ReadAsync(scene, new() { IncludeInactive = true })).Select(static account => account.State!));
    }

    [Fact]
    public async Task The_management_account_can_be_left_out()
    {
        await using var scene = await FleetAsync(1);

        Assert.Equal(First, Ids(await ReadAsync(scene, new() { ExcludeManagementAccount = true })));
    }

    [Fact]
    public async Task The_ABS_name_comes_from_a_tag_and_one_warning_names_the_accounts_without_it()
    {
        await using var scene = await FleetAsync(2);
        scene.Simulator.Organizations.AddAccount("333333333333", "orders");

        var accounts = await ReadAsync(scene, new() { AbsNameTag = "ABS" });

        Assert.Equal([$"{First} backup-demo", $"{Second} backup-demo"], accounts.Select(static account => account.ToString()));
        var warning = Assert.Single(scene.Observer.Warnings);
        Assert.Contains($"'ABS' that would say their ABS name: {Management}, 333333333333.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_are_read_only_of_accounts_that_fit_otherwise()
    {
        await using var scene = await FleetAsync(3);

        await ReadAsync(scene, new() { AbsNameTag = "ABS", Names = ["*-2"] });

        Assert.Single(scene.Requests("ListTagsForResource"));
    }

    [Fact]
    public async Task Every_page_is_read_also_after_an_empty_one()
    {
        await using var scene = await FleetAsync(5, pageSize: 2);
        scene.Simulator.Organizations.EmptyPageFirst = true;

        var accounts = await ReadAsync(scene, new() { AbsNameTag = "ABS" });

        Assert.Equal(5, accounts.Count);
        Assert.Equal(4, scene.Requests("ListAccounts").Count);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("ABS", 2)]
    public async Task An_account_comes_before_the_next_page_is_asked_for(string? absNameTag, int tagReads)
    {
        await using var scene = await FleetAsync(7, pageSize: 2);
        var query = new AccountQuery { AbsNameTag = absNameTag };
        var cancellationToken = TestContext.Current.CancellationToken;

        await using (var accounts = scene.Engine.FindAccountsAsync(query, scene.Observer, cancellationToken).GetAsyncEnumerator(cancellationToken))
        {
            Assert.True(await accounts.MoveNextAsync());
            Assert.Single(scene.Requests("ListAccounts"));
        }

        Assert.Single(scene.Requests("ListAccounts"));
        Assert.Equal(tagReads, scene.Requests("ListTagsForResource").Count);
    }

    [Fact]
    public async Task Cancelling_is_thrown_as_such()
    {
        await using var scene = await FleetAsync(1);
        scene.Fail("ListAccounts", FaultKind.Timeout, times: 0, service: "organizations");
        using var stop = new CancellationTokenSource();

        var reading = ReadAsync(scene, new(), stop.Token);
        scene.WaitUntil(() => scene.Simulator.OpenRequests == 1);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TestContext.Current.CancellationToken));
        scene.WaitUntil(() => scene.Simulator.OpenRequests == 0);
    }

    [Theory]
    [InlineData(FaultKind.AccessDenied, "AccessDenied", FailureCategory.PermissionDenied, "organizations:ListAccounts to the caller")]
    [InlineData(FaultKind.ExpiredToken, "SessionExpired", FailureCategory.AuthenticationError, "Log in anew")]
    [InlineData(FaultKind.Throttle, "Throttled", FailureCategory.ResourceUnavailable, "later")]
    [InlineData(FaultKind.InternalError, "ServiceUnavailable", FailureCategory.ResourceUnavailable, "later")]
    public async Task What_AWS_refuses_is_told_with_the_action_and_what_to_do(FaultKind kind, string errorId, FailureCategory category, string remedy)
    {
        await using var scene = await FleetAsync(1);
        scene.Fail("ListAccounts", kind, times: 0, service: "organizations");
        using var engine = new BackupEngine(scene.Connection with { MaxRetries = 0 });

        var failure = await Assert.ThrowsAsync<DiscoveryException>(() => ReadAsync(scene, new(), engine: engine));

        Assert.Equal((errorId, category), (failure.ErrorId, failure.Category));
        Assert.Contains("organizations:ListAccounts in us-east-1", failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_in_no_organization_is_told_so()
    {
        await using var scene = await FleetAsync(1);
        scene.Simulator.Organizations.Dissolve();

        var failure = await Assert.ThrowsAsync<DiscoveryException>(() => ReadAsync(scene, new()));

        Assert.Equal(("OrganizationNotFound", FailureCategory.ObjectNotFound), (failure.ErrorId, failure.Category));
        Assert.Contains("management account", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_account_is_told_where_to_run_the_command()
    {
        await using var scene = await FleetAsync(1);
        await scene.Engine.GetAsync(scene.Target with { AccountId = First, AbsName = "*" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);
        var session = scene.Simulator.Sts.IssuedSessions.Single();
        using var engine = new BackupEngine(scene.Connection with { AccessKey = session.AccessKeyId, SecretKey = session.SecretAccessKey, SessionToken = session.SessionToken });

        var failure = await Assert.ThrowsAsync<DiscoveryException>(() => ReadAsync(scene, new(), engine: engine));

        Assert.Equal("AccessDenied", failure.ErrorId);
        Assert.Contains("delegated administrator account", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_does_not_exist_is_told_before_any_call()
    {
        await using var scene = await FleetAsync(1);
        using var engine = new BackupEngine(new ConnectionOptions { ProfileName = "no-such-profile", EndpointUrl = scene.Simulator.Endpoint });

        var failure = await Assert.ThrowsAsync<DiscoveryException>(() => ReadAsync(scene, new(), engine: engine));

        Assert.Equal("ProfileNotFound", failure.ErrorId);
        Assert.Empty(scene.Simulator.Requests);
    }

    [Fact]
    public async Task A_call_that_is_throttled_is_tried_again_and_every_call_is_told()
    {
        await using var scene = await FleetAsync(1);
        scene.Fail("ListAccounts", FaultKind.Throttle, service: "organizations");

        await ReadAsync(scene, new());

        Assert.Contains(scene.Observer.VerboseLines, static line => line.StartsWith("organizations ListAccounts for account of the caller in us-east-1: 400 ThrottlingException", StringComparison.Ordinal));
        Assert.Contains(scene.Observer.VerboseLines, static line => line.StartsWith("organizations ListAccounts (attempt 2) for account of the caller in us-east-1: ok, request ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("aws-cn", "cn-northwest-1")]
    [InlineData("aws-us-gov", "us-gov-west-1")]
    public async Task Each_partition_has_its_own_place_for_the_service(string partition, string region)
    {
        await using var scene = await FleetAsync(1);
        using var engine = new BackupEngine(scene.Connection with { Partition = partition });

        await ReadAsync(scene, new(), engine: engine);

        Assert.Equal(region, Assert.Single(scene.Requests("ListAccounts")).Region);
    }

    [Fact]
    public async Task The_endpoint_of_the_environment_is_honoured()
    {
        await using var scene = await FleetAsync(1);
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_ORGANIZATIONS", scene.Simulator.Endpoint.AbsoluteUri);
        try
        {
            using var engine = new BackupEngine(scene.Connection with { EndpointUrl = null, MaxRetries = 0 });

            Assert.Equal(2, (await ReadAsync(scene, new(), engine: engine)).Count);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_ORGANIZATIONS", null);
        }
    }

    [Theory]
    [InlineData("ou-1", "OrganizationalUnit", "Put a / before a name")]
    [InlineData("ou-S1M0-00000001", "OrganizationalUnit", "lower-case")]
    [InlineData("r-1", "OrganizationalUnit", "root")]
    [InlineData("Workloads//Test", "OrganizationalUnit", "from the root down")]
    public void A_unit_that_cannot_be_one_is_a_fault(string unit, string parameter, string says)
    {
        var fault = Assert.Single(AccountQueryValidator.Validate(new AccountQuery { OrganizationalUnits = [unit] }));

        Assert.Equal(parameter, fault.ParameterName);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_and_tags_that_cannot_be_such_are_faults()
    {
        var faults = AccountQueryValidator.Validate(new AccountQuery
        {
            Names = ["[", ""],
            Tags = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["aws:x"] = ["*"], ["Stage"] = [], ["Team"] = ["["] },
            AbsNameTag = "",
        });

        Assert.Equal(["Name", "Name", "Tag", "Tag", "Tag", "AbsNameTag"], faults.Select(static fault => fault.ParameterName));
        Assert.Empty(AccountQueryValidator.Validate(new AccountQuery { OrganizationalUnits = ["/ou-team", "ou-s1m0-00000001", "r-s1m0", "/"], Names = ["a*"] }));
    }

    private static Task<Scene> FleetAsync(int accounts, int pageSize = 0) => Scene.StartAsync(new SimulatorOptions { Fleet = accounts, PageSize = pageSize });

    private static async Task<IReadOnlyList<BackupAccount>> ReadAsync(Scene scene, AccountQuery query, CancellationToken? cancellationToken = null, BackupEngine? engine = null)
    {
        var accounts = new List<BackupAccount>();
        await foreach (var account in (engine ?? scene.Engine).FindAccountsAsync(query, scene.Observer, cancellationToken ?? TestContext.Current.CancellationToken))
        {
            accounts.Add(account);
        }

        return accounts;
    }

    private static string Ids(IEnumerable<BackupAccount> accounts) => string.Join(' ', accounts.Select(static account => account.AccountId));
}
