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
        Assert.Contains("""{"ForAnyValue:StringLike":{"kms:ResourceAliases":"alias/payroll-key"},"StringLike":{"kms:ViaService":"backup.*.amazonaws.com"},"Bool":{"kms:GrantIsForAWSResource":"true"},""", result["policy"]!.ToJsonString(), StringComparison.Ordinal);
        // The most that the policies of a role have room for.
        Assert.InRange((int)result["length"]!, 3_000, 10_240);
        Assert.Equal(("String", 0), ((string)result["document"]!["Type"]!, PlanDocument.Parse((string)result["document"]!["Value"]!).Faults.Count));
        Assert.True((bool)result["rotates"]!);
    }

    [Fact]
    public async Task A_key_that_an_earlier_stack_has_left_is_taken_with_its_alias_and_none_is_made()
    {
        using var folder = new TemplateFolder();
        var result = await CreateAsync(
            [Stack(folder, BackupTemplateKind.Target, new TemplateOptions { AbsName = "payroll" }, ("CallerArns", Callers), ("ExternalId", "an-id"), ("CentralAccountId", "333333333333"), ("ExistingKeyArn", "arn:aws:kms:us-east-1:123456789012:key/mrk-0123456789abcdef0123456789abcdef"))],
            """result = {"made": sorted(stacks["Target"]), "keys": len(client("kms").list_keys()["Keys"])}""");

        Assert.Equal("""["BackupRole","PlanDocument","RestorePolicy","Role"]""", result["made"]!.ToJsonString());
        Assert.Equal(0, (int)result["keys"]!);
    }

    [Fact]
    public async Task Databases_with_keys_of_another_account_are_backed_up_with_those_keys_alone()
    {
        const string Shared = "arn:aws:kms:us-east-1:444444444444:key/mrk-0123456789abcdef0123456789abcdef,arn:aws:kms:us-east-2:444444444444:key/11111111-2222-3333-4444-555555555555";
        using var folder = new TemplateFolder();
        var result = await CreateAsync(
            [Stack(folder, BackupTemplateKind.Target, new TemplateOptions { AbsName = "payroll" }, ("CallerArns", Callers), ("ExternalId", "an-id"), ("DatabaseKeyArns", Shared))],
            """result = policy(client("iam").get_role_policy(RoleName="AWSBackup-Custom", PolicyName="DatabaseKeys")["PolicyDocument"])""");

        var statements = result["Statement"]!.AsArray();
        Assert.Equal(4, statements.Count);
        Assert.All(statements, static statement => Assert.Equal(Shared.Split(','), statement!["Resource"]!.AsArray().Select(static key => (string)key!)));
        Assert.All(statements.Where(static statement => statement!["Action"]!.ToJsonString() is not """["kms:DescribeKey"]"""), static statement => Assert.NotNull(statement!["Condition"]));
    }

    [Fact]
    public async Task The_functions_come_beside_those_of_the_sample_under_names_of_their_own()
    {
        using var folder = new TemplateFolder();
        var result = await CreateAsync(
            [Stack(folder, BackupTemplateKind.Master, new(), ("CodeBucket", "code"), ("ExternalId", "an-id"), ("CallerRoleName", "backup-plan-caller"), ("CreateFunctionName", "CreateBackupPlan"), ("DeleteFunctionName", "DeleteBackupPlan"))],
            """
            result = {
                "roles": sorted(role["RoleName"] for role in client("iam").list_roles()["Roles"] if "aller" in role["RoleName"] or "Lambda" in role["RoleName"]),
                "functions": sorted(function["FunctionName"] for function in client("lambda").list_functions()["Functions"]),
                "logs": sorted(group["logGroupName"] for group in client("logs").describe_log_groups()["logGroups"]),
            }
            """,
            """
            import io, json, zipfile
            zipped = io.BytesIO()
            with zipfile.ZipFile(zipped, "w") as archive:
                archive.writestr("bootstrap", "")
            client("s3").create_bucket(Bucket="code")
            client("s3").put_object(Bucket="code", Key="AwsBackupPlan.Lambda-x86_64.zip", Body=zipped.getvalue())
            trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
            role = client("iam").create_role(RoleName="backup-LambdaExecutionRole", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
            for name in ("CreateBackupLambda", "DeleteBackupLambda"):
                client("lambda").create_function(FunctionName=name, Runtime="python3.8", Role=role, Handler="index.handler", Code={"ZipFile": zipped.getvalue()})
                client("logs").create_log_group(logGroupName=f"/aws/lambda/{name}")
            """);

        Assert.Equal("""["backup-LambdaExecutionRole","backup-plan-caller"]""", result["roles"]!.ToJsonString());
        Assert.Equal("""["CreateBackupLambda","CreateBackupPlan","DeleteBackupLambda","DeleteBackupPlan"]""", result["functions"]!.ToJsonString());
        Assert.Equal(4, result["logs"]!.AsArray().Count);
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
        Assert.Contains("""{"kms:ResourceAliases":"alias/*-key"},"StringLike":{"kms:ViaService":"backup.*.amazonaws.com"}""", result["policy"]!.ToJsonString(), StringComparison.Ordinal);
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
        // Until the condition of its policy on the alias holds.
        Assert.Equal("SUCCESS", (string)result["late"]!["status"]!);
        Assert.InRange((int)result["waitedFor"]!, 301, 540);
        Assert.Equal("FAILED", (string)result["denied"]!["status"]!);
        // CloudFormation waits longer than the function, and that longer than the function waits.
        Assert.True((int)result["waitedInVain"]! < (int)result["timeout"]! && (int)result["timeout"]! < (int)result["serviceTimeout"]!);
        Assert.Equal("SUCCESS", (string)result["deleted"]!["status"]!);
    }

    private static StackRequest Stack(TemplateFolder folder, BackupTemplateKind kind, TemplateOptions options, params (string Key, string Value)[] parameters) =>
        new($"{kind}", folder.Write(kind, options), parameters);

    private static Task<JsonNode> CreateAsync(IReadOnlyList<StackRequest> stacks, string script, string before = "") => TemplateFolder.AskAsync(new JsonObject
    {
        ["do"] = "create",
        ["before"] = before,
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
