<#
.SYNOPSIS
The tour of AwsBackupPlan: what its cmdlets do in a few accounts, step by step.
.DESCRIPTION
Run by the Sandbox, which provides simulated accounts ($SandboxAccounts), a folder for what is to be kept ($TourFolder), and commands that play the outside world
(Invoke-SimulatedDrift, Invoke-SimulatedTime, Set-SimulatedTag, Set-SimulatedKey, Enable-SimulatedOptIn). Everything else is what anybody would type. Each step says what it
expects, and the script ends with exit status 1 when something else happens.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingWriteHost', '', Justification = 'It shows: what it writes is for the eye.')]
param()

$ErrorActionPreference = 'Stop'
$accountCount = @($SandboxAccounts).Count
$stepCount = 0

# Shows a command as it is typed, runs it, shows what comes out, and checks that.
function Step([string] $Title, [scriptblock] $Command, [string] $Expectation, [scriptblock] $Check) {
    $script:stepCount++
    Write-Host "# $script:stepCount. $Title" -ForegroundColor Cyan
    foreach ($line in $Command.ToString().Trim() -split '\r?\n') { Write-Host "PS> $($line.Trim())" }
    try {
        $result = [System.Collections.Generic.List[object]]::new()
        & $Command | ForEach-Object { $result.Add($_); $_ } | Out-Host
        if (-not $result.Count) { Write-Host '' }
        if (& $Check $result) { return }
        $reason = "Expected $Expectation, but got: $($result -join '; ')"
    }
    catch {
        $reason = $_.Exception.Message
    }
    Write-Host "Step $script:stepCount failed. $reason" -ForegroundColor Red
    exit 1
}

# Whether there is one result for each account, all of one status.
function All([object[]] $Result, [string] $Status, [int] $Count = $accountCount) {
    $Result.Count -eq $Count -and -not ($Result | Where-Object { "$($_.Status)" -ne $Status })
}

# The statuses of results, by name.
function Statuses([object[]] $Result) {
    (($Result | ForEach-Object { "$($_.Status)" }) | Sort-Object) -join ' '
}

Step 'The accounts to protect, in a file that any spreadsheet opens.' {
    $SandboxAccounts | Export-Csv accounts.csv
    Import-Csv accounts.csv
} "$accountCount accounts" { param($r) $r.Count -eq $accountCount }

Step 'What would be done? -WhatIf reads, tells, and writes nothing.' {
    Import-Csv accounts.csv | New-XacntBackupPlan -WhatIf
} 'status WhatIf for each account' { param($r) All $r WhatIf }

Step 'Indeed nothing is there yet.' {
    Import-Csv accounts.csv | Compare-XacntBackupPlan
} 'status NotDeployed for each account' { param($r) All $r NotDeployed }

Step 'Now in earnest: vaults in two Regions, plan and selection, all accounts side by side.' {
    Import-Csv accounts.csv | New-XacntBackupPlan
} 'status Created for each account' { param($r) All $r Created }

Step 'Once more: everything is as desired, so nothing is written.' {
    Import-Csv accounts.csv | New-XacntBackupPlan
} 'status Unchanged for each account' { param($r) All $r Unchanged }

Step 'What is deployed?' {
    Import-Csv accounts.csv | Get-XacntBackupPlan
} 'a plan with vaults in two Regions for each account' {
    param($r) $r.Count -eq $accountCount -and -not ($r | Where-Object { $_.Vaults.Count -ne 2 })
}

Step 'Somebody changes a plan by hand, behind our back.' {
    Invoke-SimulatedDrift -AccountId 200000000001 -AbsName backup-demo
} 'no output' { param($r) $r.Count -eq 0 }

Step 'Who has drifted, and how?' {
    Import-Csv accounts.csv | Compare-XacntBackupPlan
} 'status Different for account 200000000001 alone' {
    param($r) (All @($r | Where-Object AccountId -eq 200000000001) Different 1) -and
        (All @($r | Where-Object AccountId -ne 200000000001) InSync ($accountCount - 1))
}

Step 'In detail: what differs, what it is, and what it should be.' {
    (Compare-XacntBackupPlan -AccountId 200000000001 -AbsName backup-demo).Changes.Differences
} 'a difference in the schedule' { param($r) @($r | Where-Object Path -like '*ScheduleExpression').Count -ge 1 }

Step 'The same command as before puts it right.' {
    Import-Csv accounts.csv | New-XacntBackupPlan
} 'status Updated for account 200000000001 alone' {
    param($r) (All @($r | Where-Object AccountId -eq 200000000001) Updated 1) -and
        (All @($r | Where-Object AccountId -ne 200000000001) Unchanged ($accountCount - 1))
}

Step 'Somebody takes the tag from a database, and somebody else disables the key that the copies are encrypted with.' {
    Set-SimulatedTag arn:aws:rds:us-east-1:200000000001:db:backup-demo-db-2
    Set-SimulatedKey -AccountId 200000000001 -AbsName backup-demo -Region us-east-2 -State Disabled
} 'no output' { param($r) $r.Count -eq 0 }

