using System.Globalization;
using System.Management.Automation.Language;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Kms;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Module.Tests.Compliance;

/// <summary>What findings say is to be done can be pasted into PowerShell.</summary>
public sealed class RemedyTests : CmdletTest
{
    private const string Third = "200000000003";
    private const string Fourth = "200000000004";
    private const string Primary = "us-east-1";
    private const string Vault = "payroll-Vault";

    [Fact]
    public async Task Every_remedy_of_accounts_with_all_sorts_of_trouble_is_made_of_commands_that_there_are_and_comments()
    {
        await TroubleAsync();
        var commands = (await Session.RunAsync("Get-Command -Module AwsBackupPlan | ForEach-Object { \"$($_.Name) $($_.Parameters.Keys -join ' ')\" }")).Succeeded()
            .OutputOf<string>().Select(static line => line.Split(' ')).ToDictionary(static words => words[0], static words => words.Skip(1).ToHashSet(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);

        var remedies = (await RemediesAsync()).Where(static found => found.Remedy.Length > 0).ToList();

        Assert.All(remedies, found => Check(found.Remedy, commands));
        string[] expected = ["XACNT_ACCOUNT_READABLE", "XACNT_VAULT_KEY_USABLE", "XACNT_COPY_WITHIN_OBJECTIVE", "XACNT_CONTINUOUS_BACKUP_GOING", "XACNT_JOB_SUCCESS_RATE", "XACNT_PLAN_DOCUMENT_VALID"];
        Assert.Empty(expected.Except(remedies.Select(static found => found.Control), StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_pasted_New_XacntBackupPlan_changes_nothing_but_what_its_finding_asks_for()
    {
        var key = await TroubleAsync();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var remedies = await RemediesAsync();
        // With a key that is disabled nothing can be deployed; that is a finding of its own.
        Simulator.Kms.SetKeyState(key, KeyState.Enabled);

        foreach (var (control, remedy) in remedies)
        {
            foreach (var command in remedy.Split('\n').Where(static line => line.StartsWith("New-XacntBackupPlan ", StringComparison.Ordinal)))
            {
                var run = await Session.RunAsync($$"""
                    $r = {{command}} -WhatIf
                    $r.Status
                    $r.Changes | Where-Object Action -notin None | ForEach-Object { $c = $_; if ($c.Differences.Count -eq 0) { "$($c.Action) $($c.ResourceType)" } else { $c.Differences | ForEach-Object { "$($c.Action) $($c.ResourceType) $($_.Path) $($_.Actual) -> $($_.Desired)" } } }
                    """);
                Assert.True(run.Errors.Count == 0, $"{control}: {command}: {string.Join(' ', run.Errors)}");
                var lines = run.Output.Select(static line => line.ToString()).ToList();
                Assert.Equal("WhatIf", lines[0]);
                seen.Add(control);
                var allowed = Allowed(control);
                Assert.All(lines.Skip(1), change => Assert.True(allowed(change) || remedy.Contains("# It also brings back", StringComparison.Ordinal), $"{control}: {command}: {change}"));
            }
        }

        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK", "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED", "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", "XACNT_DESIRED_STATE_IN_PLACE", "XACNT_VAULT_POLICY_PROTECTS" }, seen);
        Assert.Empty(Writes);
    }

    private static Func<string, bool> Allowed(string control) => control switch
    {
        "XACNT_VAULT_POLICY_PROTECTS" or "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED" => static change => change.StartsWith("Update BackupVault AccessPolicy", StringComparison.Ordinal),
        "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION" => static change => change.StartsWith("Create ", StringComparison.Ordinal) || (change.Contains("CopyActions", StringComparison.Ordinal) && !change.EndsWith("-> ", StringComparison.Ordinal)),
        // The document keeps 300 days, and 7 are kept.
        "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK" or "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK" => static change => change.EndsWith("DeleteAfterDays 7 -> 300", StringComparison.Ordinal) || change.Contains("MoveToColdStorageAfterDays", StringComparison.Ordinal),
        _ => static _ => true,
    };

    // A command that is none would be prose that somebody pastes.
    private static void Check(string remedy, Dictionary<string, HashSet<string>> commands)
    {
        var script = Parser.ParseInput(remedy, out _, out var errors);
        Assert.True(errors.Length == 0, $"{remedy}: {string.Join(' ', errors.Select(static error => error.Message))}");
        Assert.DoesNotContain('<', remedy);
        Assert.All(script.EndBlock.Statements, statement => Assert.All(Assert.IsType<PipelineAst>(statement).PipelineElements, static element => Assert.IsType<CommandAst>(element)));
        foreach (var command in script.FindAll(static node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            var name = command.GetCommandName();
            if (name is "aws")
            {
                Assert.Matches(@"# With credentials of account [0-9]{12}:\n(aws .*\n)*" + System.Text.RegularExpressions.Regex.Escape(command.Extent.Text), remedy);
                continue;
            }

            if (name is "Where-Object")
            {
                continue;
            }

            Assert.True(commands.TryGetValue(name, out var parameters), $"{name} in: {remedy}");
            Assert.All(command.CommandElements.OfType<CommandParameterAst>(), parameter => Assert.True(parameters.Contains(parameter.ParameterName), $"-{parameter.ParameterName} in: {remedy}"));
        }
    }

    private async Task<IReadOnlyList<(string Control, string Remedy)>> RemediesAsync()
    {
        Simulator.ClearRequests();
        var run = await Session.RunAsync($$"""
            $all = @{ Control = '*'; ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
            $reports = @(
                Get-BackupComplianceReport {{Payroll}}, {{OtherPayroll}}, {{Third}}, {{Fourth}} @all
                Get-BackupComplianceReport {{Payroll}} payroll @all
                Get-BackupComplianceReport {{Payroll}} @all -ControlParameter @{
                    BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION = @{ crossRegionList = 'us-west-2', 'us-east-2' }; BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT = @{ crossAccountList = '333333333333' }
                    BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED = @{ principalArnList = 'arn:aws:iam::{{Payroll}}:role/Xacnt_Backup_Role', 'arn:aws:iam::*:role/Ops' }; BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK = @{ requiredRetentionDays = 301 } }
                Get-BackupComplianceReport {{Payroll}} @all -RoleName Nobody)
            $reports | ForEach-Object Findings | Where-Object { $_.Status -notin 'COMPLIANT', 'NOT_APPLICABLE' }
            """);
        return [.. run.Output.Select(static finding => ((string)finding.Properties["Control"].Value, (string?)finding.Properties["Remedy"].Value ?? string.Empty))];
    }

    // The first is deployed and neglected, the second has drifted and has no copies, the third has nothing but databases, and of the fourth not everything can be read.
    private async Task<string> TroubleAsync()
    {
        var first = Simulator.Onboard(Payroll, "payroll", new OnboardingOptions { CopyRegions = ["us-east-2", "us-west-2"] });
        Simulator.Onboard(Third, "payroll");
        var fourth = Simulator.Onboard(Fourth, "payroll");
        (await Session.RunAsync($"'{Payroll}', '{Fourth}' | New-XacntBackupPlan -AbsName payroll; New-XacntBackupPlan {OtherPayroll} payroll -CopyRegion none -DeleteAfterDays 7")).Succeeded();
        Simulator.World.Advance(TimeSpan.FromDays(3));
        Neglect(first.DatabaseArns[0], first.KeyArns[1]);
        Simulator.Kms.SetKeyState(fourth.KeyArns[0], KeyState.PendingDeletion);
        Simulator.Ssm.SetParameter(Fourth, Primary, "/backupprocess/backupplan", "not a document");
        foreach (var operation in new[] { "ListRestoreJobs", "GetBackupVaultAccessPolicy" })
        {
            Simulator.AddFault(new FaultRule { Service = "backup", Operation = operation, AccountId = Fourth, Times = 1000, Kind = FaultKind.AccessDenied });
        }

        Simulator.ClearRequests();
        return first.KeyArns[1];
    }

    private void Neglect(string database, string key)
    {
        var now = Simulator.World.Now;
        var stray = Simulator.Rds.AddInstance(Payroll, Primary, "stray");
        var point = new SeededRecoveryPoint { VaultName = Vault, ResourceArn = database, CreationDate = now - TimeSpan.FromHours(50), DeleteAfterDays = 20, IsEncrypted = false };
        Simulator.Backup.AddRecoveryPoint(Payroll, Primary, point);
        Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-2", point with { CreationDate = now - TimeSpan.FromDays(9) });
        Simulator.Backup.AddRecoveryPoint(Payroll, Primary, point with { ResourceArn = stray });
        Simulator.Backup.StopContinuousBackup(Payroll, Primary, Simulator.Backup.AddRecoveryPoint(Payroll, Primary, point with { IsContinuous = true, DeleteAfterDays = 30, IsEncrypted = true }));
        Simulator.Kms.SetKeyState(key, KeyState.Disabled);
        for (var job = 0; job < 3; job++)
        {
            var created = now - TimeSpan.FromHours(5 + job);
            Simulator.Backup.AddBackupJob(Payroll, Primary, new SeededBackupJob { VaultName = Vault, ResourceArn = database, State = "FAILED", StatusMessage = $"The KMS key '{job.ToString(CultureInfo.InvariantCulture)}'\nRemove-Item $HOME; \u2019", CreationDate = created, CompletionDate = created });
        }
    }
}
