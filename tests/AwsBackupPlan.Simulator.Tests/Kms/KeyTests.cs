using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Kms;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Kms;

public sealed class KeyTests(PythonPeer python)
{
    private const string Account = "111111111111";

    [Fact]
    public async Task A_key_is_made_as_it_was_asked_for()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var result = await python.RunAsync(sim, """
            kms = client("kms")
            made = kms.create_key(Description="of ours", MultiRegion=True, Tags=[{"TagKey": "ABS", "TagValue": "a"}])["KeyMetadata"]
            read = kms.describe_key(KeyId=made["KeyId"])["KeyMetadata"]
            assert made == read and kms.describe_key(KeyId=made["Arn"])["KeyMetadata"] == read
            result = [read, kms.list_resource_tags(KeyId=read["KeyId"])["Tags"], kms.get_key_policy(KeyId=read["KeyId"])["Policy"]]
            """);
        var key = result[0]!;
        Assert.StartsWith("mrk-", (string?)key["KeyId"], StringComparison.Ordinal);
        Assert.Equal($"arn:aws:kms:us-east-1:{Account}:key/{key["KeyId"]}", (string?)key["Arn"]);
        Assert.Equal(("Enabled", true, "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "CUSTOMER", "of ours"), (
            (string?)key["KeyState"], (bool?)key["Enabled"], (string?)key["KeySpec"], (string?)key["KeyUsage"], (string?)key["KeyManager"], (string?)key["Description"]));
        Assert.Equal("PRIMARY", (string?)key["MultiRegionConfiguration"]!["MultiRegionKeyType"]);
        Assert.Equal("""[{"TagKey":"ABS","TagValue":"a"}]""", result[1]!.ToJsonString());
        Assert.Equal("kms:*", (string?)JsonNode.Parse((string)result[2]!)!["Statement"]![0]!["Action"]);
    }

    [Fact]
    public async Task A_replica_shares_the_id_and_is_ready_after_a_while()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Kms.ReplicaCreation = TimeSpan.FromHours(1);
        var primary = sim.Kms.AddKey(Account, "us-east-1", "a-key");
        var made = await python.RunAsync(sim, $"""
            replica = client("kms").replicate_key(KeyId="{primary}", ReplicaRegion="us-east-2", Tags=[dict(TagKey="ABS", TagValue="a")])
            far = client("kms", "us-east-2")
            result = [
                replica["ReplicaKeyMetadata"]["KeyState"],
                refusal(far.disable_key, KeyId=replica["ReplicaKeyMetadata"]["KeyId"])["type"],
                replica["ReplicaTags"][0]["TagKey"],
                refusal(far.describe_key, KeyId="alias/a-key")["message"],
            ]
            """);
        var replica = primary.Replace("us-east-1", "us-east-2", StringComparison.Ordinal);
        Assert.Equal($"""["Creating","KMSInvalidStateException","ABS","Alias arn:aws:kms:us-east-2:{Account}:alias/a-key is not found."]""", made.ToJsonString());
        Assert.False(sim.World.IsKeyUsable(replica));
        sim.World.Advance(TimeSpan.FromHours(1));
        Assert.True(sim.World.IsKeyUsable(replica));
        var both = await python.RunAsync(sim, $"""
            result = [client("kms", region).describe_key(KeyId=key)["KeyMetadata"] for region, key in (("us-east-1", "{primary}"), ("us-east-2", "{replica}"))]
            """);
        Assert.Equal("REPLICA", (string?)both[1]!["MultiRegionConfiguration"]!["MultiRegionKeyType"]);
        Assert.All(both.AsArray(), key => Assert.Equal(primary, (string?)key!["MultiRegionConfiguration"]!["PrimaryKey"]!["Arn"]));
        Assert.All(both.AsArray(), key => Assert.Equal(replica, (string?)key!["MultiRegionConfiguration"]!["ReplicaKeys"]![0]!["Arn"]));
    }

    [Theory]
    [InlineData("kms.replicate_key, KeyId=single, ReplicaRegion='us-east-2'", "UnsupportedOperationException")]
    [InlineData("client('kms', 'us-east-2').replicate_key, KeyId=multi, ReplicaRegion='us-west-2'", "UnsupportedOperationException")]
    [InlineData("kms.replicate_key, KeyId=multi, ReplicaRegion='us-east-2'", "AlreadyExistsException")]
    [InlineData("kms.replicate_key, KeyId=multi, ReplicaRegion='us-east-1'", "AlreadyExistsException")]
    [InlineData("kms.replicate_key, KeyId=multi, ReplicaRegion='cn-north-1'", "ValidationException")]
    [InlineData("kms.replicate_key, KeyId=multi, ReplicaRegion='Ohio'", "ValidationException")]
    [InlineData("kms.create_key, Policy='{'", "MalformedPolicyDocumentException")]
    [InlineData("kms.create_key, Policy='{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111111111111:root\"}, \"Action\": \"kms:Describe*\", \"Resource\": \"*\"}}'", "MalformedPolicyDocumentException")]
    [InlineData("kms.put_key_policy, KeyId=single, PolicyName='default', Policy='{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::222222222222:root\"}, \"Action\": \"kms:*\", \"Resource\": \"*\"}}'", "MalformedPolicyDocumentException")]
    [InlineData("kms.create_key, KeySpec='RSA_2048'", "ValidationException")]
    [InlineData("kms.create_key, KeySpec='RSA_2048', KeyUsage='GENERATE_VERIFY_MAC'", "ValidationException")]
    [InlineData("kms.create_key, Tags=[dict(TagKey='aws:a', TagValue='')]", "TagException")]
    [InlineData("kms.create_key, Tags=[dict(TagKey='a', TagValue=''), dict(TagKey='a', TagValue='')]", "TagException")]
    [InlineData("kms.tag_resource, KeyId=single, Tags=[dict(TagKey=str(n), TagValue='') for n in range(51)]", "LimitExceededException")]
    [InlineData("kms.describe_key, KeyId='alias/none'", "NotFoundException")]
    [InlineData("kms.describe_key, KeyId='nonsense'", "NotFoundException")]
    [InlineData("kms.describe_key, KeyId='mrk-00000000000000000000000000000000'", "NotFoundException")]
    [InlineData("kms.describe_key, KeyId='arn:aws:kms:us-west-2:111111111111:key/' + multi", "NotFoundException")]
    [InlineData("kms.describe_key, KeyId='arn:aws:kms:us-east-1:999999999999:key/' + multi", "AccessDeniedException")]
    [InlineData("kms.describe_key, KeyId='arn:aws:s3:::bucket'", "InvalidArnException")]
    [InlineData("kms.describe_key, KeyId=''", "ValidationException")]
    [InlineData("kms.describe_key", "ValidationException")]
    [InlineData("kms.disable_key, KeyId='alias/multi'", "NotFoundException")]
    [InlineData("kms.schedule_key_deletion, KeyId=single, PendingWindowInDays=6", "ValidationException")]
    [InlineData("kms.schedule_key_deletion, KeyId=single, PendingWindowInDays=31", "ValidationException")]
    [InlineData("kms.cancel_key_deletion, KeyId=single", "KMSInvalidStateException")]
    [InlineData("client('kms', 'us-east-2').enable_key_rotation, KeyId=multi", "UnsupportedOperationException")]
    [InlineData("kms.enable_key_rotation, KeyId=single, RotationPeriodInDays=89", "ValidationException")]
    [InlineData("kms.update_primary_region, KeyId=multi, PrimaryRegion='us-west-2'", "NotFoundException")]
    [InlineData("kms.update_primary_region, KeyId=single, PrimaryRegion='us-east-2'", "UnsupportedOperationException")]
    [InlineData("kms.get_key_policy, KeyId=single, PolicyName='other'", "NotFoundException")]
    [InlineData("kms.list_keys, Marker='nonsense'", "InvalidMarkerException")]
    [InlineData("kms.list_keys, Limit=1001", "ValidationException")]
    [InlineData("kms.schedule_key_deletion, KeyId=kms.describe_key(KeyId='alias/aws/rds')['KeyMetadata']['KeyId']", "AccessDeniedException")]
    public async Task What_KMS_refuses_is_refused_by_its_name(string call, string error)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var single = sim.Kms.AddKey(Account, "us-east-1", multiRegion: false).Split('/')[1];
        var multi = sim.Kms.AddKey(Account, "us-east-1", "multi", ["us-east-2"]).Split('/')[1];
        var refusal = await python.RunAsync(sim, $"""
            single, multi = "{single}", "{multi}"
            kms = client("kms")
            result = refusal({call})
            """);
        Assert.Equal(error, (string?)refusal["code"]);
        Assert.Equal(400, (int?)refusal["status"]);
    }

    [Fact]
    public async Task A_key_is_switched_off_and_on()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey(Account, "us-east-1", multiRegion: false);
        var result = await python.RunAsync(sim, $"""
            kms = client("kms")
            kms.disable_key(KeyId="{key}")
            off = kms.describe_key(KeyId="{key}")["KeyMetadata"]
            result = [off["KeyState"], off["Enabled"], refusal(kms.enable_key_rotation, KeyId="{key}")["type"]]
            """);
        Assert.Equal("""["Disabled",false,"DisabledException"]""", result.ToJsonString());
        Assert.False(sim.World.IsKeyUsable(key));
        await python.RunAsync(sim, $"""client("kms").enable_key(KeyId="{key}")""");
        Assert.True(sim.World.IsKeyUsable(key));
    }

    [Fact]
    public async Task A_key_is_deleted_after_its_time_unless_that_is_taken_back()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var kept = sim.Kms.AddKey(Account, "us-east-1", multiRegion: false);
        var lost = sim.Kms.AddKey(Account, "us-east-1", "lost", multiRegion: false);
        var result = await python.RunAsync(sim, $"""
            kms = client("kms")
            answers = [kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7) for key in ("{kept}", "{lost}")]
            again = refusal(kms.schedule_key_deletion, KeyId="{lost}")
            kms.cancel_key_deletion(KeyId="{kept}")
            result = [answers[1]["KeyState"], "DeletionDate" in answers[1], answers[1]["KeyId"], again["message"], kms.describe_key(KeyId="{kept}")["KeyMetadata"]["KeyState"]]
            """);
        Assert.Equal($"""["PendingDeletion",true,"{lost}","{lost} is pending deletion.","Disabled"]""", result.ToJsonString());
        Assert.False(sim.World.IsKeyUsable(lost));
        sim.World.Advance(TimeSpan.FromDays(7));
        var gone = await python.RunAsync(sim, $"""
            kms = client("kms")
            result = [refusal(kms.describe_key, KeyId="{lost}")["message"], refusal(kms.describe_key, KeyId="alias/lost")["type"], len(kms.list_keys()["Keys"])]
            """);
        Assert.Equal($"Key '{lost}' does not exist", (string?)gone[0]);
        Assert.Equal("NotFoundException", (string?)gone[1]);
        Assert.Equal(1, (int?)gone[2]);
    }

    [Fact]
    public async Task A_primary_waits_for_its_replicas_before_its_own_time_begins()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey(Account, "us-east-1", replicaRegions: ["us-east-2"]).Split('/')[1];
        var waiting = await python.RunAsync(sim, $"""
            answer = client("kms").schedule_key_deletion(KeyId="{key}", PendingWindowInDays=10)
            client("kms", "us-east-2").schedule_key_deletion(KeyId="{key}", PendingWindowInDays=7)
            described = client("kms").describe_key(KeyId="{key}")["KeyMetadata"]
            result = [answer["KeyState"], described["KeyState"], described["PendingDeletionWindowInDays"], "DeletionDate" in described]
            """);
        Assert.Equal("""["PendingReplicaDeletion","PendingReplicaDeletion",10,false]""", waiting.ToJsonString());
        sim.World.Advance(TimeSpan.FromDays(16));
        var counting = await python.RunAsync(sim, $"""result = client("kms").describe_key(KeyId="{key}")["KeyMetadata"]""");
        Assert.Equal("PendingDeletion", (string?)counting["KeyState"]);
        sim.World.Advance(TimeSpan.FromDays(1));
        var gone = await python.RunAsync(sim, $"""result = refusal(client("kms").describe_key, KeyId="{key}")""");
        Assert.Equal("NotFoundException", (string?)gone["type"]);
    }

    [Fact]
    public async Task Rotation_is_set_on_the_primary_and_read_everywhere()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey(Account, "us-east-1", replicaRegions: ["us-east-2"]).Split('/')[1];
        var result = await python.RunAsync(sim, $"""
            near, far = client("kms"), client("kms", "us-east-2")
            near.disable_key_rotation(KeyId="{key}")
            off = far.get_key_rotation_status(KeyId="{key}")["KeyRotationEnabled"]
            near.enable_key_rotation(KeyId="{key}", RotationPeriodInDays=90)
            on = far.get_key_rotation_status(KeyId="{key}")
            result = [off, on["KeyRotationEnabled"], on["RotationPeriodInDays"], "NextRotationDate" in on]
            """);
        Assert.Equal("[false,true,90,true]", result.ToJsonString());
    }

    [Fact]
    public async Task The_primary_can_move_to_the_replicas_Region()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey(Account, "us-east-1", replicaRegions: ["us-east-2"]).Split('/')[1];
        var result = await python.RunAsync(sim, $"""
            client("kms").update_primary_region(KeyId="{key}", PrimaryRegion="us-east-2")
            kinds = [client("kms", region).describe_key(KeyId="{key}")["KeyMetadata"]["MultiRegionConfiguration"] for region in ("us-east-1", "us-east-2")]
            client("kms", "us-east-2").enable_key_rotation(KeyId="{key}")
            result = [[kind["MultiRegionKeyType"], kind["PrimaryKey"]["Region"]] for kind in kinds]
            """);
        Assert.Equal("""[["REPLICA","us-east-2"],["PRIMARY","us-east-2"]]""", result.ToJsonString());
    }

    [Fact]
    public async Task Tags_description_and_policy_can_be_changed()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey(Account, "us-east-1");
        var result = await python.RunAsync(sim, $$"""
            kms, key = client("kms"), "{{key}}"
            policy = kms.get_key_policy(KeyId=key)["Policy"].replace("Enable", "Allow")
            kms.tag_resource(KeyId=key, Tags=[dict(TagKey=name, TagValue="1") for name in "abc"])
            kms.untag_resource(KeyId=key, TagKeys=["b"])
            kms.update_key_description(KeyId=key, Description="new")
            kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy)
            tags = [tag["TagKey"] for page in kms.get_paginator("list_resource_tags").paginate(KeyId=key, PaginationConfig=dict(PageSize=1)) for tag in page["Tags"]]
            result = [tags, kms.describe_key(KeyId=key)["KeyMetadata"]["Description"], kms.get_key_policy(KeyId=key)["Policy"] == policy, kms.list_key_policies(KeyId=key)["PolicyNames"]]
            """);
        Assert.Equal("""[["a","c"],"new",true,["default"]]""", result.ToJsonString());
    }

    [Fact]
    public async Task Only_an_enabled_symmetric_key_is_one_that_services_can_use()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey(Account, "us-east-1");
        Assert.True(sim.World.IsKeyUsable(key));
        foreach (var state in Enum.GetValues<KeyState>())
        {
            sim.Kms.SetKeyState(key, state);
            Assert.Equal(state is KeyState.Enabled, sim.World.IsKeyUsable(key));
        }

        var signing = await python.RunAsync(sim, """result = client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]""");
        Assert.Equal("""["ECDSA_SHA_256"]""", signing["SigningAlgorithms"]!.ToJsonString());
        Assert.False(sim.World.IsKeyUsable((string)signing["Arn"]!));
        Assert.False(sim.World.IsKeyUsable("arn:aws:kms:us-east-1:111111111111:key/none"));
        Assert.False(sim.World.IsKeyUsable("alias/a-key"));
    }

    [Fact]
    public async Task Keys_are_listed_in_pages_until_the_last()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { PageSize = 3 }, TestContext.Current.CancellationToken);
        var keys = Enumerable.Range(0, 7).Select(_ => sim.Kms.AddKey(Account, "us-east-1")).Order(StringComparer.Ordinal).ToArray();
        sim.Kms.AddKey(Account, "us-east-2");
        sim.Kms.AddKey("222222222222", "us-east-1");
        var result = await python.RunAsync(sim, """
            pages = list(client("kms").get_paginator("list_keys").paginate())
            result = [[len(page["Keys"]) for page in pages], [key["KeyArn"] for page in pages for key in page["Keys"]]]
            """);
        Assert.Equal("[3,3,1]", result[0]!.ToJsonString());
        Assert.Equal(keys, result[1]!.AsArray().Select(static key => (string)key!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_CLI_makes_describes_and_deletes_a_key()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = (string)(await AwsCli.JsonAsync(sim, "kms", "create-key", "--multi-region"))["KeyMetadata"]!["KeyId"]!;
        await AwsCli.JsonAsync(sim, "kms", "create-alias", "--alias-name", "alias/a-key", "--target-key-id", key);
        Assert.Equal(key, (string?)(await AwsCli.JsonAsync(sim, "kms", "describe-key", "--key-id", "alias/a-key"))["KeyMetadata"]!["KeyId"]);
        await AwsCli.JsonAsync(sim, "kms", "schedule-key-deletion", "--key-id", key, "--pending-window-in-days", "7");
        var (exitCode, _, error) = await AwsCli.RunAsync(sim, "kms", "enable-key-rotation", "--key-id", key);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("(KMSInvalidStateException) when calling the EnableKeyRotation operation", error, StringComparison.Ordinal);
    }
}
