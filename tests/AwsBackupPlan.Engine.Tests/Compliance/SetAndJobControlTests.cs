using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using static AwsBackupPlan.Engine.Tests.Compliance.ComplianceScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

public sealed class SetAndJobControlTests
{
    [Fact]
    public async Task Drift_is_found_set_by_set()
    {
        await using var scene = await DeployedAsync();
        Assert.Equal(["payroll: COMPLIANT"], await JudgeAsync(scene, "XACNT_DESIRED_STATE_IN_PLACE"));
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, plan.PlanId, static document => document["Rules"]![0]!["ScheduleExpression"] = "cron(0 1 ? * * *)");

        Assert.Equal(["payroll: NON_COMPLIANT"], await JudgeAsync(scene, "XACNT_DESIRED_STATE_IN_PLACE"));
        Assert.Equal(["payroll: COMPLIANT"], await JudgeAsync(scene, "XACNT_PLAN_DOCUMENT_VALID"));
        Assert.Empty(scene.Writes());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a document")]
    public async Task A_plan_document_that_is_not_there_or_not_valid_is_a_finding_of_its_own_and_drift_cannot_be_told(string? document)
    {
        await using var scene = await DeployedAsync();
        if (document is null)
        {
            scene.Simulator.Ssm.RemoveParameter(Scene.AccountId, Scene.Primary, "/backupprocess/backupplan");
        }
        else
        {
            scene.Simulator.Ssm.SetParameter(Scene.AccountId, Scene.Primary, "/backupprocess/backupplan", document);
        }

        Assert.Equal(["payroll: NON_COMPLIANT"], await JudgeAsync(scene, "XACNT_PLAN_DOCUMENT_VALID"));
        Assert.Equal(["payroll: ERROR"], await JudgeAsync(scene, "XACNT_DESIRED_STATE_IN_PLACE"));
    }

    [Theory]
    [InlineData("DescribeKey", "kms")]
    [InlineData("ListBackupVaults", "backup")]
    public async Task A_plan_document_that_can_be_read_is_valid_whatever_else_cannot(string operation, string service)
    {
        await using var scene = await DeployedAsync();
        scene.Fail(operation, Simulator.Faults.FaultKind.AccessDenied, times: 1000, service: service);

        Assert.Equal(["payroll: COMPLIANT"], await JudgeAsync(scene, "XACNT_PLAN_DOCUMENT_VALID"));
        Assert.Equal(["payroll: ERROR"], await JudgeAsync(scene, "XACNT_DESIRED_STATE_IN_PLACE"));
        Assert.Contains("payroll: COMPLIANT", (await ReportAsync(scene, ["XACNT_DESIRED_STATE_IN_PLACE", "XACNT_PLAN_DOCUMENT_VALID"])).Findings.Select(static finding => $"{finding.ResourceName}: {finding.Status}"));
    }

    [Theory]
    [InlineData(19, 1, "COMPLIANT")]
    [InlineData(18, 1, "NON_COMPLIANT")]
    [InlineData(0, 0, "INSUFFICIENT_DATA")]
    public async Task Enough_of_the_jobs_have_to_be_completed(int completed, int failed, string status)
    {
        await using var scene = await DeployedAsync();
        AddJobs(scene, "COMPLETED", completed, TimeSpan.FromDays(1));
        AddJobs(scene, "FAILED", failed, TimeSpan.FromDays(1));
        AddJobs(scene, "RUNNING", 3, TimeSpan.FromHours(1));
        AddJobs(scene, "FAILED", 5, TimeSpan.FromDays(8));

        Assert.Equal([$"backup jobs: {status}", "copy jobs: INSUFFICIENT_DATA"], await JudgeAsync(scene, "XACNT_JOB_SUCCESS_RATE"));
    }

    [Theory]
    [InlineData(19, 1, "COMPLIANT")]
    [InlineData(18, 1, "NON_COMPLIANT")]
    public async Task Enough_of_the_copy_jobs_have_to_be_completed(int completed, int failed, string status)
    {
        await using var scene = await DeployedAsync();
        AddCopies(scene, "COMPLETED", completed);
        AddCopies(scene, "FAILED", failed);

        Assert.Equal(["backup jobs: INSUFFICIENT_DATA", $"copy jobs: {status}"], await JudgeAsync(scene, "XACNT_JOB_SUCCESS_RATE"));
    }

