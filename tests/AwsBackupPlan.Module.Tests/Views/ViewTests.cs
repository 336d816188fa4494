using System.Management.Automation.Language;
using System.Xml.Linq;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Views;

/// <summary>How the types that users see are shown.</summary>
public sealed class ViewTests
{
    private const string Objects = """
        $change = [AwsBackupPlan.ResourceChange]@{
            AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; ResourceType = 'BackupPlan'; Name = 'payroll-RDS-BackupPlan-Default'; Action = 'Update'
            Differences = [AwsBackupPlan.PropertyDifference[]]@(@{ Path = 'Rules[0].ScheduleExpression'; Actual = '"cron(0 5 * * ? *)"'; Desired = '"cron(0 3 * * ? *)"' })
        }
        $blocked = [AwsBackupPlan.ResourceChange]@{
            AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-2'; ResourceType = 'BackupVault'; Name = 'payroll-Vault'; Action = 'Blocked'; Reason = 'It has another key.'; Remedy = 'Use another ABS name.'
        }
        $results = [AwsBackupPlan.BackupPlanResult[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; CopyRegion = [string[]]'us-east-2'; Status = 'Created'; Message = 'Created 2 vaults, 1 plan and 1 selection.' }
            @{ AccountId = '333333333333'; AbsName = 'twenty-two-characters-'; Region = 'ap-southeast-2'; Status = 'Unchanged'; Message = 'Everything is as desired.' })

        """;

    [Fact]
    public async Task A_result_is_a_row_at_120_columns()
        => Assert.Equal(
            """
            AccountId    AbsName                Region         Status    Message
            ---------    -------                ------         ------    -------
            222222222222 payroll                us-east-1      Created   Created 2 vaults, 1 plan and 1 selection.
            333333333333 twenty-two-characters- ap-southeast-2 Unchanged Everything is as desired.
            """,
            await ShownAsync(Objects + "$results", width: 120));

    [Fact]
    public async Task A_result_at_80_columns_has_its_message_wrapped_and_nothing_cut_off()
        => Assert.Equal(
            """
            AccountId    AbsName                Region         Status    Message
            ---------    -------                ------         ------    -------
            222222222222 payroll                us-east-1      Created   Created 2 vaults,
                                                                         1 plan and 1 selec
                                                                         tion.
            333333333333 twenty-two-characters- ap-southeast-2 Unchanged Everything is as d
                                                                         esired.
            """,
            await ShownAsync(Objects + "$results", width: 80));

    [Fact]
    public async Task A_removal_at_80_columns_leaves_its_message_a_third_of_the_line()
        => Assert.Equal(
            """
            AccountId    AbsName      Region         Status       Message
            ---------    -------      ------         ------       -------
            222222222222 twenty-two-c us-east-1      Blocked      Its 3 recovery points can
                         haracters-                               not be deleted.
            """,
            await ShownAsync("[AwsBackupPlan.BackupRemovalResult]@{ AccountId = '222222222222'; AbsName = 'twenty-two-characters-'; Region = 'us-east-1'; Status = 'Blocked'; Message = 'Its 3 recovery points cannot be deleted.' }", width: 80));

    [Fact]
    public async Task Changes_are_grouped_by_account_and_say_what_differs_or_why_not()
        => Assert.Equal(
            """
               Account: 222222222222 payroll

            Action  ResourceType    Region         Name                                     Detail
            ------  ------------    ------         ----                                     ------
            Update  BackupPlan      us-east-1      payroll-RDS-BackupPlan-Default           Rules[0].ScheduleExpression: "cron(0 5
                                                                                            * * ? *)" -> "cron(0 3 * * ? *)"
            Blocked BackupVault     us-east-2      payroll-Vault                            It has another key.
            """,
            await ShownAsync(Objects + "$change, $blocked", width: 120));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public async Task A_difference_with_a_long_path_shows_both_values_and_nothing_cut_off(int width)
    {
        const string Path = "Rules[Daily].CopyActions[arn:aws:backup:us-east-2:222222222222:backup-vault:payroll-Vault].Lifecycle.DeleteAfterDays";
        var lines = (await ShownAsync($"[AwsBackupPlan.PropertyDifference]@{{ Path = '{Path}'; Actual = '7'; Desired = '35' }}", width)).Split('\n');

        Assert.Equal(["Path", "Actual", "Desired"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["7", "35"], lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2..]);
        Assert.Equal(Path, string.Concat(lines[2..].Select(static line => line[..Math.Min(32, line.Length)].Trim())));
    }

