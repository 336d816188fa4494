using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Module.Tests.Showing;

/// <summary>Text of others that is made to break what shows it: it breaks no table, no log and no file, and what identifies a thing stays as it is.</summary>
public sealed class HostileTextTests : CmdletTest
{
    /// <summary>Commands of terminals, line ends, formats, markup, a formula, marks that turn the direction or are not seen.</summary>
    private const string Hostile = "=cmd|'/c calc'!A1 \u001b[2J\u001b]0;title\u0007\u009b31m\r\nVERBOSE: all is well\u2028\t{0} {name} %s %n <script>alert(1)</script> \u202Egnp.exe\u202C \u2066x\u2069\u200B\0 +1 -1 @x ,;\"'`";

    [Theory]
    [InlineData("kms", "DescribeKey", false)]
    [InlineData("kms", "DescribeKey", true)]
    [InlineData("ssm", "GetParameter", false)]
    [InlineData("backup", "CreateBackupVault", true)]
    public async Task What_AWS_says_breaks_no_table_no_log_and_no_file(string service, string operation, bool isHuge)
    {
        Simulator.AddFault(new FaultRule { Service = service, Operation = operation, Kind = FaultKind.AccessDenied, Times = 0, Message = isHuge ? Hostile + new string('A', 65_536) : Hostile });
        Session.Set("file", Path.Combine(Folder.FullName, "result.csv"));

        var run = await Session.RunAsync("""
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            $results = @{ AccountId = '200000000001'; AbsName = 'payroll' } | New-XacntBackupPlan
            $results | Out-Default
            $results | Format-List | Out-Default
            $Error | Out-Default
            $results | Export-Csv $file
            $back = @(Import-Csv $file)
            'rows {0}, message as it was: {1}' -f $back.Count, ($back[0].Message -ceq $results.Message)
            ($results | ConvertTo-Json -Depth 8 | ConvertFrom-Json).Message -ceq $results.Message
            $results
            """);

        Assert.Contains("rows 1, message as it was: True", run.Output.Select(static item => item.ToString()), StringComparer.Ordinal);
        Assert.Contains(true, run.Output.Select(static item => item.BaseObject));
        AssertHarmless(run);
        var message = Assert.Single(run.Values("Message").OfType<string>());
        Assert.Contains("\\u001B[2J", message, StringComparison.Ordinal);
        Assert.Contains("{0} {name} %s", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 100, 8_300);
    }

    [Fact]
    public async Task What_stays_after_a_removal_is_a_row_each()
    {
        (await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll")).Succeeded();
        for (var point = 0; point < 3; point++)
        {
            Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-1", new SeededRecoveryPoint { VaultName = "payroll-Vault", ResourceArn = $"arn:aws:rds:us-east-1:{Payroll}:db:payroll-1" });
        }

        Simulator.AddFault(new FaultRule { Operation = "DeleteRecoveryPoint", Kind = FaultKind.AccessDenied, Times = 0, Message = Hostile });

        var run = await Session.RunAsync("$r = Remove-XacntBackupResource 200000000001 payroll -Force -Verbose; $r | Out-Default; $r.Remaining | Out-Default; $r.Remaining | Format-List | Out-Default; $Error | Out-Default");

        Assert.NotEmpty(run.Errors);
        AssertHarmless(run);
    }

    [Fact]
    public async Task The_name_of_an_account_is_shown_harmless_and_stays_what_it_is()
    {
        Simulator.Organizations.AddAccount(Payroll, Hostile, tags: new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "payroll", ["Owner"] = Hostile });
        Session.Set("file", Path.Combine(Folder.FullName, "accounts.csv"));

        var run = (await Session.RunAsync("""
            $a = Get-XacntBackupAccount -ExcludeManagementAccount -Tag @{ ABS = '*' } -Verbose
            $a | Out-Default
            $a | Format-List | Out-Default
            $a | Export-Csv $file
            @(Import-Csv $file)[0].Name -ceq $a.Name
            $a
            """)).Succeeded();

        Assert.Equal(true, run.Output[0].BaseObject);
        Assert.Equal(Hostile, run.Output[1].Properties["Name"].Value);
        AssertHarmless(run);
    }

