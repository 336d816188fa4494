using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Config;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Module.Tests.Desktop;

/// <summary>The engine that Windows PowerShell runs on, as it is packaged, found by the module's own resolver.</summary>
public sealed class DesktopEngineTests : IAsyncLifetime
{
    private const string Account = "200000000001";
    private const string Accounts = $"{Account},200000000002";

    private SimulatorHost _simulator = null!;

    private IReadOnlyList<string> Writes => [.. _simulator.Requests.Where(static request => request.IsWrite).Select(static request => request.Operation).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(new SimulatorOptions { DeleteSeconds = 0, ExternalId = DesktopProcess.ExternalId }, TestContext.Current.CancellationToken);
        _simulator.Onboard(Account, "payroll");
        _simulator.Onboard("200000000002", "payroll");
    }

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task Two_accounts_get_their_plans_and_a_second_run_writes_nothing()
    {
        await using var process = DesktopProcess.Start(_simulator.Endpoint, Accounts);

        Assert.Equal(["Created", "Created"], (await process.DoAsync("deploy")).Values("Status"));

        Assert.Equal(
            ["CreateBackupPlan", "CreateBackupPlan", "CreateBackupSelection", "CreateBackupSelection", "CreateBackupVault", "CreateBackupVault", "CreateBackupVault", "CreateBackupVault"],
            Writes);
        _simulator.ClearRequests();
        Assert.Equal(["Unchanged", "Unchanged"], (await process.DoAsync("deploy")).Values("Status"));
        Assert.Equal(["InSync", "InSync"], (await process.DoAsync("compare")).Values("Status"));
        Assert.Equal([Account, "200000000002"], (await process.DoAsync("plans")).Values("AccountId"));
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task Backups_and_copies_are_made_told_of_and_taken_down()
    {
        await using var process = DesktopProcess.Start(_simulator.Endpoint, Accounts);
        (await process.DoAsync("deploy")).Succeeded();

        Assert.Equal(["OptInOff", "OptInOff"], (await process.DoAsync("back-up")).ErrorIds);
        _simulator.World.Advance(TimeSpan.FromHours(6));
        Assert.Equal(4, (await process.DoAsync("points")).Results.Count);
        Assert.Empty((await process.DoAsync("copy")).ErrorIds);
        _simulator.World.Advance(TimeSpan.FromHours(6));

        var jobs = await process.DoAsync("jobs");
        Assert.Equal([.. Enumerable.Repeat("Backup", 4), .. Enumerable.Repeat("Copy", 4)], jobs.Values("JobType"));
        Assert.All(jobs.Values("State"), static state => Assert.Equal("COMPLETED", state));
        Assert.Equal(["OptInOff", "OptInOff", "Protected", "Protected", "Protected", "Protected"], (await process.DoAsync("protection")).Values("Status"));

        var removed = await process.DoAsync("remove");
        Assert.Equal(["Removed", "Removed"], removed.Values("Status"));
        Assert.Equal(["4", "4"], removed.Values("RecoveryPointsDeleted"));
        Assert.Equal(["NothingFound", "NothingFound"], (await process.DoAsync("remove")).Values("Status"));
    }

    [Fact]
    public async Task The_files_of_a_compliance_report_are_those_that_PowerShell_7_writes()
    {
        var folder = Directory.CreateTempSubdirectory();
        var (here, there) = (folder.CreateSubdirectory("here").FullName, folder.CreateSubdirectory("there").FullName);
        await using var process = DesktopProcess.Start(_simulator.Endpoint, Account);
        (await process.DoAsync("deploy")).Succeeded();
        Assert.Equal(["OptInOff"], (await process.DoAsync("back-up")).ErrorIds);
        _simulator.World.Advance(TimeSpan.FromHours(6));

        Assert.Equal(["NON_COMPLIANT"], (await process.DoAsync($"report {there}")).Values("Status"));

        using var session = ModuleSession.Open(_simulator.Endpoint);
        session.Set("files", ReportText.Files.Select(file => Path.Combine(here, file)).ToArray());
        (await session.RunAsync($"Get-BackupComplianceReport {Account} payroll -ExternalId {DesktopProcess.ExternalId} | Export-BackupComplianceReport -Path $files")).Succeeded();
        Assert.All(ReportText.Files, file => Assert.Equal(ReportText.Of(Path.Combine(here, file)), ReportText.Of(Path.Combine(there, file))));
        Assert.Equal(ReportText.Of(Path.Combine(there, "Markdown.md")), ReportText.Of(Path.Combine(there, "GitHubSummary.md")));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_templates_are_those_that_PowerShell_7_writes()
    {
        var folder = Directory.CreateTempSubdirectory();
        var (here, there) = (folder.CreateSubdirectory("here"), folder.CreateSubdirectory("there"));
        await using var process = DesktopProcess.Start(_simulator.Endpoint, Account);

        (await process.DoAsync($"templates {there.FullName}")).Succeeded();

        using var session = ModuleSession.Open(_simulator.Endpoint);
        (await session.RunAsync($"Export-XacntBackupTemplate All -AbsName payroll -Path '{here.FullName}'")).Succeeded();
        Assert.Equal(8, there.GetFiles().Length);
        Assert.All(here.GetFiles(), file => Assert.Equal(File.ReadAllBytes(file.FullName), File.ReadAllBytes(Path.Combine(there.FullName, file.Name))));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_account_of_the_organization_is_made_ready_deployed_locked_and_checked()
    {
        _simulator.Organizations.AddAccount("200000000003", "orders");
        await using var process = DesktopProcess.Start(_simulator.Endpoint, "200000000003");
        Assert.Contains("200000000003", (await process.DoAsync("accounts")).Values("AccountId"));

        Assert.Equal(["Created"], (await process.DoAsync("initialize")).Values("Status"));
        Assert.Equal(["Unchanged"], (await process.DoAsync("initialize")).Values("Status"));
        Assert.Equal(["Created"], (await process.DoAsync("deploy")).Values("Status"));
        Assert.Equal(["Locked", "Locked"], (await process.DoAsync("lock")).Values("Status"));
        var checks = (await process.DoAsync("check")).Values("Status");
        Assert.Equal(["Information", "Passed", "Skipped", "Warning"], checks.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reports_of_Audit_Manager_are_read_from_their_bucket()
    {
        _simulator.Backup.Behaviour.ReportJobRunsFor = TimeSpan.Zero;
        _simulator.S3.AddBucket(Account, "us-east-1", "audit");
        _simulator.Config.SetRecorder(Account, "us-east-1", new ConfigRecording(IsRecording: true));
        _simulator.Config.SetRecorder(Account, "us-east-2", new ConfigRecording(IsRecording: true));
        await using var process = DesktopProcess.Start(_simulator.Endpoint, Account);

        Assert.Equal(["Changed", "Changed"], (await process.DoAsync("audit")).Values("Status"));
        var rows = await process.DoAsync("audit-report");

        Assert.Empty(rows.ErrorIds);
        Assert.Equal(["CONTROL_COMPLIANCE_REPORT", "RESOURCE_COMPLIANCE_REPORT"], rows.Values("Template").Distinct(StringComparer.Ordinal));
        Assert.Contains(_simulator.Requests, static request => request.Service is "s3");
    }

    [Fact]
    public async Task All_that_is_loaded_of_the_module_comes_out_of_its_folder()
    {
        var folder = Directory.CreateTempSubdirectory();
        await using var process = DesktopProcess.Start(_simulator.Endpoint, Account);
        (await process.DoAsync("deploy")).Succeeded();
        (await process.DoAsync($"report {folder.FullName}")).Succeeded();

        var loaded = await process.LoadedAsync();

        var own = Directory.GetFiles(DesktopProcess.Library, "*.dll", SearchOption.AllDirectories).ToLookup(static file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { "AWSSDK.Core", "Amazon.Backup", "AwsBackupPlan.Engine", "Handlebars", "Microsoft.Bcl.AsyncInterfaces", "System.Text.Json" },
            loaded.Select(static item => item.Key).ToHashSet(StringComparer.Ordinal));
        Assert.All(loaded.Where(item => own.Contains(item.Key)), item => Assert.Equal(own[item.Key], item));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_fails_in_passing_is_tried_again()
    {
        (string Service, string Operation, FaultKind Kind)[] faults =
        [
            ("sts", "AssumeRole", FaultKind.Throttle), ("kms", "DescribeKey", FaultKind.Reset), ("ssm", "GetParameter", FaultKind.ServiceUnavailable), ("backup", "ListBackupVaults", FaultKind.HalfBody),
            ("backup", "CreateBackupVault", FaultKind.AnswerLost), ("backup", "CreateBackupPlan", FaultKind.InternalError),
        ];
        var struck = 0;
        foreach (var (service, operation, kind) in faults)
        {
            _simulator.AddFault(new FaultRule { Service = service, Operation = operation, Kind = kind, Struck = () => Interlocked.Increment(ref struck) });
        }

        await using var process = DesktopProcess.Start(_simulator.Endpoint, Accounts);

        Assert.Equal(["Created", "Created"], (await process.DoAsync("deploy")).Values("Status"));

        Assert.Equal(faults.Length, struck);
        Assert.Equal(["Unchanged", "Unchanged"], (await process.DoAsync("deploy")).Values("Status"));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_not_waited_for()
    {
        _simulator.AddFault(new FaultRule { Times = 0, Kind = FaultKind.Timeout });
        await using var process = DesktopProcess.Start(_simulator.Endpoint, Account, environment: [("REQUEST_SECONDS", "1"), ("RETRIES", "0")]);

        var answer = await process.DoAsync("plans");

        Assert.Equal(["OperationTimeout"], answer.ErrorIds);
        Assert.Contains("AWS did not answer in time", answer.Failures[0].GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_go_through_the_proxy_that_the_environment_names()
    {
        await using var process = DesktopProcess.Start(new Uri("http://aws.test:8080/"), Account, environment: ("http_proxy", $"http://user:{DesktopProcess.Secret}@127.0.0.1:{_simulator.Endpoint.Port}"));

        var failure = Assert.Single((await process.DoAsync("plans")).Failures);

        // As a proxy it is asked for the whole address, which is none of a service's, and says so.
        Assert.Contains("POST http://aws.test:8080/", failure.GetProperty("Message").GetString(), StringComparison.Ordinal);
        Assert.Equal("UnexpectedAnswer", failure.GetProperty("ErrorId").GetString());
        Assert.False(failure.GetProperty("IsUnreached").GetBoolean());
    }

    [Fact]
    public async Task An_endpoint_that_nobody_serves_is_told_as_such()
    {
        var endpoint = _simulator.Endpoint;
        await _simulator.DisposeAsync();
        await using var process = DesktopProcess.Start(endpoint, Account, environment: ("RETRIES", "0"));

        var answer = await process.DoAsync("plans");

        Assert.Equal(["EndpointNotReachable"], answer.ErrorIds);
        Assert.True(answer.Failures[0].GetProperty("IsUnreached").GetBoolean());
        Assert.Contains("AWS cannot be reached: ", answer.Failures[0].GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_SDK_of_version_4_that_another_module_has_loaded_stands_in_for_ours_and_is_noticed()
    {
        var other = FreshProcess.Metadata("AWSSDK.Core 4.0.3.3 of .NET Framework");
        await using var process = DesktopProcess.Start(_simulator.Endpoint, Account, other);

        Assert.Equal(["4.0.3.3"], (await process.DoAsync("assemblies")).Lines);

        var answer = await process.DoAsync("deploy");
        Assert.Equal(["OtherSdkLoaded"], answer.ErrorIds);
        Assert.Contains("Open a new PowerShell and import AwsBackupPlan before", answer.Failures[0].GetProperty("Remedy").GetString(), StringComparison.Ordinal);
        Assert.Equal([other], (await process.LoadedAsync())["AWSSDK.Core"]);
    }

    [Fact]
    public async Task An_SDK_of_version_3_that_another_module_has_loaded_and_ours_live_side_by_side()
    {
        var other = FreshProcess.Metadata("AWSSDK.Core 3.7.402 of .NET Framework");
        await using var process = DesktopProcess.Start(_simulator.Endpoint, Account, other);

        Assert.Equal(["none older"], (await process.DoAsync("assemblies")).Lines);

        Assert.Equal(["Created"], (await process.DoAsync("deploy")).Values("Status"));
        Assert.Equal([other, Path.Combine(DesktopProcess.Library, "Dependencies", "AWSSDK.Core.dll")], (await process.LoadedAsync())["AWSSDK.Core"]);
    }
}
