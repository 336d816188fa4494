using System.Globalization;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Signing;
using AwsBackupPlan.Simulator.Sts;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Module.Tests.Migration;

/// <summary>An account as the sample leaves it, made by boto3, is taken over; docs/migration.md says how.</summary>
public sealed class SampleAccountTests : CmdletTest
{
    private const string Account = Payroll;
    private const string AbsName = "backup-demo";
    private const string Database = $"arn:aws:rds:us-east-1:{Account}:db:demo";
    private const string Hourly = """[{ "Rules": [{ "ScheduleExpression": "cron(0 * ? * * *)", "StartWindowMinutes": 60, "CompletionWindowMinutes": 123, "Lifecycle": { "MoveToColdStorageAfterDays": 200, "DeleteAfterDays": 300 }, "CopyActions": [{ "Lifecycle": { "MoveToColdStorageAfterDays": 200, "DeleteAfterDays": 300 } }] }] }]""";

    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal) { ["AWS_DEFAULT_REGION"] = "us-east-1" };

    [Fact]
    public async Task The_plan_gets_the_schedule_of_its_document_and_all_else_stays_as_the_sample_made_it()
    {
        await MakeAsync();
        var before = await StateAsync();
        Simulator.ClearRequests();

        // The event of the sample, as it is.
        var run = (await Session.RunAsync($"@{{ ABSName = '{AbsName}'; AccountId = '{Account}' }} | New-XacntBackupPlan")).Succeeded();

        var result = Assert.Single(run.Output);
        Assert.Equal("Updated", $"{result.Properties["Status"].Value}");
        Assert.Equal(["UpdateBackupPlan"], Writes.Select(static write => write.Operation));
        Assert.Equal(before, await StateAsync());
        var second = (await Session.RunAsync($"New-XacntBackupPlan {Account} {AbsName}")).Succeeded();
        Assert.Equal(["Unchanged"], second.Values("Status").Select(static status => $"{status}"));
    }

    [Fact]
    public async Task A_document_with_the_schedule_that_the_sample_really_made_changes_nothing_at_all()
    {
        await MakeAsync();
        Simulator.ClearRequests();

        var compared = (await Session.RunAsync($"(Compare-XacntBackupPlan {Account} {AbsName} -PlanDocument '{Hourly}').Status")).Succeeded();
        var run = (await Session.RunAsync($"New-XacntBackupPlan {Account} {AbsName} -PlanDocument '{Hourly}'")).Succeeded();

        Assert.Equal(["InSync"], compared.Output.Select(static status => $"{status}"));
        Assert.Equal(["Unchanged"], run.Values("Status").Select(static status => $"{status}"));
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task What_the_sample_made_is_shown_reported_and_removed_with_its_recovery_points()
    {
        await MakeAsync();
        var point = new SeededRecoveryPoint { VaultName = $"{AbsName}-Vault", ResourceArn = Database, CreationDate = Simulator.World.Now.AddHours(-3) };
        Simulator.Backup.AddRecoveryPoint(Account, "us-east-1", point);
        Simulator.Backup.AddRecoveryPoint(Account, "us-east-2", point);

        var plans = (await Session.RunAsync($"Get-XacntBackupPlan {Account} {AbsName}")).Succeeded();
        var points = (await Session.RunAsync($"Get-XacntRecoveryPoint {Account} {AbsName} -CopyRegion us-east-2")).Succeeded();
        var removed = (await Session.RunAsync($"Remove-XacntBackupResource {Account} {AbsName} -Force")).Succeeded();

        Assert.Equal([$"{AbsName}-RDS-BackupPlan-Default"], plans.Values("PlanName"));
        Assert.Equal(2, points.Output.Count);
        Assert.Equal(["Removed"], removed.Values("Status").Select(static status => $"{status}"));
    }

    [Fact]
    public async Task The_role_of_the_sample_is_told_what_it_lacks_before_anything_is_touched()
    {
        await MakeAsync();
        // List actions tied to resources grant nothing; what the sample never called it does not have.
        Simulator.Sts.SetRole(Account, "Xacnt_Backup_Role", new SimulatedRole
        {
            Permissions = IamPolicy.OfRole($$"""
                { "Version": "2012-10-17", "Statement": [
                  { "Effect": "Allow", "Action": ["kms:DescribeKey", "kms:CreateGrant"], "Resource": "arn:aws:kms:*:{{Account}}:key/*" },
                  { "Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:*:{{Account}}:parameter/backupprocess/backupplan" },
                  { "Effect": "Allow", "Action": ["backup:CreateBackupVault", "backup:CreateBackupPlan", "backup:CreateBackupSelection", "backup:ListBackupPlans", "backup:ListBackupVaults"], "Resource": "arn:aws:backup:*:{{Account}}:backup-vault:*" }
                ] }
                """),
        });
        Simulator.ClearRequests();

        var run = await Session.RunAsync($"New-XacntBackupPlan {Account} {AbsName}");
        var checks = (await Session.RunAsync($"Test-XacntBackupAccount {Account} {AbsName} | Where-Object Check -eq PermissionsToDeploy")).Succeeded();

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("AccessDenied,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("backup:List", error.Exception.Message + error.ErrorDetails?.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(["Failed"], checks.Values("Status").Select(static status => $"{status}"));
        Assert.All(Writes, static write => Assert.Equal("DryRunOperationException", write.ErrorType));
    }

    // The 13 calls of the sample's function, after what its templates make.
    private async Task MakeAsync()
    {
        await PythonAsync("target.py", Account, AbsName);
        // Until the replica is there.
        Simulator.World.Advance(TimeSpan.FromMinutes(1));
        await PythonAsync("sample.py", 1.ToString(CultureInfo.InvariantCulture));
    }

    private async Task PythonAsync(string script, params IReadOnlyList<string> arguments)
    {
        using var process = Peer.TryStart("python3", [Path.Combine(AppContext.BaseDirectory, "Migration", script), Simulator.Endpoint.AbsoluteUri, .. arguments], Environment);
        Peer.SkipWhenMissing(process is null ? "No Python is on the PATH." : null);
        process!.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var said = await error;
        Peer.SkipWhenMissing(said.Contains("No module named 'boto3'", StringComparison.Ordinal) ? "Python lacks boto3 (python3 -m pip install boto3)." : null);
        Assert.True(process.ExitCode == 0, said);
    }

    // What must not be made anew: ids, ARNs, keys, dates.
    private async Task<string> StateAsync()
    {
        var run = (await Session.RunAsync($$"""
            $plan = Get-XacntBackupPlan {{Account}} {{AbsName}}
            '{0} {1} {2}' -f $plan.PlanArn, $plan.PlanName, $plan.CreationDate
            foreach ($selection in $plan.Selections) { '{0} {1}' -f $selection.SelectionId, $selection.SelectionName }
            foreach ($vault in $plan.Vaults) { '{0} {1}' -f $vault.VaultArn, $vault.EncryptionKeyArn }
            """)).Succeeded();
        return string.Join('\n', run.OutputOf<string>());
    }
}