    [Theory]
    [InlineData("[AwsBackupPlan.SelectionConditionInfo]@{ Operator = 'StringEquals'; Key = $h; Value = $h }")]
    [InlineData("[AwsBackupPlan.BackupSelectionInfo]@{ SelectionName = 'a'; Resources = [string[]]($h, 'b'); Conditions = [AwsBackupPlan.SelectionConditionInfo[]]@(@{ Operator = 'StringEquals'; Key = $h; Value = $h }) }")]
    [InlineData("[AwsBackupPlan.BackupPlanInfo]@{ AccountId = '200000000001'; AbsName = $h; Region = 'us-east-1' }")]
    [InlineData("[AwsBackupPlan.BackupPlanResult]@{ AccountId = $h; AbsName = $h; Region = $h; Message = 'It was refused.' }")]
    [InlineData("[AwsBackupPlan.BackupAuditResult]@{ AccountId = $h; AbsName = $h; Region = $h; FrameworkName = $h; Message = 'It was refused.' }")]
    [InlineData("[AwsBackupPlan.AuditReportPlanInfo]@{ ReportPlanName = $h; Template = $h; BucketName = $h; Prefix = $h; LastJobStatus = $h; LastJobMessage = $h; LastKeys = [string[]]($h, 'b') }")]
    [InlineData("[AwsBackupPlan.AuditReportRow]@{ AccountId = $h; AbsName = $h; Region = $h; ReportPlanName = $h; Template = $h; ReportJobId = $h; S3Uri = $h }")]
    [InlineData("[AwsBackupPlan.AuditReportJob]@{ AccountId = $h; AbsName = $h; Region = $h; ReportPlanName = $h; Template = $h; ReportJobId = $h; Status = $h; BucketName = $h }")]
    [InlineData("[AwsBackupPlan.ComplianceFinding]@{ AccountId = '200000000001'; AuditStatus = $h; AuditEvidence = $h }")]
    [InlineData("[AwsBackupPlan.AccountCheck]@{ AccountId = $h; AbsName = $h; Region = $h; Check = $h; Evidence = $h; Remedy = $h }")]
    [InlineData("[AwsBackupPlan.InitializedAccount]@{ AccountId = $h; AbsName = $h; Region = $h; KeyAlias = $h; KeyId = $h; PlanParameterName = $h; Message = 'It was refused.' }")]
    [InlineData("[AwsBackupPlan.AuditControlInfo]@{ Control = $h; Scope = $h; Parameters = [string[]]($h, 'b') }")]
    [InlineData("[AwsBackupPlan.VaultLockResult]@{ AccountId = $h; AbsName = $h; Region = $h; Message = 'It was refused.' }")]
    [InlineData("[AwsBackupPlan.NotificationResult]@{ AccountId = $h; AbsName = $h; Region = $h; TopicArn = $h; Events = [string[]]($h, 'b'); TopicPolicyStatement = $h; Message = 'It was refused.' }")]
    [InlineData("[AwsBackupPlan.ProtectedResourceInfo]@{ AccountId = '200000000001'; AbsName = $h; ResourceName = $h; Reason = $h; Remedy = $h; Matches = [AwsBackupPlan.ProtectionMatchInfo[]]@(@{ PlanName = $h; SelectionName = $h; Reason = $h }) }")]
    [InlineData("[AwsBackupPlan.RegionalProtectionInfo]@{ Region = 'us-east-1'; LastFailureMessage = $h }")]
    [InlineData("[AwsBackupPlan.RecoveryPointInfo]@{ AccountId = '200000000001'; AbsName = $h; ResourceName = $h; Status = $h; StatusMessage = $h }")]
    [InlineData("[AwsBackupPlan.BackupJobInfo]@{ AccountId = '200000000001'; AbsName = $h; Region = $h; ResourceName = $h; State = $h; StatusMessage = $h; Remedy = $h }")]
    [InlineData("[AwsBackupPlan.BackupJobSummary]@{ AccountId = '200000000001'; Region = $h; State = $h }")]
    public async Task Free_text_in_an_object_breaks_no_view(string thing)
    {
        Session.Set("h", Hostile + new string('A', 65_536));

        var run = (await Session.RunAsync($"$x = {thing}; $x | Out-Default; $x | Format-List | Out-Default")).Succeeded();

        AssertHarmless(run);
    }

