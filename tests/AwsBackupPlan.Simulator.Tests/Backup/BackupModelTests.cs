using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Backup;

/// <summary>The simulator against AWS's published service model, as botocore ships it.</summary>
public sealed class BackupModelTests(PythonPeer python)
{
    /// <summary>Looks at every answer as it comes over the wire: status, members, types and enumerations must be the model's.</summary>
    private const string Watch = """
        import json
        backup, west = client("backup"), client("backup", "us-east-2")
        seen, faults = set(), []

        def compare(shape, value, path):
            kind = shape.type_name
            if kind == "structure":
                if not isinstance(value, dict):
                    faults.append(f"{path} is no structure")
                    return
                members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
                for name, item in value.items():
                    if name not in members:
                        faults.append(f"{path}.{name} is not in the model")
                    else:
                        compare(members[name], item, f"{path}.{name}")
            elif kind == "list":
                for item in value:
                    compare(shape.member, item, path + "[]")
            elif kind == "map":
                for key, item in value.items():
                    compare(shape.value, item, f"{path}.{key}")
            else:
                types = {"string": str, "boolean": bool, "integer": int, "long": int, "double": (int, float), "timestamp": (int, float)}
                if not isinstance(value, types[kind]) or (kind != "boolean" and isinstance(value, bool)):
                    faults.append(f"{path} is {value!r} and no {kind}")
                elif kind == "string" and shape.enum and value not in shape.enum:
                    faults.append(f"{path} is {value!r} and none of {shape.enum}")

        def watch(operation_model, response_dict, **_):
            if response_dict["status_code"] >= 300:
                return
            seen.add(operation_model.name)
            if response_dict["status_code"] != operation_model.http.get("responseCode", 200):
                faults.append(f"{operation_model.name} answers {response_dict['status_code']}")
            body = response_dict["body"]
            if body:
                compare(operation_model.output_shape, json.loads(body), operation_model.name)

        backup.meta.events.register("before-parse.backup", watch)
        west.meta.events.register("before-parse.backup", watch)

        """;

    private const string Make = Watch + """
        key = client("kms").create_key()["KeyMetadata"]["Arn"]
        west_key = client("kms", "us-east-2").create_key()["KeyMetadata"]["Arn"]
        policy = json.dumps({"Version": "2012-10-17", "Statement": []})
        backup.create_backup_vault(BackupVaultName="a-Vault", EncryptionKeyArn=key, BackupVaultTags={"ABS": "a"})
        west.create_backup_vault(BackupVaultName="a-Vault", EncryptionKeyArn=west_key)
        backup.put_backup_vault_access_policy(BackupVaultName="a-Vault", Policy=policy)
        backup.get_backup_vault_access_policy(BackupVaultName="a-Vault")
        backup.delete_backup_vault_access_policy(BackupVaultName="a-Vault")
        backup.put_backup_vault_lock_configuration(BackupVaultName="a-Vault", MinRetentionDays=1, MaxRetentionDays=365, ChangeableForDays=3)
        backup.describe_backup_vault(BackupVaultName="a-Vault")
        backup.list_backup_vaults()
        backup.delete_backup_vault_lock_configuration(BackupVaultName="a-Vault")
        backup.put_backup_vault_notifications(
            BackupVaultName="a-Vault", SNSTopicArn="arn:aws:sns:us-east-1:111111111111:backups", BackupVaultEvents=["COPY_JOB_FAILED"])
        backup.get_backup_vault_notifications(BackupVaultName="a-Vault")
        backup.delete_backup_vault_notifications(BackupVaultName="a-Vault")
        plan = {
            "BackupPlanName": "plan",
            "Rules": [{
                "RuleName": "daily",
                "TargetBackupVaultName": "a-Vault",
                "Lifecycle": {"MoveToColdStorageAfterDays": 200, "DeleteAfterDays": 300},
                "RecoveryPointTags": {"ABS": "a"},
                "CopyActions": [{"DestinationBackupVaultArn": "arn:aws:backup:us-east-2:111111111111:backup-vault:a-Vault", "Lifecycle": {"DeleteAfterDays": 300}}],
            }],
            "AdvancedBackupSettings": [{"ResourceType": "EC2", "BackupOptions": {"WindowsVSS": "enabled"}}],
        }
        id = backup.create_backup_plan(BackupPlan=plan, BackupPlanTags={"ABS": "a"})["BackupPlanId"]
        plan["BackupPlanName"] = "renamed"
        backup.update_backup_plan(BackupPlanId=id, BackupPlan=plan)
        backup.get_backup_plan(BackupPlanId=id)
        backup.list_backup_plans()
        backup.list_backup_plan_versions(BackupPlanId=id)
        selection = backup.create_backup_selection(BackupPlanId=id, BackupSelection={
            "SelectionName": "all",
            "IamRoleArn": "arn:aws:iam::111111111111:role/AWSBackup-Custom",
            "Resources": ["arn:aws:rds:*:*:db:*"],
            "ListOfTags": [{"ConditionType": "STRINGEQUALS", "ConditionKey": "ABS", "ConditionValue": "a"}],
            "Conditions": {"StringEquals": [{"ConditionKey": "aws:ResourceTag/ABS", "ConditionValue": "a"}]},
        })["SelectionId"]
        backup.get_backup_selection(BackupPlanId=id, SelectionId=selection)
        backup.list_backup_selections(BackupPlanId=id)
        arn = "arn:aws:backup:us-east-1:111111111111:backup-vault:a-Vault"
        backup.tag_resource(ResourceArn=arn, Tags={"owner": "payments"})
        backup.list_tags(ResourceArn=arn)
        backup.untag_resource(ResourceArn=arn, TagKeyList=["owner"])
        job = backup.start_backup_job(
            BackupVaultName="a-Vault", ResourceArn="arn:aws:rds:us-east-1:111111111111:db:orders", IamRoleArn="arn:aws:iam::111111111111:role/AWSBackup-Custom")["BackupJobId"]
        volume = backup.start_backup_job(
            BackupVaultName="a-Vault", ResourceArn="arn:aws:ec2:us-east-1:111111111111:volume/vol-1", IamRoleArn="arn:aws:iam::111111111111:role/AWSBackup-Custom")["BackupJobId"]
        backup.stop_backup_job(BackupJobId=volume)
        result = {"plan": id, "selection": selection, "job": job, "seen": sorted(seen), "faults": faults}
        """;