    [Fact]
    public async Task Every_public_type_has_a_table_and_a_list_of_all_that_it_has()
    {
        using var session = ModuleSession.Open(endpoint: null);
        var types = (await session.RunAsync("""
            [AwsBackupPlan.BackupAccount].Assembly.GetExportedTypes() | Where-Object { $_.IsClass } | ForEach-Object { '{0}: {1}' -f $_.FullName, (($_.GetProperties().Name | Sort-Object) -join ' ') }
            """)).Succeeded().OutputOf<string>();

        var views = XDocument.Load(Path.Combine(Path.GetDirectoryName(PackagedModule.Find())!, "lib", "AwsBackupPlan.format.ps1xml")).Descendants("View").ToList();
        var lists = views.Where(static view => view.Descendants("ListControl").Any())
            .Select(static view => $"{view.Descendants("TypeName").Single().Value}: {string.Join(' ', view.Descendants("ListItem").Select(static item => (item.Element("PropertyName") ?? item.Element("Label"))!.Value).Order(StringComparer.OrdinalIgnoreCase))}");
        var tables = views.Where(static view => view.Descendants("TableControl").Any()).Select(static view => view.Descendants("TypeName").Single().Value);

        Assert.Equal(types.Order(StringComparer.Ordinal), lists.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(types.Select(static type => type.Split(':')[0]).Order(StringComparer.Ordinal), tables.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <remarks>As it is, PowerShell shows of a list the first four, and braces where there are none.</remarks>
    [Fact]
    public async Task No_view_shows_a_list_as_it_is()
    {
        using var session = ModuleSession.Open(endpoint: null);
        var lists = (await session.RunAsync("""
            foreach ($type in [AwsBackupPlan.BackupAccount].Assembly.GetExportedTypes() | Where-Object { $_.IsClass }) {
                foreach ($property in $type.GetProperties() | Where-Object { $_.PropertyType -ne [string] -and [Collections.IEnumerable].IsAssignableFrom($_.PropertyType) }) { "$($type.FullName) $($property.Name)" }
            }
            """)).Succeeded().OutputOf<string>();

        var shown = XDocument.Load(Path.Combine(Path.GetDirectoryName(PackagedModule.Find())!, "lib", "AwsBackupPlan.format.ps1xml")).Descendants("View")
            .SelectMany(static view => view.Descendants("PropertyName").Select(name => $"{view.Descendants("TypeName").Single().Value} {name.Value}"));

        Assert.NotEmpty(lists);
        Assert.Empty(shown.Intersect(lists, StringComparer.Ordinal));
    }

    /// <remarks>Windows PowerShell refuses the whole file for one element or one word that it does not know.</remarks>
    [Fact]
    public void The_views_use_nothing_that_Windows_PowerShell_lacks()
    {
        var file = XDocument.Load(Path.Combine(Path.GetDirectoryName(PackagedModule.Find())!, "lib", "AwsBackupPlan.format.ps1xml"));
        string[] known =
        [
            "Configuration", "ViewDefinitions", "View", "Name", "ViewSelectedBy", "TypeName", "GroupBy", "ScriptBlock", "PropertyName", "Label", "TableControl", "TableHeaders", "TableColumnHeader", "Width", "Alignment",
            "TableRowEntries", "TableRowEntry", "Wrap", "TableColumnItems", "TableColumnItem", "FormatString", "ListControl", "ListEntries", "ListEntry", "ListItems", "ListItem",
        ];

        Assert.All(file.Descendants(), element => Assert.Contains(element.Name.LocalName, known, StringComparer.Ordinal));
        Assert.All(file.Descendants("View"), static view => Assert.True(view.Elements().Select(static part => part.Name.LocalName).Where(static part => part is not "GroupBy").SequenceEqual(["Name", "ViewSelectedBy", view.Elements().Last().Name.LocalName], StringComparer.Ordinal)));
        Assert.All(file.Descendants("TableControl"), static table => Assert.NotNull(table.Descendants("TableColumnHeader").First().Element("Width")));
        foreach (var script in file.Descendants("ScriptBlock").Select(static script => script.Value).Distinct(StringComparer.Ordinal))
        {
            var parsed = Parser.ParseInput(script, out var tokens, out var errors);
            Assert.Empty(errors);
            Assert.Empty(parsed.FindAll(static part => part is TernaryExpressionAst or PipelineChainAst, searchNestedScriptBlocks: true));
            Assert.DoesNotContain(tokens, static token => token.Kind is TokenKind.QuestionQuestion or TokenKind.QuestionQuestionEquals or TokenKind.QuestionDot or TokenKind.QuestionLBracket);
            Assert.All(parsed.FindAll(static part => part is CommandAst, searchNestedScriptBlocks: true), static command => Assert.Contains(((CommandAst)command).GetCommandName(), (string[])["ForEach-Object", "Where-Object"], StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task The_list_of_a_comparison_leaves_out_what_does_not_change()
    {
        var shown = await ShownAsync(
            "$vault, $plan = [AwsBackupPlan.ResourceChange]@{ Name = 'kept'; Action = 'None' }, [AwsBackupPlan.ResourceChange]@{ Name = 'changed'; Action = 'Update' }; [AwsBackupPlan.BackupPlanComparison]@{ Changes = [AwsBackupPlan.ResourceChange[]]($vault, $plan) } | Format-List",
            width: 120);

        Assert.Contains("changed", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("kept", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BackupPlanInfo", "AccountId AbsName Region CopyRegion Last run")]
    [InlineData("BackupPlanComparison", "AccountId AbsName Region Status Message")]
    [InlineData("BackupRemovalResult", "AccountId AbsName Region Status Message")]
    [InlineData("BackupAccount", "AccountId AbsName State Unit Name")]
    [InlineData("BackupVaultInfo", "AccountId Region VaultName Recovery points Lock")]
    [InlineData("VaultLockResult", "AccountId AbsName Region Status Message")]
    [InlineData("NotificationResult", "AccountId AbsName Region Status Message")]
    [InlineData("BackupAuditResult", "AccountId AbsName Region Status Message")]
    [InlineData("BackupAuditInfo", "AccountId AbsName Region Status Controls Reports")]
    [InlineData("AccountCheck", "Region Check Status Evidence")]
    [InlineData("InitializedAccount", "AccountId AbsName Region Status Message")]
    [InlineData("AuditControlInfo", "Control Scope Parameters")]
    [InlineData("AuditReportPlanInfo", "ReportPlanName BucketName Last report Last success")]
    [InlineData("AuditReportRow", "AccountId AbsName Region Report plan Job Columns")]
    [InlineData("AuditReportJob", "AccountId AbsName Region Status Report plan Job")]
    [InlineData("ProtectedResourceInfo", "AccountId Region ResourceName Status Backup Copy Reason")]
    [InlineData("ProtectionMatchInfo", "PlanName SelectionName Taken By or why not")]
    [InlineData("RegionalProtectionInfo", "AccountId Region VaultName Age At most Late Last failure")]
    [InlineData("RecoveryPointInfo", "AccountId Region Resource Status Created Expires Vault, id")]
    [InlineData("BackupJobInfo", "AccountId Region Type State Age ResourceName Detail")]
    [InlineData("BackupJobSummary", "AccountId Region Date JobType State Count")]
    [InlineData("PropertyDifference", "Path Actual Desired")]
    [InlineData("BackupSelectionInfo", "SelectionName Resources Conditions")]
    [InlineData("ComplianceReport", "AccountId AbsName Region Status Score Message")]
    [InlineData("ComplianceFinding", "Region Severity Status Control Resource Evidence")]
    [InlineData("ComplianceControlScore", "Control Score Compliant Open Exempt Title")]
    [InlineData("ComplianceResource", "AccountId Region ResourceName Status Backup Copy Reason")]
    [InlineData("CopyActionInfo", "AccountId Region VaultName Days kept")]
    [InlineData("RemainingResource", "ResourceType Region Resource Reason")]
    [InlineData("BackupRuleInfo", "RuleName Schedule Time zone Days kept Copies")]
    public async Task All_columns_of_a_table_are_shown_at_80_columns(string type, string columns)
    {
        var shown = await ShownAsync($"[AwsBackupPlan.{type}]@{{ }}", width: 80);

        // Some tables are in parts, each under the account that it is of.
        var head = shown.Split('\n').First(static line => line.Trim() is not ("" or "Account:"));
        Assert.Equal(columns, System.Text.RegularExpressions.Regex.Replace(head.TrimEnd(), " +", " ", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private static async Task<string> ShownAsync(string script, int width)
    {
        using var session = ModuleSession.Open(endpoint: null, width);
        var run = (await session.RunAsync(script + " | Out-Default")).Succeeded();
        return string.Join('\n', run.HostText.Split('\n').Select(static line => line.TrimEnd())).Trim('\n');
    }
}
