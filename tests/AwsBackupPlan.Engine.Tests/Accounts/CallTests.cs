using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Accounts;

public sealed class CallTests
{
    [Fact]
    public async Task Every_call_is_told_with_service_operation_account_Region_and_request_id()
    {
        await using var scene = await Scene.StartAsync();

        await scene.DeployAsync();

        foreach (var request in scene.Simulator.Requests)
        {
            Assert.Contains(
                scene.Observer.VerboseLines,
                line => line.StartsWith($"{request.Service} {request.Operation} for account {Scene.AccountId} in {request.Region}:", StringComparison.Ordinal)
                    && line.Contains(request.RequestId, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task No_secret_is_told()
    {
        await using var scene = await Scene.StartAsync();

        await scene.DeployAsync();

        Assert.NotEmpty(scene.Observer.VerboseLines);
        Assert.DoesNotContain(scene.Observer.VerboseLines, line => line.Contains(scene.Connection.SecretKey!, StringComparison.Ordinal) || line.Contains("ASIA", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.ServiceUnavailable)]
    public async Task A_call_that_fails_in_passing_is_tried_again_and_that_is_told(FaultKind kind)
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("CreateBackupPlan", kind);

        var outcome = await scene.DeployAsync();

        Assert.Null(outcome.Failure?.Message);
        Assert.Contains(scene.Observer.VerboseLines, static line => line.StartsWith("backup CreateBackupPlan (attempt 2) ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_no_failure()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("CreateBackupPlan", FaultKind.Reset);

        var outcome = await scene.DeployAsync();

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(2, scene.Requests("CreateBackupPlan").Count);
    }

    [Fact]
    public async Task A_connection_that_always_breaks_is_tried_as_often_as_any_call_and_no_try_is_hidden()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("CreateBackupPlan", FaultKind.Reset, times: 0);
        var engine = scene.NewEngine(scene.Connection with { MaxRetries = 2 });

        var outcome = await engine.DeployAsync(scene.Target, new(), scene.Observer, TestContext.Current.CancellationToken);

        Assert.Equal("EndpointNotReachable", outcome.Failure!.ErrorId);
        Assert.Equal(3, scene.Requests("CreateBackupPlan").Count);
    }

    [Fact]
    public async Task A_call_without_an_answer_is_given_up_and_tried_again()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("ListBackupPlans", FaultKind.Timeout);
        var engine = scene.NewEngine(scene.Connection with { RequestTimeout = TimeSpan.FromMilliseconds(700) });

        var outcome = await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);

        Assert.Null(outcome.Failure?.Message);
    }

    [Fact]
    public async Task A_call_that_is_never_answered_ends_as_a_timeout()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("ListBackupPlans", FaultKind.Timeout, times: 0);
        // Without a second try a call that is answered must not run into it either, however busy the machine is.
        var engine = scene.NewEngine(scene.Connection with { RequestTimeout = TimeSpan.FromSeconds(5), MaxRetries = 0 });

        var outcome = await engine.GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);

        Assert.Equal("OperationTimeout", outcome.Failure!.ErrorId);
        Assert.Contains("backup:ListBackupPlans", outcome.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_cannot_be_reached_is_told_as_such()
    {
        await using var scene = await Scene.StartAsync();
        var engine = scene.NewEngine(scene.Connection with { EndpointUrl = new Uri("http://127.0.0.1:9/"), MaxRetries = 0 });

        var outcome = await engine.GetAsync(scene.Target, "ABS", scene.Observer, TestContext.Current.CancellationToken);

        Assert.Equal("EndpointNotReachable", outcome.Failure!.ErrorId);
        Assert.Equal(FailureCategory.ResourceUnavailable, outcome.Failure.Category);
    }

    [Theory]
    [InlineData(FaultKind.AccessDenied, "AccessDenied", FailureCategory.PermissionDenied)]
    [InlineData(FaultKind.ExpiredToken, "SessionExpired", FailureCategory.AuthenticationError)]
    [InlineData(FaultKind.Throttle, "Throttled", FailureCategory.ResourceUnavailable)]
    [InlineData(FaultKind.InternalError, "ServiceUnavailable", FailureCategory.ResourceUnavailable)]
    public async Task What_AWS_refuses_is_told_with_action_account_and_Region(FaultKind kind, string errorId, FailureCategory category)
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("DescribeKey", kind, times: 0, region: Scene.Copy, service: "kms");
        var engine = scene.NewEngine(scene.Connection with { MaxRetries = 0 });

        var outcome = await engine.DeployAsync(scene.Target, new(), scene.Observer, TestContext.Current.CancellationToken);

        var failure = outcome.Failure!;
        Assert.Equal(errorId, failure.ErrorId);
        Assert.Equal(category, failure.Category);
        Assert.Equal(Scene.Copy, failure.Region);
        Assert.Contains("kms:DescribeKey", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Scene.AccountId, failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Remedy);
        Assert.Equal(DeploymentStatus.Failed, outcome.Result!.Status);
        Assert.Empty(scene.Writes());
    }

    [Theory]
    [InlineData("kms", "DescribeKey", "Run this command again", "Log in")]
    [InlineData("sts", "AssumeRole", "Log in anew", "begins a new one")]
    public async Task Who_has_to_begin_a_new_session_depends_on_whose_has_ended(string service, string operation, string says, string saysNot)
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail(operation, FaultKind.ExpiredToken, times: 0, service: service);

        var failure = (await scene.DeployAsync()).Failure!;

        Assert.Equal("SessionExpired", failure.ErrorId);
        Assert.Contains(says, failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(saysNot, failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_whose_years_have_all_gone_by_is_a_fault()
    {
        await using var scene = await Scene.StartAsync();

        var outcome = await scene.DeployAsync(new() { PlanDocument = """{ "Rules": [ {}, { "ScheduleExpression": "cron(0 5 ? * * 1998-1999)" } ] }""" });

        Assert.Equal("PlanDocumentInvalid", outcome.Failure!.ErrorId);
        Assert.Contains("$.Rules[1].ScheduleExpression: 'cron(0 5 ? * * 1998-1999)' ended in 1999", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Theory]
    [InlineData("String", false)]
    [InlineData("StringList", true)]
    public async Task A_faulty_document_from_SSM_is_told_with_parameter_Region_and_account(string type, bool isList)
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { PlanParameterType = type, PlanDocument = "[ { \"Rules\": [ ] " });

        var failure = (await scene.DeployAsync()).Failure!;

        Assert.Equal("PlanDocumentInvalid", failure.ErrorId);
        Assert.StartsWith($"The SSM parameter /backupprocess/backupplan in {Scene.Primary} of account {Scene.AccountId}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(isList, failure.Message.Contains("is a StringList", StringComparison.Ordinal));
        Assert.DoesNotContain("LineNumber", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("reader options", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup", "CreateBackupVault", "backup:CreateBackupVault|backup:TagResource|backup-storage:MountCapsule|kms:CreateGrant|kms:GenerateDataKey|kms:Decrypt|kms:RetireGrant|kms:DescribeKey")]
    [InlineData("backup", "CreateBackupPlan", "backup:CreateBackupPlan|backup:TagResource")]
    [InlineData("backup", "CreateBackupSelection", "backup:CreateBackupSelection|iam:PassRole")]
    [InlineData("ssm", "GetParameter", "ssm:GetParameter|kms:Decrypt")]
    [InlineData("kms", "DescribeKey", "kms:DescribeKey")]
    public async Task A_refused_call_is_told_with_every_permission_that_it_needs(string service, string operation, string actions)
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail(operation, FaultKind.AccessDenied, times: 0, service: service);

        var failure = (await scene.DeployAsync()).Failure!;

        Assert.Equal("AccessDenied", failure.ErrorId);
        Assert.All(actions.Split('|'), action => Assert.Contains(action, failure.Remedy, StringComparison.Ordinal));
        Assert.Contains("docs/permissions.md", failure.Remedy, StringComparison.Ordinal);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_the_parameter_does_not_have_is_told_as_missing()
    {
        await using var scene = await Scene.StartAsync();

        var failure = (await scene.DeployAsync(new() { PlanParameterName = "/backupprocess/backupplan:99" })).Failure!;

        Assert.Equal(("PlanParameterNotFound", FailureCategory.ObjectNotFound), (failure.ErrorId, failure.Category));
        Assert.Contains("version", failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_quota_that_is_used_up_is_told_at_once_and_not_tried_again()
    {
        await using var scene = await Scene.StartAsync();
        using (var backup = await scene.Other(Scene.Copy).ClientAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, 300).Select(number => backup.CreateBackupVaultAsync(
                new CreateBackupVaultRequest { BackupVaultName = $"vault-{number}", EncryptionKeyArn = scene.Account.KeyArns[1] }, TestContext.Current.CancellationToken)));
        }

        scene.Simulator.ClearRequests();
        var outcome = await scene.DeployAsync();

        Assert.Equal("QuotaExceeded", outcome.Failure!.ErrorId);
        Assert.Equal(FailureCategory.LimitsExceeded, outcome.Failure.Category);
        Assert.Single(scene.Requests("CreateBackupVault"), static request => request.Region is Scene.Copy);
    }

    [Fact]
    public async Task Cancelling_is_thrown_as_such()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("ListBackupPlans", FaultKind.Timeout, times: 0);
        using var cancellation = new CancellationTokenSource();
        // The role is assumed, and the next call gets no answer.
        var observer = new RecordingObserver { OnVerbose = _ => cancellation.CancelAfter(TimeSpan.Zero) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.Engine.GetAsync(scene.Target, "ABS", observer, cancellation.Token));
    }

    [Fact]
    public async Task The_endpoint_of_the_environment_is_honoured()
    {
        await using var scene = await Scene.StartAsync();
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", scene.Simulator.Endpoint.AbsoluteUri);
        try
        {
            var engine = scene.NewEngine(scene.Connection with { EndpointUrl = null, MaxRetries = 0 });

            var outcome = await engine.DeployAsync(scene.Target, new(), scene.Observer, TestContext.Current.CancellationToken);

            Assert.Null(outcome.Failure?.Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", null);
        }
    }
}
