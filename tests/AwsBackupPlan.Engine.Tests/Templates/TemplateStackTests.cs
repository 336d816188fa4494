using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Templates;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>The templates made into stacks, in moto as far as it knows their types.</summary>
public sealed class TemplateStackTests
{
    private const string Callers = "arn:aws:iam::111111111111:role/backup-LambdaExecutionRole,arn:aws:iam::111111111111:role/team/operators";

    [Fact]
    public async Task A_target_account_has_roles_key_alias_and_plan_document()
    {
        using var folder = new TemplateFolder();
        var result = await CreateAsync(
            [Stack(folder, BackupTemplateKind.Target, new TemplateOptions { AbsName = "payroll" }, ("CallerArns", Callers), ("ExternalId", "an-id"))],
            """
            made = stacks["Target"]
            iam, kms, ssm = client("iam"), client("kms"), client("ssm")
            allowed = policy(iam.get_role_policy(RoleName=made["Role"], PolicyName="AwsBackupPlan")["PolicyDocument"])
            result = {
                "role": policy(iam.get_role(RoleName="Xacnt_Backup_Role")["Role"]["AssumeRolePolicyDocument"]),
                "policy": allowed,
                "length": len(json.dumps(allowed, separators=(",", ":"))),
                "backupRole": policy(iam.get_role(RoleName="AWSBackup-Custom")["Role"]["AssumeRolePolicyDocument"]),
                "document": ssm.get_parameter(Name="/backupprocess/backupplan")["Parameter"],
                "key": kms.describe_key(KeyId="alias/payroll-key")["KeyMetadata"],
                "rotates": kms.get_key_rotation_status(KeyId=kms.describe_key(KeyId="alias/payroll-key")["KeyMetadata"]["KeyId"])["KeyRotationEnabled"],
            }
            """);

        var trust = result["role"]!["Statement"]![0]!;
        Assert.Equal(Callers.Split(','), trust["Principal"]!["AWS"]!.AsArray().Select(static caller => (string)caller!));
        Assert.Equal("an-id", (string)trust["Condition"]!["StringEquals"]!["sts:ExternalId"]!);
        Assert.Equal("123456789012", (string)result["backupRole"]!["Statement"]![0]!["Condition"]!["StringEquals"]!["aws:SourceAccount"]!);
        Assert.Contains("arn:aws:backup:*:123456789012:backup-vault:payroll-Vault", result["policy"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("""{"kms:ResourceAliases":"alias/payroll-key"}""", result["policy"]!.ToJsonString(), StringComparison.Ordinal);
        // The most that the policies of a role have room for.
        Assert.InRange((int)result["length"]!, 3_000, 10_240);
        Assert.Equal(("String", 0), ((string)result["document"]!["Type"]!, PlanDocument.Parse((string)result["document"]!["Value"]!).Faults.Count));
        Assert.True((bool)result["rotates"]!);
    }

    [Fact]
    public async Task A_role_for_all_sets_of_an_account_has_their_vaults_and_keys_and_a_second_stack_makes_none()
    {
        using var folder = new TemplateFolder();
        var result = await CreateAsync(
            [
                Stack(folder, BackupTemplateKind.Target, new TemplateOptions { AbsName = "payroll" }, ("CallerArns", Callers), ("ExternalId", "an-id"), ("RoleForAllSets", "true")) with { Name = "First" },
                Stack(folder, BackupTemplateKind.Target, new TemplateOptions { AbsName = "orders" }, ("CallerArns", Callers), ("ExternalId", "an-id"), ("CreateRoles", "false"), ("CreatePlanDocument", "false")) with { Name = "Second" },
            ],
            """result = {"policy": policy(client("iam").get_role_policy(RoleName="Xacnt_Backup_Role", PolicyName="AwsBackupPlan")["PolicyDocument"]), "second": sorted(stacks["Second"])}""");

        Assert.Contains("arn:aws:backup:*:123456789012:backup-vault:*-Vault", result["policy"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("""{"kms:ResourceAliases":"alias/*-key"}""", result["policy"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["Alias", "Key"], result["second"]!.AsArray().Select(static name => (string)name!));
    }

    [Fact]
    public async Task The_others_make_what_they_are_for()
    {
        using var folder = new TemplateFolder();
        var result = await CreateAsync(
            [
                Stack(folder, BackupTemplateKind.Notifications, new(), ("Email", "backups@example.com")),
                Stack(folder, BackupTemplateKind.DemoDatabase, new() { AbsName = "payroll" }),
                Stack(folder, BackupTemplateKind.CentralVault, new(), ("OrganizationId", "o-exampleorgid"), ("MinRetentionDays", "30")),
                Stack(folder, BackupTemplateKind.StackSet, new(), ("OrganizationalUnitIds", "ou-abcd-12345678"), ("CallerArns", Callers), ("ExternalId", "an-id")),
            ],
            """
            events, rds = client("events"), client("rds")
            database = rds.describe_db_instances(DBInstanceIdentifier=stacks["DemoDatabase"]["Database"])["DBInstances"][0]
            result = {
                "rules": {rule["Name"].split("-")[1]: {"pattern": json.loads(rule["EventPattern"]), "targets": events.list_targets_by_rule(Rule=rule["Name"])["Targets"]} for rule in events.list_rules()["Rules"]},
                "central": client("kms").describe_key(KeyId="alias/Central-vault-key")["KeyMetadata"]["KeyState"],
                "topic": stacks["Notifications"]["Topic"],
                "database": {"encrypted": database["StorageEncrypted"], "public": database["PubliclyAccessible"], "tags": rds.list_tags_for_resource(ResourceName=database["DBInstanceArn"])["TagList"]},
            }
            """);

        Assert.Equal(["BackupJobsFail", "CopyJobsFail", "RestoreJobsFail"], result["rules"]!.AsObject().Select(static rule => rule.Key).Order(StringComparer.Ordinal));
        Assert.All(result["rules"]!.AsObject(), rule =>
        {
            Assert.Contains("FAILED", rule.Value!["pattern"]!["detail"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.Equal((string)result["topic"]!, (string)rule.Value["targets"]![0]!["Arn"]!);
        });
        Assert.Equal("Enabled", (string)result["central"]!);
        Assert.Equal((true, false), ((bool)result["database"]!["encrypted"]!, (bool)result["database"]!["public"]!));
        Assert.Equal("""[{"Key":"ABS","Value":"payroll"}]""", result["database"]!["tags"]!.ToJsonString());
    }

    [Theory]
    // Two accounts, one of them twice.
    [InlineData("""[{"statusCode":200,"body":"{}"},{"statusCode":200,"body":"{}","continuation":{"AccountId":"333333333333"}},{"statusCode":200,"body":"{}"}]""", 2, 0)]
    // What becomes of the run then moto does not say: it knows no tolerance.
    [InlineData("""[{"statusCode":500,"body":"{}"},{"statusCode":500,"body":"{}"}]""", 0, 2)]
    public async Task The_state_machine_goes_over_the_list_and_again_over_what_is_left(string answers, int succeeded, int failed)
    {
        using var folder = new TemplateFolder();
        var request = new JsonObject
        {
            ["do"] = "run",
            ["file"] = folder.Write(BackupTemplateKind.Master),
            ["parameters"] = new JsonObject { ["CodeBucket"] = "code", ["ExternalId"] = "an-id", ["ScheduleExpression"] = "rate(1 day)" },
            ["answers"] = JsonNode.Parse(answers),
        };

        var result = await TemplateFolder.AskAsync(request);

        Assert.Equal(("SUCCEEDED", 0), ((string)result["status"]!, (int)result["answersLeft"]!));
        Assert.Equal((succeeded, failed), ((int)result["items"]!["succeeded"]!, (int)result["items"]!["failed"]!));
        Assert.Contains("results/", result["objects"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Superset(new HashSet<string>(["CreateFunction", "DeleteFunction", "Fleet", "Schedule"], StringComparer.Ordinal), result["made"]!.AsArray().Select(static name => (string)name!).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_replica_finds_the_key_of_its_account_by_the_alias_and_says_when_it_is_none_of_many_Regions()
    {
        using var folder = new TemplateFolder();
        var request = new JsonObject { ["do"] = "lookUp", ["file"] = folder.Write(BackupTemplateKind.KeyReplica) };

        var result = await TemplateFolder.AskAsync(request);

        Assert.Equal("SUCCESS", (string)result["found"]!["status"]!);
        Assert.Equal((string)result["arn"]!, (string)result["found"]!["data"]!["Arn"]!);
        Assert.Equal("FAILED", (string)result["single"]!["status"]!);
        Assert.Contains("is no primary multi-Region key", (string)result["single"]!["reason"]!, StringComparison.Ordinal);
        Assert.Equal("FAILED", (string)result["none"]!["status"]!);
        Assert.Equal("SUCCESS", (string)result["deleted"]!["status"]!);
    }

    private static StackRequest Stack(TemplateFolder folder, BackupTemplateKind kind, TemplateOptions options, params (string Key, string Value)[] parameters) =>
        new($"{kind}", folder.Write(kind, options), parameters);

    private static Task<JsonNode> CreateAsync(IReadOnlyList<StackRequest> stacks, string script) => TemplateFolder.AskAsync(new JsonObject
    {
        ["do"] = "create",
        ["stacks"] = new JsonArray([.. stacks.Select(static stack => (JsonNode?)new JsonObject
        {
            ["name"] = stack.Name,
            ["file"] = stack.File,
            ["region"] = "us-east-1",
            ["parameters"] = new JsonObject([.. stack.Parameters.Select(static parameter => new KeyValuePair<string, JsonNode?>(parameter.Key, parameter.Value))]),
        })]),
        ["script"] = $"import json\n{script}",
    });

    private sealed record StackRequest(string Name, string File, IReadOnlyList<(string Key, string Value)> Parameters);
}
