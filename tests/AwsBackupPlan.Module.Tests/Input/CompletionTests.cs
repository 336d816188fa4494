using System.Diagnostics;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Module.Tests.Input;

/// <summary>What Tab offers.</summary>
/// <remarks>What cmdlets have worked on is known in the whole process: each test has accounts and names of its own.</remarks>
public sealed class CompletionTests : CmdletTest
{
    private const string Secret = "nobody is to be shown what was typed before";
    private const string OwnText = "the user makes it up, or takes the default";
    private const string OfFiles = "PowerShell completes paths of files itself";
    private const string OfOthers = "it is of another service, of which cmdlets read nothing";

    /// <summary>The parameters of text at which Tab offers nothing, and why.</summary>
    private static readonly Dictionary<string, string> WithoutCompletion = new(StringComparer.Ordinal)
    {
        ["AccessKey"] = Secret,
        ["SecretKey"] = Secret,
        ["SessionToken"] = Secret,
        ["ExternalId"] = Secret,
        ["RoleArnExternalId"] = Secret,
        ["Policy"] = OwnText,
        ["RoleSessionName"] = OwnText,
        ["SourceIdentity"] = OwnText,
        ["TransitiveTagKey"] = OwnText,
        ["IdempotencyToken"] = OwnText,
        ["Prefix"] = OwnText,
        ["ScheduleExpression"] = OwnText,
        ["ScheduleExpressionTimezone"] = OwnText,
        ["AbsNameTag"] = OwnText,
        ["TagKey"] = OwnText,
        ["KeyAlias"] = OwnText,
        ["PlanParameterName"] = OwnText,
        ["BackupRoleName"] = OwnText,
        ["DBInstanceIdentifier"] = OwnText,
        ["RoleArn"] = OfOthers,
        ["CallerArn"] = OfOthers,
        ["ProtectedPrincipal"] = OfOthers,
        ["TopicArn"] = OfOthers,
        ["TopicName"] = OfOthers,
        ["BucketName"] = OfOthers,
        ["DBInstanceClass"] = OfOthers,
        ["DBSubnetGroupName"] = OfOthers,
        ["VpcSecurityGroupId"] = OfOthers,
        ["Path"] = OfFiles,
        ["PlanPath"] = OfFiles,
        ["Baseline"] = OfFiles,
        ["ProfileLocation"] = OfFiles,
    };

    [Theory]
    [InlineData("New-XacntBackupPlan -ResourceType dyn", "DynamoDB")]
    [InlineData("Compare-XacntBackupPlan -ResourceType redshift", "Redshift|'Redshift Serverless'")]
    [InlineData("Compare-XacntBackupPlan -ResourceType 'redshift ", "'Redshift Serverless'")]
    [InlineData("Compare-XacntBackupPlan -ResourceType \"redshift s", "\"Redshift Serverless\"")]
    [InlineData("Compare-XacntBackupPlan -ResourceType RDS, *less", "'Redshift Serverless'")]
    [InlineData("Get-BackupComplianceReport -Control *ENCRYPTED", "BACKUP_RECOVERY_POINT_ENCRYPTED")]
    [InlineData("Start-XacntAuditReport -ReportTemplate copy", "COPY_JOB_REPORT")]
    [InlineData("New-XacntBackupAudit -ReportFormat j", "JSON")]
    [InlineData("Set-XacntBackupNotification -Event copy_job_f", "COPY_JOB_FAILED")]
    [InlineData("Get-XacntBackupPlan -Partition aws-us", "aws-us-gov")]
    [InlineData("Get-XacntProtectedResource -Status CopyL", "CopyLate")]
    [InlineData("Get-XacntBackupJob -JobType C", "Copy")]
    [InlineData("Get-XacntRecoveryPoint -Status del", "DELETING")]
    public async Task Words_of_AWS_are_completed(string typed, string offered) => Assert.Equal(offered, string.Join('|', await OfferedAsync(typed)));

    [Theory]
    [InlineData("Get-XacntBackupJob -State ", "CREATED|PENDING|RUNNING|ABORTING|ABORTED|COMPLETED|FAILED|EXPIRED|PARTIAL")]
    [InlineData("Get-XacntBackupJob -JobType Copy -State ", "CREATED|RUNNING|COMPLETED|FAILED|PARTIAL")]
    [InlineData("Get-XacntBackupJob -JobType Restore -State FAILED, a", "ABORTED")]
    [InlineData("Get-XacntBackupJob -JobType Copy, Restore -State p", "PARTIAL|PENDING")]
    public async Task States_are_those_that_jobs_of_the_kinds_can_be_in(string typed, string offered) => Assert.Equal(offered, string.Join('|', await OfferedAsync(typed)));