    private const string Use = Watch + """
        import urllib.request

        def settle():
            urllib.request.urlopen(urllib.request.Request(endpoint.rstrip("/") + "/_simulator/clock", b'{"advanceSeconds": 5}'))

        backup.describe_backup_job(BackupJobId=job)
        backup.list_backup_jobs(ByState="COMPLETED")
        point = backup.list_recovery_points_by_backup_vault(BackupVaultName="a-Vault", ByBackupPlanId=plan)["RecoveryPoints"][0]
        here = {"BackupVaultName": "a-Vault", "RecoveryPointArn": point["RecoveryPointArn"]}
        backup.describe_recovery_point(**here)
        backup.update_recovery_point_lifecycle(Lifecycle={"DeleteAfterDays": 90}, **here)
        backup.list_recovery_points_by_resource(ResourceArn=point["ResourceArn"])
        backup.list_protected_resources()
        backup.list_protected_resources_by_backup_vault(BackupVaultName="a-Vault")
        backup.describe_protected_resource(ResourceArn=point["ResourceArn"])
        backup.disassociate_recovery_point(BackupVaultName="a-Vault", RecoveryPointArn=continuous)
        backup.disassociate_recovery_point_from_parent(BackupVaultName="a-Vault", RecoveryPointArn=nested)
        copy = backup.start_copy_job(
            RecoveryPointArn=point["RecoveryPointArn"], SourceBackupVaultName="a-Vault",
            DestinationBackupVaultArn="arn:aws:backup:us-east-2:111111111111:backup-vault:a-Vault", IamRoleArn="arn:aws:iam::111111111111:role/AWSBackup-Custom")["CopyJobId"]
        backup.describe_copy_job(CopyJobId=copy)
        backup.list_copy_jobs(ByState="CREATED")
        metadata = backup.get_recovery_point_restore_metadata(**here)["RestoreMetadata"]
        restore = backup.start_restore_job(
            RecoveryPointArn=point["RecoveryPointArn"], Metadata={**metadata, "DBInstanceIdentifier": "again"}, IamRoleArn="arn:aws:iam::111111111111:role/AWSBackup-Custom")["RestoreJobId"]
        backup.describe_restore_job(RestoreJobId=restore)
        backup.get_restore_job_metadata(RestoreJobId=restore)
        backup.list_restore_jobs(ByStatus="PENDING")
        backup.list_restore_jobs_by_protected_resource(ResourceArn=point["ResourceArn"])
        hold = backup.create_legal_hold(Title="audit", Description="of the year", RecoveryPointSelection={
            "VaultNames": ["a-Vault"], "DateRange": {"FromDate": "2020-01-01T00:00:00Z", "ToDate": "2120-01-01T00:00:00Z"}})["LegalHoldId"]
        backup.get_legal_hold(LegalHoldId=hold)
        backup.list_legal_holds()
        backup.list_recovery_points_by_legal_hold(LegalHoldId=hold)
        backup.cancel_legal_hold(LegalHoldId=hold, CancelDescription="over", RetainRecordInDays=30)
        backup.delete_recovery_point(**here)
        backup.describe_region_settings()
        backup.update_region_settings(ResourceTypeOptInPreference={"Aurora": True})
        backup.update_global_settings(GlobalSettings={"isCrossAccountBackupEnabled": "true"})
        backup.describe_global_settings()
        backup.get_supported_resource_types()
        backup.delete_backup_selection(BackupPlanId=plan, SelectionId=selection)
        backup.delete_backup_plan(BackupPlanId=plan)
        backup.list_backup_plans(IncludeDeleted=True)
        west.delete_backup_vault(BackupVaultName="a-Vault")
        controls = [{
            "ControlName": "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK",
            "ControlInputParameters": [{"ParameterName": "requiredRetentionDays", "ParameterValue": "35"}],
            "ControlScope": {"Tags": {"ABS": "a"}},
        }]
        framework = backup.create_framework(FrameworkName="f", FrameworkDescription="of the year", FrameworkControls=controls, FrameworkTags={"ABS": "a"})["FrameworkArn"]
        channel = {"S3BucketName": "reports", "S3KeyPrefix": "audit", "Formats": ["CSV", "JSON"]}
        setting = {"ReportTemplate": "RESOURCE_COMPLIANCE_REPORT", "FrameworkArns": [framework]}
        backup.create_report_plan(ReportPlanName="r", ReportDeliveryChannel=channel, ReportSetting=setting, ReportPlanTags={"ABS": "a"})
        report = backup.start_report_job(ReportPlanName="r")["ReportJobId"]
        settle()
        backup.update_framework(FrameworkName="f", FrameworkControls=controls)
        backup.update_report_plan(ReportPlanName="r", ReportDeliveryChannel=channel)
        backup.describe_framework(FrameworkName="f")
        backup.list_frameworks()
        backup.describe_report_plan(ReportPlanName="r")
        backup.list_report_plans()
        backup.describe_report_job(ReportJobId=report)
        backup.list_report_jobs()
        settle()
        backup.delete_report_plan(ReportPlanName="r")
        settle()
        backup.delete_framework(FrameworkName="f")
        result = {"seen": sorted(seen), "faults": faults}
        """;

