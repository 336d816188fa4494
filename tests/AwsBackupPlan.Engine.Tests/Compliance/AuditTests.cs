using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Config;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Compliance;

/// <summary>Frameworks and report plans of Audit Manager.</summary>
public sealed class AuditTests
{
    private const string Name = "Xacnt_payroll";

    private static readonly AuditOptions Options = new() { BucketName = "reports-{AccountId}", Prefix = "audit/{Region}" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_framework_has_the_controls_that_are_on_for_what_carries_the_tag_and_reports_go_to_the_bucket()
    {
        await using var scene = await RecordedAsync();

        var result = Assert.Single(await DoneAsync(scene, Options));

        Assert.Equal((BackupAuditStatus.Changed, Name, true), (result.Status, result.FrameworkName, result.IsRecording));
        Assert.Equal("CreateFramework, CreateReportPlan, CreateReportPlan", scene.Writes());
        var audit = Assert.Single((await GetAsync(scene)).Result!);
        Assert.Equal(("COMPLETED", "ACTIVE", result.FrameworkArn), (audit.DeploymentStatus, audit.FrameworkStatus, audit.FrameworkArn));
        Assert.Equal(9, audit.Controls.Count);
        Assert.All(audit.Controls, static control => Assert.Equal("tag ABS=payroll", control.Scope));
        Assert.Equal(["requiredFrequencyUnit=days", "requiredFrequencyValue=1", "requiredRetentionDays=35"], audit.Controls.Single(static control => control.Control is "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK").Parameters);
        Assert.Equal([$"{Name}_RESOURCE_COMPLIANCE_REPORT", $"{Name}_CONTROL_COMPLIANCE_REPORT"], audit.ReportPlans.Select(static plan => plan.ReportPlanName));
        Assert.All(audit.ReportPlans, static plan => Assert.Equal(("reports-222222222222", "audit/us-east-1", "CSV, JSON", "COMPLETED"), (plan.BucketName, plan.Prefix, string.Join(", ", plan.Formats), plan.DeploymentStatus)));
        Assert.Empty(scene.Observer.Warnings);
    }

    [Fact]
    public async Task A_second_run_writes_nothing()
    {
        await using var scene = await RecordedAsync();
        await DoneAsync(scene, Options);
        scene.Simulator.ClearRequests();

        var result = Assert.Single(await DoneAsync(scene, Options));

        Assert.Equal((BackupAuditStatus.Unchanged, "The framework and 2 report plans are as desired; nothing was written."), (result.Status, result.Message));
        Assert.All(result.Changes, static change => Assert.Equal(ChangeAction.None, change.Action));
        Assert.Empty(scene.Writes());
        Assert.Single(scene.Observer.Questions);
    }

    [Fact]
    public async Task In_a_Region_of_copies_that_was_named_only_what_is_there_is_judged()
    {
        await using var scene = await RecordedAsync();

        var outcome = await scene.Engine.AuditAsync(scene.Target, Options, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal([(Scene.Primary, BackupAuditStatus.Changed), (Scene.Copy, BackupAuditStatus.Changed)], outcome.Result!.Select(static result => (result.Region, result.Status)));
        var copy = (await scene.Engine.GetAuditAsync(scene.Target, "ABS", scene.Observer, Token)).Result!.Single(static audit => audit.Region is Scene.Copy);
        Assert.Equal(["BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", "BACKUP_RECOVERY_POINT_ENCRYPTED", "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED"], copy.Controls.Select(static control => control.Control));

        var none = await scene.Engine.AuditAsync(scene.Target, Options with { Policy = CompliancePolicy.Default.With(["BACKUP_LAST_RECOVERY_POINT_CREATED"], [], null) }, scene.Observer, Token);
        Assert.Equal("NoControls", none.Failure!.ErrorId);
    }

    [Fact]
    public async Task What_differs_is_changed_and_told_and_nothing_else_is_written()
    {
        await using var scene = await RecordedAsync();
        await DoneAsync(scene, Options);
        scene.Simulator.ClearRequests();

        var result = Assert.Single(await DoneAsync(scene, Options with { Policy = Policy("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", """{ "requiredRetentionDays": 90 }""") }));

        Assert.Equal("UpdateFramework", scene.Writes());
        var difference = Assert.Single(result.Changes[0].Differences);
        Assert.Equal("""Controls[BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK]: "requiredRetentionDays=35; tag ABS=payroll" -> "requiredRetentionDays=90; tag ABS=payroll" """.TrimEnd(), difference.ToString());
        Assert.Equal("Updated 1 framework. The framework has 9 controls and is ACTIVE; what it finds, and the first reports, come within 24 hours.", result.Message);
    }

    [Fact]
    public async Task What_somebody_else_has_changed_is_put_back()
    {
        await using var scene = await RecordedAsync();
        await DoneAsync(scene, Options);
        using var backup = await scene.Other().ClientAsync();
        await backup.UpdateFrameworkAsync(new UpdateFrameworkRequest { FrameworkName = Name, FrameworkControls = [new FrameworkControl { ControlName = "BACKUP_RECOVERY_POINT_ENCRYPTED" }] }, Token);
        await backup.UpdateReportPlanAsync(new UpdateReportPlanRequest { ReportPlanName = $"{Name}_CONTROL_COMPLIANCE_REPORT", ReportDeliveryChannel = new ReportDeliveryChannel { S3BucketName = "elsewhere" } }, Token);
        scene.Simulator.ClearRequests();

        var result = Assert.Single(await DoneAsync(scene, Options));

        // The one that is still at work is waited for.
        Assert.Equal("UpdateFramework, UpdateReportPlan", string.Join(", ", scene.Simulator.Requests.Where(static request => request is { IsWrite: true, StatusCode: 200 }).Select(static request => request.Operation)));
        Assert.Equal(["Formats", "S3BucketName", "S3KeyPrefix"], result.Changes.Single(static change => change.Name.EndsWith("CONTROL_COMPLIANCE_REPORT", StringComparison.Ordinal)).Differences.Select(static difference => difference.Path).Order(StringComparer.Ordinal));
        Assert.Equal(9, (await GetAsync(scene)).Result![0].Controls.Count);
    }

    [Fact]
    public async Task Parameters_that_mean_the_same_are_no_difference()
    {
        await using var scene = await RecordedAsync();
        var options = Options with { BucketName = null, Prefix = null, Policy = Policy("BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", """{ "crossRegionList": ["us-west-2", "eu-west-1"] }""").With(["BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK"], [], null) };
        await DoneAsync(scene, options);
        var scope = new ControlScope { Tags = Scene.Tags(("ABS", "payroll")), ComplianceResourceTypes = [] };
        using var backup = await scene.Other().ClientAsync();
        await backup.UpdateFrameworkAsync(
            new UpdateFrameworkRequest
            {
                FrameworkName = Name,
                FrameworkControls =
                [
                    new FrameworkControl { ControlName = "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", ControlScope = scope },
                    new FrameworkControl { ControlName = "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", ControlScope = scope, ControlInputParameters = [new ControlInputParameter { ParameterName = "crossRegionList", ParameterValue = "us-west-2, eu-west-1" }] },
                ],
            },
            Token);

        Assert.Equal(BackupAuditStatus.Unchanged, Assert.Single(await DoneAsync(scene, options)).Status);
    }

    [Fact]
    public async Task Types_of_resources_are_for_the_controls_that_judge_databases()
    {
        await using var scene = await RecordedAsync();

        await DoneAsync(scene, Options with { ResourceTypes = ["RDS", "Aurora"] });

        var controls = (await GetAsync(scene)).Result![0].Controls;
        Assert.Equal("types Aurora, RDS", controls.Single(static control => control.Control is "BACKUP_LAST_RECOVERY_POINT_CREATED").Scope);
        Assert.Equal(string.Empty, controls.Single(static control => control.Control is "BACKUP_RECOVERY_POINT_ENCRYPTED").Scope);
        Assert.Equal(BackupAuditStatus.Unchanged, Assert.Single(await DoneAsync(scene, Options with { ResourceTypes = ["Aurora", "RDS"] })).Status);
    }

    [Fact]
    public async Task Without_a_recorder_it_says_what_that_costs_and_how_to_have_one_and_works_once_there_is_one()
    {
        await using var scene = await Scene.StartAsync();

        var first = await AuditAsync(scene, Options);
        scene.Simulator.ClearRequests();
        var second = await AuditAsync(scene, Options);
        var writes = scene.Writes();
        Record(scene, Scene.Primary, new ConfigRecording(IsRecording: true));
        var third = Assert.Single(await DoneAsync(scene, Options));

        Assert.Equal(("AuditNotDeployed", FailureCategory.InvalidOperation), (first.Failure!.ErrorId, first.Failure.Category));
        Assert.Equal((BackupAuditStatus.Failed, false), (first.Result![0].Status, first.Result[0].IsRecording));
        var warning = scene.Observer.Warnings.First();
        Assert.StartsWith("AWS Config has no recorder in us-east-1 of account 222222222222", warning, StringComparison.Ordinal);
        Assert.Contains("put-configuration-recorder", warning, StringComparison.Ordinal);
        Assert.Contains("because it costs", warning, StringComparison.Ordinal);
        Assert.Contains("aws.amazon.com/config/pricing", first.Failure.Remedy, StringComparison.Ordinal);
        Assert.Equal("AuditNotDeployed", second.Failure!.ErrorId);
        Assert.Empty(writes);
        Assert.Equal(BackupAuditStatus.Changed, third.Status);
        Assert.Equal("Its last deployment failed.", third.Changes[0].Reason);
    }

    [Fact]
    public async Task A_recorder_that_is_off_is_warned_of()
    {
        await using var scene = await RecordedAsync(new ConfigRecording(IsRecording: false));

        var result = Assert.Single(await DoneAsync(scene, Options));

        Assert.Equal((BackupAuditStatus.Changed, false), (result.Status, result.IsRecording));
        Assert.Equal("Created 1 framework and 2 report plans. The framework has 9 controls and is INACTIVE. The recorder default of AWS Config is switched off in us-east-1 of account 222222222222: until it records, Audit Manager finds nothing.", result.Message);
        Assert.Contains("aws configservice start-configuration-recorder --configuration-recorder-name default", result.Remedy, StringComparison.Ordinal);
        Assert.Contains("aws configservice start-configuration-recorder", Assert.Single(await DoneAsync(scene, Options)).Remedy, StringComparison.Ordinal);
        Assert.Contains("aws configservice start-configuration-recorder --configuration-recorder-name default", scene.Observer.Warnings.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_AWS_Config_may_not_be_asked_stands_in_the_way_of_nothing()
    {
        await using var scene = await RecordedAsync();
        scene.Fail("DescribeConfigurationRecorderStatus", FaultKind.AccessDenied, times: 0, service: "config");

        var result = Assert.Single(await DoneAsync(scene, Options));

        Assert.Equal((BackupAuditStatus.Changed, null), (result.Status, result.IsRecording));
        Assert.Contains("config:DescribeConfigurationRecorderStatus", Assert.Single(scene.Observer.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Decision.WhatIf, BackupAuditStatus.WhatIf, "It would create 1 framework and 2 report plans. Nothing was written.")]
    [InlineData(Decision.Declined, BackupAuditStatus.Declined, "You declined to create 1 framework and 2 report plans. Nothing was written.")]
    public async Task Nothing_is_written_before_it_is_confirmed(Decision decision, BackupAuditStatus status, string message)
    {
        await using var scene = await RecordedAsync();
        var observer = new RecordingObserver(decision);

        var outcome = await scene.Engine.AuditAsync(Target(scene), Options, observer, Token);

        Assert.Null(outcome.Failure);
        Assert.Equal((status, message), (outcome.Result![0].Status, outcome.Result[0].Message));
        var question = Assert.Single(observer.Questions);
        Assert.Equal("audit of backup set 'payroll' in account 222222222222 (us-east-1): Create 1 framework and 2 report plans", $"{question.TargetName}: {question.Action}");
        Assert.Equal(3, question.Steps.Count);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_framework_of_its_name_that_is_not_its_own_blocks_it()
    {
        await using var scene = await RecordedAsync();
        using var backup = await scene.Other().ClientAsync();
        await backup.CreateFrameworkAsync(new CreateFrameworkRequest { FrameworkName = Name, FrameworkControls = [new FrameworkControl { ControlName = "BACKUP_RECOVERY_POINT_ENCRYPTED" }] }, Token);
        scene.Simulator.ClearRequests();

        var outcome = await AuditAsync(scene, Options);

        Assert.Equal(("NotOwned", FailureCategory.ResourceExists), (outcome.Failure!.ErrorId, outcome.Failure.Category));
        Assert.Equal(BackupAuditStatus.Blocked, outcome.Result![0].Status);
        Assert.Contains("aws backup tag-resource --region us-east-1 --resource-arn arn:aws:backup:us-east-1:222222222222:framework:Xacnt_payroll-", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_framework_with_the_same_controls_is_named_since_AWS_takes_no_second_one()
    {
        await using var scene = await RecordedAsync();
        var options = Options with { Policy = CompliancePolicy.Default.With(["BACKUP_RECOVERY_POINT_ENCRYPTED"], [], null) };
        using var backup = await scene.Other().ClientAsync();
        await backup.CreateFrameworkAsync(new CreateFrameworkRequest { FrameworkName = "other", FrameworkControls = [new FrameworkControl { ControlName = "BACKUP_RECOVERY_POINT_ENCRYPTED" }] }, Token);

        var outcome = await AuditAsync(scene, options);

        Assert.Equal("AuditFrameworkExists", outcome.Failure!.ErrorId);
        Assert.Contains("arn:aws:backup:us-east-1:222222222222:framework:other-", outcome.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_is_not_wanted_any_more_goes_and_without_a_bucket_none_is_touched()
    {
        await using var scene = await RecordedAsync();
        await DoneAsync(scene, Options with { Templates = AuditTemplates.All });
        scene.Simulator.ClearRequests();

        var untouched = Assert.Single(await DoneAsync(scene, Options with { BucketName = null, Prefix = null }));
        var fewer = Assert.Single(await DoneAsync(scene, Options with { Templates = ["CONTROL_COMPLIANCE_REPORT", "COPY_JOB_REPORT"] }));

        Assert.Equal(BackupAuditStatus.Unchanged, untouched.Status);
        Assert.Equal("Deleted 4 report plans", fewer.Message.Split('.')[0]);
        Assert.Equal("DeleteReportPlan, DeleteReportPlan, DeleteReportPlan, DeleteReportPlan", scene.Writes());
    }

    [Fact]
    public async Task A_deployment_that_does_not_end_is_told_and_goes_on_by_itself()
    {
        await using var scene = await RecordedAsync();
        scene.Simulator.Backup.Behaviour.AuditDeploysFor = TimeSpan.FromHours(1);

        var outcome = await AuditAsync(scene, Options);

        Assert.Equal(("AuditTimeout", FailureCategory.OperationTimeout), (outcome.Failure!.ErrorId, outcome.Failure.Category));
        Assert.Contains("is still CREATE_IN_PROGRESS after 900 seconds", outcome.Failure.Message, StringComparison.Ordinal);
        scene.Simulator.Backup.Behaviour.AuditDeploysFor = TimeSpan.FromSeconds(1);
        scene.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("Created 2 report plans", Assert.Single(await DoneAsync(scene, Options)).Message.Split('.')[0]);
    }

    [Fact]
    public async Task What_an_earlier_run_began_is_waited_for_before_it_is_as_desired()
    {
        await using var scene = await RecordedAsync();
        var options = Options with { BucketName = null, Prefix = null };
        scene.Simulator.Backup.Behaviour.AuditDeploysFor = TimeSpan.FromMinutes(20);
        Assert.Equal("AuditTimeout", (await AuditAsync(scene, options)).Failure?.ErrorId);
        scene.Simulator.ClearRequests();

        var result = Assert.Single(await DoneAsync(scene, options));

        Assert.Equal(BackupAuditStatus.Unchanged, result.Status);
        Assert.InRange(scene.Simulator.Requests.Count(static request => request.Operation is "DescribeFramework"), 2, 100);
        Assert.Equal("COMPLETED", Assert.Single((await GetAsync(scene, "*")).Result!).DeploymentStatus);
    }

    [Theory]
    [InlineData("CreateFramework")]
    [InlineData("CreateReportPlan")]
    [InlineData("DeleteFramework")]
    [InlineData("DeleteReportPlan")]
    public async Task An_answer_that_is_lost_makes_no_difference(string operation)
    {
        await using var scene = await RecordedAsync();
        scene.Fail(operation, FaultKind.AnswerLost);

        await DoneAsync(scene, Options);
        var removed = await RemoveAsync(scene);

        Assert.Null(removed.Failure?.Message);
        Assert.Equal(BackupAuditStatus.Removed, Assert.Single(removed.Result!).Status);
        Assert.Empty((await GetAsync(scene, "*")).Result!);
    }

    [Fact]
    public async Task Removal_takes_the_report_plans_first_and_leaves_what_is_anothers()
    {
        await using var scene = await RecordedAsync();
        scene.Simulator.Backup.Behaviour.FrameworksDifferByScope = true;
        await DoneAsync(scene, Options);
        var other = Target(scene) with { AbsName = "payroll-CONTROL" };
        Assert.Null((await scene.Engine.AuditAsync(other, Options, scene.Observer, Token)).Failure?.Message);
        scene.Simulator.ClearRequests();

        var outcome = await RemoveAsync(scene);
        var writes = scene.Writes();
        var again = await RemoveAsync(scene);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(BackupAuditStatus.Removed, outcome.Result![0].Status);
        Assert.Equal("Deleted 2 report plans and 1 framework. Reports that were written stay in their bucket. Only us-east-1 was looked into: a framework in another Region stays, and goes on costing, until -CopyRegion names that.", outcome.Result[0].Message);
        Assert.Equal("DeleteReportPlan, DeleteReportPlan, DeleteFramework", writes);
        Assert.Equal(BackupAuditStatus.NotFound, Assert.Single(again.Result!).Status);
        Assert.Equal("payroll-CONTROL", Assert.Single((await GetAsync(scene, "*")).Result!).AbsName);
        Assert.Equal("BackupAuditNotFound", (await GetAsync(scene)).Failure!.ErrorId);
    }

    [Fact]
    public async Task A_framework_that_somebody_elses_report_plan_needs_stays_and_it_is_said_why()
    {
        await using var scene = await RecordedAsync();
        var arn = Assert.Single(await DoneAsync(scene, Options)).FrameworkArn!;
        using var backup = await scene.Other().ClientAsync();
        await backup.CreateReportPlanAsync(
            new CreateReportPlanRequest { ReportPlanName = "auditors", ReportDeliveryChannel = new ReportDeliveryChannel { S3BucketName = "b" }, ReportSetting = new ReportSetting { ReportTemplate = "CONTROL_COMPLIANCE_REPORT", FrameworkArns = [arn] } }, Token);

        var outcome = await RemoveAsync(scene);

        Assert.Equal("AuditNotDeleted", outcome.Failure!.ErrorId);
        Assert.Contains("in use by report plan auditors", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(BackupAuditStatus.Failed, Assert.Single(outcome.Result!).Status);
    }

    [Fact]
    public async Task The_last_report_is_told_with_its_files_or_with_why_it_failed()
    {
        await using var scene = await RecordedAsync();
        await DoneAsync(scene, Options with { Formats = ["JSON"] });
        scene.Simulator.S3.AddBucket("222222222222", Scene.Primary, "reports-222222222222");
        using var backup = await scene.Other().ClientAsync();
        await backup.StartReportJobAsync(new StartReportJobRequest { ReportPlanName = $"{Name}_CONTROL_COMPLIANCE_REPORT" }, Token);
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        scene.Simulator.Backup.Behaviour.ReportJobFailure = "The bucket denies it.";
        await backup.StartReportJobAsync(new StartReportJobRequest { ReportPlanName = $"{Name}_RESOURCE_COMPLIANCE_REPORT" }, Token);
        scene.Time.Advance(TimeSpan.FromMinutes(1));

        var plans = (await GetAsync(scene)).Result![0].ReportPlans;

        Assert.Equal(("FAILED", "The bucket denies it."), (plans[0].LastJobStatus, plans[0].LastJobMessage));
        Assert.Null(plans[0].LastSuccessDate);
        Assert.Equal("COMPLETED", plans[1].LastJobStatus);
        Assert.EndsWith(".json", Assert.Single(plans[1].LastKeys), StringComparison.Ordinal);
        Assert.NotNull(plans[1].LastSuccessDate);
        // A plan reports every day, so that what is older than a week need not be read.
        scene.Time.Advance(TimeSpan.FromDays(8));
        string?[] old = [.. plans.Select(static plan => plan.LastJobId)];
        Assert.All((await GetAsync(scene)).Result![0].ReportPlans, plan => Assert.DoesNotContain(plan.LastJobId, old));
    }

    [Fact]
    public async Task A_restricted_session_is_enough_for_all_of_it()
    {
        await using var scene = await RecordedAsync();
        var engine = scene.NewEngine(scene.Connection with { RestrictSession = true });

        var made = await engine.AuditAsync(scene.Target, Options, scene.Observer, Token);
        var read = await engine.GetAuditAsync(scene.Target, "ABS", scene.Observer, Token);
        var changed = await engine.AuditAsync(scene.Target, Options with { Prefix = "elsewhere", Templates = ["CONTROL_COMPLIANCE_REPORT"], Policy = Policy("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", """{ "requiredRetentionDays": 90 }""") }, scene.Observer, Token);
        var removed = await engine.RemoveAuditAsync(scene.Target, Options, scene.Observer, Token);

        Assert.All([made.Failure, changed.Failure, removed.Failure, read.Failure], static failure => Assert.Null(failure?.Message));
        Assert.Equal(2, read.Result!.Count);
        Assert.All(removed.Result!, static result => Assert.Equal(BackupAuditStatus.Removed, result.Status));
        Assert.All(removed.Result!, static result => Assert.DoesNotContain("-CopyRegion", result.Message, StringComparison.Ordinal));
        Assert.Empty(scene.Observer.Warnings);
    }

    [Fact]
    public async Task A_denied_creation_says_what_has_to_be_allowed()
    {
        await using var scene = await RecordedAsync();
        scene.Fail("CreateFramework", FaultKind.AccessDenied);

        var outcome = await AuditAsync(scene, Options);

        Assert.Equal("AccessDenied", outcome.Failure!.ErrorId);
        Assert.Contains("backup:CreateFramework", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("role/aws-service-role/reports.backup.amazonaws.com/*", outcome.Failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BACKUP_LAST_RECOVERY_POINT_CREATED", """{ "recoveryPointAgeValue": 32 }""", "It is 32 days. Audit Manager takes 31 at most.")]
    [InlineData("BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK", """{ "requiredFrequencyUnit": "hours", "requiredFrequencyValue": 25 }""", "It is 25 hours. Audit Manager takes 24 at most.")]
    public void What_Audit_Manager_does_not_take_is_told_before_any_call(string control, string parameters, string fault) =>
        Assert.EndsWith(fault, Assert.Single(AuditOptionsValidator.Validate(Options with { Policy = Policy(control, parameters) })).Message, StringComparison.Ordinal);

    [Fact]
    public void An_audit_needs_a_control_of_Audit_Managers_and_names_that_are_known()
    {
        var faults = AuditOptionsValidator.Validate(new AuditOptions
        {
            Policy = CompliancePolicy.Default.With(["XACNT_*"], [], null),
            ResourceTypes = ["Auorra"],
            Templates = ["CONTROL_REPORT"],
            Formats = ["XLS"],
            Prefix = "audit",
        });
        Assert.Equal(["Control", "ResourceType", "ReportTemplate", "ReportFormat", "Prefix"], faults.Select(static fault => fault.ParameterName));
        Assert.Equal("BucketName", Assert.Single(AuditOptionsValidator.Validate(Options with { BucketName = "Reports_1" })).ParameterName);
    }

    private static CompliancePolicy Policy(string control, string parameters) => CompliancePolicy.Parse($$"""{ "controls": { "{{control}}": { "parameters": {{parameters}} } } }""");

    private static async Task<Scene> RecordedAsync(ConfigRecording? recording = null)
    {
        var scene = await Scene.StartAsync();
        Record(scene, Scene.Primary, recording ?? new ConfigRecording(IsRecording: true));
        Record(scene, Scene.Copy, recording ?? new ConfigRecording(IsRecording: true));
        return scene;
    }

    private static void Record(Scene scene, string region, ConfigRecording recording) => scene.Simulator.Config.SetRecorder(Scene.AccountId, region, recording);

    private static AccountTarget Target(Scene scene) => scene.Target with { CopyRegionsAreDefault = true };

    private static Task<WorkOutcome<IReadOnlyList<BackupAuditResult>>> AuditAsync(Scene scene, AuditOptions options) => scene.Engine.AuditAsync(Target(scene), options, scene.Observer, Token);

    private static Task<WorkOutcome<IReadOnlyList<BackupAuditResult>>> RemoveAsync(Scene scene) => scene.Engine.RemoveAuditAsync(Target(scene), Options, scene.Observer, Token);

    private static Task<WorkOutcome<IReadOnlyList<BackupAuditInfo>>> GetAsync(Scene scene, string absName = Scene.AbsName) => scene.Engine.GetAuditAsync(Target(scene) with { AbsName = absName }, "ABS", scene.Observer, Token);

    private static async Task<IReadOnlyList<BackupAuditResult>> DoneAsync(Scene scene, AuditOptions options)
    {
        var outcome = await AuditAsync(scene, options);
        Assert.Null(outcome.Failure?.Message);
        return outcome.Result!;
    }
}
