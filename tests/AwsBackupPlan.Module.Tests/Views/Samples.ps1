# Objects of every type that users see: as they mostly are, and with the longest names that AWS allows. Of each the texts by which a row of the table is told from others.
$now = [DateTimeOffset]::new(2026, 1, 28, 5, 7, 9, [TimeSpan]::Zero)
$account = '012345678901'
$abs = 'twenty-two-characters-'
$vault = 'fifty-characters-is-the-longest-name-of-any-vault-'
$database = 'sixty-three-characters-are-the-longest-identifier-of-a-database'
$longRegion = 'ap-southeast-2'
$govRegion = 'us-gov-west-1'
$key = 'arn:aws:kms:us-east-1:222222222222:key/mrk-1234abcd12ab34cd56ef1234567890ab'
$point = 'arn:aws:rds:us-east-1:222222222222:snapshot:awsbackup:job-8b0c2a5e-1f3d-4c6b-9a7e-5d4f3b2a1c0e'
$longPoint = "arn:aws-us-gov:backup:${govRegion}:${account}:recovery-point:continuous:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ-8b0c2a5e"
$planId = '8b0c2a5e-1f3d-4c6b-9a7e-5d4f3b2a1c0e'
$denied = "User: arn:aws:sts::222222222222:assumed-role/Xacnt_Backup_Role/AwsBackupPlan is not authorized to perform: backup:CreateBackupVault on resource: arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault."

$differences = [AwsBackupPlan.PropertyDifference[]]@(
    @{ Path = 'Rules[0].ScheduleExpression'; Actual = '"cron(0 5 ? * * *)"'; Desired = '"cron(0 3 ? * * *)"' }
    @{ Path = 'Rules[payroll-RDS-BackupRule-Default].CopyActions[arn:aws:backup:us-east-2:222222222222:backup-vault:payroll-Vault].Lifecycle.DeleteAfterDays'; Desired = '35' }
    @{ Path = 'Rules[0].StartWindowMinutes'; Actual = '60'; Desired = '480' }
    @{ Path = 'Rules[0].CompletionWindowMinutes'; Actual = '120'; Desired = '10080' }
    @{ Path = 'Rules[0].Lifecycle.DeleteAfterDays'; Actual = '7' }
    @{ Path = 'Rules[0].EnableContinuousBackup'; Actual = 'true'; Desired = 'false' })
$changes = [AwsBackupPlan.ResourceChange[]]@(
    @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; ResourceType = 'BackupVault'; Name = 'payroll-Vault'; Action = 'Create' }
    @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; ResourceType = 'BackupPlan'; Name = 'payroll-RDS-BackupPlan-Default'; ResourceArn = "arn:aws:backup:us-east-1:222222222222:backup-plan:$planId"; Action = 'Update'; Differences = $differences }
    @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; ResourceType = 'BackupSelection'; Name = 'payroll-RDS-BackupSelection-Current'; Action = 'Replace' }
    @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-2'; ResourceType = 'BackupVault'; Name = 'payroll-Vault'; Action = 'None' }
    @{ AccountId = $account; AbsName = $abs; Region = $longRegion; ResourceType = 'BackupVault'; Name = $vault; ResourceArn = "arn:aws:backup:${longRegion}:${account}:backup-vault:$vault"; Action = 'Blocked'; Reason = 'It is encrypted with another key.'; Remedy = 'Use another ABS name, or remove the vault.' })
$remaining = [AwsBackupPlan.RemainingResource[]]@(
    @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; ResourceType = 'BackupPlan'; Name = 'payroll-RDS-BackupPlan-Default'; ResourceArn = "arn:aws:backup:us-east-1:222222222222:backup-plan:$planId"; Reason = 'It has selections that are not the module''s.' }
    @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; ResourceType = 'RecoveryPoint'; Name = 'payroll-Vault'; VaultName = 'payroll-Vault'; RecoveryPointArn = $point; ResourceArn = $point; Reason = 'The vault is locked until 2027-01-01.'; Remedy = 'Run it again after that.' }
    @{ AccountId = $account; AbsName = $abs; Region = $govRegion; ResourceType = 'RecoveryPoint'; Name = $vault; VaultName = $vault; RecoveryPointArn = $longPoint; ResourceArn = $longPoint; Reason = 'A legal hold keeps it.' })
$copies = [AwsBackupPlan.CopyActionInfo[]]@(
    @{ DestinationVaultArn = 'arn:aws:backup:us-east-2:222222222222:backup-vault:payroll-Vault'; DeleteAfterDays = 35 }
    @{ DestinationVaultArn = "arn:aws-us-gov:backup:${govRegion}:${account}:backup-vault:$vault" })
