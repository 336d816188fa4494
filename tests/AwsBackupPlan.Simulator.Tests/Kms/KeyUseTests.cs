using AwsBackupPlan.Simulator.Kms;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Kms;

public sealed class KeyUseTests(PythonPeer python)
{
    private const string Account = "111111111111";
    private const string Role = "arn:aws:iam::222222222222:role/Xacnt_Backup_Role";

    private const string Prologue = $$"""
        import json
        def session(*actions):
            statements = [{"Effect": "Allow", "Action": action, "Resource": resource} for action, resource in actions]
            policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
            return client("kms", credentials=client("sts").assume_role(RoleArn="{{Role}}", RoleSessionName="run", Policy=policy)["Credentials"])
        keys, every = "arn:aws:kms:*:222222222222:key/*", "*"

        """;

    [Fact]
    public async Task A_dry_run_says_whether_it_would_be_done_and_changes_nothing()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey(Account, "us-east-1", "a-key");

        var result = await python.RunAsync(sim, $"""
            kms = client("kms")
            grant = dict(KeyId="{key}", GranteePrincipal="arn:aws:iam::{Account}:role/a", Operations=["DescribeKey"])
            made = kms.generate_data_key(KeyId="alias/a-key", KeySpec="AES_256")
            dry = [refusal(kms.generate_data_key, KeyId="{key}", KeySpec="AES_256", DryRun=True), refusal(kms.create_grant, DryRun=True, **grant)]
            result = [made["KeyId"], len(made["Plaintext"]), [one["code"] for one in dry], [one["status"] for one in dry], len(kms.create_grant(**grant)["GrantId"])]
            """);

