using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;
using static AwsBackupPlan.Engine.Tests.Compliance.AuditScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

/// <summary>Which report jobs are joined, waited for and given up.</summary>
public sealed class ReportJobTests
{
    private const string Plan = $"Xacnt_payroll_{Resources}";

    private static readonly AuditReportOptions Options = new() { Templates = [Resources] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_newer_ones_have_overtaken_is_stuck_and_not_joined()
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.Backup.Behaviour.ReportJobIsStuck = true;
        var stuck = await BeginAsync(scene);
        scene.Simulator.Backup.Behaviour.ReportJobIsStuck = false;
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await BeginAsync(scene);
        scene.Time.Advance(TimeSpan.FromMinutes(1));

        var (outcome, sink) = await RunAsync(scene, Options with { Timeout = TimeSpan.FromMinutes(5) });

        Assert.Equal("completed", outcome.Result);
        Assert.All(Rows(sink), row => Assert.NotEqual(stuck, row.ReportJobId));
        Assert.Equal("StartReportJob", scene.Writes());
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(25, true)]
    public async Task A_job_that_has_gone_on_for_a_day_is_stuck(int hours, bool isStuck)
    {
        await using var scene = await AuditedAsync();
        (scene.Simulator.Backup.Behaviour.PlansRun, scene.Simulator.Backup.Behaviour.ReportJobIsStuck) = (false, true);
        var first = await BeginAsync(scene);
        scene.Time.Advance(TimeSpan.FromHours(hours));

        var (_, sink) = await RunAsync(scene, Options with { NoWait = true });

        var job = (AuditReportJob)Assert.Single(Assert.Single(sink.Pages));
        Assert.Equal((isStuck, isStuck ? "CREATED" : "RUNNING"), (!string.Equals(job.ReportJobId, first, StringComparison.Ordinal), job.Status));
        Assert.Equal(isStuck ? "StartReportJob" : string.Empty, scene.Writes());
    }

    [Fact]
    public async Task A_job_that_is_done_when_the_question_is_answered_is_read()
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.Backup.Behaviour.ReportJobRunsFor = TimeSpan.FromMinutes(10);
        var found = await BeginAsync(scene);
        var observer = new RecordingObserver
        {
            OnQuestion = () =>
            {
                scene.Simulator.World.Advance(TimeSpan.FromMinutes(11));
                return Task.CompletedTask;
            },
        };

        var (outcome, sink) = await RunAsync(scene, Options, observer);

        Assert.Equal("completed", outcome.Result);
        Assert.Contains("Wait for the", Assert.Single(Assert.Single(observer.Questions).Steps).Action, StringComparison.Ordinal);
        Assert.All(Rows(sink), row => Assert.Equal(found, row.ReportJobId));
        Assert.NotEmpty(Rows(sink));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_job_that_has_failed_when_the_question_is_answered_is_begun_anew()
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.Backup.Behaviour.ReportJobRunsFor = TimeSpan.FromMinutes(10);
        scene.Simulator.Backup.Behaviour.ReportJobFailure = "It did not work.";
        var failed = await BeginAsync(scene);
        var observer = new RecordingObserver
        {
            OnQuestion = () =>
            {
                scene.Simulator.World.Advance(TimeSpan.FromMinutes(11));
                scene.Simulator.Backup.Behaviour.ReportJobFailure = null;
                return Task.CompletedTask;
            },
        };

        var (outcome, sink) = await RunAsync(scene, Options, observer);

