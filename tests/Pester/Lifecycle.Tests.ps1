# Two accounts, from nothing to removed, under strict mode.

BeforeAll {
    . "$PSScriptRoot/Scene.ps1"
    $accounts = '200000000001', '200000000002' | ForEach-Object { [pscustomobject] @{ AccountId = $_; AbsName = $absName } }
}

AfterAll {
    Stop-Scene
}

Describe 'Two accounts, from nothing to removed' {
    BeforeAll {
        Set-StrictMode -Version Latest
    }

    It 'are told with -WhatIf what would be done' {
        $results = @($accounts | New-XacntBackupPlan @connection -WhatIf)
        @($results | Where-Object { $_.Status -eq 'WhatIf' }).Count | Should -Be 2
        @($accounts | Compare-XacntBackupPlan @connection | Where-Object { $_.Status -eq 'NotDeployed' }).Count | Should -Be 2
    }

    It 'get vaults, plan and selection' {
        $results = @($accounts | New-XacntBackupPlan @connection)
        @($results | Where-Object { $_.Status -eq 'Created' }).Count | Should -Be 2
    }

    It 'are not changed the second time' {
        $results = @($accounts | New-XacntBackupPlan @connection)
        @($results | Where-Object { $_.Status -eq 'Unchanged' }).Count | Should -Be 2
    }

    It 'are shown, in a table too' {
        $plans = @($accounts | Get-XacntBackupPlan @connection)
        $plans.Count | Should -Be 2
        ($plans | Format-Table | Out-String -Width 120) | Should -Match '200000000001'
    }

    It 'show no difference' {
        $comparisons = @($accounts | Compare-XacntBackupPlan @connection)
        @($comparisons | Where-Object { $_.Status -eq 'InSync' }).Count | Should -Be 2
    }

    It 'lose everything, and then there is nothing' {
        $results = @($accounts | Remove-XacntBackupResource @connection -Force)
        @($results | Where-Object { $_.Status -eq 'Removed' }).Count | Should -Be 2
        $results = @($accounts | Remove-XacntBackupResource @connection -Force)
        @($results | Where-Object { $_.Status -eq 'NothingFound' }).Count | Should -Be 2
    }
}
