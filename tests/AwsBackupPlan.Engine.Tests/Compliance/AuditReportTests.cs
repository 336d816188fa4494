using System.Globalization;
using System.Text;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Config;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.S3;
using AwsBackupPlan.Simulator.Signing;

namespace AwsBackupPlan.Engine.Tests.Compliance;

/// <summary>Reports of Audit Manager that are made on demand and read from their bucket.</summary>
public sealed class AuditReportTests
{
    private const string Bucket = "reports";
    private const string Resources = "RESOURCE_COMPLIANCE_REPORT";
    private const string Plan = $"Xacnt_payroll_{Resources}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reports_are_begun_waited_for_and_their_rows_handed_on()
    {
        await using var scene = await AuditedAsync();

        var (outcome, sink) = await RunAsync(scene, new AuditReportOptions());

        Assert.Equal(("completed", null), (outcome.Result, outcome.Failure?.Message));
        Assert.False(outcome.HasFailed);
        Assert.Empty(sink.Failures);
        Assert.Equal("StartReportJob, StartReportJob", scene.Writes());
        var rows = Rows(sink);
        Assert.Equal([$"{Plan}", "Xacnt_payroll_CONTROL_COMPLIANCE_REPORT"], rows.Select(static row => row.ReportPlanName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Reverse());
        var row = rows.First(static row => row.Template is Resources);
        Assert.Equal((Scene.AccountId, "payroll", Scene.Primary, Plan), (row.AccountId, row.AbsName, row.Region, row.ReportPlanName));
        Assert.StartsWith($"s3://{Bucket}/Backup/us-east-1/", row.S3Uri, StringComparison.Ordinal);
        // Of the two forms one is read.
        Assert.EndsWith(".json", row.S3Uri, StringComparison.Ordinal);
        Assert.Equal(["AccountId", "Region", "FrameworkName", "FrameworkDescription", "ControlName", "ResourceName", "ResourceId", "ResourceType", "ResourceComplianceStatus", "LastEvaluationTime"], row.Columns.Select(static column => column.Key));
        Assert.Contains(scene.Observer.VerboseLines, static line => line.StartsWith("s3 GetObject for account 222222222222 in us-east-1: ok, request ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_rows_of_both_forms_are_the_same_but_for_how_words_are_written()
    {
        await using var scene = await AuditedAsync(formats: ["CSV"]);

        var csv = Rows((await RunAsync(scene, new AuditReportOptions { Templates = [Resources] })).Sink);

        Assert.All(csv, static row => Assert.EndsWith(".csv", row.S3Uri, StringComparison.Ordinal));
        Assert.Contains(csv, static row => row.Columns.Any(static column => column is { Key: "ResourceComplianceStatus", Value: "COMPLIANT" or "NON_COMPLIANT" }));
        Assert.Equal("ACCOUNTID", csv[0].Columns[0].Key.ToUpperInvariant());

        await using var other = await AuditedAsync(formats: ["JSON"]);
        var json = Rows((await RunAsync(other, new AuditReportOptions { Templates = [Resources] })).Sink);
        Assert.Equal(json.Select(Said).Order(StringComparer.Ordinal), csv.Select(Said).Order(StringComparer.Ordinal));

        // Ids and times are each scene's own.
        static string Said(AuditReportRow row) => string.Join(" | ", row.Columns.Where(static column => !string.Equals(column.Key, "LastEvaluationTime", StringComparison.OrdinalIgnoreCase) && !string.Equals(column.Key, "ResourceId", StringComparison.OrdinalIgnoreCase)).Select(static column => $"{column.Key.ToUpperInvariant()}={column.Value}"));
    }

    [Theory]
    [InlineData("*control*", 1)]
    [InlineData("Xacnt_*", 2)]
    public async Task Report_plans_are_chosen_by_name(string pattern, int count)
    {
        await using var scene = await AuditedAsync();

        await RunAsync(scene, new AuditReportOptions { ReportPlanNames = [pattern], NoWait = true });

        Assert.Equal(count, scene.Requests("StartReportJob").Count);
    }

    [Fact]
    public async Task One_that_is_not_there_is_told_with_those_that_are()
    {
        await using var scene = await AuditedAsync();

        var other = (await RunAsync(scene, new AuditReportOptions { Templates = ["COPY_JOB_REPORT"] })).Outcome.Failure!;
        var none = (await RunAsync(scene, new AuditReportOptions(), absName: "other")).Outcome.Failure!;

        Assert.Equal(("ReportPlanNotFound", "ReportPlanNotFound"), (other.ErrorId, none.ErrorId));
        Assert.Contains(Plan, other.Message, StringComparison.Ordinal);
        Assert.Contains("New-XacntBackupAudit", none.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Theory]
    [InlineData(Decision.WhatIf, "to be started")]
    [InlineData(Decision.Declined, "declined")]
    public async Task Nothing_is_begun_before_it_is_confirmed(Decision decision, string word)
    {
        await using var scene = await AuditedAsync();
        var (observer, sink) = (new RecordingObserver(decision), new CollectingSink());

        var outcome = await scene.Engine.ReportAuditAsync(Target(scene), new AuditReportOptions(), sink, observer, Token);

        Assert.Equal(word, outcome.Result);
        Assert.Equal(2, Assert.Single(observer.Questions).Steps.Count);
        Assert.Empty(scene.Writes());
        Assert.Empty(sink.Pages);
    }

    [Fact]
    public async Task One_that_goes_on_is_waited_for_and_none_is_begun_beside_it()
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.Backup.Behaviour.ReportJobRunsFor = TimeSpan.FromMinutes(10);
        var options = new AuditReportOptions { Templates = [Resources] };

        var begun = (AuditReportJob)Assert.Single(Assert.Single((await RunAsync(scene, options with { NoWait = true })).Sink.Pages));
        var timed = await RunAsync(scene, options with { Timeout = TimeSpan.FromSeconds(30) });
        var (outcome, sink) = await RunAsync(scene, options);

        Assert.Equal(("CREATED", Bucket, Plan), (begun.Status, begun.BucketName, begun.ReportPlanName));
        Assert.Equal("ReportTimeout", Assert.Single(timed.Sink.Failures).ErrorId);
        Assert.Contains(begun.ReportJobId, timed.Sink.Failures[0].Message, StringComparison.Ordinal);
        Assert.True(timed.Outcome.HasFailed);
        Assert.Equal("completed", outcome.Result);
        Assert.All(Rows(sink), row => Assert.Equal(begun.ReportJobId, row.ReportJobId));
        Assert.Equal("StartReportJob", scene.Writes());
    }

    [Fact]
    public async Task One_that_began_while_the_question_was_open_is_waited_for_and_a_token_has_its_own()
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.Backup.Behaviour.ReportJobRunsFor = TimeSpan.FromMinutes(10);
        using var backup = await scene.Other().ClientAsync();
        var options = new AuditReportOptions { Templates = [Resources], NoWait = true };
        string? between = null;
        var asked = new RecordingObserver { OnQuestion = async () => between = (await backup.StartReportJobAsync(new StartReportJobRequest { ReportPlanName = Plan }, Token)).ReportJobId };
        var sink = new CollectingSink();

        await scene.Engine.ReportAuditAsync(Target(scene), options, sink, asked, Token);
        var own = (AuditReportJob)Assert.Single(Assert.Single((await RunAsync(scene, options with { IdempotencyToken = "ticket 2" })).Sink.Pages));

        Assert.Equal(between, ((AuditReportJob)Assert.Single(Assert.Single(sink.Pages))).ReportJobId);
        Assert.NotEqual(between, own.ReportJobId);
    }

    [Fact]
    public async Task A_Region_that_cannot_be_read_stops_no_other()
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.AddFault(new FaultRule { Service = "backup", Operation = "ListReportPlans", Region = Scene.Copy, Times = 0, Kind = FaultKind.AccessDenied });
        var sink = new CollectingSink();

        var outcome = await scene.Engine.ReportAuditAsync(Target(scene) with { CopyRegions = [Scene.Copy], CopyRegionsAreDefault = false }, new AuditReportOptions { Templates = [Resources] }, sink, scene.Observer, Token);

        Assert.True(outcome.HasFailed);
        Assert.Equal(("AccessDenied", Scene.Copy), (Assert.Single(sink.Failures).ErrorId, sink.Failures[0].Region));
        Assert.NotEmpty(Rows(sink));
    }

    [Fact]
    public async Task A_job_that_ends_otherwise_than_it_should_is_no_success()
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.Backup.Behaviour.ReportJobEndsIn = "PARTIAL";

        var (outcome, sink) = await RunAsync(scene, new AuditReportOptions { Templates = [Resources] });

        Assert.True(outcome.HasFailed);
        Assert.Contains("ended in the state PARTIAL, which is not known here", Assert.Single(sink.Failures).Message, StringComparison.Ordinal);
        Assert.Empty(sink.Pages);
    }

    [Fact]
    public async Task A_call_whose_answer_was_lost_and_a_repetition_with_its_token_begin_nothing_twice()
    {
        await using var scene = await AuditedAsync();
        scene.Fail("StartReportJob", FaultKind.AnswerLost);
        var options = new AuditReportOptions { Templates = [Resources], IdempotencyToken = "ticket 1" };

        var first = Rows((await RunAsync(scene, options)).Sink);
        var second = Rows((await RunAsync(scene, options)).Sink);
        var third = Rows((await RunAsync(scene, options with { IdempotencyToken = null })).Sink);

        Assert.Equal(first[0].ReportJobId, second[0].ReportJobId);
        Assert.NotEqual(first[0].ReportJobId, third[0].ReportJobId);
        using var backup = await scene.Other().ClientAsync();
        Assert.Equal(2, (await backup.ListReportJobsAsync(new ListReportJobsRequest { ByReportPlanName = Plan }, Token)).ReportJobs.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bucket_that_takes_no_report_is_told_with_what_to_do_and_the_other_reports_come(bool isThere)
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.S3.AddBucket(Scene.AccountId, Scene.Primary, "good");
        using var backup = await scene.Other().ClientAsync();
        await backup.UpdateReportPlanAsync(new UpdateReportPlanRequest { ReportPlanName = Plan, ReportDeliveryChannel = new ReportDeliveryChannel { S3BucketName = "good", Formats = ["CSV"] } }, Token);
        scene.Simulator.S3.Reset();
        scene.Simulator.S3.AddBucket(Scene.AccountId, Scene.Primary, "good");
        if (isThere)
        {
            scene.Simulator.S3.AddBucket(Scene.AccountId, Scene.Primary, Bucket, refusesReports: true);
        }

        var (outcome, sink) = await RunAsync(scene, new AuditReportOptions());

        var failure = Assert.Single(sink.Failures);
        Assert.Equal(("ReportFailed", "incomplete"), (failure.ErrorId, outcome.Result));
        Assert.Contains(isThere ? "Access Denied" : "does not exist", failure.Message, StringComparison.Ordinal);
        Assert.Contains("AWSServiceRoleForBackupReports", failure.Remedy, StringComparison.Ordinal);
        Assert.NotEmpty(Rows(sink));
    }

    [Theory]
    [InlineData(WrongRegionAnswer.PermanentRedirect)]
    [InlineData(WrongRegionAnswer.AuthorizationHeaderMalformed)]
    public async Task A_bucket_of_another_Region_is_followed(WrongRegionAnswer answer)
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.S3.WrongRegion = answer;
        scene.Simulator.S3.AddBucket(Scene.AccountId, "eu-west-1", Bucket);

        var (_, sink) = await RunAsync(scene, new AuditReportOptions { Templates = [Resources] });

        Assert.Empty(sink.Failures);
        Assert.NotEmpty(Rows(sink));
        Assert.Equal([Scene.Primary, "eu-west-1"], scene.Requests("GetObject").Select(static request => request.Region));
        Assert.Contains(scene.Observer.VerboseLines, static line => line.Contains("is in eu-west-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_file_comes_by_pieces_and_its_rows_by_pages()
    {
        await using var scene = await AuditedAsync();
        var text = new StringBuilder("Control Name,Note\n");
        for (var number = 0; number < 30_000; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"C{number},\"a \"\"note\"\", ü {new string('x', 80)}\"\r\n");
        }

        var file = Encoding.UTF8.GetBytes(text.ToString());
        var sink = await ReadAsync(scene, file, "csv");

        var rows = Rows(sink);
        Assert.Equal(30_000, rows.Count);
        Assert.Equal("C29999", rows[^1].Columns[0].Value);
        Assert.All(rows, static row => Assert.StartsWith("a \"note\", ü x", row.Columns[1].Value, StringComparison.Ordinal));
        Assert.All(sink.Pages, static page => Assert.InRange(page.Count, 1, 500));
        Assert.Equal((file.Length + (1 << 20) - 1) >> 20, scene.Requests("GetObject").Count);
    }

    [Fact]
    public async Task A_long_file_in_JSON_comes_by_pieces_too()
    {
        await using var scene = await AuditedAsync();
        var items = string.Join(",\n", Enumerable.Range(0, 20_000).Select(static number => $$"""{ "controlName": "C{{number}}", "note": "ü {{new string('x', 80)}}", "number": {{number}}, "none": null, "more": { "a": [1] } }"""));

        var rows = Rows(await ReadAsync(scene, Encoding.UTF8.GetBytes($$"""{ "reportItems": [ {{items}} ] }"""), "json"));

        Assert.Equal(20_000, rows.Count);
        Assert.Equal(["ControlName", "Note", "Number", "None", "More"], rows[^1].Columns.Select(static column => column.Key));
        Assert.Equal(["C19999", "19999", null, """{ "a": [1] }"""], rows[^1].Columns.Where(static column => column.Key is not "Note").Select(static column => column.Value));
    }

    [Fact]
    public async Task A_file_that_breaks_off_on_the_way_is_asked_for_again()
    {
        await using var scene = await AuditedAsync();
        scene.Fail("GetObject", FaultKind.HalfBody, service: "s3");

        var (_, sink) = await RunAsync(scene, new AuditReportOptions { Templates = [Resources] });

        Assert.Empty(sink.Failures);
        Assert.NotEmpty(Rows(sink));
        Assert.Equal(2, scene.Requests("GetObject").Count);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_told()
    {
        await using var scene = await AuditedAsync();
        var file = Encoding.UTF8.GetBytes("A\n" + string.Concat(Enumerable.Repeat("some text\n", 300_000)));
        var other = Encoding.UTF8.GetBytes("A\n" + string.Concat(Enumerable.Repeat("else text\n", 300_000)));
        var changed = false;

        var sink = await ReadAsync(scene, file, "csv", (key, page) =>
        {
            if (!changed)
            {
                changed = true;
                scene.Simulator.S3.PutObject(Bucket, key, other);
            }
        });

        Assert.Equal("ReportFileChanged", Assert.Single(sink.Failures).ErrorId);
        Assert.Contains("they are not all", sink.Failures[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "", "it is empty")]
    [InlineData("csv", "A,B\n1,2\n3\n", "row 3: it has 1 cell, and there are 2 columns: the file is cut off")]
    [InlineData("csv", "A,B\n1,\"2\n", "row 2: its last cell does not end: the file is cut off")]
    [InlineData("csv", "A,B\n\"1\"x,2\n", "row 2: it has text behind a quoted cell")]
    [InlineData("csv", "A,a\n1,2\n", "the column A is there twice")]
    [InlineData("json", "", "it is empty")]
    [InlineData("json", "[]", "it is not { \"reportItems\": [ … ] }")]
    [InlineData("json", "{}", "it has no reportItems")]
    [InlineData("json", """{ "reportItems": {} }""", "it is not {")]
    [InlineData("json", """{ "reportItems": [1] }""", "row 1: it is no object")]
    [InlineData("json", """{ "truncated": true, "reportItems": [] }""", "it has a member that is not known: truncated")]
    [InlineData("json", """{ "reportItems": [], "reportItems": [] }""", "it has a member that is not known: reportItems")]
    [InlineData("json", """{ "reportItems": [ { "a": "1", "A": "2" } ] }""", "the column A is there twice")]
    [InlineData("json", """{ "reportItems": [ { "a": "1" } """, "row 2: the file is cut off")]
    [InlineData("json", """{ "reportItems": [ { "a": "1" } ] } more""", "it is not JSON")]
    [InlineData("json", """{ "reportItems": [ { "a": nothing } ] }""", "row 1: it is not JSON")]
    public async Task What_is_no_report_or_not_all_of_one_is_told(string form, string text, string fault)
    {
        await using var scene = await AuditedAsync();

        var sink = await ReadAsync(scene, Encoding.UTF8.GetBytes(text), form);

        var failure = Assert.Single(sink.Failures);
        Assert.Equal("ReportFileInvalid", failure.ErrorId);
        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
        Assert.Contains($"s3://{Bucket}/", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "A\n\"\u00ff\n")]
    [InlineData("json", "{ \"reportItems\": [ { \"a\": \"\u00ff\" } ] }")]
    public async Task What_is_not_UTF_8_is_told(string form, string text)
    {
        await using var scene = await AuditedAsync();

        var sink = await ReadAsync(scene, Encoding.Latin1.GetBytes(text), form);

        Assert.Contains("it is not UTF-8", Assert.Single(sink.Failures).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task A_row_without_an_end_is_given_up(string form)
    {
        await using var scene = await AuditedAsync();
        var huge = form is "csv" ? "A\n\"" + new string('x', 3_000_000) : "{ \"reportItems\": [ { \"a\": \"" + new string('x', 8_000_000);

        var sink = await ReadAsync(scene, Encoding.UTF8.GetBytes(huge), form);

        Assert.Contains("it has more than", Assert.Single(sink.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_a_file_is_harmless_when_it_comes_out()
    {
        await using var scene = await AuditedAsync();

        var rows = Rows(await ReadAsync(scene, "\uFEFFA\u001B[31m,=cmd(),\n\"one\r\ntwo\u001B\",\"a \"\"quote\"\"\",\n"u8.ToArray(), "csv"));

        Assert.Equal([new("A31m", "one two\\u001B"), new("Cmd", "a \"quote\""), new KeyValuePair<string, string?>("Column3", null)], Assert.Single(rows).Columns);
    }

    [Theory]
    [InlineData("none", "ReportFileNotFound")]
    [InlineData("denied", "AccessDenied")]
    public async Task A_file_that_cannot_be_read_is_told_with_what_to_do(string what, string errorId)
    {
        await using var scene = await AuditedAsync();
        if (what is "denied")
        {
            scene.Fail("GetObject", FaultKind.AccessDenied, service: "s3");
        }

        var sink = await ReadAsync(scene, "A\n"u8.ToArray(), "csv", remove: what is "none");

        var failure = Assert.Single(sink.Failures);
        Assert.Equal(errorId, failure.ErrorId);
        Assert.Contains($"s3://{Bucket}/", failure.Message, StringComparison.Ordinal);
        if (what is "denied")
        {
            Assert.Contains("s3:GetObject", failure.Remedy, StringComparison.Ordinal);
            Assert.Contains($"arn:aws:s3:::{Bucket}/", failure.Remedy, StringComparison.Ordinal);
            Assert.Contains("kms:Decrypt", failure.Remedy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_restricted_session_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await AuditedAsync();
        var (engine, sink) = (scene.NewEngine(scene.Connection with { RestrictSession = true }), new CollectingSink());

        var outcome = await engine.ReportAuditAsync(Target(scene), new AuditReportOptions(), sink, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Empty(sink.Failures);
        Assert.NotEmpty(Rows(sink));
        Assert.Equal(
            scene.Simulator.Sts.IssuedSessions.Select(static session => session.Caller.SessionPolicy).OfType<IamPolicy>().SelectMany(static policy => policy.AllowedActions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            scene.Simulator.Requests.Where(static request => request.Service is not "sts").Select(static request => $"{request.Service}:{request.Operation}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_wrong_is_told_before_any_call() => Assert.Equal(
        ["ReportPlanName", "ReportTemplate", "IdempotencyToken"],
        AuditReportOptionsValidator.Validate(new AuditReportOptions { ReportPlanNames = ["["], Templates = ["RESOURCE_REPORT"], IdempotencyToken = " " }).Select(static fault => fault.ParameterName));

    private static AccountTarget Target(Scene scene, string absName = Scene.AbsName) => scene.Target with { AbsName = absName, CopyRegionsAreDefault = true };

    private static List<AuditReportRow> Rows(CollectingSink sink) => [.. sink.Pages.SelectMany(static page => page).Cast<AuditReportRow>()];

    private static async Task<(WorkOutcome<string> Outcome, CollectingSink Sink)> RunAsync(Scene scene, AuditReportOptions options, string absName = Scene.AbsName)
    {
        var sink = new CollectingSink();
        return (await scene.Engine.ReportAuditAsync(Target(scene, absName), options, sink, scene.Observer, Token), sink);
    }

    /// <summary>Has a report made whose file is then another one.</summary>
    private static async Task<CollectingSink> ReadAsync(Scene scene, byte[] file, string form, Action<string, int>? onPage = null, bool remove = false)
    {
        var key = string.Empty;
        using var backup = await scene.Other().ClientAsync();
        await backup.UpdateReportPlanAsync(new UpdateReportPlanRequest { ReportPlanName = Plan, ReportDeliveryChannel = new ReportDeliveryChannel { S3BucketName = Bucket, Formats = [form.ToUpperInvariant()] } }, Token);
        var started = await backup.StartReportJobAsync(new StartReportJobRequest { ReportPlanName = Plan, IdempotencyToken = "made" }, Token);
        scene.Simulator.World.Advance(TimeSpan.FromSeconds(0.9));
        scene.Simulator.AddFault(new FaultRule
        {
            Operation = "DescribeReportJob",
            Kind = FaultKind.Throttle,
            Struck = () =>
            {
                scene.Simulator.World.Advance(TimeSpan.FromSeconds(1));
                key = scene.Simulator.S3.Keys(Bucket)[^1];
                scene.Simulator.S3.PutObject(Bucket, key, file);
                if (remove)
                {
                    scene.Simulator.S3.RemoveObject(Bucket, key);
                }
            },
        });
        var sink = new CollectingSink { OnPage = page => onPage?.Invoke(key, page) };
        await scene.Engine.ReportAuditAsync(Target(scene), new AuditReportOptions { Templates = [Resources] }, sink, scene.Observer, Token);
        Assert.NotEmpty(started.ReportJobId);
        Assert.NotEmpty(key);
        return sink;
    }

    private static async Task<Scene> AuditedAsync(IReadOnlyList<string>? formats = null)
    {
        var scene = await Scene.StartAsync();
        scene.Simulator.Config.SetRecorder(Scene.AccountId, Scene.Primary, new ConfigRecording(IsRecording: true));
        scene.Simulator.S3.AddBucket(Scene.AccountId, Scene.Primary, Bucket);
        var outcome = await scene.Engine.AuditAsync(Target(scene), new AuditOptions { BucketName = Bucket, Formats = formats ?? AuditTemplates.Formats }, scene.Observer, Token);
        Assert.Null(outcome.Failure?.Message);
        scene.Simulator.ClearRequests();
        return scene;
    }
}