$rules = [AwsBackupPlan.BackupRuleInfo[]]@(
    @{ RuleName = 'payroll-RDS-BackupRule-Default'; TargetVaultName = 'payroll-Vault'; ScheduleExpression = 'cron(0 5 ? * * *)'; ScheduleExpressionTimezone = 'Etc/UTC'; StartWindowMinutes = 480; CompletionWindowMinutes = 10080; DeleteAfterDays = 35; CopyActions = $copies }
    @{ RuleName = 'fifty-characters-is-the-longest-name-of-any-rule--'; TargetVaultName = $vault; ScheduleExpression = 'cron(0/30 0,6,12,18 ? 1-12 MON-FRI 2026-2036)'; ScheduleExpressionTimezone = 'America/Argentina/ComodRivadavia'; StartWindowMinutes = 60; CompletionWindowMinutes = 120; EnableContinuousBackup = $true })
$conditions = [AwsBackupPlan.SelectionConditionInfo[]]@(
    @{ Operator = 'StringEquals'; Key = 'aws:ResourceTag/ABS'; Value = 'payroll' }
    @{ Operator = 'StringNotLike'; Key = 'aws:ResourceTag/a-key-that-is-rather-long-and-not-yet-the-longest'; Value = 'a value * that is rather long' })
$selections = [AwsBackupPlan.BackupSelectionInfo[]]@(
    @{ SelectionId = '4c6b9a7e-5d4f-3b2a-1c0e-8b0c2a5e1f3d'; SelectionName = 'payroll-RDS-BackupSelection-Default'; RoleArn = 'arn:aws:iam::222222222222:role/AWSBackupDefaultServiceRole'; Resources = [string[]]('arn:aws:rds:*:*:db:*', 'arn:aws:rds:*:*:cluster:*'); Conditions = $conditions }
    @{ SelectionId = '5d4f3b2a-1c0e-8b0c-2a5e-1f3d4c6b9a7e'; SelectionName = 'fifty-characters-is-the-longest-selection-name----'; RoleArn = "arn:aws:iam::${account}:role/path/of-a-role/AWSBackupDefaultServiceRole"; ListOfTags = $conditions; NotResources = [string[]]"arn:aws:rds:us-east-1:${account}:db:$database" })
$vaults = [AwsBackupPlan.BackupVaultInfo[]]@(
    @{ AccountId = '222222222222'; Region = 'us-east-1'; VaultName = 'payroll-Vault'; VaultArn = 'arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault'; EncryptionKeyArn = $key; RecoveryPointCount = 412 }
    @{ AccountId = $account; Region = $longRegion; VaultName = $vault; VaultArn = "arn:aws:backup:${longRegion}:${account}:backup-vault:$vault"; RecoveryPointCount = 1000000; Locked = $true; LockMode = 'Compliance'; MinRetentionDays = 7; MaxRetentionDays = 36500; LockDate = $now })
$tags = [Collections.Generic.Dictionary[string, string]]::new()
$tags['ABS'] = 'payroll'
$tags['Owner'] = 'the payroll team'
$plan = [AwsBackupPlan.BackupPlanInfo]@{
    AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; CopyRegion = [string[]]('us-east-2', 'eu-west-1'); PlanId = $planId; PlanName = 'payroll-RDS-BackupPlan-Default'
    PlanArn = "arn:aws:backup:us-east-1:222222222222:backup-plan:$planId"; PlanVersionId = 'OWU4MTcxYWEtZjY3Ny00NmNkLWE4ZjQ'; CreationDate = $now.AddDays(-40); LastExecutionDate = $now; VaultName = 'payroll-Vault'
    Rules = $rules; Selections = $selections; Vaults = $vaults; Tags = $tags
}
$controls = [AwsBackupPlan.AuditControlInfo[]]@(
    @{ Control = 'BACKUP_RECOVERY_POINT_ENCRYPTED'; Scope = 'ABS=payroll' }
    @{ Control = 'BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK'; Scope = 'ABS=twenty-two-characters-'; Parameters = [string[]]('requiredFrequencyUnit=days', 'requiredFrequencyValue=1', 'requiredRetentionDays=35') })
