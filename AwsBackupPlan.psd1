@{
    RootModule             = if ($PSEdition -eq 'Core') { 'lib/Core/AwsBackupPlan.Cmdlets.dll' } else { 'lib/Desktop/AwsBackupPlan.Cmdlets.dll' }
    ModuleVersion          = '1.0.0'
    GUID                   = '9404f825-d589-4d7f-8a6e-71684d9c71d4'
    Author                 = 'AwsBackupPlan'
    Copyright              = '(c) The authors of AwsBackupPlan. Apache License 2.0.'
    Description            = 'Deploys, compares, reads and removes AWS Backup plans for RDS and Aurora databases in many AWS accounts at once: vaults in every Region, plan, selection and copies, brought to one desired state.'
    CompatiblePSEditions   = @('Core', 'Desktop')
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @('lib/AwsBackupPlan.format.ps1xml')
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Compare-XacntBackupPlan'
        'Export-BackupComplianceReport'
        'Export-XacntBackupTemplate'
        'Get-BackupComplianceReport'
        'Get-XacntBackupAccount'
        'Get-XacntBackupAudit'
        'Get-XacntBackupJob'
        'Get-XacntBackupPlan'
        'Get-XacntProtectedResource'
        'Get-XacntRecoveryPoint'
        'Initialize-XacntBackupAccount'
        'New-XacntBackupAudit'
        'New-XacntBackupPlan'
        'Remove-XacntBackupAudit'
        'Remove-XacntBackupResource'
        'Set-XacntBackupNotification'
        'Set-XacntVaultLock'
        'Start-XacntAuditReport'
        'Start-XacntBackupJob'
        'Start-XacntCopyJob'
        'Start-XacntRestoreJob'
        'Test-XacntBackupAccount'
        'Wait-XacntBackupJob'
    )
    PrivateData            = @{
        PSData = @{
            Tags         = @('AWS', 'Backup', 'RDS', 'Aurora', 'CrossAccount', 'DisasterRecovery', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://www.apache.org/licenses/LICENSE-2.0'
            ReleaseNotes = 'CHANGELOG.md, in the folder of the module, tells what has changed.'
        }
    }
}