Step '48 hours go by, and AWS Backup does its work.' {
    Invoke-SimulatedTime -Hours 48
} 'no output' { param($r) $r.Count -eq 0 }

Step 'What has it done? Not every copy was made.' {
    Import-Csv accounts.csv | Get-XacntBackupJob -Summary
} 'backups and copies of all accounts, and failed ones' {
    param($r) @($r | Group-Object AccountId).Count -eq $accountCount -and @($r | Where-Object State -eq FAILED).Count -ge 1
}

Step 'Which failed, what does AWS say, and what is to be done about it?' {
    Import-Csv accounts.csv | Get-XacntBackupJob -State FAILED | Format-List ResourceName, DestinationRegion, StatusMessage, Remedy
} 'a copy that failed for its key' { param($r) ($r | Out-String) -match 'KMS key' -and ($r | Out-String) -match 'aws kms' }

Step 'Which database has no good backup or copy, and why? One that has lost its tag is of no set any more: -AbsName * shows all.' {
    Import-Csv accounts.csv | Get-XacntProtectedResource -AbsName * -Unprotected
} 'a database that no plan takes, one without a copy, and Aurora, which is not switched on' {
    param($r) (Statuses $r) -eq ((@('NoCopy', 'NotSelected') + @('OptInOff') * $accountCount) -join ' ')
}

Step 'Does it comply? The controls of AWS Backup Audit Manager and more, now, without AWS Config. What is open is kept for later.' {
    Import-Csv accounts.csv | Get-BackupComplianceReport -AbsName * | Export-BackupComplianceReport before.json -PassThru
} 'open findings in each account' {
    param($r)
    $script:reports = @($r)
    $r.Count -eq $accountCount -and -not ($r | Where-Object { $_.Status -ne 'NON_COMPLIANT' -or $_.Score -ge 100 })
}

Step 'What is to be done first in an account?' {
    $reports[0].Findings | Where-Object { $_.IsOpen -and $_.Severity -ge 'High' } | Select-Object -First 3 | Format-List Control, ResourceName, Severity, Evidence, Remedy
} 'findings with what to do' { param($r) ($r | Out-String) -match 'Remedy' }

Step 'All of it is put right: the tag, the key, and Aurora in AWS Backup''s settings.' {
    Set-SimulatedTag arn:aws:rds:us-east-1:200000000001:db:backup-demo-db-2 -Value backup-demo
    Set-SimulatedKey -AccountId 200000000001 -AbsName backup-demo -Region us-east-2 -State Enabled
    Import-Csv accounts.csv | Enable-SimulatedOptIn
} 'no output' { param($r) $r.Count -eq 0 }

Step 'Two more days.' {
    Invoke-SimulatedTime -Hours 48
} 'no output' { param($r) $r.Count -eq 0 }

Step 'Now every database has a backup, and a copy in the other Region.' {
    Import-Csv accounts.csv | Get-XacntProtectedResource
} 'status Protected for three databases of each account' { param($r) All $r Protected (3 * $accountCount) }

Step 'What has become of the findings? The report is held against the one before.' {
    Import-Csv accounts.csv | Get-BackupComplianceReport -AbsName * -Baseline before.json | Select-Object AccountId, Score, Open, @{ Name = 'Fixed'; Expression = { @($_.Fixed).Count } }
} 'findings that are there no more, and a better score' {
    param($r) $r.Count -eq $accountCount -and -not ($r | Where-Object { $_.Fixed -lt 1 -or $_.Score -le $reports[0].Score })
}

Step 'A database is restored from its newest backup, beside the one that is there.' {
    Get-XacntRecoveryPoint -AccountId 200000000001 -AbsName backup-demo -ResourceArn backup-demo-db-1 -Latest |
        Where-Object Region -eq us-east-1 |
        Start-XacntRestoreJob -DBInstanceIdentifier backup-demo-db-1-restored -Force |
        Wait-XacntBackupJob
} 'a restore that is completed' {
    param($r) $r.Count -eq 1 -and $r[0].State -eq 'COMPLETED' -and $r[0].CreatedResourceArn -like '*:db:backup-demo-db-1-restored'
}

Step 'The end: selections, plans, recovery points and vaults go. Outside a script this asks for each account first.' {
    Import-Csv accounts.csv | Remove-XacntBackupResource -Force
} 'status Removed for each account, with its recovery points' {
    param($r) (All $r Removed) -and -not ($r | Where-Object RecoveryPointsDeleted -lt 6)
}

Step 'Nothing is left.' {
    Import-Csv accounts.csv | Remove-XacntBackupResource -Force
} 'status NothingFound for each account' { param($r) All $r NothingFound }

Step 'Last, the report of the day on which not all was well, as a page for people. Open it in a browser.' {
    $reports | Export-BackupComplianceReport (Join-Path $TourFolder report.html)
    Join-Path $TourFolder report.html
} 'the page and its path' { param($r) $r.Count -eq 1 -and [System.IO.File]::Exists($r[0]) }

Write-Host "All $stepCount steps did what they should." -ForegroundColor Green