    private const string CallTheRest = """
        from botocore import xform_name
        backup = client("backup")
        model = backup.meta.service_model
        unserved = {}
        for name in model.operation_names:
            if name in seen:
                continue
            shape = model.operation_model(name).input_shape
            labels = {} if shape is None else {key: "x" for key, member in shape.members.items() if member.serialization.get("location") == "uri"}
            refused = refusal(getattr(backup, xform_name(name)), **labels)
            unserved[name] = f"{refused['status']} {refused['code']} {refused['message']}"
        result = {"operations": len(model.operation_names), "unserved": unserved}
        """;

    [Fact]
    public async Task Every_answer_fits_the_published_model_and_every_other_operation_says_that_it_is_not_served()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        const string Account = "111111111111";
        const string Database = $"arn:aws:rds:us-east-1:{Account}:db:orders";
        sim.World.Databases = static (_, _) => [new SimulatedDatabase(Database, IsCluster: false, KmsKeyArn: null, new Dictionary<string, string>(StringComparer.Ordinal))];

        var made = await python.RunAsync(sim, Make);
        AssertNone(made["faults"]!);
        sim.World.Advance(TimeSpan.FromMinutes(1));
        var plan = (string)made["plan"]!;
        var seeded = new SeededRecoveryPoint { VaultName = "a-Vault", ResourceArn = Database };
        sim.Backup.AddRecoveryPoint(Account, "us-east-1", seeded with { BackupPlanId = plan, DeleteAfterDays = 35 });
        var continuous = sim.Backup.AddRecoveryPoint(Account, "us-east-1", seeded with { IsContinuous = true });
        var parent = sim.Backup.AddRecoveryPoint(Account, "us-east-1", seeded with { IsParent = true });
        var nested = sim.Backup.AddRecoveryPoint(Account, "us-east-1", seeded with { ParentRecoveryPointArn = parent });

        var known = $"plan, selection, job, continuous, nested = '{plan}', '{made["selection"]}', '{made["job"]}', '{continuous}', '{nested}'\n";
        var used = await python.RunAsync(sim, known + Use);
        AssertNone(used["faults"]!);

        var seen = Names(made).Concat(Names(used)).ToHashSet(StringComparer.Ordinal);
        var rest = await python.RunAsync(sim, $"seen = {{{string.Join(", ", seen.Select(static name => $"'{name}'"))}}}\n{CallTheRest}");
        var unserved = rest["unserved"]!.AsObject();
        Assert.Equal((int)rest["operations"]!, seen.Count + unserved.Count);
        Assert.All(unserved, static operation => Assert.Equal(
            $"501 NotImplementedException The simulator knows the AWS Backup operation {operation.Key} but does not serve it.", (string?)operation.Value));
    }

    private static IEnumerable<string> Names(JsonNode result) => result["seen"]!.AsArray().Select(static name => (string)name!);

    private static void AssertNone(JsonNode faults) => Assert.Equal("[]", faults.ToJsonString());
}