        Assert.Equal($"""["{key}",32,["DryRunOperationException","DryRunOperationException"],[412,412],64]""", result.ToJsonString());
    }

    [Theory]
    [InlineData("KeyId=key", "ValidationException")]
    [InlineData("KeyId=key, KeySpec='AES_256', NumberOfBytes=32", "ValidationException")]
    [InlineData("KeyId='alias/none', KeySpec='AES_256', DryRun=True", "NotFoundException")]
    [InlineData("KeyId=disabled, KeySpec='AES_256', DryRun=True", "DisabledException")]
    [InlineData("KeyId=kms.create_key(KeySpec='HMAC_256', KeyUsage='GENERATE_VERIFY_MAC')['KeyMetadata']['KeyId'], KeySpec='AES_256', DryRun=True", "InvalidKeyUsageException")]
    public async Task What_KMS_would_not_do_is_refused_in_a_dry_run_too(string parameters, string error)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var (key, disabled) = (sim.Kms.AddKey(Account, "us-east-1"), sim.Kms.AddKey(Account, "us-east-1"));
        sim.Kms.SetKeyState(disabled, KeyState.Disabled);

        var refusal = await python.RunAsync(sim, $"""
            kms, key, disabled = client("kms"), "{key}", "{disabled}"
            result = refusal(kms.generate_data_key, {parameters})
            """);

        Assert.Equal(error, (string?)refusal["code"]);
    }

    [Theory]
    [InlineData("session(('kms:CreateKey', every)).create_key", "", "")]
    [InlineData("session(('kms:CreateKey', every)).create_key", "MultiRegion=True", "iam:CreateServiceLinkedRole")]
    [InlineData("session(('kms:CreateKey', every)).create_key", "Tags=[dict(TagKey='a', TagValue='')]", "kms:TagResource")]
    [InlineData("session(('kms:CreateKey', every), ('kms:TagResource', keys), ('iam:CreateServiceLinkedRole', every)).create_key", "MultiRegion=True, Tags=[dict(TagKey='a', TagValue='')]", "")]
    [InlineData("session(('kms:ReplicateKey', keys)).replicate_key", "KeyId=key, ReplicaRegion='us-west-2'", "kms:CreateKey")]
    [InlineData("session(('kms:ReplicateKey', keys), ('kms:CreateKey', every)).replicate_key", "KeyId=key, ReplicaRegion='us-west-2'", "")]
    [InlineData("session(('kms:CreateAlias', keys)).create_alias", "AliasName='alias/b-key', TargetKeyId=key", "kms:CreateAlias")]
    [InlineData("session(('kms:CreateAlias', [keys, 'arn:aws:kms:*:222222222222:alias/b-key'])).create_alias", "AliasName='alias/b-key', TargetKeyId=key", "")]
    [InlineData("session(('kms:DescribeKey', keys)).generate_data_key", "KeyId=key, KeySpec='AES_256', DryRun=True", "kms:GenerateDataKey")]
    public async Task What_KMS_asks_for_beside_the_action_itself_has_to_be_allowed_too(string call, string parameters, string denied)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey("222222222222", "us-east-1", "a-key").Split('/')[1];

        var result = await python.RunAsync(sim, Prologue + $"""
            key = "{key}"
            try:
                {call}({parameters})
                result = ""
            except Exception as error:
                result = error.response["Error"]["Message"]
            """);

        Assert.Contains(denied.Length == 0 ? string.Empty : $"no session policy allows the {denied} action", (string?)result, StringComparison.Ordinal);
        Assert.Equal(denied.Length == 0, ((string?)result)!.Length == 0);
    }

    [Theory]
    [InlineData("kms:CreateKey", "create_key", "", "MalformedPolicyDocumentException")]
    [InlineData("kms:*", "create_key", "", "")]
    [InlineData("kms:[CR]*", "replicate_key", "KeyId=key, ReplicaRegion='us-west-2', ", "MalformedPolicyDocumentException")]
    [InlineData("kms:*", "replicate_key", "KeyId=key, ReplicaRegion='us-west-2', ", "")]
    public async Task A_key_policy_is_taken_from_who_may_set_the_next_one_alone(string allowed, string call, string parameters, string error)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey("222222222222", "us-east-1", "a-key").Split('/')[1];

        var result = await python.RunAsync(sim, Prologue + $$"""
            key = "{{key}}"
            actions = ["kms:CreateKey", "kms:ReplicateKey"] if "[" in "{{allowed}}" else ["{{allowed}}"]
            policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222222222222:root"}, "Action": "kms:*", "Resource": "*"}]})
            try:
                session(*[(action, every) for action in actions]).{{call}}({{parameters}}Policy=policy)
                result = ""
            except Exception as error:
                result = error.response["Error"]["Code"]
            """);

        Assert.Equal(error, (string?)result);
    }

    [Fact]
    public async Task A_new_key_can_be_unknown_to_other_calls_for_a_while()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Kms.KeyVisibility = TimeSpan.FromMinutes(10);
        const string Look = """
            calls = [(kms.describe_key, {}), (kms.enable_key_rotation, {}), (kms.list_resource_tags, {}), (kms.get_key_policy, {})]
            def told(call, more):
                try:
                    call(KeyId=key, **more)
                    return ""
                except Exception as error:
                    return error.response["Error"]["Code"]
            result = [key, [one["KeyId"] for one in kms.list_keys()["Keys"]], sorted({told(*one) for one in calls})]
            """;

        var made = await python.RunAsync(sim, "kms = client('kms')\nkey = kms.create_key()['KeyMetadata']['KeyId']\n" + Look);
        sim.World.Advance(TimeSpan.FromMinutes(10));
        var later = await python.RunAsync(sim, $"kms = client('kms')\nkey = '{made[0]}'\n" + Look);

        Assert.Equal($"""["{made[0]}",[],["NotFoundException"]]""", made.ToJsonString());
        Assert.Equal($"""["{made[0]}",["{made[0]}"],[""]]""", later.ToJsonString());
    }

    [Theory]
    [InlineData(KeyState.Disabled, "DisabledException")]
    [InlineData(KeyState.PendingDeletion, "KMSInvalidStateException")]
    public async Task A_key_that_is_not_enabled_is_granted_to_nobody(KeyState state, string error)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey(Account, "us-east-1");
        sim.Kms.SetKeyState(key, state);

        var refusal = await python.RunAsync(sim, $"""
            result = refusal(client("kms").create_grant, KeyId="{key}", GranteePrincipal="arn:aws:iam::{Account}:role/a", Operations=["DescribeKey"], DryRun=True)
            """);

        Assert.Equal(error, (string?)refusal["code"]);
    }

    [Fact]
    public async Task A_parameter_with_tags_needs_the_right_to_tag_it()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var refusal = await python.RunAsync(sim, """
            import json
            policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ssm:PutParameter", "Resource": "*"}]})
            keys = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/Xacnt_Backup_Role", RoleSessionName="run", Policy=policy)["Credentials"]
            ssm = client("ssm", credentials=keys)
            ssm.put_parameter(Name="/plain", Value="a", Type="String")
            result = refusal(ssm.put_parameter, Name="/tagged", Value="a", Type="String", Tags=[dict(Key="ABS", Value="a")])
            """);

        Assert.Contains("no session policy allows the ssm:AddTagsToResource action", (string?)refusal["message"], StringComparison.Ordinal);
    }
}
