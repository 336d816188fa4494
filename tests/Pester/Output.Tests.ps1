# One object at least of every type that the module writes, and what people do with objects.

BeforeAll {
    . "$PSScriptRoot/Scene.ps1"
    $folder = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [System.IO.Path]::GetRandomFileName())).FullName
    $account = [pscustomobject] @{ AccountId = '200000000001'; AbsName = $absName }

    # Audit Manager needs AWS Config and a bucket.
    $null = Invoke-Simulator 'bucket' '{ "accountId": "200000000001", "region": "us-east-1", "name": "audit-reports" }'
    foreach ($region in 'us-east-1', 'us-east-2') {
        $null = Invoke-Simulator 'config-recorder' ('{ "accountId": "200000000001", "region": "' + $region + '", "recording": true }')
    }

    $objects = @(
        Get-XacntBackupAccount @connection
        $account | Test-XacntBackupAccount @connection
        $account | Test-XacntBackupAccount -Quiet @connection
        $account | Initialize-XacntBackupAccount -OptIn -Force @connection
        $account | New-XacntBackupPlan @connection
        $account | Get-XacntBackupPlan @connection
        $account | Compare-XacntBackupPlan @connection
        $account | Start-XacntBackupJob @connection | Wait-XacntBackupJob @connection | Start-XacntCopyJob @connection | Wait-XacntBackupJob @connection
        $account | Get-XacntBackupJob @connection
        $account | Get-XacntBackupJob -Summary @connection
        $account | Get-XacntRecoveryPoint @connection
        $account | Get-XacntProtectedResource @connection
        $account | Set-XacntBackupNotification -TopicName backups @connection
        $account | Set-XacntVaultLock -MinRetentionDays 1 -Force @connection
        $account | Set-XacntVaultLock -Remove -Force @connection
        $account | New-XacntBackupAudit -BucketName audit-reports @connection
        $account | Get-XacntBackupAudit @connection
        $account | Start-XacntAuditReport @connection
        $account | Start-XacntAuditReport -NoWait @connection
        $account | Get-BackupComplianceReport @connection
        $account | Get-BackupComplianceReport @connection | Export-BackupComplianceReport -Path ([System.IO.Path]::Combine($folder, 'report.html')) -PassThru
        Export-XacntBackupTemplate Target -AbsName $absName -CallerArn arn:aws:iam::111111111111:role/BackupAdministrators -Path $folder -PassThru
        $account | Remove-XacntBackupAudit -Force @connection
        $account | Remove-XacntBackupResource -Force @connection
    )
    # The type of a row of a report is named after its template, too.
    $types = @($objects | ForEach-Object { ($_.PSObject.TypeNames[0] -split '#')[0] } | Sort-Object -Unique)
}

AfterAll {
    Stop-Scene
    [System.IO.Directory]::Delete($folder, $true)
}

Describe 'The output' {
    It 'is of every type that the cmdlets say they write' {
        $said = @(Get-Command -Module AwsBackupPlan | ForEach-Object { $_.OutputType } | ForEach-Object { $_.Type.FullName } | Sort-Object -Unique)
        @($said | Where-Object { $types -notcontains $_ }) -join ', ' | Should -Be ''
        @($types | Where-Object { $said -notcontains $_ }) -join ', ' | Should -Be ''
    }

    It 'has a table and a list of each type' {
        foreach ($type in $types) {
            $ofType = @($objects | Where-Object { ($_.PSObject.TypeNames[0] -split '#')[0] -eq $type })
            ($ofType | Format-Table | Out-String -Width 120) | Should -Match '\S'
            $list = $ofType | Format-List | Out-String -Width 120
            $list | Should -Match '\S'
            $list | Should -Not -Match 'System\.Collections|AwsBackupPlan\.ValueList'
        }
    }

    It 'is a row of a CSV, whose columns are those of the first' {
        foreach ($type in @($types | Where-Object { $_ -like 'AwsBackupPlan.*' })) {
            $file = [System.IO.Path]::Combine($folder, 'rows.csv')
            $ofType = @($objects | Where-Object { ($_.PSObject.TypeNames[0] -split '#')[0] -eq $type })
            $ofType | Export-Csv -Path $file -NoTypeInformation
            $rows = @(Import-Csv -Path $file)
            $rows.Count | Should -Be $ofType.Count
            "$type $($rows[0].AccountId)" | Should -Match '^\S+ \d{12}$'
            [System.IO.File]::ReadAllText($file) | Should -Not -Match 'System\.Collections|AwsBackupPlan\.ValueList'
        }
    }

    It 'is JSON that can be read back' {
        foreach ($type in @($types | Where-Object { $_ -like 'AwsBackupPlan.*' })) {
            $first = @($objects | Where-Object { ($_.PSObject.TypeNames[0] -split '#')[0] -eq $type })[0]
            $read = $first | ConvertTo-Json -Depth 8 | ConvertFrom-Json

            # A text that looks like a time is read as one.
            foreach ($property in @($first.PSObject.Properties | Where-Object { ($_.Value -is [string] -and $_.Value -notmatch '^\d{4}-') -or $_.Value -is [int] -or $_.Value -is [bool] })) {
                "$type.$($property.Name): $($read.($property.Name))" | Should -Be "$type.$($property.Name): $($property.Value)"
            }
        }
    }

    It 'goes through remoting and comes out with its values' {
        foreach ($type in @($types | Where-Object { $_ -like 'AwsBackupPlan.*' })) {
            $first = @($objects | Where-Object { ($_.PSObject.TypeNames[0] -split '#')[0] -eq $type })[0]
            $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($first, 4))
            ($copy.PSObject.TypeNames[0] -split '#')[0] | Should -Be "Deserialized.$type"
            foreach ($property in @($first.PSObject.Properties | Where-Object { $_.Value -is [string] -or $_.Value -is [int] -or $_.Value -is [bool] -or $_.Value -is [enum] })) {
                # As text: inside another text an enumeration that has gone through is its number.
                "$type.$($property.Name): $([string] $copy.($property.Name))" | Should -Be "$type.$($property.Name): $($property.Value)"
            }
        }
    }

    It 'that has gone through remoting is input again' {
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($account, 4))
        $results = @($copy | New-XacntBackupPlan @connection -WhatIf)
        "$($results[0].Status)" | Should -Be 'WhatIf'
    }
}
