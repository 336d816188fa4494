using AwsBackupPlan.Simulator.Kms;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Ssm;

public sealed class ParameterTests(PythonPeer python)
{
    private const string Account = "111111111111";

    [Theory]
    [InlineData("String", true)]
    [InlineData("StringList", true)]
    [InlineData("SecureString", false)]
    public async Task Only_a_secure_value_needs_decryption(string type, bool isClear)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var result = await python.RunAsync(sim, $"""
            ssm = client("ssm")
            put = ssm.put_parameter(Name="/app/plan", Value="one,two", Type="{type}")
            plain, read = [ssm.get_parameter(Name="/app/plan", WithDecryption=flag)["Parameter"] for flag in (False, True)]
            result = [put["Version"], put["Tier"], plain["Value"] == "one,two", read["Value"], read["Type"], read["ARN"], read["Name"], "one" in plain["Value"]]
            """);
        var clear = isClear ? "true" : "false";
        Assert.Equal(
            $"""[1,"Standard",{clear},"one,two","{type}","arn:aws:ssm:us-east-1:{Account}:parameter/app/plan","/app/plan",{clear}]""", result.ToJsonString());
    }

    [Fact]
    public async Task Every_overwriting_is_a_version_that_can_be_read_by_its_number()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var result = await python.RunAsync(sim, """
            ssm = client("ssm")
            ssm.put_parameter(Name="plan", Value="1", Type="String")
            again = refusal(ssm.put_parameter, Name="plan", Value="2", Type="String")
            second = ssm.put_parameter(Name="plan", Value="2", Overwrite=True)
            of = lambda name: ssm.get_parameter(Name=name)["Parameter"]
            result = [
                again["type"], second["Version"], of("plan")["Value"], of("plan:1")["Value"], of("plan:2")["Selector"],
                of("arn:aws:ssm:us-east-1:111111111111:parameter/plan")["Value"], refusal(ssm.get_parameter, Name="plan:3")["type"],
            ]
            """);
        Assert.Equal("""["ParameterAlreadyExists",2,"2","1",":2","2","ParameterVersionNotFound"]""", result.ToJsonString());
    }

    [Theory]
    [InlineData("ssm.get_parameter, Name='/none'", "ParameterNotFound")]
    [InlineData("ssm.delete_parameter, Name='/none'", "ParameterNotFound")]
    [InlineData("ssm.put_parameter, Name='/a b', Value='1', Type='String'", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='/', Value='1', Type='String'", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='a/b', Value='1', Type='String'", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='/ssmthing', Value='1', Type='String'", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='/aws/thing', Value='1', Type='String'", "AccessDeniedException")]
    [InlineData("ssm.put_parameter, Name='/a' * 16, Value='1', Type='String'", "HierarchyLevelLimitExceededException")]
    [InlineData("ssm.put_parameter, Name='/a', Value='1'", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='/a', Value='', Type='String'", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='/a', Value='1', Type='Number'", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='/a', Value='1' * 4097, Type='String'", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='/a', Value='é' * 2049, Type='String'", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='/a', Value='1' * 8193, Type='String', Tier='Advanced'", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='/a', Value='1', Type='String', KeyId='alias/aws/ssm'", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='/a', Value='1', Type='String', AllowedPattern='[a-z]+'", "ParameterPatternMismatchException")]
    [InlineData("ssm.put_parameter, Name='/a', Value='1', Type='String', AllowedPattern='['", "InvalidAllowedPatternException")]
    [InlineData("ssm.put_parameter, Name='/taken', Value='1', Type='String', Overwrite=True, Tags=[dict(Key='a', Value='b')]", "ValidationException")]
    [InlineData("ssm.put_parameter, Name='/taken', Value='1', Type='SecureString', Overwrite=True", "HierarchyTypeMismatchException")]
    [InlineData("ssm.get_parameters, Names=[str(n) for n in range(11)]", "ValidationException")]
    [InlineData("ssm.get_parameters_by_path, Path='taken'", "ValidationException")]
    [InlineData("ssm.get_parameters_by_path, Path='/', MaxResults=11", "ValidationException")]
    [InlineData("ssm.describe_parameters, NextToken='nonsense'", "InvalidNextToken")]
    [InlineData("ssm.describe_parameters, ParameterFilters=[dict(Key='Other', Values=['a'])]", "ValidationException")]
    [InlineData("ssm.list_tags_for_resource, ResourceType='Parameter', ResourceId='/none'", "InvalidResourceId")]
    [InlineData("ssm.list_tags_for_resource, ResourceType='Document', ResourceId='/taken'", "InvalidResourceType")]
    public async Task What_the_Parameter_Store_refuses_is_refused_by_its_name(string call, string error)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Ssm.SetParameter(Account, "us-east-1", "/taken", "1");
        var refusal = await python.RunAsync(sim, $"""
            ssm = client("ssm")
            result = refusal({call})
            """);
        Assert.Equal(error, (string?)refusal["code"]);
        Assert.Equal(400, (int?)refusal["status"]);
    }

    [Theory]
    [InlineData(4096, "Standard", "Standard")]
    [InlineData(8192, "Advanced", "Advanced")]
    [InlineData(4096, "Intelligent-Tiering", "Standard")]
    [InlineData(4097, "Intelligent-Tiering", "Advanced")]
    public async Task A_value_may_be_as_long_as_its_tier_allows(int length, string asked, string given)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var put = await python.RunAsync(sim, $"""result = client("ssm").put_parameter(Name="/a", Value="1" * {length}, Type="String", Tier="{asked}")""");
        Assert.Equal(given, (string?)put["Tier"]);
    }

    [Fact]
    public async Task Several_are_read_and_deleted_at_once_and_the_missing_ones_named()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Ssm.SetParameter(Account, "us-east-1", "/a", "1");
        sim.Ssm.SetParameter(Account, "us-east-1", "/b", "2");
        var result = await python.RunAsync(sim, """
            ssm = client("ssm")
            read = ssm.get_parameters(Names=["/a", "/none", "/b", "/a:7"])
            deleted = ssm.delete_parameters(Names=["/a", "/none"])
            result = [[p["Name"] for p in read["Parameters"]], read["InvalidParameters"], deleted["DeletedParameters"], deleted["InvalidParameters"]]
            """);
        Assert.Equal("""[["/a","/b"],["/none","/a:7"],["/a"],["/none"]]""", result.ToJsonString());
    }

    [Fact]
    public async Task A_path_lists_its_own_level_or_all_below_it_in_pages()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        for (var number = 0; number < 25; number++)
        {
            sim.Ssm.SetParameter(Account, "us-east-1", $"/app/p{number:00}", "1");
        }

        sim.Ssm.SetParameter(Account, "us-east-1", "/app/deep/er", "1", "SecureString");
        sim.Ssm.SetParameter(Account, "us-east-1", "/apples", "1");
        var result = await python.RunAsync(sim, """
            ssm = client("ssm")
            sizes = lambda **given: [len(page["Parameters"]) for page in ssm.get_paginator("get_parameters_by_path").paginate(**given)]
            secure = ssm.get_parameters_by_path(Path="/app", Recursive=True, ParameterFilters=[dict(Key="Type", Values=["SecureString"])])["Parameters"]
            result = [
                sizes(Path="/app"), sizes(Path="/app/", Recursive=True), sizes(Path="/"), [p["Name"] for p in secure],
                [len(page["Parameters"]) for page in ssm.get_paginator("describe_parameters").paginate(PaginationConfig=dict(PageSize=20))],
                len(ssm.describe_parameters(ParameterFilters=[dict(Key="Name", Option="BeginsWith", Values=["/app/"])])["Parameters"]),
                len(ssm.describe_parameters(ParameterFilters=[dict(Key="Path", Option="Recursive", Values=["/app/deep"])])["Parameters"]),
            ]
            """);
        Assert.Equal("""[[10,10,5],[10,10,6],[1],["/app/deep/er"],[20,7],26,1]""", result.ToJsonString());
    }

    [Fact]
    public async Task Tags_are_kept_with_a_parameter()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var result = await python.RunAsync(sim, """
            ssm, of = client("ssm"), dict(ResourceType="Parameter", ResourceId="/a")
            ssm.put_parameter(Name="/a", Value="1", Type="String", Tags=[dict(Key="one", Value="1")])
            ssm.add_tags_to_resource(Tags=[dict(Key="two", Value="2"), dict(Key="one", Value="I")], **of)
            ssm.remove_tags_from_resource(TagKeys=["two"], **of)
            result = [ssm.list_tags_for_resource(**of)["TagList"], len(ssm.describe_parameters(ParameterFilters=[dict(Key="tag:one", Values=["I"])])["Parameters"])]
            """);
        Assert.Equal("""[[{"Key":"one","Value":"I"}],1]""", result.ToJsonString());
    }

    [Fact]
    public async Task A_secret_under_a_key_that_cannot_be_used_cannot_be_read()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey(Account, "us-east-1", "secrets");
        await python.RunAsync(sim, """client("ssm").put_parameter(Name="/a", Value="secret", Type="SecureString", KeyId="alias/secrets")""");
        sim.Kms.SetKeyState(key, KeyState.Disabled);
        var refusals = await python.RunAsync(sim, """
            ssm = client("ssm")
            result = [
                refusal(ssm.get_parameter, Name="/a", WithDecryption=True)["type"],
                refusal(ssm.put_parameter, Name="/b", Value="secret", Type="SecureString", KeyId="alias/secrets")["type"],
                refusal(ssm.put_parameter, Name="/b", Value="secret", Type="SecureString", KeyId="alias/none")["type"],
            ]
            """);
        Assert.Equal("""["InvalidKeyId","InvalidKeyId","InvalidKeyId"]""", refusals.ToJsonString());
    }

    [Fact]
    public async Task A_secret_that_is_written_over_without_a_key_gets_the_default_one()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey("111111111111", "us-east-1");

        var result = await python.RunAsync(sim, $"""
            ssm = client("ssm")
            key = lambda: ssm.describe_parameters()["Parameters"][0]["KeyId"]
            ssm.put_parameter(Name="/plan", Value="a", Type="SecureString", KeyId="{key}")
            first = key()
            ssm.put_parameter(Name="/plan", Value="b", Type="SecureString", Overwrite=True)
            result = [first, key(), refusal(ssm.put_parameter, Name="/nested", Value="a {"{{ssm:plan}}"}", Type="String")["code"]]
            """);

        Assert.Equal($"""["{key}","alias/aws/ssm","ValidationException"]""", result.ToJsonString());
    }

    [Fact]
    public async Task The_CLI_puts_reads_and_deletes()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await AwsCli.JsonAsync(sim, "ssm", "put-parameter", "--name", "/a/b", "--type", "SecureString", "--value", """[{"a": 1}]""");
        var read = await AwsCli.JsonAsync(sim, "ssm", "get-parameters-by-path", "--path", "/a", "--with-decryption");
        Assert.Equal("""[{"a": 1}]""", (string?)read["Parameters"]![0]!["Value"]);
        await AwsCli.JsonAsync(sim, "ssm", "delete-parameter", "--name", "/a/b");
        var (exitCode, _, error) = await AwsCli.RunAsync(sim, "ssm", "get-parameter", "--name", "/a/b");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("(ParameterNotFound) when calling the GetParameter operation", error, StringComparison.Ordinal);
    }
}