        Assert.Equal("completed", outcome.Result);
        Assert.Empty(sink.Failures);
        Assert.All(Rows(sink), row => Assert.NotEqual(failed, row.ReportJobId));
        Assert.Equal("StartReportJob", scene.Writes());
    }

    [Theory]
    [InlineData("PENDING")]
    [InlineData(null)]
    public async Task A_job_in_a_state_that_is_not_known_goes_on_until_it_has_an_end(string? state)
    {
        await using var scene = await AuditedAsync();
        (scene.Simulator.Backup.Behaviour.ReportJobRunsFor, scene.Simulator.Backup.Behaviour.ReportJobRunsAs) = (TimeSpan.FromMinutes(10), state);
        var begun = await BeginAsync(scene);
        scene.Time.Advance(TimeSpan.FromMinutes(6));

        var (outcome, sink) = await RunAsync(scene, Options);

        Assert.Empty(sink.Failures);
        Assert.Equal("completed", outcome.Result);
        Assert.All(Rows(sink), row => Assert.Equal(begun, row.ReportJobId));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Nothing_is_waited_for_longer_than_a_day_and_a_state_that_is_not_known_is_told()
    {
        await using var scene = await AuditedAsync();
        (scene.Simulator.Backup.Behaviour.ReportJobIsStuck, scene.Simulator.Backup.Behaviour.ReportJobRunsAs) = (true, "PAUSED");

        var (outcome, sink) = await RunAsync(scene, Options);

        var failure = Assert.Single(sink.Failures);
        Assert.Equal(("ReportTimeout", true), (failure.ErrorId, outcome.HasFailed));
        Assert.Contains("not done after 24 hours", failure.Message, StringComparison.Ordinal);
        Assert.Contains("in the state PAUSED, which is not known here", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_of_which_no_answer_tells_anything_is_given_up()
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.Backup.Behaviour.ReportJobIsUntold = true;

        var (_, sink) = await RunAsync(scene, Options);

        Assert.Equal("ReportJobNotFound", Assert.Single(sink.Failures).ErrorId);
        Assert.Equal(5, scene.Requests("DescribeReportJob").Count);
    }

    [Fact]
    public async Task Rows_that_could_not_be_handed_on_are_not_handed_on_again()
    {
        await using var scene = await AuditedAsync();
        await BeginAsync(scene);
        scene.Time.Advance(TimeSpan.FromSeconds(0.6));
        scene.Simulator.AddFault(new FaultRule
        {
            Operation = "DescribeReportJob",
            Kind = FaultKind.Throttle,
            Nth = 2,
            Struck = () =>
            {
                scene.Simulator.World.Advance(TimeSpan.FromSeconds(1));
                ReplaceRows(scene, Enumerable.Range(0, 1_200).Select(static number => $$"""{ "number": {{number}} }"""));
            },
        });
        var sink = new CollectingSink { OnPage = static page => throw new InvalidOperationException($"Page {page} cannot be taken.") };

        var outcome = await scene.Engine.ReportAuditAsync(Target(scene), Options, sink, scene.Observer, Token);

        Assert.True(outcome.HasFailed);
        Assert.Equal(500, Assert.Single(sink.Pages).Count);
        Assert.Contains("Page 1 cannot be taken", Assert.Single(sink.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Regions_are_asked_together()
    {
        await using var scene = await AuditedAsync();
        using var barrier = new Barrier(2);
        var met = 0;
        foreach (var region in new[] { Scene.Primary, Scene.Copy })
        {
            scene.Simulator.AddFault(new FaultRule
            {
                Service = "backup",
                Operation = "ListReportPlans",
                Region = region,
                Kind = FaultKind.Throttle,
                Struck = () =>
                {
                    if (barrier.SignalAndWait(TimeSpan.FromSeconds(20), Token))
                    {
                        Interlocked.Increment(ref met);
                    }
                },
            });
        }

        var outcome = await scene.Engine.ReportAuditAsync(OfTwoRegions(scene), Options, new CollectingSink(), scene.Observer, Token);

        Assert.Equal((2, false), (met, outcome.HasFailed));
    }

    [Fact]
    public async Task That_the_session_has_ended_is_told_once_and_not_for_each_Region()
    {
        await using var scene = await AuditedAsync();
        scene.Fail("ListReportPlans", FaultKind.ExpiredToken, times: 0);
        var sink = new CollectingSink();

        var outcome = await scene.Engine.ReportAuditAsync(OfTwoRegions(scene), Options, sink, scene.Observer, Token);

        Assert.True(outcome.HasFailed);
        Assert.Equal("SessionExpired", Assert.Single(sink.Failures).ErrorId);
    }

    private static AccountTarget OfTwoRegions(Scene scene) => Target(scene) with { CopyRegions = [Scene.Copy], CopyRegionsAreDefault = false };

    private static List<AuditReportRow> Rows(CollectingSink sink) => [.. sink.Pages.SelectMany(static page => page).Cast<AuditReportRow>()];

    private static async Task<(WorkOutcome<string> Outcome, CollectingSink Sink)> RunAsync(Scene scene, AuditReportOptions options, RecordingObserver? observer = null)
    {
        var sink = new CollectingSink();
        return (await scene.Engine.ReportAuditAsync(Target(scene), options, sink, observer ?? scene.Observer, Token), sink);
    }

    private static async Task<string> BeginAsync(Scene scene)
    {
        using var backup = await scene.Other().ClientAsync();
        var id = (await backup.StartReportJobAsync(new StartReportJobRequest { ReportPlanName = Plan }, Token)).ReportJobId;
        scene.Simulator.ClearRequests();
        return id;
    }
}
