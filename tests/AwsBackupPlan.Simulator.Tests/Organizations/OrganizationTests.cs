using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Organizations;

public sealed class OrganizationTests(PythonPeer python)
{
    private const string Member = """
        keys = client("sts").assume_role(RoleArn="arn:aws:iam::200000000001:role/Xacnt_Backup_Role", RoleSessionName="run")["Credentials"]
        member = client("organizations", credentials=keys)

        """;

    [Fact]
    public async Task The_fleet_lies_in_units_and_has_tags_and_all_of_it_is_read_page_by_page()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 3, PageSize = 2 }, TestContext.Current.CancellationToken);
        var result = await python.RunAsync(sim, """
            org = client("organizations")
            every = lambda operation, key, **parameters: [item for page in org.get_paginator(operation).paginate(**parameters) for item in page[key]]
            root = every("list_roots", "Roots")[0]["Id"]
            below = lambda parent: every("list_organizational_units_for_parent", "OrganizationalUnits", ParentId=parent)
            workloads = below(root)[0]
            units = below(workloads["Id"])
            result = [
                [a["Id"] + " " + a["Name"] + " " + a["State"] + " " + a["Status"] for a in every("list_accounts", "Accounts")],
                [a["Id"] for a in every("list_accounts_for_parent", "Accounts", ParentId=root)],
                workloads["Name"], [u["Name"] for u in units],
                [a["Id"] for u in units for a in every("list_accounts_for_parent", "Accounts", ParentId=u["Id"])],
                {t["Key"]: t["Value"] for t in every("list_tags_for_resource", "Tags", ResourceId="200000000001")},
                every("list_tags_for_resource", "Tags", ResourceId=root),
            ]
            """);
        Assert.Equal(
            """[["111111111111 management ACTIVE ACTIVE","200000000001 backup-demo-1 ACTIVE ACTIVE","200000000002 backup-demo-2 ACTIVE ACTIVE","200000000003 backup-demo-3 ACTIVE ACTIVE"],"""
            + """["111111111111"],"Workloads",["Production","Test"],["200000000001","200000000003","200000000002"],{"ABS":"backup-demo","Stage":"prod"},[]]""",
            result.ToJsonString());
        Assert.Equal(2, sim.Requests.Count(static request => request.Operation is "ListAccounts"));
    }

    [Fact]
    public async Task Whom_an_account_belongs_to_and_where_it_lies_stand_in_its_arn_and_its_path()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 1 }, TestContext.Current.CancellationToken);
        var result = await python.RunAsync(sim, """
            account = client("organizations").list_accounts()["Accounts"][1]
            result = [account["Arn"], account["Paths"], account["JoinedMethod"], account["Email"]]
            """);
        Assert.Equal(
            """["arn:aws:organizations::111111111111:account/o-simulated0/200000000001",["o-simulated0/r-s1m0/ou-s1m0-00000001/ou-s1m0-00000002/200000000001/"],"CREATED","aws-200000000001@example.com"]""",
            result.ToJsonString());
    }

    [Fact]
    public async Task Every_member_may_ask_which_organization_it_is_in()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 1 }, TestContext.Current.CancellationToken);
        var result = await python.RunAsync(sim, Member + """
            result = [o.describe_organization()["Organization"]["Id"] for o in [client("organizations"), member]]
            """);
        Assert.Equal("""["o-simulated0","o-simulated0"]""", result.ToJsonString());
    }

    [Theory]
    [InlineData("org.list_accounts, MaxResults=21", "InvalidInputException", "MAX_VALUE_EXCEEDED")]
    [InlineData("org.list_accounts, MaxResults=0", "InvalidInputException", "MIN_VALUE_EXCEEDED")]
    [InlineData("org.list_accounts, NextToken='nonsense'", "InvalidInputException", "INVALID_NEXT_TOKEN")]
    [InlineData("org.list_accounts_for_parent", "InvalidInputException", "INPUT_REQUIRED")]
    [InlineData("org.list_accounts_for_parent, ParentId='ou-1'", "InvalidInputException", "INVALID_PATTERN")]
    [InlineData("org.list_accounts_for_parent, ParentId='200000000001'", "InvalidInputException", "INVALID_PATTERN")]
    [InlineData("org.list_accounts_for_parent, ParentId='ou-s1m0-ffffffff'", "ParentNotFoundException", null)]
    [InlineData("org.list_organizational_units_for_parent, ParentId='r-none'", "ParentNotFoundException", null)]
    [InlineData("org.list_tags_for_resource, ResourceId='payroll'", "InvalidInputException", "INVALID_PATTERN")]
    [InlineData("org.list_tags_for_resource, ResourceId='299999999999'", "TargetNotFoundException", null)]
    public async Task What_Organizations_refuses_is_refused_by_its_name_and_reason(string call, string error, string? reason)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refusal = await python.RunAsync(sim, $"""
            org = client("organizations")
            result = refusal({call})
            """);
        Assert.Equal(error, (string?)refusal["code"]);
        Assert.Equal(error, (string?)refusal["type"]);
        Assert.Equal(400, (int?)refusal["status"]);
        Assert.Equal(reason, (string?)refusal["members"]!["Reason"]);
    }

    [Fact]
    public async Task A_member_may_read_the_organization_only_as_a_delegated_administrator()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 1 }, TestContext.Current.CancellationToken);
        var refused = await python.RunAsync(sim, Member + "result = refusal(member.list_accounts)");
        sim.Organizations.AddAdministrator("200000000001");
        var read = await python.RunAsync(sim, Member + """result = len(member.list_accounts()["Accounts"])""");

        Assert.Equal("AccessDeniedException", (string?)refused["code"]);
        Assert.Equal("You don't have permissions to access this resource.", (string?)refused["message"]);
        Assert.Equal("2", read.ToJsonString());
    }

    [Fact]
    public async Task An_account_outside_of_the_organization_has_none()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var outsider = await python.RunAsync(sim, Member + "result = refusal(member.list_accounts)");
        sim.Organizations.Dissolve();
        var dissolved = await python.RunAsync(sim, """result = refusal(client("organizations").list_accounts)""");

        Assert.Equal("AWSOrganizationsNotInUseException", (string?)outsider["code"]);
        Assert.Equal("AWSOrganizationsNotInUseException", (string?)dissolved["code"]);
    }

    [Theory]
    [InlineData("organizations", "eu-west-1", 400)]
    [InlineData("organizations", "us-gov-east-1", 400)]
    [InlineData("backup", "us-east-1", 400)]
    [InlineData("organizations", "us-east-1", 200)]
    [InlineData("organizations", "cn-northwest-1", 200)]
    [InlineData("organizations", "us-gov-west-1", 200)]
    public async Task A_request_has_to_be_signed_for_the_service_and_the_Region_in_which_it_answers(string service, string region, int status)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var answer = await python.RunAsync(sim, $$"""
            headers = {"X-Amz-Target": "AWSOrganizationsV20161128.ListAccounts", "Content-Type": "application/x-amz-json-1.1"}
            result = signed("{{service}}", "{{region}}", body="{}", headers=headers)
            """);
        Assert.Equal(status, (int?)answer["status"]);
        Assert.Equal(status == 400, answer["text"]!.ToString().Contains("InvalidSignatureException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_can_begin_with_an_empty_page_that_has_a_token()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 1 }, TestContext.Current.CancellationToken);
        sim.Organizations.EmptyPageFirst = true;
        var result = await python.RunAsync(sim, """
            org = client("organizations")
            pages = [[a["Id"] for a in page["Accounts"]] for page in org.get_paginator("list_accounts").paginate()]
            result = pages
            """);
        Assert.Equal("""[[],["111111111111","200000000001"]]""", result.ToJsonString());
    }

    [Fact]
    public async Task A_state_that_the_older_member_has_no_word_for_stands_in_the_newer_one_alone()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 2 }, TestContext.Current.CancellationToken);
        sim.Organizations.SetState("200000000001", "CLOSED");
        sim.Organizations.SetState("200000000002", "SUSPENDED");
        var result = await python.RunAsync(sim, """
            accounts = client("organizations").list_accounts()["Accounts"][1:]
            result = [[a["State"], a.get("Status")] for a in accounts]
            """);
        Assert.Equal("""[["CLOSED",null],["SUSPENDED","SUSPENDED"]]""", result.ToJsonString());
    }

    [Fact]
    public async Task A_reset_brings_the_organization_back_as_the_options_have_it()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 1 }, TestContext.Current.CancellationToken);
        sim.Organizations.AddAccount("333333333333", "orders");
        sim.Organizations.SetState("200000000001", "SUSPENDED");
        sim.Reset();
        var result = await python.RunAsync(sim, """
            result = [a["Id"] + " " + a["State"] for a in client("organizations").list_accounts()["Accounts"]]
            """);
        Assert.Equal("""["111111111111 ACTIVE","200000000001 ACTIVE"]""", result.ToJsonString());
    }
}