    [Fact]
    public async Task A_job_counts_on_the_day_it_ended()
    {
        await using var scene = await DeployedAsync();
        AddJobs(scene, "COMPLETED", 1, TimeSpan.FromDays(1));
        AddJobs(scene, "FAILED", 1, TimeSpan.FromDays(9), ended: TimeSpan.FromDays(6));
        AddJobs(scene, "FAILED", 1, TimeSpan.FromDays(9), ended: TimeSpan.FromDays(7.1));

        var report = await ReportAsync(scene, ["XACNT_JOB_SUCCESS_RATE"]);

        Assert.StartsWith("1 of 2 backup jobs completed", report.Findings[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_of_other_resources_and_other_sets_do_not_count()
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Backup.AddVault(Scene.AccountId, Scene.Primary, "Other");
        AddJobs(scene, "COMPLETED", 1, TimeSpan.FromDays(1));
        AddJobs(scene, "FAILED", 2, TimeSpan.FromDays(1), resource: $"arn:aws:dynamodb:us-east-1:{Scene.AccountId}:table/orders", vault: "Other");
        Assert.Contains("backup jobs: COMPLIANT", await JudgeAsync(scene, "XACNT_JOB_SUCCESS_RATE"));
        AddJobs(scene, "FAILED", 2, TimeSpan.FromDays(1), resource: $"arn:aws:rds:us-east-1:{Scene.AccountId}:db:ledger", vault: "Other");

        Assert.Contains("backup jobs: NON_COMPLIANT", await JudgeAsync(scene, "XACNT_JOB_SUCCESS_RATE"));
        Assert.Contains("backup jobs: COMPLIANT", await JudgeAsync(scene, "XACNT_JOB_SUCCESS_RATE", absName: Scene.AbsName));
    }

    [Fact]
    public async Task The_days_can_be_said_beside_the_policy()
    {
        await using var scene = await DeployedAsync();
        AddJobs(scene, "COMPLETED", 1, TimeSpan.FromDays(1));
        AddJobs(scene, "FAILED", 1, TimeSpan.FromDays(8));
        var policy = Engine.Compliance.CompliancePolicy.Default.With(["XACNT_JOB_SUCCESS_RATE"], [], days: 10);

        var outcome = await OutcomeAsync(scene, new() { Policy = policy });

        Assert.Contains("1 of 2 backup jobs completed in the last 10 days", outcome.Result!.Findings[0].Evidence, StringComparison.Ordinal);
    }

    private static void AddCopies(Scene scene, string state, int count)
    {
        for (var job = 0; job < count; job++)
        {
            scene.Simulator.Backup.AddCopyJob(Scene.AccountId, Scene.Primary, new SeededCopyJob
            {
                SourceVaultName = Scene.VaultName,
                SourceRecoveryPointArn = $"arn:aws:rds:us-east-1:{Scene.AccountId}:snapshot:awsbackup:job-{job}",
                DestinationVaultArn = $"arn:aws:backup:{Scene.Copy}:{Scene.AccountId}:backup-vault:{Scene.VaultName}",
                ResourceArn = scene.Account.DatabaseArns[0],
                State = state,
                CreationDate = scene.Simulator.World.Now - TimeSpan.FromDays(1),
                CompletionDate = scene.Simulator.World.Now - TimeSpan.FromDays(1),
            });
        }
    }

    private static void AddJobs(Scene scene, string state, int count, TimeSpan age, TimeSpan? ended = null, string? resource = null, string vault = Scene.VaultName)
    {
        for (var job = 0; job < count; job++)
        {
            scene.Simulator.Backup.AddBackupJob(Scene.AccountId, Scene.Primary, new SeededBackupJob
            {
                VaultName = vault,
                ResourceArn = resource ?? scene.Account.DatabaseArns[0],
                State = state,
                CreationDate = scene.Simulator.World.Now - age,
                CompletionDate = state is "RUNNING" ? null : scene.Simulator.World.Now - (ended ?? age),
            });
        }
    }
}