    [Fact]
    public async Task What_AWS_says_of_a_job_that_failed_and_the_tags_of_a_database_are_told_harmless()
    {
        (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll")).Succeeded();
        // Characters that XML does not have cannot come in a tag.
        var tag = new string([.. Hostile.Where(System.Xml.XmlConvert.IsXmlChar)]);
        var database = Simulator.Rds.AddInstance(Payroll, "us-east-1", "orders", new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "payroll", ["Owner"] = tag });
        Simulator.Rds.AddInstance(Payroll, "us-east-1", "stray", new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = tag });
        Simulator.Backup.AddBackupJob(Payroll, "us-east-1", new SeededBackupJob { VaultName = "payroll-Vault", ResourceArn = database, State = "FAILED", StatusMessage = Hostile });

        var run = (await Session.RunAsync($"$d = Get-XacntProtectedResource {Payroll} -Verbose; $d | Out-Default; $d | Format-List | Out-Default; $d.Regions | Out-Default; $d.Matches | Format-List | Out-Default; $d")).Succeeded();

        Assert.Contains(run.Values("Reason").OfType<string>(), static reason => reason.Contains("\\u001B[2J", StringComparison.Ordinal));
        AssertHarmless(run);
    }

    [Fact]
    public async Task Input_that_is_refused_is_told_harmless()
    {
        Session.Set("h", Hostile);

        var run = await Session.RunAsync("@{ AccountId = $h; AbsName = 'payroll' }, @{ AccountId = '200000000001'; AbsName = $h }, @{ AccountId = '200000000001'; AbsName = 'payroll'; Region = $h } | New-XacntBackupPlan -Verbose | Out-Default");

        // The account id has separators in it.
        Assert.InRange(run.Errors.Count, 3, 10);
        AssertHarmless(run);
    }

    private static void AssertHarmless(ScriptRun run)
    {
        var lines = run.HostText.Split('\n').Select(static line => line.TrimEnd('\r')).ToList();
        Assert.All(lines, static line => Assert.DoesNotContain(line, static character => IsUnseen(character)));
        // A line of a table that what it shows has broken would be longer, or begin with what the text says.
        Assert.DoesNotContain(lines, static line => line.StartsWith("VERBOSE: all is well", StringComparison.Ordinal));
        Assert.InRange(lines.Count, 1, 1_200);
        foreach (var text in (IEnumerable<string>)[.. run.Verbose, .. run.Warnings, .. run.Errors.Select(static error => error.ToString()), .. run.Errors.Select(static error => error.ErrorDetails?.RecommendedAction ?? string.Empty)])
        {
            Assert.DoesNotContain(text, static character => IsUnseen(character));
            Assert.InRange(text.Length, 0, 8_300);
        }

        Assert.All(run.Progress, static progress => Assert.DoesNotContain($"{progress}", static character => IsUnseen(character)));
        for (var error = run.Errors.Count - 1; error >= 0; error--)
        {
            for (var exception = run.Errors[error].Exception; exception is not null; exception = exception.InnerException)
            {
                Assert.DoesNotContain(exception.Message, static character => character is not ('\r' or '\n') && IsUnseen(character));
            }
        }
    }

    private static bool IsUnseen(char character) => char.IsControl(character)
        || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator;
}
