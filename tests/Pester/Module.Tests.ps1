# The module as packaged, in whatever PowerShell runs this, against the simulator. The hosted-engine tests in
# tests/AwsBackupPlan.Module.Tests cover the same and more; what is here shows that a stock PowerShell agrees.
# Run it with: ./build.ps1 -Task Build, Pester

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $modulePath = $env:ABP_MODULE_PATH
    if (-not $modulePath) {
        $modulePath = Join-Path $root 'out/Debug/AwsBackupPlan/AwsBackupPlan.psd1'
    }

    Import-Module $modulePath -Force

    # A port that was free a moment ago.
    $listener = New-Object System.Net.Sockets.TcpListener ([System.Net.IPAddress]::Loopback), 0
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    $endpoint = "http://127.0.0.1:$port"

    $simulator = Get-ChildItem -Path (Join-Path $root 'src/AwsBackupPlan.Simulator/bin') -Recurse -Filter 'AwsBackupPlan.Simulator.dll' |
        Where-Object { $_.FullName -notmatch '[\\/]ref(int)?[\\/]' } |
        Sort-Object LastWriteTime |
        Select-Object -Last 1
    $arguments = "`"$($simulator.FullName)`" --urls $endpoint --fleet 2"
    $process = Start-Process -FilePath 'dotnet' -ArgumentList $arguments -PassThru

    $ready = $false
    for ($attempt = 0; $attempt -lt 100 -and -not $ready; $attempt++) {
        try {
            $null = Invoke-WebRequest -Uri "$endpoint/_simulator/requests" -UseBasicParsing
            $ready = $true
        }
        catch {
            Start-Sleep -Milliseconds 200
        }
    }

    if (-not $ready) {
        throw "The simulator did not answer at $endpoint."
    }

    $connection = @{ EndpointUrl = $endpoint; AccessKey = 'AKIAIOSFODNN7EXAMPLE'; SecretKey = 'not-a-secret' }
    $absName = 'backup-demo'
    $accounts = '200000000001', '200000000002' |
        ForEach-Object { New-Object PSObject -Property @{ AccountId = $_; AbsName = $absName } }
}

AfterAll {
    if ($process -and -not $process.HasExited) {
        $process.Kill()
    }

    Remove-Module AwsBackupPlan -ErrorAction SilentlyContinue
}

Describe 'the package' {
    It 'has a manifest that PowerShell accepts' {
        $manifest = Test-ModuleManifest -Path $modulePath
        $manifest.Name | Should -Be 'AwsBackupPlan'
    }

    It 'exports <_>' -ForEach @(
        'New-XacntBackupPlan', 'Get-XacntBackupPlan', 'Compare-XacntBackupPlan', 'Remove-XacntBackupResource', 'Get-XacntBackupAccount', 'Get-XacntProtectedResource', 'Get-XacntRecoveryPoint', 'Set-XacntBackupNotification', 'Set-XacntVaultLock',
        'Start-XacntBackupJob', 'Start-XacntCopyJob', 'Start-XacntRestoreJob', 'Get-XacntBackupJob', 'Wait-XacntBackupJob',
        'Get-BackupComplianceReport', 'Export-BackupComplianceReport', 'Export-XacntBackupTemplate', 'New-XacntBackupAudit', 'Get-XacntBackupAudit', 'Remove-XacntBackupAudit', 'Start-XacntAuditReport',
        'Test-XacntBackupAccount', 'Initialize-XacntBackupAccount'
    ) {
        (Get-Command -Name $_ -Module AwsBackupPlan).CommandType | Should -Be 'Cmdlet'
    }

    It 'knows its own types right after import' {
        [AwsBackupPlan.BackupAccount].FullName | Should -Be 'AwsBackupPlan.BackupAccount'
    }
}

Describe 'bad input' {
    It 'is an error that names the account id and makes no result' {
        $failures = $null
        $results = @(New-XacntBackupPlan -AccountId '12' -AbsName $absName @connection -ErrorAction SilentlyContinue -ErrorVariable failures |
                Where-Object { $_.Status -ne 'Failed' })
        $results.Count | Should -Be 0
        $failures.Count | Should -BeGreaterThan 0
        "$($failures[0])" | Should -Match '12'
    }
}

Describe 'two accounts, from nothing to removed' {
    It 'tells with -WhatIf what it would do' {
        $results = @($accounts | New-XacntBackupPlan @connection -WhatIf)
        $results.Count | Should -Be 2
        @($results | Where-Object { $_.Status -eq 'WhatIf' }).Count | Should -Be 2
    }

    It 'creates vaults, plan and selection' {
        $results = @($accounts | New-XacntBackupPlan @connection)
        @($results | Where-Object { $_.Status -eq 'Created' }).Count | Should -Be 2
    }

    It 'changes nothing the second time' {
        $results = @($accounts | New-XacntBackupPlan @connection)
        @($results | Where-Object { $_.Status -eq 'Unchanged' }).Count | Should -Be 2
    }

    It 'shows what is deployed, in a table too' {
        $plans = @($accounts | Get-XacntBackupPlan @connection)
        $plans.Count | Should -Be 2
        ($plans | Format-Table | Out-String) | Should -Match '200000000001'
    }

    It 'finds no difference' {
        $comparisons = @($accounts | Compare-XacntBackupPlan @connection)
        @($comparisons | Where-Object { $_.Status -eq 'InSync' }).Count | Should -Be 2
    }

    It 'takes everything down' {
        $results = @($accounts | Remove-XacntBackupResource @connection -Force)
        @($results | Where-Object { $_.Status -eq 'Removed' }).Count | Should -Be 2
        $results = @($accounts | Remove-XacntBackupResource @connection -Force)
        @($results | Where-Object { $_.Status -eq 'NothingFound' }).Count | Should -Be 2
    }
}
