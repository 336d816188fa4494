using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Views;

/// <summary>Rows of tables tell things apart: two that differ in one of the properties that identify them are shown differently.</summary>
public sealed class IdentityTests
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["AccountCheck"] = "AccountId AbsName Region Check",
        ["AuditControlInfo"] = "Control Scope Parameters",
        ["AuditReportJob"] = "AccountId AbsName Region ReportPlanName ReportJobId",
        ["AuditReportPlanInfo"] = "ReportPlanName BucketName LastSuccessDate",
        ["AuditReportRow"] = "AccountId AbsName Region ReportPlanName ReportJobId Columns",
        ["BackupAccount"] = "AccountId AbsName OrganizationalUnitId Name",
        ["BackupAuditInfo"] = "AccountId AbsName Region",
        ["BackupAuditResult"] = "AccountId AbsName Region",
        ["BackupJobInfo"] = "AccountId Region JobType JobId DestinationRegion ResourceName State",
        ["BackupJobSummary"] = "AccountId Region Date JobType State",
        ["BackupPlanComparison"] = "AccountId AbsName Region",
        ["BackupPlanInfo"] = "AccountId AbsName Region CopyRegion",
        ["BackupPlanResult"] = "AccountId AbsName Region",
        ["BackupRemovalResult"] = "AccountId AbsName Region",
        ["BackupRuleInfo"] = "RuleName ScheduleExpression ScheduleExpressionTimezone",
        ["BackupSelectionInfo"] = "SelectionName Resources NotResources Conditions ListOfTags",
        ["BackupVaultInfo"] = "AccountId Region VaultName",
        ["ComplianceControlScore"] = "Control",
        ["ComplianceExemption"] = "Owner Expires Reason",
        ["ComplianceFinding"] = "AccountId AbsName Region Control ResourceName",
        ["ComplianceReport"] = "AccountId AbsName Region",
        ["ComplianceResource"] = "AccountId Region ResourceName",
        ["CopyActionInfo"] = "DestinationVaultArn DeleteAfterDays",
        ["InitializedAccount"] = "AccountId AbsName Region",
        ["NotificationResult"] = "AccountId AbsName Region",
        ["PropertyDifference"] = "Path Actual Desired",
        ["ProtectedResourceInfo"] = "AccountId Region ResourceName",
        ["ProtectionMatchInfo"] = "PlanName SelectionName",
        ["RecoveryPointInfo"] = "AccountId Region ResourceName VaultName RecoveryPointArn CreationDate Expires",
        ["RegionalProtectionInfo"] = "AccountId Region VaultName",
        ["RemainingResource"] = "AccountId AbsName Region ResourceType Name RecoveryPointArn",
        ["ResourceChange"] = "AccountId AbsName Region ResourceType Name Action",
        ["SelectionConditionInfo"] = "Operator Key Value",
        ["VaultLockResult"] = "AccountId AbsName Region",
    };

    /// <summary>The types that are shown; each has its keys.</summary>
    public static TheoryData<string> Types => SnapshotTests.Types;

    /// <remarks>Of a UUID the beginning is shown: another one begins with something else. In the row of a failed copy nothing but its destination and its job tells it from another of the same database.</remarks>
    [Theory]
    [MemberData(nameof(Types))]
    public async Task What_differs_in_one_property_that_identifies_is_another_row(string type)
    {
        using var session = ModuleSession.Open(endpoint: null);
        session.Set("keys", Keys[type].Split(' '));

        var alike = (await session.RunAsync($$"""
            $objects = (. '{{Path.Combine(SnapshotTests.Folder, "Samples.ps1")}}')['{{type}}'].Objects
            $lists = @{ Parameters = [string[]]'another=1'; CopyRegion = [string[]]'eu-north-1'; Resources = [string[]]'another'; NotResources = [string[]]'another'; Columns = [Collections.Generic.KeyValuePair[string, string][]]@([Collections.Generic.KeyValuePair[string, string]]::new('JobStatus', 'FAILED')) }
            $lists.Conditions = $lists.ListOfTags = [AwsBackupPlan.SelectionConditionInfo[]]@(@{ Operator = 'StringEquals'; Key = 'another'; Value = 'one' })
            $type = [AwsBackupPlan.{{type}}]
            foreach ($object in $objects) {
                foreach ($key in $keys) {
                    # A recovery point's name is that of its vault.
                    if ($key -ceq 'Name' -and $object.RecoveryPointArn) { continue }
                    $other = @{}
                    foreach ($property in $type.GetProperties() | Where-Object CanWrite) { if ($null -ne $object.($property.Name)) { $other[$property.Name] = $object.($property.Name) } }
                    $kind = $type.GetProperty($key).PropertyType
                    if ([Nullable]::GetUnderlyingType($kind)) { $kind = [Nullable]::GetUnderlyingType($kind) }
                    $value = $object.$key
                    # Assigned in the branch: what an if gives out is no longer a list where there is one in it.
                    if ($lists.ContainsKey($key)) { $other[$key] = $lists[$key] }
                    elseif ($kind.IsEnum) { $other[$key] = @([Enum]::GetValues($kind) | Where-Object { $_ -ne $value })[0] }
                    elseif ($kind -eq [DateTimeOffset]) { $other[$key] = if ($value) { $value.AddDays(1) } else { [DateTimeOffset]::new(2026, 1, 1, 0, 0, 0, [TimeSpan]::Zero) } }
                    elseif ($kind -eq [DateTime]) { $other[$key] = $value.AddDays(1) }
                    elseif ($kind -eq [long]) { $other[$key] = $value + 1 }
                    elseif (-not $value) { $other[$key] = 'another' }
                    elseif ($value -match '[0-9a-f]{8}-[0-9a-f]{4}-') { $other[$key] = $value -replace '[0-9a-f]{8}-[0-9a-f]{4}-', '01234567-89ab-' }
                    else { $other[$key] = $value.Remove($value.Length - 1) + $(if ($value[-1] -ceq '7') { '8' } else { '7' }) }
                    $changed = $other -as $type
                    if ($null -eq $changed -or (ConvertTo-Json -InputObject @(, $changed.$key) -Depth 3 -Compress) -ceq (ConvertTo-Json -InputObject @(, $value) -Depth 3 -Compress)) { "$key was not changed" }
                    $texts = @(foreach ($thing in $object, $changed) { foreach ($width in 80, 120) { $thing | Format-Table | Out-String -Width $width } })
                    if ($texts[0] -ceq $texts[2]) { "$key at 80: $($texts[0])" }
                    if ($texts[1] -ceq $texts[3]) { "$key at 120: $($texts[1])" }
                }
            }
            """)).Succeeded().OutputOf<string>();

        Assert.Empty(alike);
    }

    [Theory]
    [InlineData("arn:aws:backup:us-west-2:222222222222:backup-vault:payroll-Vault", "us-west-2", "8B0C2A5E to us-west-2: It is late.")]
    [InlineData("arn:aws:backup:us-west-2:333333333333:backup-vault:payroll-Vault", "us-west-2", "8B0C2A5E to 333333333333 us-west-2: It is late.")]
    [InlineData(null, null, "8B0C2A5E: It is late.")]
    public async Task A_job_that_failed_says_which_it_is_where_it_was_to_copy_to_and_why_it_failed(string? destination, string? region, string detail)
    {
        using var session = ModuleSession.Open(endpoint: null);

        var shown = (await session.RunAsync($"Set-StrictMode -Version Latest; [AwsBackupPlan.BackupJobInfo]@{{ AccountId = '222222222222'; JobType = 'Copy'; State = 'FAILED'; JobId = '8B0C2A5E-1F3D-4C6B-9A7E-5D4F3B2A1C0E'; DestinationVaultArn = '{destination}'; DestinationRegion = '{region}'; StatusMessage = 'It is late.' }} | Format-Table | Out-String -Width 160")).Succeeded().OutputOf<string>()[0];

        Assert.Contains(detail, shown, StringComparison.Ordinal);
    }

    /// <remarks>As PowerShell shows it, a list ends after four.</remarks>
    [Fact]
    public async Task A_list_shows_every_property_that_differs()
    {
        using var session = ModuleSession.Open(endpoint: null);

        var shown = (await session.RunAsync("""[AwsBackupPlan.ResourceChange]@{ Differences = [AwsBackupPlan.PropertyDifference[]]@(1..6 | ForEach-Object { @{ Path = "Rules[$_]"; Actual = '1' } }) }, [AwsBackupPlan.ResourceChange]@{ Name = 'same' } | Format-List | Out-String""")).Succeeded().OutputOf<string>()[0];

        Assert.All(Enumerable.Range(1, 6), number => Assert.Contains($"Rules[{number}]: 1 -> (absent)", shown, StringComparison.Ordinal));
        Assert.DoesNotContain("{}", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_have_one_form_whatever_the_language_of_the_machine()
    {
        using var session = ModuleSession.Open(endpoint: null);

        var shown = (await session.RunAsync("""
            $german = [cultureinfo]::InvariantCulture.Clone()
            $german.NumberFormat.NumberGroupSeparator = '.'
            $german.NumberFormat.NumberDecimalSeparator = ','
            [Threading.Thread]::CurrentThread.CurrentCulture = $german
            $things = [AwsBackupPlan.BackupVaultInfo]@{ RecoveryPointCount = 1234; MaxRetentionDays = 36500 }, [AwsBackupPlan.RecoveryPointInfo]@{ BackupSizeInBytes = 1600; DeleteAfterDays = 3650 }, [AwsBackupPlan.BackupJobInfo]@{ PercentDone = 1.5 }, [AwsBackupPlan.BackupRuleInfo]@{ StartWindowMinutes = 10080; DeleteAfterDays = 3650 }
            $texts = foreach ($thing in $things) { $thing | Format-Table | Out-String; $thing | Format-List | Out-String }
            $texts -join ''
            """)).Succeeded().OutputOf<string>()[0];

        Assert.All((string[])["1,234", "36,500", "1.6 KiB", "3,650", "1.5 %", "10,080"], text => Assert.Contains(text, shown, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"\d,\d (KiB|%)|\d\.\d{3}", shown);
    }
}
