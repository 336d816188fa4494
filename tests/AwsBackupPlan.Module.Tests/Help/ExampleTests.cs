using System.Text.RegularExpressions;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Config;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Module.Tests.Help;

/// <summary>Every example of the help, as it stands there, against a simulated AWS in which the accounts and files that examples speak of are there.</summary>
public sealed partial class ExampleTests : IAsyncLifetime
{
    private const string Account = "222222222222";
    private const string Central = "111111111111";
    private const string Primary = "us-east-1";

    // What an example is there to end with.
    private static readonly string[] Meant = ["NotCompliant", "JobFailed"];

    private readonly string _folder = Directory.CreateTempSubdirectory("examples").FullName;

    private SimulatorHost _simulator = null!;
    private ModuleSession _session = null!;
    private string _job = null!;

    public static TheoryData<string> Cmdlets => [.. CmdletNames().Matches(File.ReadAllText(PackagedModule.Find())).Select(static match => match.Value)];

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(new SimulatorOptions { DeleteSeconds = 0, ManagementAccount = "999999999999" }, TestContext.Current.CancellationToken);
        var behaviour = _simulator.Backup.Behaviour;
        behaviour.BackupJobStartsAfter = behaviour.BackupJobRunsFor = behaviour.CopyJobStartsAfter = behaviour.CopyJobRunsFor = TimeSpan.Zero;
        behaviour.RestoreJobStartsAfter = behaviour.RestoreJobRunsFor = behaviour.AuditDeploysFor = behaviour.ReportJobRunsFor = TimeSpan.Zero;
        _session = ModuleSession.Open(_simulator.Endpoint);
        await MakeFilesAsync();
        await MakeAccountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public async Task Each_runs_as_it_stands(string cmdlet)
    {
        var examples = (await _session.RunAsync($"(Get-Help {cmdlet} -Full).examples.example | ForEach-Object {{ $_.code }}")).Succeeded().OutputOf<string>();

        Assert.InRange(examples.Count, 3, 10);
        foreach (var example in examples)
        {
            // A lock in compliance mode wants the account typed, too.
            _session.Host.Recording.WillAnswer(example.Contains("-Compliance ", StringComparison.Ordinal) ? ["Yes to All", Account] : ["Yes to All"]);
            var run = await _session.RunAsync(Runnable(example));

            Assert.True(run.TerminatingError is null || IsMeant(run.TerminatingError.FullyQualifiedErrorId), $"{example}\n{run.TerminatingError?.Exception.Message}");
            Assert.All(run.Errors, error => Assert.True(IsMeant(error.FullyQualifiedErrorId), $"{example}\n{error.FullyQualifiedErrorId}: {error}"));
        }
    }

    private static bool IsMeant(string id) => Meant.Contains(id.Split(',')[0], StringComparer.Ordinal);

    // What only GitHub Actions sets, and the id of a job, which AWS gives, are not in the example.
    private string Runnable(string example) => example.Contains("GitHubSummary", StringComparison.Ordinal)
        ? $$"""
            $before = [Environment]::GetEnvironmentVariable('GITHUB_STEP_SUMMARY')
            [Environment]::SetEnvironmentVariable('GITHUB_STEP_SUMMARY', '{{Path.Combine(_folder, "summary.md")}}')
            try { {{example}} } finally { [Environment]::SetEnvironmentVariable('GITHUB_STEP_SUMMARY', $before) }
            """
        : example.Replace("8B0C2A5E-1F3D-4C6B-9A7E-5D4F3B2A1C0E", _job, StringComparison.Ordinal);

    private async Task MakeFilesAsync()
    {
        var token = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(_folder, "accounts.csv"), $"AccountId,AbsName,CopyRegion\n{Account},payroll,us-east-2\n", token);
        await File.WriteAllTextAsync(Path.Combine(_folder, "plan.json"), """[{ "BackupPlanName": "BackupPlanName", "Rules": [{ "RuleName": "RuleName", "ScheduleExpression": "cron(0 5 ? * * *)", "Lifecycle": { "DeleteAfterDays": 35 }, "CopyActions": [{ "Lifecycle": { "DeleteAfterDays": 35 } }] }] }]""", token);
        await File.WriteAllTextAsync(Path.Combine(_folder, "policy.json"), """{ "controls": { "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK": { "parameters": { "requiredRetentionDays": 30 } } } }""", token);
        (await _session.RunAsync($"Set-Location '{_folder}'")).Succeeded();
    }

    private async Task MakeAccountAsync()
    {
        _simulator.Onboard(Account, "payroll", new OnboardingOptions { CopyRegions = ["us-east-2", "us-west-2", "eu-west-1"] });
        _simulator.Onboard(Central, "central");
        _simulator.Organizations.AddAccount(Account, "Payroll", tags: new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "payroll", ["Stage"] = "production" });
        var orders = _simulator.Rds.AddInstance(Account, Primary, "orders");
        foreach (var region in (string[])["us-west-2", "eu-west-1"])
        {
            (await _session.RunAsync($"New-XacntBackupPlan {Account} payroll -CopyRegion us-east-2, {region}")).Succeeded();
        }

        (await _session.RunAsync($"New-XacntBackupPlan {Account} payroll; Initialize-XacntBackupAccount {Account} payroll -OptIn -Force")).Succeeded();
        var point = new SeededRecoveryPoint { VaultName = "payroll-Vault", ResourceArn = orders, CreationDate = _simulator.World.Now.AddHours(-3), DeleteAfterDays = 35 };
        _simulator.Backup.AddRecoveryPoint(Account, Primary, point);
        _simulator.Backup.AddRecoveryPoint(Account, "us-east-2", point);
        _job = _simulator.Backup.AddBackupJob(Account, Primary, new SeededBackupJob { VaultName = point.VaultName, ResourceArn = orders, State = "COMPLETED" });
        _simulator.S3.AddBucket(Account, Primary, "audit-reports");
        foreach (var region in (string[])[Primary, "us-east-2"])
        {
            _simulator.Config.SetRecorder(Account, region, new ConfigRecording(IsRecording: true));
            _simulator.S3.AddBucket(Account, region, $"audit-{Account}-{region}");
        }

        (await _session.RunAsync($"New-XacntBackupAudit {Account} payroll -BucketName audit-reports; Get-BackupComplianceReport {Account} | Export-BackupComplianceReport -Path lastweek.json")).Succeeded();
    }

    [GeneratedRegex("(?<=')[A-Z][a-z]+-(Xacnt|Backup)[A-Za-z]+(?=')", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CmdletNames();
}
