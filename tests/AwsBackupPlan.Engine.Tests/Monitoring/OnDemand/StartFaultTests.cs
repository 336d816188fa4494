using System.Text.Json;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Signing;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Engine.Tests.Monitoring.OnDemand;

/// <summary>Starting jobs while calls go wrong, or are denied.</summary>
public sealed class StartFaultTests
{
    public static TheoryData<JobKind, FaultKind> Faults => new MatrixTheoryData<JobKind, FaultKind>(
        [JobKind.Backup, JobKind.Copy, JobKind.Restore],
        [FaultKind.Throttle, FaultKind.InternalError, FaultKind.ServiceUnavailable, FaultKind.Reset, FaultKind.AnswerLost, FaultKind.HalfBody]);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_call_that_goes_wrong_once_starts_one_job_all_the_same(JobKind kind, FaultKind fault)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var point = Point(scene);
        foreach (var operation in new[] { $"Start{kind}Job", $"Describe{kind}Job", "DescribeRecoveryPoint", "GetRecoveryPointRestoreMetadata", "DescribeRegionSettings" })
        {
            scene.Fail(operation, fault);
        }

        var run = (await StartAsync(scene, kind, point)).Started();

        Assert.Single(run.Jobs);
        Assert.Equal(1, scene.Simulator.Backup.CountJobs(Scene.AccountId, Scene.Primary, kind));
    }

    [Theory]
    [InlineData(JobKind.Backup)]
    [InlineData(JobKind.Copy)]
    [InlineData(JobKind.Restore)]
    public async Task A_start_that_is_on_its_way_when_the_work_is_stopped_comes_to_its_end_and_the_job_comes_out(JobKind kind)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var point = Point(scene);
        using var stop = new CancellationTokenSource();
        // On the clock of the scene the time that such a start is left would be over at once.
        using var engine = new BackupEngine(scene.Connection);
        scene.Simulator.AddFault(new FaultRule { Operation = $"Start{kind}Job", Kind = FaultKind.AnswerLost, Times = 1, Struck = stop.Cancel });
        var sink = new CollectingSink();

        var outcome = await (kind switch
        {
            JobKind.Backup => engine.StartBackupsAsync(scene.Target, ["payroll-db-2"], new(), sink, scene.Observer, stop.Token),
            JobKind.Copy => engine.StartCopiesAsync(scene.Target, [point], new(), sink, scene.Observer, stop.Token),
            _ => engine.StartRestoresAsync(scene.Target, [point], new(), sink, scene.Observer, stop.Token),
        });

        Assert.True(stop.IsCancellationRequested);
        Assert.Equal("started", outcome.Result);
        Assert.NotEmpty(Assert.IsType<BackupJobInfo>(Assert.Single(Assert.Single(sink.Pages))).JobId);
        Assert.Equal(1, scene.Simulator.Backup.CountJobs(Scene.AccountId, Scene.Primary, kind));
    }

    [Fact]
    public async Task A_role_that_AWS_Backup_cannot_assume_and_metadata_that_it_refuses_have_remedies_that_name_the_parameter()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var point = Point(scene);

        var role = await StartRun.BackupsAsync(scene, ["payroll-db-2"], new() { BackupRoleName = "nosuch" });
        var metadata = await StartRun.RestoresAsync(scene, [point], new() { Metadata = new Dictionary<string, object?>(StringComparer.Ordinal) { ["Port"] = "none" } });

        Assert.Contains("arn:aws:iam::222222222222:role/nosuch (-BackupRoleName)", Assert.Single(role.Failures).Remedy, StringComparison.Ordinal);
        Assert.Contains("trust policy", role.Failures[0].Remedy, StringComparison.Ordinal);
        Assert.Contains("-Metadata", Assert.Single(metadata.Failures).Remedy, StringComparison.Ordinal);
        Assert.All([role.Failures[0], metadata.Failures[0]], static failure => Assert.DoesNotContain("plan document", failure.Remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(JobKind.Backup)]
    [InlineData(JobKind.Copy)]
    [InlineData(JobKind.Restore)]
    public async Task What_the_errors_say_to_allow_leads_from_a_role_that_may_do_nothing_to_a_job(JobKind kind)
    {
        const int Enough = 30;
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var point = Point(scene);
        var statements = new List<string>();
        StartRun run;
        while (true)
        {
            scene.Simulator.Sts.SetRole(Scene.AccountId, "Xacnt_Backup_Role", new SimulatedRole { Permissions = IamPolicy.OfRole($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""") });
            run = await StartAsync(scene, kind, point);
            if ((run.Outcome.Failure ?? run.Failures.SingleOrDefault()) is not { } failure)
            {
                break;
            }

            var fresh = Statements(failure.Remedy).Where(statement => !statements.Contains(statement, StringComparer.Ordinal)).ToList();
            Assert.True(fresh.Count > 0 && statements.Count < Enough, $"After {statements.Count} statements: {failure.Message} | {failure.Remedy}");
            statements.AddRange(fresh);
        }

        Assert.Single(run.Started().Jobs);
        Assert.Contains(statements, static statement => statement.Contains("\"iam:PassRole\",\"Resource\":\"arn:aws:iam::222222222222:role/AWSBackup-Custom\"", StringComparison.Ordinal));
    }

    private static Task<StartRun> StartAsync(Scene scene, JobKind kind, NamedPoint point) => kind switch
    {
        JobKind.Backup => StartRun.BackupsAsync(scene, ["payroll-db-2"]),
        JobKind.Copy => StartRun.CopiesAsync(scene, [point]),
        _ => StartRun.RestoresAsync(scene, [point]),
    };

    private static NamedPoint Point(Scene scene) => new(scene.AddPoints(Scene.Primary, 1)[0], Scene.VaultName, "again");

    private static List<string> Statements(string remedy)
    {
        var found = new List<string>();
        for (var at = 0; (at = remedy.IndexOf('{', at)) >= 0;)
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(remedy[at..]), new JsonReaderOptions { AllowMultipleValues = true });
            reader.Read();
            reader.Skip();
            found.Add(remedy.Substring(at, (int)reader.BytesConsumed));
            at += (int)reader.BytesConsumed;
        }

        return found;
    }
}