    [Fact]
    public async Task A_state_that_no_job_is_ever_in_is_refused_before_any_call()
    {
        var run = await Session.RunAsync($"Get-XacntBackupJob {Payroll} -State FAILED, BROKEN");

        Assert.Contains("'BROKEN' is no state of a job. These are: CREATED, PENDING", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData("New-XacntBackupPlan -Region ap-southeast-2", "ap-southeast-2")]
    [InlineData("New-XacntBackupPlan -Region US-GOV-W", "us-gov-west-1")]
    [InlineData("New-XacntBackupPlan -Partition aws-cn -Region ", "cn-north-1|cn-northwest-1")]
    [InlineData("New-XacntBackupPlan -CopyRegion us-west-1, us-west-2", "us-west-2")]
    [InlineData("New-XacntBackupPlan -Region us-west-2 -CopyRegion us-w", "us-west-1")]
    [InlineData("Export-XacntBackupTemplate -CopyRegion sa-", "sa-east-1|sa-west-1")]
    public async Task Regions_are_those_that_AWS_has(string typed, string offered) => Assert.Equal(offered, string.Join('|', await OfferedAsync(typed)));

    [Fact]
    public async Task A_Region_says_what_AWS_calls_it()
    {
        Session.Set("typed", "New-XacntBackupPlan -Region eu-north-1");

        var run = (await Session.RunAsync("[Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | ForEach-Object ToolTip")).Succeeded();

        Assert.Equal("Europe (Stockholm)", Assert.Single(run.OutputOf<string>()));
    }

    [Fact]
    public async Task What_a_run_was_about_is_offered_in_every_session_of_the_process_the_last_first()
    {
        const string First = "210000000011";
        const string Second = "210000000012";
        Simulator.Onboard(First, "tabrun-orders");
        Simulator.Onboard(Second, "tabrun-stocks");
        (await Session.RunAsync($"New-XacntBackupPlan {First} tabrun-orders")).Succeeded();
        // It finds no vault, and was about the set all the same.
        Assert.Single((await Session.RunAsync($"Get-XacntRecoveryPoint {Second} tabrun-stocks -Region us-west-2 -CopyRegion eu-west-3")).Errors);
        using var other = ModuleSession.Open(endpoint: null);

        Assert.Equal([Second, First], await OfferedAsync("Get-XacntBackupPlan -AccountId 21000000001", other));
        Assert.Equal([First], await OfferedAsync($"Get-XacntBackupPlan -AccountId {Second}, {First[..^1]}1", other));
        Assert.Equal([$"'{First}'"], await OfferedAsync($"Get-XacntBackupPlan -AccountId '{First}", other));
        Assert.Equal([$"\"{First}\""], await OfferedAsync($"Get-XacntBackupPlan \"{First}", other));
        Assert.Equal(["tabrun-stocks", "tabrun-orders"], await OfferedAsync("Compare-XacntBackupPlan -AbsName TABRUN-", other));
        Assert.Equal(["tabrun-stocks", "tabrun-orders"], await OfferedAsync("Compare-XacntBackupPlan -AbsName tabrun*s", other));
        Assert.Equal("tabrun-orders", (await OfferedAsync($"Compare-XacntBackupPlan -AccountId {First} -AbsName tabrun", other))[0]);
        Assert.Contains("eu-west-3", await OfferedAsync("New-XacntBackupPlan -CopyRegion ", other), StringComparer.Ordinal);
        Assert.Equal(["tabrun-orders-Vault"], await OfferedAsync("Get-XacntRecoveryPoint -BackupVaultName tabrun-o", other));
        Assert.Equal("new-set-Vault", (await OfferedAsync("Get-XacntRecoveryPoint -AbsName new-set -VaultName ", other))[0]);
        Assert.Contains("arn:aws:backup:us-east-2:210000000011:backup-vault:tabrun-orders-Vault", await OfferedAsync("Start-XacntCopyJob -DestinationVaultArn *210000000011", other), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Get-XacntBackupJob -Since ")]
    [InlineData("Get-XacntRecoveryPoint -Until ")]
    [InlineData("Start-XacntRestoreJob -PointInTime '")]
    public async Task Where_a_time_is_wanted_days_are_offered_and_no_files(string typed)
    {
        await GoToFolderAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder.FullName, "file.txt"), "x", TestContext.Current.CancellationToken);

        var offered = await OfferedOfFilesAsync(typed);

        Assert.Equal(5, offered.Count);
        Assert.All(offered, static day => Assert.Matches("^'20[0-9]{2}-[0-9]{2}-[0-9]{2}'$", day));
    }

    [Fact]
    public async Task Recovery_points_databases_and_jobs_that_were_read_are_offered_with_what_they_are()
    {
        const string Account = "210000000021";
        Simulator.Onboard(Account, "tab-points");
        (await Session.RunAsync($"New-XacntBackupPlan {Account} tab-points")).Succeeded();
        var database = Simulator.Rds.AddInstance(Account, "us-east-1", "tab-database", new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "tab-points" });
        Simulator.Backup.AddRecoveryPoint(Account, "us-east-1", new SeededRecoveryPoint { VaultName = "tab-points-Vault", ResourceArn = database });
        Simulator.Backup.AddBackupJob(Account, "us-east-1", new SeededBackupJob { VaultName = "tab-points-Vault", ResourceArn = database, State = "COMPLETED" });

        var run = (await Session.RunAsync($"Get-XacntRecoveryPoint {Account}; Get-XacntBackupJob {Account}")).Succeeded();

        var point = run.Output.Select(static item => item.BaseObject).OfType<object>().First(static item => item.GetType().Name is "RecoveryPointInfo");
        var arn = (string)point.GetType().GetProperty("RecoveryPointArn")!.GetValue(point)!;
        Assert.Equal([arn], await OfferedAsync($"Start-XacntRestoreJob -RecoveryPointArn {arn[..^3]}"));
        Assert.Equal([database], await OfferedAsync("Get-XacntBackupJob -ResourceArn *tab-database"));
        Assert.Equal([database], await OfferedAsync($"Get-XacntBackupJob -AccountId 210000000022, {Account} -ResourceArn *tab-database"));
        Assert.DoesNotContain(database, await OfferedAsync("Get-XacntBackupJob -AccountId 210000000022 -ResourceArn *tab-database"));
        Assert.DoesNotContain(arn, await OfferedAsync($"Start-XacntRestoreJob -AccountId '210000000022' -RecoveryPointArn {arn[..^3]}"));
        var job = run.Values("JobId").OfType<string>().First();
        Assert.Equal([char.IsAsciiDigit(job[0]) ? $"'{job}'" : job], await OfferedAsync($"Wait-XacntBackupJob -JobId {job[..20]}"));
        Session.Set("typed", $"Wait-XacntBackupJob -JobId {job[..20]}");
        var about = (await Session.RunAsync("[Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | ForEach-Object ToolTip")).Succeeded();
        Assert.StartsWith($"Backup of tab-database in {Account} (us-east-1): COMPLETED, ", Assert.Single(about.OutputOf<string>()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_of_the_organization_are_offered_by_name_and_told_by_it()
    {
        Simulator.Organizations.AddAccount("210000000031", "Tab's books & more");
        Simulator.Organizations.AddAccount("210000000032", "Shop [dev]");
        (await Session.RunAsync("Get-XacntBackupAccount")).Succeeded();

        var shop = Assert.Single(await OfferedAsync("Get-XacntBackupAccount -Name shop"));
        Assert.Equal("210000000032", Assert.Single((await Session.RunAsync($"Get-XacntBackupAccount -Name {shop}")).Succeeded().Values("AccountId")));
        Assert.Equal(["'Tab''s books & more'"], await OfferedAsync("Get-XacntBackupAccount -Name tab"));
        Session.Set("typed", "Get-XacntBackupPlan 210000000031");
        var about = (await Session.RunAsync("[Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | ForEach-Object ToolTip")).Succeeded();
        Assert.Equal("Tab's books & more", Assert.Single(about.OutputOf<string>()));
    }

    [Theory]
    [InlineData("accounts.csv", "AccountId,AbsName,Name\n042000000001,tab-file,The files\n042000000002,tab-more,\n")]
    [InlineData("accounts.csv", "\uFEFF#TYPE System.Management.Automation.PSCustomObject\r\n\"Name\";\"Abs\";\"Id\"\r\n\"The; files\";\"tab-file\";\"042000000001\"\r\n\"\";\"tab-more\";\"042000000002\"\r\n")]
    [InlineData("accounts.csv", "Account,AbsName\n042000000001,tab-file\n\n,empty\n42,short\nnot an account,bad\n\"042000000002\",tab-more\n\"unclosed")]
    [InlineData("accounts.json", """{ "Accounts": [ { "Id": "042000000001", "Name": "The files", "AbsName": "tab-file" }, { "Id": "ou-1" }, { "Id": "042000000002", "Abs": "tab-more" } ] }""")]
    [InlineData("accounts.json", """[ { "AccountId": "042000000001", "AbsName": "tab-file" }, 7, null, [], { "AccountId": "042000000002", "AbsName": "tab-more" } ]""")]
    public async Task A_list_of_accounts_in_the_currentFolder_is_known(string name, string text)
    {
        await GoToFolderAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder.FullName, name), text, TestContext.Current.CancellationToken);

        // A number would lose its leading zero.
        Assert.Equal(["'042000000001'", "'042000000002'"], await OfferedOfFilesAsync("Get-XacntBackupPlan -AccountId 04200000000"));
        Assert.Equal(["tab-file"], await OfferedOfFilesAsync("Get-XacntBackupPlan -AbsName tab-f"));
        Assert.Equal("tab-more", (await OfferedOfFilesAsync("Get-XacntBackupPlan '042000000002' tab-"))[0]);
        Assert.Equal(["tab-file-Vault"], await OfferedOfFilesAsync("Get-XacntRecoveryPoint -BackupVaultName tab-file"));
    }

    [Fact]
    public async Task The_list_that_the_variable_names_and_profiles_of_the_files_that_AWS_names_are_known()
    {
        await WriteAsync("elsewhere.csv", "AccountId,AbsName\n042000000003,tab-elsewhere\n");
        await WriteAsync("config", "[default]\nregion = us-east-1\n[profile from-config]\nrole_arn = x\n[profile with space]\n[profile 'as the CLI writes']\n[sso-session corp]\n[services s]\n  [profile indented]\n[broken\n[profile ]\n[]\n");
        await WriteAsync("credentials", "[default]\naws_secret_access_key = SECRET-CANARY\n[from-credentials]\naws_access_key_id = [looks-like-one]\n");
        Folder.CreateSubdirectory("other");
        await WriteAsync("other/credentials", "[from-other]\n");
        await WriteAsync("other/config", "[profile from-beside]\n");

        var lines = await FreshProcess.RunAsync(Simulator.Endpoint, $$"""
            [Environment]::SetEnvironmentVariable('ABP_ACCOUNTS', '{{Folder.FullName}}/elsewhere.csv')
            [Environment]::SetEnvironmentVariable('AWS_CONFIG_FILE', '{{Folder.FullName}}/config')
            [Environment]::SetEnvironmentVariable('AWS_SHARED_CREDENTIALS_FILE', '{{Folder.FullName}}/credentials')
            Import-Module $manifest
            foreach ($typed in 'Get-XacntBackupPlan 04', 'Get-XacntBackupPlan -ProfileName ', 'Get-XacntBackupAccount -ProfileName "from', 'Get-XacntBackupPlan -ProfileLocation "{{Folder.FullName}}/other/credentials" -ProfileName from-', 'Get-XacntBackupPlan -ProfileLocation nodrive:/credentials -ProfileName from-') {
                [Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches.CompletionText -join '|'
            }
            $Error.Count
            """);

        Assert.Equal(["'042000000003'", "default|from-credentials|from-config|'with space'|'as the CLI writes'|indented", "\"from-credentials\"|\"from-config\"", "from-other|from-beside", "0"], lines);
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData("a folder")]
    [InlineData("a pipe")]
    [InlineData("no text")]
    [InlineData("not closed")]
    [InlineData("deep")]
    public async Task A_list_that_is_none_offers_nothing_and_is_no_error(string what)
    {
        await GoToFolderAsync();
        var path = Path.Combine(Folder.FullName, what is "deep" ? "accounts.json" : "accounts.csv");
        switch (what)
        {
            case "a folder":
                Directory.CreateDirectory(path);
                break;
            case "a pipe":
                Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
                using (var made = Process.Start("mkfifo", [path]))
                {
                    await made.WaitForExitAsync(TestContext.Current.CancellationToken);
                }

                break;
            case "no text":
                await File.WriteAllBytesAsync(path, [.. Enumerable.Range(0, 100_000).Select(static number => (byte)(number * 7919))], TestContext.Current.CancellationToken);
                break;
            case "not closed":
                await File.WriteAllTextAsync(path, "AccountId,AbsName\n\"" + new string('0', 1_000_000), TestContext.Current.CancellationToken);
                break;
            default:
                await File.WriteAllTextAsync(path, new string('[', 100_000), TestContext.Current.CancellationToken);
                break;
        }

        Assert.DoesNotContain(await OfferedAsync("Get-XacntBackupPlan -AccountId 9"), static offered => offered.Contains('9', StringComparison.Ordinal));
        Assert.Empty((await Session.RunAsync("$Error")).Output);
    }

    [Fact]
    public async Task Of_a_huge_list_the_beginning_is_known()
    {
        await GoToFolderAsync();
        await File.WriteAllLinesAsync(Path.Combine(Folder.FullName, "accounts.csv"), ["AccountId,AbsName", .. Enumerable.Range(0, 1_000_000).Select(static number => $"{430000000000 + number},tab-huge")], TestContext.Current.CancellationToken);

        var offered = await OfferedOfFilesAsync("Get-XacntBackupPlan -AccountId 43000000");

        Assert.Equal("430000000000", offered[0]);
        Assert.Equal(1_000, offered.Count);
    }

    [Fact]
    public async Task Text_that_a_terminal_would_obey_is_not_offered_and_what_quotes_need_is_quoted()
    {
        await GoToFolderAsync();
        await File.WriteAllTextAsync(
            Path.Combine(Folder.FullName, "accounts.csv"),
            "AccountId,AbsName,Name\n042000000004,tab\u001b[2Jgone,x\n042000000005,tab$(bad)';\"x,\u001b[31mred\n042000000006,tab two,y\n042000000007,-tab,y\n",
            TestContext.Current.CancellationToken);

        Assert.Equal(["'tab$(bad)'';\"x'", "'tab two'"], (await OfferedOfFilesAsync("Get-XacntBackupPlan -AbsName tab")).Where(static offered => offered.StartsWith('\'')));
        Assert.Equal(["\"tab two\""], await OfferedOfFilesAsync("Get-XacntBackupPlan -AbsName \"tab t"));
        Assert.Equal(["'tab$(bad)'';\"x'"], await OfferedOfFilesAsync("Get-XacntBackupPlan -AbsName \"tab$"));
        Session.Set("typed", "Get-XacntBackupPlan 042000000005");
        var about = (await Session.RunAsync("[Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | ForEach-Object ToolTip")).Succeeded();
        Assert.DoesNotContain(Assert.Single(about.OutputOf<string>()), char.IsControl);
    }

    [Fact]
    public async Task Every_parameter_of_text_completes_or_is_left_out_for_a_reason()
    {
        var run = (await Session.RunAsync("""
            foreach ($command in Get-Command -Module AwsBackupPlan) {
                foreach ($parameter in $command.Parameters.Values) {
                    if ($parameter.Name -in [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters) { continue }
                    if ($parameter.ParameterType -in [string], [string[]] -and -not ($parameter.Attributes | Where-Object { $_ -is [ArgumentCompleter] -or $_ -is [ValidateSet] })) { $parameter.Name }
                }
            }
            """)).Succeeded();

        Assert.Equal(WithoutCompletion.Keys.Order(StringComparer.Ordinal), run.OutputOf<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(WithoutCompletion.Values, Assert.NotEmpty);
    }

    [Fact]
    public async Task No_secret_is_ever_offered_and_nothing_is_called()
    {
        Simulator.Onboard("210000000041", "tab-secret");
        await Session.RunAsync("@{ AccountId = '210000000041'; AbsName = 'tab-secret'; ExternalId = 'CANARY-EXTERNAL-ID' } | Get-XacntBackupPlan -SessionTag @{ a = 'CANARY-TAG' }");
        var calls = Simulator.Requests.Count;

        var run = (await Session.RunAsync("""
            foreach ($command in Get-Command -Module AwsBackupPlan) {
                foreach ($name in $command.Parameters.Keys) {
                    if ($name -in [Management.Automation.Cmdlet]::CommonParameters) { continue }
                    $typed = "$($command.Name) -$name "
                    [Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | ForEach-Object { $_.CompletionText; $_.ToolTip }
                }
            }
            """)).Succeeded();

        Assert.InRange(run.Output.Count, 1_000, 1_000_000);
        Assert.DoesNotContain(run.OutputOf<string>(), static text => text.Contains("CANARY", StringComparison.Ordinal) || text.Contains(ModuleSession.SecretKey, StringComparison.Ordinal));
        Assert.Equal(calls, Simulator.Requests.Count);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(Folder.FullName, name), text, TestContext.Current.CancellationToken);

    private async Task GoToFolderAsync()
    {
        Session.Set("folder", Folder.FullName);
        (await Session.RunAsync("$null = $ExecutionContext.SessionState.Path.SetLocation($folder)")).Succeeded();
    }

    private Task<IReadOnlyList<string>> OfferedAsync(string typed, ModuleSession? session = null) => (session ?? Session).OffersAsync(typed);

    private async Task<IReadOnlyList<string>> OfferedOfFilesAsync(string typed) => [.. (await Session.CompleteOfFilesAsync(typed)).Select(static match => match.CompletionText)];
}