$reportPlans = [AwsBackupPlan.AuditReportPlanInfo[]]@(
    @{
        ReportPlanName = 'Xacnt_payroll_RESOURCE_COMPLIANCE_REPORT'; ReportPlanArn = 'arn:aws:backup:us-east-1:222222222222:report-plan:Xacnt_payroll_RESOURCE_COMPLIANCE_REPORT-8b0c2a5e-1f3d-4c6b-9a7e-5d4f3b2a1c0e'; Template = 'RESOURCE_COMPLIANCE_REPORT'
        BucketName = 'audit-reports'; Prefix = 'payroll'; Formats = [string[]]('CSV', 'JSON'); DeploymentStatus = 'COMPLETED'; LastAttemptDate = $now; LastSuccessDate = $now; LastJobId = $planId; LastJobStatus = 'COMPLETED'
        LastKeys = [string[]]('payroll/2026/01/28/RESOURCE_COMPLIANCE_REPORT.csv', 'payroll/2026/01/28/RESOURCE_COMPLIANCE_REPORT.json')
    }
    @{
        ReportPlanName = 'Xacnt_twenty_two_characters__CONTROL_COMPLIANCE_REPORT'; ReportPlanArn = "arn:aws:backup:${longRegion}:${account}:report-plan:Xacnt_twenty_two_characters__CONTROL_COMPLIANCE_REPORT-8b0c2a5e-1f3d-4c6b-9a7e-5d4f3b2a1c0e"; Template = 'CONTROL_COMPLIANCE_REPORT'
        BucketName = 'sixty-three-characters-are-the-longest-name-that-a-bucket-may-be'; LastJobStatus = 'FAILED'; LastJobMessage = 'The bucket''s policy does not let AWS Backup write.'
    })
$plansThatMatch = [AwsBackupPlan.ProtectionMatchInfo[]]@(
    @{ PlanName = 'payroll-RDS-BackupPlan-Default'; PlanId = $planId; SelectionName = 'payroll-RDS-BackupSelection-Default'; SelectionId = '4c6b9a7e-5d4f-3b2a-1c0e-8b0c2a5e1f3d'; IsTaken = $true; MatchedBy = 'the tag ABS=payroll' }
    @{ PlanName = 'fifty-characters-is-the-longest-name-of-any-plan--'; PlanId = $planId; SelectionName = 'fifty-characters-is-the-longest-selection-name----'; SelectionId = '5d4f3b2a-1c0e-8b0c-2a5e-1f3d4c6b9a7e'; Reason = 'the condition StringNotLike aws:ResourceTag/Stage = test* is not fulfilled' })
$regions = [AwsBackupPlan.RegionalProtectionInfo[]]@(
    @{ Region = 'us-east-1'; AccountId = '222222222222'; VaultName = 'payroll-Vault'; RecoveryPointArn = $point; CreationDate = $now; Age = [TimeSpan]::FromHours(5); LateAfter = [TimeSpan]::FromHours(32) }
    @{ Region = $longRegion; IsCopy = $true; AccountId = $account; VaultName = $vault; CreationDate = $now.AddDays(-1234); Age = [TimeSpan]::FromDays(1234); LateAfter = [TimeSpan]::FromHours(56); IsLate = $true; LastFailure = $now; LastFailureMessage = 'The key cannot be used in the destination.' })
$exemption = [AwsBackupPlan.ComplianceExemption]@{ Reason = 'It is rebuilt from the warehouse every night.'; Owner = 'data-platform@example.com'; Expires = $now.AddDays(90) }
$scores = [AwsBackupPlan.ComplianceControlScore[]]@(
    @{ Control = 'BACKUP_RECOVERY_POINT_ENCRYPTED'; Title = 'Recovery points are encrypted'; Compliant = 12; Score = 100 }
    @{ Control = 'BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK'; Title = 'Plans back up often enough and keep backups long enough'; Compliant = 10234; NonCompliant = 12; Exempt = 1; Errors = 1; InsufficientData = 2; NotApplicable = 3; Score = 99 })
$findings = [AwsBackupPlan.ComplianceFinding[]]@(
    @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; Control = 'BACKUP_RECOVERY_POINT_ENCRYPTED'; ResourceArn = $point; ResourceName = 'payroll-1'; ResourceType = 'RDS'; Status = 'COMPLIANT'; Severity = 'High'; Evidence = 'All 12 recovery points are encrypted.'; IsNew = $false }
    @{ AccountId = $account; AbsName = $abs; Region = $longRegion; Control = 'BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK'; ResourceArn = "arn:aws:rds:${longRegion}:${account}:db:$database"; ResourceName = $database; ResourceType = 'RDS'; Status = 'NON_COMPLIANT'; Severity = 'Critical'; Evidence = 'The rule daily keeps backups for 14 days; 35 are asked for.'; Remedy = 'Keep them longer: New-XacntBackupPlan -AccountId 012345678901 -AbsName twenty-two-characters-'; AuditStatus = 'INSUFFICIENT_DATA'; Disagrees = $true })
