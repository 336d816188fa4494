using System.Text;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Config;

namespace AwsBackupPlan.Engine.Tests.Compliance;

/// <summary>A deployed backup set, payroll, that Audit Manager judges, and beside it perhaps another, orders.</summary>
internal static class AuditScene
{
    public const string Bucket = "reports";
    public const string Protected = "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN";
    public const string Encrypted = "BACKUP_RECOVERY_POINT_ENCRYPTED";
    public const string Deletion = "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED";
    public const string Frequency = "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK";
    public const string Resources = "RESOURCE_COMPLIANCE_REPORT";
    public const string Controls = "CONTROL_COMPLIANCE_REPORT";
    public const string Database = "payroll-db-1";
    public const string OtherSet = "orders";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static AccountTarget Target(Scene scene) => scene.Target with { CopyRegionsAreDefault = true };

    /// <summary>What each row of payroll begins with.</summary>
    public static string Own(string control, string absName = Scene.AbsName) =>
        $"\"accountId\": \"{Scene.AccountId}\", \"region\": \"{Scene.Primary}\", \"frameworkName\": \"Xacnt_{absName}\", \"controlName\": \"{control}\"";

    /// <summary>A row of a report of resources, judged now.</summary>
    public static string Row(Scene scene, string control, string more, string status = "COMPLIANT", string absName = Scene.AbsName) =>
        $$"""{ {{Own(control, absName)}}, "resourceComplianceStatus": "{{status}}", "lastEvaluationTime": "{{scene.Simulator.World.Now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}", {{more}} }""";

    /// <summary>Puts another file in the place of the last one.</summary>
    public static void Replace(Scene scene, string file, string folder = "") =>
        scene.Simulator.S3.PutObject(Bucket, scene.Simulator.S3.Keys(Bucket).Last(key => key.StartsWith(folder, StringComparison.Ordinal) && key.EndsWith(".json", StringComparison.Ordinal)), Encoding.UTF8.GetBytes(file));

    /// <summary>Puts rows in the place of those of the last file.</summary>
    public static void ReplaceRows(Scene scene, IEnumerable<string> rows, string folder = "") => Replace(scene, $$"""{ "reportItems": [ {{string.Join(", ", rows)}} ] }""", folder);

    public static async Task<ComplianceReport> GetAsync(Scene scene, ComplianceSource source, string[]? controls = null, string absName = Scene.AbsName, ComplianceOptions? options = null)
    {
        var outcome = await OutcomeAsync(scene, source, controls, absName, options);
        Assert.Null(outcome.Failure?.Message);
        return outcome.Result!;
    }

    public static Task<WorkOutcome<ComplianceReport>> OutcomeAsync(Scene scene, ComplianceSource source, string[]? controls = null, string absName = Scene.AbsName, ComplianceOptions? options = null)
    {
        options ??= new ComplianceOptions();
        return scene.Engine.ReportComplianceAsync(Target(scene) with { AbsName = absName }, options with { Source = source, Policy = options.Policy.With(controls ?? [], [], null) }, scene.Observer, Token);
    }

    public static async Task ReportedAsync(Scene scene, string template = Resources, string absName = Scene.AbsName)
    {
        using var backup = await scene.Other().ClientAsync();
        await backup.StartReportJobAsync(new StartReportJobRequest { ReportPlanName = $"Xacnt_{absName}_{template}" }, Token);
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        scene.Simulator.ClearRequests();
    }

    public static async Task<Scene> AuditedAsync(IReadOnlyList<string>? templates = null)
    {
        var scene = await ComplianceScene.DeployedAsync();
        await AuditAsync(scene, templates);
        return scene;
    }

    public static async Task AuditAsync(Scene scene, IReadOnlyList<string>? templates = null)
    {
        Prepare(scene);
        var outcome = await scene.Engine.AuditAsync(Target(scene), new AuditOptions { BucketName = Bucket, Templates = templates ?? AuditTemplates.OfCompliance }, scene.Observer, Token);
        Assert.Null(outcome.Failure?.Message);
        scene.Simulator.ClearRequests();
        scene.Observer.Warnings.Clear();
    }

    /// <summary>Has another set audited, whose files go into a folder of its own.</summary>
    public static async Task AuditOtherAsync(Scene scene, string? template = Resources)
    {
        Prepare(scene);
        using var backup = await scene.Other().ClientAsync();
        var framework = await backup.CreateFrameworkAsync(
            new CreateFrameworkRequest
            {
                FrameworkName = "Xacnt_orders",
                FrameworkTags = OfOtherSet(),
                FrameworkControls = [new FrameworkControl { ControlName = Protected, ControlScope = new ControlScope { Tags = OfOtherSet() } }],
            },
            Token);
        if (template is not null)
        {
            await backup.CreateReportPlanAsync(
                new CreateReportPlanRequest
                {
                    ReportPlanName = $"Xacnt_orders_{template}",
                    ReportPlanTags = OfOtherSet(),
                    ReportDeliveryChannel = new ReportDeliveryChannel { S3BucketName = Bucket, S3KeyPrefix = OtherSet, Formats = ["JSON"] },
                    ReportSetting = new ReportSetting { ReportTemplate = template, FrameworkArns = [framework.FrameworkArn] },
                },
                Token);
        }

        scene.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private static Dictionary<string, string> OfOtherSet() => Scene.Tags(("ABS", OtherSet));

    private static void Prepare(Scene scene)
    {
        scene.Simulator.Config.SetRecorder(Scene.AccountId, Scene.Primary, new ConfigRecording(IsRecording: true));
        scene.Simulator.S3.AddBucket(Scene.AccountId, Scene.Primary, Bucket);
    }
}
