# Accounts as they come: rows of a CSV, JSON, hashtables, the command line.

BeforeAll {
    . "$PSScriptRoot/Scene.ps1"
    $folder = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [System.IO.Path]::GetRandomFileName())).FullName
}

AfterAll {
    Stop-Scene
    [System.IO.Directory]::Delete($folder, $true)
}

Describe 'Accounts' {
    It 'come from a CSV' {
        $file = [System.IO.Path]::Combine($folder, 'accounts.csv')
        Set-Content -Path $file -Value 'AccountId,AbsName,Region,CopyRegion', "200000000001,$absName,us-east-1,us-east-2", "200000000002,$absName,us-east-1,none"
        $results = @(Import-Csv -Path $file | New-XacntBackupPlan @connection -WhatIf | Sort-Object -Property AccountId)
        $results.Count | Should -Be 2
        ($results | ForEach-Object { "$($_.AccountId) $($_.Status)" }) -join ', ' | Should -Be '200000000001 WhatIf, 200000000002 WhatIf'
    }

    It 'come from JSON, in the shape of the Lambda event' {
        $results = @('{ "ABSName": "backup-demo", "AccountId": "200000000001" }' | ConvertFrom-Json | New-XacntBackupPlan @connection -WhatIf)
        "$($results[0].AccountId) $($results[0].AbsName) $($results[0].Status)" | Should -Be '200000000001 backup-demo WhatIf'
    }

    It 'come from JSON, as the AWS CLI lists them' {
        $results = @('{ "Accounts": [ { "Id": "200000000001" }, { "Id": "200000000002" } ] }' | ConvertFrom-Json | ForEach-Object { $_.Accounts } | New-XacntBackupPlan -AbsName $absName @connection -WhatIf)
        @($results | Where-Object { $_.Status -eq 'WhatIf' }).Count | Should -Be 2
    }

    It 'come as hashtables' {
        $results = @(New-XacntBackupPlan -InputObject @{ AccountId = '200000000001'; AbsName = $absName }, @{ AccountId = '200000000002'; AbsName = $absName } @connection -WhatIf)
        $results.Count | Should -Be 2
        $results = @(@{ AccountId = '200000000001'; AbsName = $absName } | New-XacntBackupPlan @connection -WhatIf)
        $results.Count | Should -Be 1
    }

    It 'come from the Organization' {
        $results = @(Get-XacntBackupAccount -AbsNameTag ABS @connection | New-XacntBackupPlan @connection -WhatIf)
        $results.Count | Should -Be 8
    }

    It 'come from the command line' {
        $results = @(New-XacntBackupPlan -AccountId 200000000001, 200000000002 -AbsName $absName @connection -WhatIf)
        $results.Count | Should -Be 2
    }
}

Describe 'Bad input' {
    It 'is an error that names it, and leaves the others alone' {
        $failures = $null
        $results = @('12', '200000000001' | New-XacntBackupPlan -AbsName $absName @connection -WhatIf -ErrorAction SilentlyContinue -ErrorVariable failures)
        @($results | Where-Object { $_.Status -eq 'WhatIf' }).Count | Should -Be 1
        @($results | Where-Object { $_.Status -eq 'Failed' }).Count | Should -Be 1
        "$($failures[0])" | Should -Match '12'
    }
}
