using System.Text.Json;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;
using static AwsBackupPlan.Engine.Tests.Compliance.AuditScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

/// <summary>What passes where Audit Manager alone is asked, and what does not.</summary>
public sealed class AuditGateTests
{
    private const string Restored = "RESTORE_TIME_FOR_RESOURCES_MEET_TARGET";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_control_of_which_nothing_is_said_fails_by_its_own_severity_whatever_else_is_open()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);

        var high = await OutcomeAsync(scene, ComplianceSource.AuditManager, [Deletion, Encrypted], options: new ComplianceOptions { FailOn = ComplianceSeverity.High });
        var critical = await OutcomeAsync(scene, ComplianceSource.AuditManager, [Deletion, Encrypted], options: new ComplianceOptions { FailOn = ComplianceSeverity.Critical });
        var low = await OutcomeAsync(scene, ComplianceSource.AuditManager, [Deletion, Encrypted], options: new ComplianceOptions { FailOn = ComplianceSeverity.Low });

        Assert.Equal(("NON_COMPLIANT", ComplianceSeverity.Medium), (high.Result!.Status, high.Result.Severity));
        Assert.Equal("NothingJudged", high.Failure?.ErrorId);
        Assert.Contains($"does not say enough of {Encrypted}, of severity High or above", high.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal($"1 open finding: 1 medium. Audit Manager does not say enough of {Encrypted}.", high.Result.Message);
        Assert.Null(critical.Failure?.Message);
        Assert.Equal("NotCompliant", low.Failure?.ErrorId);
    }

    [Fact]
    public async Task What_is_too_old_to_hold_fails_as_what_is_not_said()
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.Backup.Behaviour.PlansRun = false;
        await ReportedAsync(scene);
        scene.Time.Advance(TimeSpan.FromDays(3));

        var outcome = await OutcomeAsync(scene, ComplianceSource.AuditManager, [Deletion, Protected], options: new ComplianceOptions { FailOn = ComplianceSeverity.High });

        Assert.Equal(("NON_COMPLIANT", "NothingJudged"), (outcome.Result!.Status, outcome.Failure?.ErrorId));
        Assert.Contains(Protected, outcome.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_said_counts_against_the_score_as_what_could_not_be_read()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);

        var report = await GetAsync(scene, ComplianceSource.AuditManager, [Protected, Encrypted]);
        var both = await GetAsync(scene, ComplianceSource.Both, [Protected, Restored]);

        Assert.Equal((50, 0), (report.Score, report.Open));
        Assert.Equal([("BACKUP_RECOVERY_POINT_ENCRYPTED", 0, 1), (Protected, 100, 0)], report.Controls.OrderBy(static control => control.Control.Length).Select(static control => (control.Control, control.Score ?? -1, control.InsufficientData)));
        // The module's own word is all of it.
        Assert.Equal(100, both.Score);
    }

    [Fact]
    public async Task An_account_whose_only_finding_is_exempt_passes()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        var policy = CompliancePolicy.Parse($$"""{ "version": "1.0", "exemptions": [ { "control": "{{Deletion}}", "resource": "{{Scene.VaultName}}", "reason": "r", "owner": "o", "expires": "9999-12-31" } ] }""");

        var passed = await OutcomeAsync(scene, ComplianceSource.AuditManager, [Deletion], options: new ComplianceOptions { Policy = policy, FailOn = ComplianceSeverity.Low });
        var failed = await OutcomeAsync(scene, ComplianceSource.AuditManager, [Deletion, Encrypted], options: new ComplianceOptions { Policy = policy, FailOn = ComplianceSeverity.Low });

        Assert.NotNull(Assert.Single(passed.Result!.Findings).Exemption);
        Assert.Null(passed.Failure?.Message);
        Assert.Equal("NothingJudged", failed.Failure?.ErrorId);
    }

    [Fact]
    public async Task An_account_of_which_nothing_at_all_is_said_does_not_pass_by_a_control_that_matters_less()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);

        var nothing = await OutcomeAsync(scene, ComplianceSource.AuditManager, [Restored], options: new ComplianceOptions { FailOn = ComplianceSeverity.High });
        var something = await OutcomeAsync(scene, ComplianceSource.AuditManager, [Restored, Protected], options: new ComplianceOptions { FailOn = ComplianceSeverity.High });

        Assert.Equal("NothingJudged", nothing.Failure?.ErrorId);
        Assert.Equal("INSUFFICIENT_DATA", something.Result!.Status);
        Assert.Null(something.Failure?.Message);
    }

    [Fact]
    public async Task A_set_that_is_audited_in_one_Region_is_told_in_the_other_and_one_that_has_a_framework_alone_in_both()
    {
        await using var scene = await ComplianceScene.DeployedAsync();
        await AuditOtherAsync(scene, template: null);
        await AuditAsync(scene);
        await ReportedAsync(scene);

        var outcome = await scene.Engine.ReportComplianceAsync(scene.Target with { AbsName = "*" }, new ComplianceOptions { Source = ComplianceSource.AuditManager, Policy = CompliancePolicy.Default.With([Deletion], [], null) }, scene.Observer, Token);

        Assert.Equal(
            [$"{Scene.Primary} orders INSUFFICIENT_DATA", $"{Scene.Primary} payroll NON_COMPLIANT", $"{Scene.Copy} orders INSUFFICIENT_DATA", $"{Scene.Copy} payroll INSUFFICIENT_DATA"],
            outcome.Result!.Findings.Select(static finding => $"{finding.Region} {finding.AbsName} {finding.Status}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task That_frameworks_may_not_be_listed_is_an_error_where_it_is_not_known_which_sets_there_are()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        scene.Fail("ListFrameworks", FaultKind.AccessDenied, times: 0);

        var all = await GetAsync(scene, ComplianceSource.AuditManager, [Deletion], absName: "*");
        var one = await GetAsync(scene, ComplianceSource.AuditManager, [Deletion]);

        Assert.Equal(("ERROR", "NON_COMPLIANT"), (all.Status, one.Status));
    }

    [Fact]
    public async Task What_was_found_of_a_set_whose_audit_is_gone_is_not_mended()
    {
        await using var scene = await ComplianceScene.DeployedAsync();
        await AuditOtherAsync(scene);
        await AuditAsync(scene);
        await ReportedAsync(scene);
        await ReportedAsync(scene, absName: OtherSet);
        ReplaceRows(scene, [Row(scene, Protected, "\"resourceName\": \"ledger\", \"resourceType\": \"AWS::RDS::DBInstance\"", "NON_COMPLIANT", OtherSet)], OtherSet);
        var before = await GetAsync(scene, ComplianceSource.AuditManager, [Protected], absName: "*");
        var baseline = ComplianceBaseline.Parse(JsonSerializer.Serialize(new[] { before }));
        Assert.Equal("ledger", Assert.Single(baseline.Findings).ResourceName);

        ReplaceRows(scene, [Row(scene, Protected, "\"resourceName\": \"ledger\", \"resourceType\": \"AWS::RDS::DBInstance\"", absName: OtherSet)], OtherSet);
        var mended = await GetAsync(scene, ComplianceSource.AuditManager, [Protected], absName: "*", new ComplianceOptions { Baseline = baseline });
        using var backup = await scene.Other().ClientAsync();
        await backup.DeleteReportPlanAsync(new DeleteReportPlanRequest { ReportPlanName = $"Xacnt_orders_{Resources}" }, Token);
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await backup.DeleteFrameworkAsync(new DeleteFrameworkRequest { FrameworkName = "Xacnt_orders" }, Token);
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        var gone = await GetAsync(scene, ComplianceSource.AuditManager, [Protected], absName: "*", new ComplianceOptions { Baseline = baseline });

        Assert.Equal("ledger", Assert.Single(mended.Fixed).ResourceName);
        Assert.Equal("COMPLIANT", gone.Status);
        Assert.Empty(gone.Fixed);
    }

    [Theory]
    [InlineData("NON_COMPLIANT", 0)]
    [InlineData("COMPLIANT", 1)]
    public async Task What_was_found_of_a_resource_is_mended_by_a_report_of_controls_only_where_that_says_that_all_is_well(string status, int count)
    {
        await using var scene = await AuditedAsync([Resources]);
        await ReportedAsync(scene);
        ReplaceRows(scene, [Row(scene, Protected, "\"resourceName\": \"ledger\", \"resourceType\": \"AWS::RDS::DBInstance\"", "NON_COMPLIANT")]);
        var baseline = ComplianceBaseline.Parse(JsonSerializer.Serialize(new[] { await GetAsync(scene, ComplianceSource.AuditManager, [Protected]) }));
        await AuditAsync(scene, [Controls]);
        await ReportedAsync(scene, Controls);
        ReplaceRows(scene, [$$"""{ {{Own(Protected)}}, "controlComplianceStatus": "{{status}}", "lastEvaluationTime": "{{scene.Simulator.World.Now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}" }"""]);

        var report = await GetAsync(scene, ComplianceSource.AuditManager, [Protected], options: new ComplianceOptions { Baseline = baseline });

        Assert.Equal((status, count), (report.Status, report.Fixed.Count));
    }
}
