using AwsBackupPlan.Engine.Tests.Scenes;
using static AwsBackupPlan.Engine.Tests.Compliance.AuditScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

/// <summary>What Audit Manager says of several backup sets beside what the module finds.</summary>
public sealed class AuditComparisonTests
{
    private static readonly Dictionary<string, string> OfOther = Scene.Tags(("ABS", OtherSet));

    [Fact]
    public async Task What_its_own_set_says_of_a_resource_goes_before_what_another_says_and_neither_stands_alone()
    {
        await using var scene = await TwoSetsAsync(Resources);
        string Of(string status, string set) => Row(scene, Protected, $"\"resourceName\": \"{Database}\", \"resourceType\": \"AWS::RDS::DBInstance\"", status, set);
        ReplaceRows(scene, [Of("NON_COMPLIANT", OtherSet)], OtherSet);
        ReplaceRows(scene, [Of("COMPLIANT", Scene.AbsName)], "Backup/");

        var own = Assert.Single((await GetAsync(scene, ComplianceSource.Both, [Protected], "*")).Findings, static finding => finding.ResourceName is Database);
        ReplaceRows(scene, [], "Backup/");
        var others = Assert.Single((await GetAsync(scene, ComplianceSource.Both, [Protected], "*")).Findings, static finding => finding.ResourceName is Database);

        Assert.Equal(("COMPLIANT", "COMPLIANT", false), (own.Status, own.AuditStatus, own.Disagrees));
        Assert.Equal(("COMPLIANT", "NON_COMPLIANT", true), (others.Status, others.AuditStatus, others.Disagrees));
    }

    [Fact]
    public async Task Reports_of_controls_of_two_sets_are_compared_each_with_its_own_and_both_with_what_is_of_none()
    {
        await using var scene = await TwoSetsAsync(Controls);
        scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, "orders-db-1", OfOther);
        scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, "stray");
        ReplaceRows(scene, [Summary(scene, "NON_COMPLIANT", OtherSet)], OtherSet);
        ReplaceRows(scene, [Summary(scene, "COMPLIANT", Scene.AbsName)], "Backup/");

        var report = await GetAsync(scene, ComplianceSource.Both, [Protected], "*");

        Assert.Equal(
            ["orders-db-1 NON_COMPLIANT NON_COMPLIANT", $"{Database} COMPLIANT COMPLIANT", "stray NON_COMPLIANT NON_COMPLIANT"],
            report.Findings.Select(static finding => $"{finding.ResourceName} {finding.Status} {finding.AuditStatus}").Order(StringComparer.Ordinal));
        Assert.Equal(0, report.Disagreements);
    }

    [Theory]
    [InlineData("COMPLIANT, COMPLIANT", "COMPLIANT")]
    [InlineData("COMPLIANT, NOT_APPLICABLE", "COMPLIANT")]
    [InlineData("COMPLIANT, INSUFFICIENT_DATA", "INSUFFICIENT_DATA")]
    [InlineData("COMPLIANT, INSUFFICIENT_DATA, NON_COMPLIANT", "NON_COMPLIANT")]
    [InlineData("NOT_APPLICABLE", "NOT_APPLICABLE")]
    public async Task What_is_compared_as_a_whole_is_as_its_worst_part(string statuses, string worst)
    {
        await using var scene = await AuditedAsync();
        ComplianceScene.Add(scene, Scene.Primary, scene.Account.DatabaseArns[0], TimeSpan.FromHours(3));
        await ReportedAsync(scene);
        ReplaceRows(scene, statuses.Split(", ").Select((status, i) => Row(scene, Encrypted, $"\"resourceName\": \"point-{i}\", \"resourceType\": \"AWS::Backup::RecoveryPoint\"", status)));

        var report = await GetAsync(scene, ComplianceSource.Both, [Encrypted]);

        var finding = Assert.Single(report.Findings, static finding => finding.Region is Scene.Primary);
        Assert.Equal(("COMPLIANT", worst), (finding.Status, finding.AuditStatus));
        Assert.Equal(worst switch { "COMPLIANT" => false, "NON_COMPLIANT" => true, _ => null }, finding.Disagrees);
    }

    private static string Summary(Scene scene, string status, string set) =>
        $$"""{ {{Own(Protected, set)}}, "controlComplianceStatus": "{{status}}", "lastEvaluationTime": "{{scene.Simulator.World.Now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}" }""";

    // The other's is found first.
    private static async Task<Scene> TwoSetsAsync(string template)
    {
        var scene = await ComplianceScene.DeployedAsync();
        await AuditOtherAsync(scene, template);
        await AuditAsync(scene, [template]);
        await ReportedAsync(scene, template, OtherSet);
        await ReportedAsync(scene, template);
        return scene;
    }
}