$resources = [AwsBackupPlan.ComplianceResource[]]@(
    @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; ResourceArn = 'arn:aws:rds:us-east-1:222222222222:db:payroll-1'; ResourceName = 'payroll-1'; ResourceType = 'RDS'; Status = 'Protected'; Reason = 'Backed up 5 h ago.'; RecoveryPointObjective = [TimeSpan]::FromHours(24); Age = [TimeSpan]::FromHours(5); CopyAge = [TimeSpan]::FromMinutes(89) }
    @{ AccountId = $account; AbsName = $abs; Region = $longRegion; ResourceArn = "arn:aws:rds:${longRegion}:${account}:cluster:$database"; ResourceName = $database; ResourceType = 'Aurora'; Status = 'NotSelected'; Reason = 'No selection takes it: it has the tag ABS with another value.'; Age = [TimeSpan]::FromDays(1234) })

[ordered]@{
    AccountCheck = @{
        Objects = [AwsBackupPlan.AccountCheck[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; Check = 'Key'; Status = 'Passed'; Evidence = "alias/payroll-key is $key, enabled and multi-Region." }
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-2'; Check = 'OptIn'; Status = 'Warning'; Evidence = 'AWS Backup is off for Aurora.'; Remedy = 'Initialize-XacntBackupAccount -OptIn' }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; Check = 'PlanParameterDocument'; Status = 'NotRead'; Evidence = $denied; Remedy = 'Allow ssm:GetParameter to the role Xacnt_Backup_Role.' })
        Identifies = '222222222222 payroll', 'us-east-1', 'Key', "$account $abs", $longRegion, 'PlanParameterDocument'
    }
    AuditControlInfo = @{ Objects = $controls; Identifies = 'BACKUP_RECOVERY_POINT_ENCRYPTED', 'BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK', 'ABS=twenty-two-characters-' }
    AuditReportJob = @{
        Objects = [AwsBackupPlan.AuditReportJob[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; ReportPlanName = 'Xacnt_payroll_JOB_REPORT'; Template = 'BACKUP_JOB_REPORT'; ReportJobId = $planId; Status = 'RUNNING'; BucketName = 'audit-reports'; CreationDate = $now }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; ReportPlanName = 'Xacnt_twenty_two_characters__CONTROL_COMPLIANCE_REPORT'; Template = 'CONTROL_COMPLIANCE_REPORT'; ReportJobId = $planId; Status = 'COMPLETED'; BucketName = 'sixty-three-characters-are-the-longest-name-that-a-bucket-may-be' })
        Identifies = '222222222222', 'us-east-1', 'Xacnt_payroll_JOB_REPORT', '8b0c2a5e', $account, $abs, $longRegion, 'Xacnt_twenty_two_characters__CONTROL_COMPLIANCE_REPORT'
    }
    AuditReportPlanInfo = @{ Objects = $reportPlans; Identifies = 'Xacnt_payroll_RESOURCE_COMPLIANCE_REPORT', 'Xacnt_twenty_two_characters__CONTROL_COMPLIANCE_REPORT', 'sixty-three-characters-are-the-longest-name-that-a-bucket-may-be' }
    AuditReportRow = @{
        Objects = [AwsBackupPlan.AuditReportRow[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; ReportPlanName = 'Xacnt_payroll_BACKUP_JOB_REPORT'; Template = 'BACKUP_JOB_REPORT'; ReportJobId = $planId; S3Uri = 's3://audit-reports/payroll/2026/01/28/BACKUP_JOB_REPORT.json'; Columns = [Collections.Generic.KeyValuePair[string, string][]]@([Collections.Generic.KeyValuePair[string, string]]::new('JobStatus', 'COMPLETED'), [Collections.Generic.KeyValuePair[string, string]]::new('ResourceType', 'RDS')) }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; ReportPlanName = 'Xacnt_twenty_two_characters__CONTROL_COMPLIANCE_REPORT'; Template = 'CONTROL_COMPLIANCE_REPORT'; ReportJobId = $planId; S3Uri = 's3://sixty-three-characters-are-the-longest-name-that-a-bucket-may-be/twenty-two-characters-/2026/01/28/CONTROL_COMPLIANCE_REPORT.json' })
        Identifies = '222222222222', 'payroll', 'us-east-1', 'Xacnt_payroll_BACKUP_JOB_REPORT', '8b0c2a5e', $account, $abs, $longRegion, 'Xacnt_twenty_two_characters__CONTROL_COMPLIANCE_REPORT'
    }
    BackupAccount = @{
        Objects = [AwsBackupPlan.BackupAccount[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Name = 'Payroll'; Email = 'payroll@example.com'; State = 'ACTIVE'; OrganizationalUnitId = 'ou-ab12-11111111' }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; CopyRegion = [string[]]('ap-southeast-4', 'us-east-2'); RoleName = 'Xacnt_Backup_Role'; ExternalId = 'not-for-every-screen'; Name = 'An account whose name has the fifty characters of.'; Email = 'somebody-with-a-rather-long-name@an-organization.example.com'; State = 'SUSPENDED'; OrganizationalUnitId = 'ou-abcdefghijkl1234-12345678901234567890123456789012' })
        Identifies = '222222222222', 'payroll', $account, $abs, 'ou-abcdefghijkl1234-12345678901234567890123456789012'
    }
    BackupAuditInfo = @{
        Objects = [AwsBackupPlan.BackupAuditInfo[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; FrameworkName = 'Xacnt_payroll'; FrameworkArn = 'arn:aws:backup:us-east-1:222222222222:framework:Xacnt_payroll-8b0c2a5e-1f3d-4c6b-9a7e-5d4f3b2a1c0e'; DeploymentStatus = 'COMPLETED'; FrameworkStatus = 'ACTIVE'; CreationDate = $now; IsRecording = $true; Controls = $controls; ReportPlans = $reportPlans }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; FrameworkName = 'Xacnt_twenty_two_characters_'; DeploymentStatus = 'UPDATE_IN_PROGRESS'; FrameworkStatus = 'PARTIALLY_ACTIVE' })
        Identifies = '222222222222', 'payroll', 'us-east-1', $account, $abs, $longRegion
    }
    BackupAuditResult = @{
        Objects = [AwsBackupPlan.BackupAuditResult[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; FrameworkName = 'Xacnt_payroll'; FrameworkArn = 'arn:aws:backup:us-east-1:222222222222:framework:Xacnt_payroll-8b0c2a5e-1f3d-4c6b-9a7e-5d4f3b2a1c0e'; IsRecording = $true; Status = 'Changed'; Changes = $changes; Message = 'Created 1 framework and 2 report plans.'; Duration = [TimeSpan]::FromSeconds(92.5) }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; FrameworkName = 'Xacnt_twenty_two_characters_'; Status = 'Failed'; Message = $denied; Remedy = 'Allow backup:CreateFramework to the role.' })
        Identifies = '222222222222', 'payroll', 'us-east-1', $account, $abs, $longRegion
    }
    BackupJobInfo = @{
        Objects = [AwsBackupPlan.BackupJobInfo[]]@(
            @{
                AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; JobType = 'Backup'; JobId = $planId.ToUpperInvariant(); State = 'RUNNING'; ResourceArn = 'arn:aws:rds:us-east-1:222222222222:db:payroll-1'; ResourceName = 'payroll-1'; ResourceType = 'RDS'; VaultName = 'payroll-Vault'; CreationDate = $now
                Age = [TimeSpan]::FromMinutes(42); StartBy = $now.AddHours(8); ExpectedCompletionDate = $now.AddHours(1); PercentDone = 42.5; BytesTransferred = 123456789; BackupSizeInBytes = 109951162777600; RoleArn = 'arn:aws:iam::222222222222:role/AWSBackupDefaultServiceRole'; PlanId = $planId; RuleName = 'payroll-RDS-BackupRule-Default'
            }
            @{
                AccountId = $account; AbsName = $abs; Region = $longRegion; JobType = 'Copy'; JobId = $planId.ToUpperInvariant(); State = 'FAILED'; StatusMessage = 'The key of the destination vault cannot be used'; Remedy = 'Enable it.'; ResourceArn = "arn:aws:rds:${longRegion}:${account}:db:$database"; ResourceName = $database; ResourceType = 'RDS'; VaultName = $vault
                DestinationVaultArn = "arn:aws:backup:us-east-2:${account}:backup-vault:$vault"; DestinationRegion = 'us-east-2'; RecoveryPointArn = $longPoint; DestinationRecoveryPointArn = $longPoint; CreationDate = $now.AddDays(-29); CompletionDate = $now.AddDays(-27); Age = [TimeSpan]::FromDays(29); Duration = [TimeSpan]::FromHours(50.5); PercentDone = 100
            })
        Identifies = '222222222222', 'us-east-1', 'payroll-1', '8B0C2A5E', $account, $longRegion, $database
    }
    BackupJobSummary = @{
        Objects = [AwsBackupPlan.BackupJobSummary[]]@(
            @{ AccountId = '222222222222'; Region = 'us-east-1'; Date = [DateTime]::new(2026, 1, 28); JobType = 'Backup'; State = 'COMPLETED'; Count = 7 }
            @{ AccountId = $account; Region = $longRegion; Date = [DateTime]::new(2026, 1, 27); JobType = 'Restore'; State = 'FAILED'; Count = 1234567 })
        Identifies = '222222222222', 'us-east-1', '2026-01-28', 'Backup', 'COMPLETED', $account, $longRegion, 'Restore'
    }
    BackupPlanComparison = @{
        Objects = [AwsBackupPlan.BackupPlanComparison[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; CopyRegion = [string[]]'us-east-2'; Status = 'Different'; PlanId = $planId; Changes = $changes; Message = '1 to create, 1 to update, 1 to replace.'; Duration = [TimeSpan]::FromSeconds(1.25) }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; Status = 'NotDeployed'; Message = 'Nothing is deployed.' })
        Identifies = '222222222222', 'payroll', 'us-east-1', $account, $abs, $longRegion
    }
    BackupPlanInfo = @{
        Objects = $plan, [AwsBackupPlan.BackupPlanInfo]@{ AccountId = $account; AbsName = $abs; Region = $longRegion; CopyRegion = [string[]]('ap-southeast-1', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-7'); PlanId = $planId; PlanName = 'twenty-two-characters--RDS-BackupPlan-Default'; PlanArn = "arn:aws:backup:${longRegion}:${account}:backup-plan:$planId"; VaultName = $vault }
        Identifies = '222222222222', 'payroll', 'us-east-1', $account, $abs, $longRegion
    }
    BackupPlanResult = @{
        Objects = [AwsBackupPlan.BackupPlanResult[]]@(
            @{
                AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; CopyRegion = [string[]]('us-east-2', 'eu-west-1'); Status = 'Created'; Message = 'Created 2 vaults, 1 plan and 1 selection.'; PlanId = $planId; PlanName = 'payroll-RDS-BackupPlan-Default'; PlanArn = "arn:aws:backup:us-east-1:222222222222:backup-plan:$planId"; PlanVersionId = 'OWU4MTcxYWEtZjY3Ny00NmNkLWE4ZjQ'
                SelectionId = '4c6b9a7e-5d4f-3b2a-1c0e-8b0c2a5e1f3d'; SelectionName = 'payroll-RDS-BackupSelection-Default'; VaultName = 'payroll-Vault'; VaultArn = [string[]]('arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault', 'arn:aws:backup:us-east-2:222222222222:backup-vault:payroll-Vault', 'arn:aws:backup:eu-west-1:222222222222:backup-vault:payroll-Vault'); Changes = $changes; Duration = [TimeSpan]::FromSeconds(7345.6)
            }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; Status = 'Failed'; Message = $denied; Remedy = 'Allow backup:CreateBackupVault to the role.' })
        Identifies = '222222222222', 'payroll', 'us-east-1', $account, $abs, $longRegion
    }
    BackupRemovalResult = @{
        Objects = [AwsBackupPlan.BackupRemovalResult[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; CopyRegion = [string[]]'us-east-2'; Status = 'Removed'; SelectionsDeleted = 1; PlansDeleted = 1; RecoveryPointsDeleted = 1234; VaultsDeleted = 2; Message = 'Removed 1,234 recovery points, 1 selection, 1 plan and 2 vaults.'; Duration = [TimeSpan]::FromMinutes(29.5) }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; Status = 'Incomplete'; RecoveryPointsDeleting = 3; Remaining = $remaining; Message = '3 recovery points are left.'; Remedy = 'Run it again.' })
        Identifies = '222222222222', 'payroll', 'us-east-1', $account, $abs, $longRegion
    }
    BackupRuleInfo = @{ Objects = $rules; Identifies = 'payroll-RDS-BackupRule-Default', 'fifty-characters-is-the-longest-name-of-any-rule--' }
    BackupSelectionInfo = @{ Objects = $selections; Identifies = 'payroll-RDS-BackupSelection-Default', 'fifty-characters-is-the-longest-selection-name----' }
    BackupVaultInfo = @{ Objects = $vaults; Identifies = '222222222222', 'us-east-1', 'payroll-Vault', $account, $longRegion, $vault }
    ComplianceControlScore = @{ Objects = $scores; Identifies = 'BACKUP_RECOVERY_POINT_ENCRYPTED', 'BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK' }
    ComplianceExemption = @{ Objects = $exemption; Identifies = 'data-platform@example.com', '2026-04-28' }
    ComplianceFinding = @{ Objects = $findings; Identifies = '222222222222', 'us-east-1', 'BACKUP_RECOVERY_POINT_ENCRYPTED', 'payroll-1', $account, $longRegion, 'BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK', $database }
    ComplianceReport = @{
        Objects = [AwsBackupPlan.ComplianceReport[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; Date = $now; Source = 'Live'; Status = 'NON_COMPLIANT'; Score = 93; Open = 12; Severity = 'Critical'; Controls = $scores; Findings = $findings; Fixed = [AwsBackupPlan.ComplianceFinding[]]$findings[0]; Resources = $resources; Message = '12 open findings: 2 Critical, 10 High.'; Duration = [TimeSpan]::FromSeconds(3.75) }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; Date = $now; Source = 'Both'; Status = 'INSUFFICIENT_DATA'; Open = 12345; Disagreements = 2; Message = 'Nothing could be judged.' })
        Identifies = '222222222222', 'payroll', 'us-east-1', $account, $abs, $longRegion
    }
    ComplianceResource = @{ Objects = $resources; Identifies = '222222222222', 'us-east-1', 'payroll-1', $account, $longRegion, $database }
    CopyActionInfo = @{ Objects = $copies; Identifies = '222222222222', 'us-east-2', 'payroll-Vault', $account, $govRegion, $vault }
    InitializedAccount = @{
        Objects = [AwsBackupPlan.InitializedAccount[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; CopyRegion = [string[]]'us-east-2'; Status = 'Created'; KeyAlias = 'alias/payroll-key'; KeyId = 'mrk-1234abcd12ab34cd56ef1234567890ab'; KeyArn = [string[]]($key, $key.Replace('us-east-1', 'us-east-2')); PlanParameterName = '/backupprocess/backupplan'; Changes = $changes; Message = 'Created 1 key, 1 replica, 2 aliases and 1 parameter.'; Duration = [TimeSpan]::FromSeconds(12) }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; Status = 'Blocked'; KeyAlias = 'alias/twenty-two-characters--key'; Message = 'The alias stands for a key that is not multi-Region.'; Remedy = 'Give another alias with -KeyAlias.' })
        Identifies = '222222222222', 'payroll', 'us-east-1', $account, $abs, $longRegion
    }
    NotificationResult = @{
        Objects = [AwsBackupPlan.NotificationResult[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; VaultName = 'payroll-Vault'; TopicArn = 'arn:aws:sns:us-east-1:222222222222:backups'; Events = [string[]]('BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'COPY_JOB_SUCCESSFUL', 'RESTORE_JOB_COMPLETED', 'RECOVERY_POINT_MODIFIED'); TopicPolicyStatement = '{"Sid":"AwsBackup","Effect":"Allow"}'; Status = 'Set'; Message = 'It sends 5 events to backups. Before, it sent none.'; Duration = [TimeSpan]::FromSeconds(2) }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; VaultName = "$abs-Vault"; Status = 'NoTopic'; Message = 'No topic was given for this Region; it was left as it is.' })
        Identifies = '222222222222', 'payroll', 'us-east-1', $account, $abs, $longRegion
    }
    PropertyDifference = @{ Objects = $differences; Identifies = $differences[0].Path, $differences[1].Path }
    ProtectedResourceInfo = @{
        Objects = [AwsBackupPlan.ProtectedResourceInfo[]]@(
            @{
                AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; CopyRegions = [string[]]'us-east-2'; ResourceArn = 'arn:aws:rds:us-east-1:222222222222:cluster:payroll-1'; ResourceName = 'payroll-1'; ResourceType = 'Aurora'; Engine = 'aurora-postgresql'; ResourceStatus = 'available'; Members = [string[]]('payroll-1-a', 'payroll-1-b'); Tags = $tags
                Status = 'CopyLate'; Reason = 'The copy in us-east-2 is 2 days old.'; Remedy = 'Start-XacntCopyJob'; PlanName = 'payroll-RDS-BackupPlan-Default'; PlanId = $planId; VaultName = 'payroll-Vault'; RecoveryPointArn = $point; Age = [TimeSpan]::FromMinutes(42); CopyAge = [TimeSpan]::FromHours(48); RecoveryPointObjective = [TimeSpan]::FromHours(24)
                NextRun = $now.AddHours(24); EarliestRestorableTime = $now.AddDays(-7); LatestRestorableTime = $now; Regions = $regions; Matches = $plansThatMatch
            }
            @{ AccountId = $account; AbsName = ''; Region = $longRegion; ResourceArn = "arn:aws:rds:${longRegion}:${account}:db:$database"; ResourceName = $database; ResourceType = 'RDS'; Status = 'NotSelected'; Reason = 'No selection takes it: it has the tag ABS with another value.'; Age = [TimeSpan]::FromDays(1234) })
        Identifies = '222222222222', 'us-east-1', 'payroll-1', $account, $longRegion, $database
    }
    ProtectionMatchInfo = @{ Objects = $plansThatMatch; Identifies = 'payroll-RDS-BackupPlan-Default', 'payroll-RDS-BackupSelection-Default', 'fifty-characters-is-the-longest-name-of-any-plan--', 'fifty-characters-is-the-longest-selection-name----' }
    RecoveryPointInfo = @{
        Objects = [AwsBackupPlan.RecoveryPointInfo[]]@(
            @{
                AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; VaultName = 'payroll-Vault'; RecoveryPointArn = $point; ResourceArn = 'arn:aws:rds:us-east-1:222222222222:db:payroll-1'; ResourceName = 'payroll-1'; ResourceType = 'RDS'; Status = 'COMPLETED'; CreationDate = $now; CompletionDate = $now.AddMinutes(20)
                Age = [TimeSpan]::FromHours(5); BackupSizeInBytes = 21474836480; Expires = $now.AddDays(35); DeleteAfterDays = 35; IsEncrypted = $true; EncryptionKeyArn = $key; PlanId = $planId; RuleName = 'payroll-RDS-BackupRule-Default'
            }
            @{
                AccountId = $account; AbsName = $abs; Region = $longRegion; VaultName = $vault; RecoveryPointArn = $longPoint; ResourceArn = "arn:aws:rds:${longRegion}:${account}:db:$database"; ResourceName = $database; ResourceType = 'RDS'; Status = 'AVAILABLE'; StatusMessage = 'It goes on.'; CreationDate = $now.AddDays(-1234); Age = [TimeSpan]::FromDays(1234); BackupSizeInBytes = 1125899906842624000
                IsContinuous = $true; SourceVaultArn = "arn:aws:backup:${longRegion}:${account}:backup-vault:$vault"; LockMode = 'Compliance'; LegalHolds = [string[]]('legal-hold-1', 'legal-hold-2'); ParentRecoveryPointArn = $longPoint
            })
        Identifies = '222222222222', 'us-east-1', 'payroll-1', 'payroll-Vault', '2026-01-28', $account, $longRegion, $database, $vault
    }
    RegionalProtectionInfo = @{ Objects = $regions; Identifies = '222222222222', 'us-east-1', 'payroll-Vault', $account, $longRegion, $vault }
    RemainingResource = @{ Objects = $remaining; Identifies = '222222222222 payroll', 'us-east-1', 'payroll-RDS-BackupPlan-Default', 'snapshot:awsbackup:job-8b0c2a5e-1f3d-4c6b-9a7e-5d4f3b2a1c0e', "$account $abs", $govRegion, 'recovery-point:continuous:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ-8b0c2a5e' }
    ResourceChange = @{ Objects = $changes; Identifies = '222222222222', 'us-east-1', 'payroll-Vault', 'payroll-RDS-BackupPlan-Default', $account, $longRegion, $vault }
    SelectionConditionInfo = @{ Objects = $conditions; Identifies = 'StringEquals', 'aws:ResourceTag/ABS', 'payroll', 'StringNotLike', 'aws:ResourceTag/a-key-that-is-rather-long-and-not-yet-the-longest' }
    VaultLockResult = @{
        Objects = [AwsBackupPlan.VaultLockResult[]]@(
            @{ AccountId = '222222222222'; AbsName = 'payroll'; Region = 'us-east-1'; VaultName = 'payroll-Vault'; Mode = 'Governance'; MinRetentionDays = 7; Status = 'Locked'; Message = 'It is locked in governance mode for 7 days or more. It was not locked.'; Duration = [TimeSpan]::FromSeconds(2) }
            @{ AccountId = $account; AbsName = $abs; Region = $longRegion; VaultName = "$abs-Vault"; Mode = 'Compliance'; MinRetentionDays = 7; MaxRetentionDays = 36500; LockDate = $now.AddDays(3); Status = 'Unchanged'; Message = 'It is locked in compliance mode, unchangeable from 2026-01-31 05:07 UTC on; nothing was written.' })
        Identifies = '222222222222', 'payroll', 'us-east-1', $account, $abs, $longRegion
    }
}
