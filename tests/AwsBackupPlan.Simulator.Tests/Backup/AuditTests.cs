using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Config;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class AuditTests
{
    private const string Bucket = "reports-222222222222";

    private static readonly string[] OtherNames =
    [
        "BACKUP_RECOVERY_POINT_ENCRYPTED", "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION",
        "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT", "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK", "RESTORE_TIME_FOR_RESOURCES_MEET_TARGET",
    ];

    private readonly BackupBench _bench = new();

    public AuditTests() => Record(new ConfigRecording(IsRecording: true));

    [Fact]
    public void A_framework_is_in_progress_for_a_while_and_can_only_be_changed_after_that()
    {
        Create("a");
        Assert.Equal("CREATE_IN_PROGRESS", Deployment("a"));
        Assert.Equal("ConflictException", Update("a", Control("BACKUP_RECOVERY_POINT_ENCRYPTED")));
        Assert.Equal("ConflictException", _bench.Refusal("DELETE", "/audit/frameworks/a").ErrorType);
        _bench.Advance(2);
        Assert.Equal("COMPLETED", Deployment("a"));
        Assert.Null(Update("a", Control("BACKUP_RECOVERY_POINT_ENCRYPTED")));
        Assert.Equal("UPDATE_IN_PROGRESS", Deployment("a"));
        Assert.Equal("BACKUP_RECOVERY_POINT_ENCRYPTED", (string?)Assert.Single(Describe("a")["FrameworkControls"]!.AsArray())!["ControlName"]);
        _bench.Advance(2);
        _bench.Send("DELETE", "/audit/frameworks/a");
        Assert.Equal("DELETE_IN_PROGRESS", Deployment("a"));
        _bench.Advance(2);
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("GET", "/audit/frameworks/a").ErrorType);
    }

    [Fact]
    public void Without_a_recorder_the_deployment_fails_and_works_once_there_is_one()
    {
        Record(null);
        Create("a");
        _bench.Advance(2);
        Assert.Equal(("FAILED", "INACTIVE"), (Deployment("a"), (string?)Describe("a")["FrameworkStatus"]));
        Record(new ConfigRecording(IsRecording: true));
        Assert.Null(Update("a", Control("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN")));
        _bench.Advance(2);
        Assert.Equal(("COMPLETED", "ACTIVE"), (Deployment("a"), (string?)Describe("a")["FrameworkStatus"]));
    }

    [Theory]
    [InlineData(true, null, "ACTIVE")]
    [InlineData(false, null, "INACTIVE")]
    [InlineData(true, "AWS::Backup::BackupPlan", "PARTIALLY_ACTIVE")]
    [InlineData(true, "AWS::RDS::DBInstance", "INACTIVE")]
    public void A_framework_is_as_active_as_what_it_governs_is_recorded(bool isRecording, string? type, string status)
    {
        Record(new ConfigRecording(isRecording, type is null ? null : [type]));
        Create("a", Control("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN"), Control("BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK"));
        Assert.Equal(status, (string?)Describe("a")["FrameworkStatus"]);
        _bench.Behaviour.RecordingCannotBeTold = true;
        Assert.Equal("UNAVAILABLE", (string?)Describe("a")["FrameworkStatus"]);
    }

    [Theory]
    [InlineData("a-b")]
    [InlineData("1a")]
    [InlineData("a b")]
    public void A_name_has_letters_digits_and_underscores(string name)
    {
        Assert.Equal("InvalidParameterValueException", Refused(name, Control("BACKUP_RECOVERY_POINT_ENCRYPTED")));
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("POST", "/audit/report-plans", ReportPlan(name)).ErrorType);
    }

    [Theory]
    [InlineData("BACKUP_EVERYTHING", null, null)]
    [InlineData("BACKUP_RECOVERY_POINT_ENCRYPTED", "requiredRetentionDays", "35")]
    [InlineData("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", "requiredRetentionDays", "0")]
    [InlineData("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", "requiredRetentionDays", "many")]
    [InlineData("BACKUP_LAST_RECOVERY_POINT_CREATED", "recoveryPointAgeUnit", "weeks")]
    [InlineData("BACKUP_LAST_RECOVERY_POINT_CREATED", "recoveryPointAgeValue", "32")]
    [InlineData("BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED", "principalArnList", "")]
    [InlineData("BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED", "principalArnList", "root")]
    [InlineData("BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT", "crossAccountList", "123")]
    public void Controls_and_parameters_that_Audit_Manager_does_not_know_are_refused(string control, string? parameter, string? value) => Assert.Equal(
        "InvalidParameterValueException", Refused("a", Control(control, parameter is null ? [] : [(parameter, value!)])));

    [Fact]
    public void An_hour_is_a_smaller_unit_than_a_day() => Create("a", Control("BACKUP_LAST_RECOVERY_POINT_CREATED", ("recoveryPointAgeUnit", "hours"), ("recoveryPointAgeValue", "744")));

    [Theory]
    [InlineData("""{"Tags":{"a":"1","b":"2"}}""")]
    [InlineData("""{"Tags":{"a":"1"},"ComplianceResourceTypes":["RDS"]}""")]
    [InlineData("""{"ComplianceResourceTypes":["RDS","Aurora"],"ComplianceResourceIds":["orders"]}""")]
    [InlineData("""{"ComplianceResourceIds":[]}""")]
    public void A_scope_has_one_tag_or_types_or_one_resource(string scope)
    {
        var control = Control("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN");
        control["ControlScope"] = JsonNode.Parse(scope);
        Assert.Equal("InvalidParameterValueException", Refused("a", control));
    }

    [Fact]
    public void A_control_of_plans_takes_no_types_of_databases()
    {
        var control = Control("BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK");
        control["ControlScope"] = JsonNode.Parse("""{"ComplianceResourceTypes":["RDS"]}""");
        Assert.Equal("InvalidParameterValueException", Refused("a", control));
    }

    [Fact]
    public void A_framework_of_the_same_controls_and_parameters_is_refused_whatever_its_scope()
    {
        Create("a", Control("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", ("requiredRetentionDays", "35")));
        var scoped = Control("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", ("requiredRetentionDays", "35"));
        scoped["ControlScope"] = JsonNode.Parse("""{"Tags":{"ABS":"b"}}""");
        var refusal = _bench.Refusal("POST", "/audit/frameworks", Framework("b", scoped));
        Assert.Equal("AlreadyExistsException", refusal.ErrorType);
        Assert.Equal((string?)Describe("a")["FrameworkArn"], refusal.Members["Arn"]);
        _bench.Behaviour.FrameworksDifferByScope = true;
        Create("b", scoped);
        Create("c", Control("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", ("requiredRetentionDays", "36")));
        _bench.Advance(2);
        Assert.Equal("AlreadyExistsException", Update("c", Control("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", ("requiredRetentionDays", "35"))));
        Assert.Null(Update("c", Control("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", ("requiredRetentionDays", "36"))));
    }

    [Fact]
    public void A_repetition_with_its_token_makes_no_second_one()
    {
        var framework = Framework("a", Control("BACKUP_RECOVERY_POINT_ENCRYPTED"));
        framework["IdempotencyToken"] = "one";
        var first = _bench.Send("POST", "/audit/frameworks", framework);
        Assert.Equal(first.ToJsonString(), _bench.Send("POST", "/audit/frameworks", framework).ToJsonString());
        framework["IdempotencyToken"] = "two";
        Assert.Equal("AlreadyExistsException", _bench.Refusal("POST", "/audit/frameworks", framework).ErrorType);
    }

    [Fact]
    public void An_account_has_room_for_fifteen_frameworks_and_twenty_report_plans_in_a_Region()
    {
        for (var days = 1; days <= 15; days++)
        {
            Create($"f{days}", Control("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", ("requiredRetentionDays", $"{days}")));
        }

        Assert.Equal("LimitExceededException", Refused("f16", Control("BACKUP_RECOVERY_POINT_ENCRYPTED")));
        for (var number = 1; number <= 20; number++)
        {
            _bench.Send("POST", "/audit/report-plans", ReportPlan($"r{number}"));
        }

        Assert.Equal("LimitExceededException", _bench.Refusal("POST", "/audit/report-plans", ReportPlan("r21")).ErrorType);
    }

    [Fact]
    public void An_account_has_room_for_fifty_controls_in_a_Region()
    {
        for (var days = 1; days <= 10; days++)
        {
            Create($"f{days}", [.. Others(4), Control("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", ("requiredRetentionDays", $"{days}"))]);
        }

        Assert.Equal("LimitExceededException", Refused("f11", Control("BACKUP_RECOVERY_POINT_ENCRYPTED")));
        _bench.Advance(2);
        Assert.Equal("LimitExceededException", Update("f1", Others(6)));
        Assert.Null(Update("f1", Others(3)));
    }

    [Fact]
    public void A_framework_that_a_report_plan_reports_on_cannot_go_before_it()
    {
        Create("a");
        var setting = new JsonObject { ["ReportTemplate"] = "CONTROL_COMPLIANCE_REPORT", ["FrameworkArns"] = new JsonArray((string)Describe("a")["FrameworkArn"]!) };
        _bench.Send("POST", "/audit/report-plans", ReportPlan("r", setting));
        _bench.Advance(2);
        Assert.Equal("ConflictException", _bench.Refusal("DELETE", "/audit/frameworks/a").ErrorType);
        _bench.Send("DELETE", "/audit/report-plans/r");
        Assert.Equal("ConflictException", _bench.Refusal("DELETE", "/audit/frameworks/a").ErrorType);
        _bench.Advance(2);
        _bench.Send("DELETE", "/audit/frameworks/a");
    }

    [Theory]
    [InlineData("""{"ReportTemplate":"WEATHER_REPORT"}""")]
    [InlineData("""{"ReportTemplate":"CONTROL_COMPLIANCE_REPORT"}""")]
    [InlineData("""{"ReportTemplate":"CONTROL_COMPLIANCE_REPORT","FrameworkArns":["arn:aws:backup:us-east-1:222222222222:framework:none-1"]}""")]
    [InlineData("""{"ReportTemplate":"BACKUP_JOB_REPORT","FrameworkArns":["arn:aws:backup:us-east-1:222222222222:framework:none-1"]}""")]
    [InlineData("""{"ReportTemplate":"BACKUP_JOB_REPORT","Accounts":["333333333333"]}""")]
    public void A_report_plan_needs_a_template_and_what_that_goes_with(string setting) => Assert.Equal(
        "InvalidParameterValueException", _bench.Refusal("POST", "/audit/report-plans", ReportPlan("r", (JsonObject)JsonNode.Parse(setting)!)).ErrorType);

    [Fact]
    public void A_report_plan_covers_three_hundred_accounts_times_Regions()
    {
        var management = new SimulatorOptions().ManagementAccount;
        JsonObject Plan(int accounts) => ReportPlan("r", new JsonObject
        {
            ["ReportTemplate"] = "BACKUP_JOB_REPORT",
            ["Accounts"] = new JsonArray([.. Enumerable.Range(0, accounts).Select(static number => JsonValue.Create($"{200000000000 + number}"))]),
            ["Regions"] = new JsonArray("us-east-1", "us-east-2", "eu-west-1"),
        });
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("POST", "/audit/report-plans", Plan(101), account: management).ErrorType);
        _bench.Send("POST", "/audit/report-plans", Plan(100), account: management);
    }

    [Fact]
    public void A_report_is_a_CSV_file_unless_told_otherwise_and_in_a_bucket()
    {
        var plan = ReportPlan("r");
        plan["ReportDeliveryChannel"]!.AsObject().Remove("Formats");
        _bench.Send("POST", "/audit/report-plans", plan);
        Assert.Equal("""["CSV"]""", _bench.Send("GET", "/audit/report-plans/r")["ReportPlan"]!["ReportDeliveryChannel"]!["Formats"]!.ToJsonString());
        plan["ReportDeliveryChannel"]!["Formats"] = new JsonArray("XLS");
        Assert.Equal("InvalidParameterValueException", _bench.Refusal("POST", "/audit/report-plans", plan).ErrorType);
        plan["ReportDeliveryChannel"]!.AsObject().Remove("S3BucketName");
        Assert.Equal("MissingParameterValueException", _bench.Refusal("POST", "/audit/report-plans", plan).ErrorType);
    }

    [Fact]
    public void A_report_job_runs_for_a_while_and_says_where_its_files_are()
    {
        _bench.Send("POST", "/audit/report-plans", ReportPlan("r"));
        var id = (string)_bench.Send("POST", "/audit/report-jobs/r", new JsonObject { ["IdempotencyToken"] = "one" })["ReportJobId"]!;
        Assert.Equal(id, (string?)_bench.Send("POST", "/audit/report-jobs/r", new JsonObject { ["IdempotencyToken"] = "one" })["ReportJobId"]);
        Assert.Equal("CREATED", (string?)_bench.Send("GET", $"/audit/report-jobs/{id}")["ReportJob"]!["Status"]);
        _bench.Advance(0.6);
        Assert.Equal("RUNNING", (string?)_bench.Send("GET", $"/audit/report-jobs/{id}")["ReportJob"]!["Status"]);
        _bench.Advance(1);
        var job = _bench.Send("GET", $"/audit/report-jobs/{id}")["ReportJob"]!;
        Assert.Equal("COMPLETED", (string?)job["Status"]);
        Assert.Equal(2, job["ReportDestination"]!["S3Keys"]!.AsArray().Count);
        _bench.Behaviour.ReportJobFailure = "The bucket does not exist.";
        _bench.Send("POST", "/audit/report-jobs/r");
        _bench.Advance(2);
        Assert.Equal("The bucket does not exist.", (string?)Assert.Single(_bench.Send("GET", "/audit/report-jobs?ReportPlanName=r&Status=FAILED")["ReportJobs"]!.AsArray())!["StatusMessage"]);
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("GET", "/audit/report-jobs?ReportPlanName=none").ErrorType);
    }

    [Fact]
    public void A_report_comes_every_day_for_as_long_as_the_plan_is_there()
    {
        _bench.Behaviour.PlansRun = true;
        _bench.Send("POST", "/audit/report-plans", ReportPlan("r"));
        _bench.World.Advance(TimeSpan.FromHours(49));
        Assert.Equal(2, _bench.Send("GET", "/audit/report-jobs")["ReportJobs"]!.AsArray().Count);
        _bench.Send("DELETE", "/audit/report-plans/r");
        _bench.World.Advance(TimeSpan.FromHours(49));
        Assert.Equal(2, _bench.Send("GET", "/audit/report-jobs")["ReportJobs"]!.AsArray().Count);
    }

    [Fact]
    public void Frameworks_and_report_plans_have_tags_and_their_lists_have_pages_with_capital_names()
    {
        var framework = Framework("a", Control("BACKUP_RECOVERY_POINT_ENCRYPTED"));
        framework["FrameworkTags"] = new JsonObject { ["ABS"] = "a" };
        var arn = (string)_bench.Send("POST", "/audit/frameworks", framework)["FrameworkArn"]!;
        Create("b", Control("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN"));
        _bench.Send("POST", $"/tags/{Uri.EscapeDataString(arn)}", new JsonObject { ["Tags"] = new JsonObject { ["owner"] = "audit" } });
        Assert.Equal("""{"ABS":"a","owner":"audit"}""", _bench.Send("GET", $"/tags/{Uri.EscapeDataString(arn)}")["Tags"]!.ToJsonString());
        var first = _bench.Send("GET", "/audit/frameworks?MaxResults=1");
        Assert.Equal("a", (string?)Assert.Single(first["Frameworks"]!.AsArray())!["FrameworkName"]);
        var second = _bench.Send("GET", $"/audit/frameworks?MaxResults=1&NextToken={Uri.EscapeDataString((string)first["NextToken"]!)}");
        Assert.Equal("b", (string?)Assert.Single(second["Frameworks"]!.AsArray())!["FrameworkName"]);
        Assert.Equal(2, _bench.Send("GET", "/audit/frameworks?maxResults=1")["Frameworks"]!.AsArray().Count);
    }

    private static JsonObject Control(string name, params (string Name, string Value)[] parameters) => new()
    {
        ["ControlName"] = name,
        ["ControlInputParameters"] = new JsonArray([.. parameters.Select(static parameter => new JsonObject { ["ParameterName"] = parameter.Name, ["ParameterValue"] = parameter.Value })]),
    };

    private static JsonObject[] Others(int count) => [.. OtherNames.Take(count).Select(static name => Control(name))];

    private static JsonObject Framework(string name, params JsonObject[] controls) => new() { ["FrameworkName"] = name, ["FrameworkControls"] = new JsonArray([.. controls.Select(static control => control.DeepClone())]) };

    private static JsonObject ReportPlan(string name, JsonObject? setting = null) => new()
    {
        ["ReportPlanName"] = name,
        ["ReportDeliveryChannel"] = new JsonObject { ["S3BucketName"] = Bucket, ["S3KeyPrefix"] = "audit", ["Formats"] = new JsonArray("CSV", "JSON") },
        ["ReportSetting"] = setting ?? new JsonObject { ["ReportTemplate"] = "BACKUP_JOB_REPORT" },
    };

    private void Record(ConfigRecording? recording) => _bench.World.Recording = (_, _) => recording;

    private void Create(string name, params JsonObject[] controls) =>
        _bench.Send("POST", "/audit/frameworks", Framework(name, controls.Length == 0 ? [Control("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN")] : controls));

    private string Refused(string name, params JsonObject[] controls) => _bench.Refusal("POST", "/audit/frameworks", Framework(name, controls)).ErrorType;

    private string? Update(string name, params JsonObject[] controls)
    {
        try
        {
            _bench.Send("PUT", $"/audit/frameworks/{name}", new JsonObject { ["FrameworkControls"] = new JsonArray([.. controls.Select(static control => control.DeepClone())]) });
            return null;
        }
        catch (Protocol.SimulatedException refusal)
        {
            return refusal.ErrorType;
        }
    }

    private JsonObject Describe(string name) => _bench.Send("GET", $"/audit/frameworks/{name}");

    private string? Deployment(string name) => (string?)Describe(name)["DeploymentStatus"];
}
