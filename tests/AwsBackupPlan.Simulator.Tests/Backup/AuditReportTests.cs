using System.Text;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Config;

namespace AwsBackupPlan.Simulator.Tests.Backup;

/// <summary>What is in the files of Audit Manager's reports.</summary>
public sealed class AuditReportTests
{
    private const string Protected = "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN";

    private readonly BackupBench _bench = new();
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public AuditReportTests()
    {
        _bench.World.Recording = static (_, _) => new ConfigRecording(IsRecording: true);
        _bench.World.WriteReport = (bucket, key, body) =>
        {
            _files[$"{bucket}/{key}"] = body;
            return null;
        };
    }

    [Fact]
    public void A_report_of_resources_has_a_row_for_each_that_a_control_concerns_in_both_forms()
    {
        _bench.MakeSelection(_bench.MakePlan(), new JsonObject { ["BackupSelection"] = new JsonObject { ["SelectionName"] = "s", ["IamRoleArn"] = BackupBench.Role, ["Resources"] = new JsonArray(BackupBench.Database) } });
        Framework(Control(Protected));
        var rows = Report("RESOURCE_COMPLIANCE_REPORT", out var job);
        Assert.Equal(["ledger AWS::RDS::DBCluster NON_COMPLIANT", "orders AWS::RDS::DBInstance COMPLIANT"], rows.Select(static row => $"{row["resourceName"]} {row["resourceType"]} {row["resourceComplianceStatus"]}").Order(StringComparer.Ordinal));
        Assert.All(rows, static row => Assert.Equal(("222222222222", "us-east-1", "f", Protected), ((string?)row["accountId"], (string?)row["region"], (string?)row["frameworkName"], (string?)row["controlName"])));
        Assert.All(rows, static row => Assert.StartsWith($"{row["resourceType"]}/", (string?)row["resourceId"], StringComparison.Ordinal));
        var keys = job["ReportDestination"]!["S3Keys"]!.AsArray().Select(static key => (string)key!).ToList();
        Assert.All(keys, static key => Assert.Matches(@"\Aaudit/Backup/us-east-1/\d{4}/\d\d/\d\d/r_[0-9T.:-]+_[0-9A-Fa-f-]{36}\.(csv|json)\z", key));
        var csv = Encoding.UTF8.GetString(_files[$"b/{keys[0]}"]).Split('\n');
        Assert.Equal("Account ID,Region,Framework Name,Framework Description,Control Name,Resource Name,Resource ID,Resource Type,Resource Compliance Status,Last Evaluation Time", csv[0]);
        Assert.Equal(4, csv.Length);
        Assert.StartsWith($"222222222222,us-east-1,f,\"a, \"\"framework\"\"\",{Protected},", csv[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_controls_counts_and_a_test_can_say_what_a_control_finds()
    {
        Framework(Control(Protected), Control("BACKUP_RECOVERY_POINT_ENCRYPTED"));
        _bench.Service.SetControlResult(BackupBench.Account, BackupBench.Region, Protected, "orders", "COMPLIANT");
        _bench.Service.SetControlResult(BackupBench.Account, BackupBench.Region, Protected, "other", "COMPLIANT");
        var rows = Report("CONTROL_COMPLIANCE_REPORT", out _);
        Assert.Equal(
            [$"{Protected} NON_COMPLIANT 2 1", "BACKUP_RECOVERY_POINT_ENCRYPTED INSUFFICIENT_DATA 0 0"],
            rows.Select(static row => $"{row["controlName"]} {row["controlComplianceStatus"]} {row["numResourcesCompliant"]} {row["numResourcesNonCompliant"]}"));
        _bench.Service.SetControlResult(BackupBench.Account, BackupBench.Region, Protected, "orders", null);
        Assert.Equal("1", Report("CONTROL_COMPLIANCE_REPORT", out _)[0]["numResourcesCompliant"]!.ToString());
    }

    [Theory]
    [InlineData("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", "requiredRetentionDays", "30", "COMPLIANT")]
    [InlineData("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", "requiredRetentionDays", "31", "NON_COMPLIANT")]
    [InlineData("BACKUP_RECOVERY_POINT_ENCRYPTED", null, null, "COMPLIANT")]
    [InlineData("BACKUP_LAST_RECOVERY_POINT_CREATED", "recoveryPointAgeValue", "3", "COMPLIANT")]
    [InlineData("BACKUP_LAST_RECOVERY_POINT_CREATED", "recoveryPointAgeValue", "1", "NON_COMPLIANT")]
    [InlineData("BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED", null, null, "NON_COMPLIANT")]
    [InlineData("BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK", "requiredRetentionDays", "30", "COMPLIANT")]
    [InlineData("BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK", "requiredRetentionDays", "31", "NON_COMPLIANT")]
    [InlineData("BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", "crossRegionList", "us-east-2", "COMPLIANT")]
    [InlineData("BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", "crossRegionList", "eu-west-1", "NON_COMPLIANT")]
    [InlineData("BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT", null, null, "NON_COMPLIANT")]
    [InlineData("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK", null, null, "COMPLIANT")]
    [InlineData("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK", "minRetentionDays", "8", "NON_COMPLIANT")]
    public void Each_control_is_held_against_what_is_there(string control, string? parameter, string? value, string status)
    {
        _bench.MakeVault();
        _bench.MakeVault(region: BackupBench.CopyRegion);
        var rule = BackupBench.Rule();
        rule["ScheduleExpression"] = "cron(0 5 ? * * *)";
        rule["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = 30 };
        rule["CopyActions"] = new JsonArray(new JsonObject { ["DestinationBackupVaultArn"] = BackupBench.VaultArn(region: BackupBench.CopyRegion) });
        _bench.MakeSelection(_bench.MakePlan(BackupBench.Plan("plan", rule)));
        _bench.Send("PUT", "/backup-vaults/a-Vault/vault-lock", new JsonObject { ["MinRetentionDays"] = 7 });
        _bench.Service.AddRecoveryPoint(BackupBench.Account, BackupBench.Region, new SeededRecoveryPoint { VaultName = "a-Vault", ResourceArn = BackupBench.Database, DeleteAfterDays = 30, CreationDate = _bench.World.Now.AddDays(-2) });
        Framework(Control(control, parameter, value));
        var rows = Report("RESOURCE_COMPLIANCE_REPORT", out _);
        Assert.Equal(status, (string?)rows.First(static row => (string?)row["resourceName"] is not "ledger")["resourceComplianceStatus"]);
    }

    [Fact]
    public void Nothing_is_found_while_AWS_Config_does_not_record()
    {
        Framework(Control(Protected));
        _bench.World.Recording = static (_, _) => new ConfigRecording(IsRecording: false);
        Assert.Empty(Report("RESOURCE_COMPLIANCE_REPORT", out _));
    }

    [Fact]
    public void A_report_of_jobs_has_those_that_go_on_and_those_of_the_last_day()
    {
        _bench.MakeVault();
        var long_ago = _bench.World.Now.AddDays(-2);
        _bench.Service.AddBackupJob(BackupBench.Account, BackupBench.Region, new SeededBackupJob { VaultName = "a-Vault", ResourceArn = BackupBench.Database, State = "COMPLETED", CreationDate = long_ago, CompletionDate = long_ago });
        var started = (string)_bench.Send("PUT", "/backup-jobs", new JsonObject { ["BackupVaultName"] = "a-Vault", ["ResourceArn"] = BackupBench.Database, ["IamRoleArn"] = BackupBench.Role })["BackupJobId"]!;
        _bench.Advance(5);
        var row = Assert.Single(Report("BACKUP_JOB_REPORT", out _));
        Assert.Equal((started, "COMPLETED", "orders", "a-Vault", "UNLOCKED"), ((string?)row["backupJobId"], (string?)row["jobStatus"], (string?)row["resourceName"], (string?)row["backupVaultName"], (string?)row["vaultLockStatus"]));
        Assert.Empty(Report("COPY_JOB_REPORT", out _));
        Assert.Empty(Report("RESTORE_JOB_REPORT", out _));
        Assert.Empty(Report("SCAN_JOB_REPORT", out _));
    }

    [Fact]
    public void A_bucket_that_takes_no_report_makes_the_job_fail()
    {
        _bench.World.WriteReport = static (bucket, _, _) => $"{bucket} does not exist";
        Assert.Empty(Report("BACKUP_JOB_REPORT", out var job));
        Assert.Equal(("FAILED", "b does not exist"), ((string?)job["Status"], (string?)job["StatusMessage"]));
    }

    private static JsonObject Control(string name, string? parameter = null, string? value = null) => new()
    {
        ["ControlName"] = name,
        ["ControlInputParameters"] = parameter is null ? new JsonArray() : new JsonArray(new JsonObject { ["ParameterName"] = parameter, ["ParameterValue"] = value }),
    };

    private void Framework(params JsonObject[] controls)
    {
        _bench.Send("POST", "/audit/frameworks", new JsonObject { ["FrameworkName"] = "f", ["FrameworkDescription"] = "a, \"framework\"", ["FrameworkControls"] = new JsonArray([.. controls]) });
        _bench.Advance(2);
    }

    private List<JsonObject> Report(string template, out JsonObject job)
    {
        _files.Clear();
        var setting = new JsonObject { ["ReportTemplate"] = template };
        if (template.EndsWith("COMPLIANCE_REPORT", StringComparison.Ordinal))
        {
            setting["FrameworkArns"] = new JsonArray((string)_bench.Send("GET", "/audit/frameworks/f")["FrameworkArn"]!);
        }

        if (_bench.Send("GET", "/audit/report-plans")["ReportPlans"]!.AsArray().Count > 0)
        {
            _bench.Send("DELETE", "/audit/report-plans/r");
            _bench.Advance(2);
        }

        _bench.Send("POST", "/audit/report-plans", new JsonObject
        {
            ["ReportPlanName"] = "r",
            ["ReportDeliveryChannel"] = new JsonObject { ["S3BucketName"] = "b", ["S3KeyPrefix"] = "audit", ["Formats"] = new JsonArray("CSV", "JSON") },
            ["ReportSetting"] = setting,
        });
        var id = (string)_bench.Send("POST", "/audit/report-jobs/r")["ReportJobId"]!;
        _bench.Advance(2);
        job = _bench.Send("GET", $"/audit/report-jobs/{id}")["ReportJob"]!.AsObject();
        var json = _files.LastOrDefault(static file => file.Key.EndsWith(".json", StringComparison.Ordinal)).Value;
        return json is null ? [] : [.. JsonNode.Parse(json)!["reportItems"]!.AsArray().Select(static item => item!.AsObject())];
    }
}
