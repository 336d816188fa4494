# The package itself: manifest, exported names, help, types.

BeforeAll {
    . "$PSScriptRoot/Scene.ps1"
}

AfterAll {
    Stop-Scene
}

Describe 'The package' {
    It 'has a manifest that PowerShell accepts without a word' {
        $warnings = $null
        $manifest = Test-ModuleManifest -Path $modulePath -ErrorAction Stop -WarningVariable warnings -WarningAction SilentlyContinue
        $manifest.Name | Should -Be 'AwsBackupPlan'
        @($warnings).Count | Should -Be 0
    }

    It 'exports its cmdlets and nothing else' {
        $expected = @(
            'Compare-XacntBackupPlan', 'Export-BackupComplianceReport', 'Export-XacntBackupTemplate', 'Get-BackupComplianceReport', 'Get-XacntBackupAccount', 'Get-XacntBackupAudit',
            'Get-XacntBackupJob', 'Get-XacntBackupPlan', 'Get-XacntProtectedResource', 'Get-XacntRecoveryPoint', 'Initialize-XacntBackupAccount', 'New-XacntBackupAudit', 'New-XacntBackupPlan',
            'Remove-XacntBackupAudit', 'Remove-XacntBackupResource', 'Set-XacntBackupNotification', 'Set-XacntVaultLock', 'Start-XacntAuditReport', 'Start-XacntBackupJob', 'Start-XacntCopyJob',
            'Start-XacntRestoreJob', 'Test-XacntBackupAccount', 'Wait-XacntBackupJob')
        $exported = @(Get-Command -Module AwsBackupPlan | ForEach-Object { $_.Name } | Sort-Object)
        ($exported -join ' ') | Should -Be ($expected -join ' ')
        @(Get-Command -Module AwsBackupPlan | Where-Object { $_.CommandType -ne 'Cmdlet' }).Count | Should -Be 0
    }

    It 'uses approved verbs only, so that the import warns of nothing' {
        $warnings = $null
        Import-Module -Name $modulePath -Force -WarningVariable warnings -WarningAction SilentlyContinue
        @($warnings).Count | Should -Be 0
    }

    It 'knows its own types right after import' {
        [AwsBackupPlan.BackupAccount].FullName | Should -Be 'AwsBackupPlan.BackupAccount'
    }
}

Describe 'The help' {
    It 'has for every cmdlet a synopsis, a description, three examples and a word on each parameter' {
        foreach ($command in @(Get-Command -Module AwsBackupPlan)) {
            $help = Get-Help -Name $command.Name -Full
            $help.Synopsis | Should -Not -Match ('^\s*' + $command.Name)
            @($help.description).Count | Should -BeGreaterThan 0
            @($help.examples.example).Count | Should -BeGreaterThan 2
            foreach ($parameter in @($help.parameters.parameter)) {
                "$($command.Name) -$($parameter.name): $(@($parameter.description | ForEach-Object { $_.Text }) -join ' ')" | Should -Match ': \S'
            }
        }
    }

    It 'has topics' {
        # Topics are found in the folders of modules.
        $before = $env:PSModulePath
        $env:PSModulePath = [System.IO.Path]::GetDirectoryName([System.IO.Path]::GetDirectoryName($modulePath)) + [System.IO.Path]::PathSeparator + $before
        try {
            foreach ($topic in 'about_AwsBackupPlan', 'about_AwsBackupPlan_Credentials', 'about_AwsBackupPlan_Compliance') {
                (Get-Help -Name $topic | Out-String) | Should -Match 'LONG DESCRIPTION'
            }
        }
        finally {
            $env:PSModulePath = $before
        }
    }
}
