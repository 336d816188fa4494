# Errors as scripts handle them, and what may be in no stream.

BeforeAll {
    . "$PSScriptRoot/Scene.ps1"
}

AfterAll {
    Stop-Scene
}

Describe 'An error' {
    It 'can be caught' {
        $caught = $null
        try {
            New-XacntBackupPlan -AccountId 200000000001 -AbsName $absName -RoleName NoSuchRole @connection -ErrorAction Stop
        }
        catch {
            $caught = $_
        }

        $caught.CategoryInfo.Category | Should -Be 'PermissionDenied'
        "$($caught.TargetObject.AccountId)" | Should -Be '200000000001'
        "$($caught.Exception.Message)" | Should -Match 'NoSuchRole'
        "$($caught.ErrorDetails.RecommendedAction)" | Should -Match '\S'
    }

    It 'is in the variable, and the result says Failed' {
        $failures = $null
        $results = @(New-XacntBackupPlan -AccountId 200000000001 -AbsName $absName -KeyAlias alias/none @connection -ErrorAction SilentlyContinue -ErrorVariable failures)
        "$($results[0].Status)" | Should -Match '^(Blocked|Failed)$'
        @($failures).Count | Should -BeGreaterThan 0
        "$($failures[0])" | Should -Match '200000000001'
    }

    It 'of one account leaves the others alone' {
        $failures = $null
        $accounts = @{ AccountId = '200000000003'; AbsName = $absName; RoleName = 'NoSuchRole' }, @{ AccountId = '200000000004'; AbsName = $absName }
        $results = @($accounts | New-XacntBackupPlan @connection -ErrorAction SilentlyContinue -ErrorVariable failures)
        @($results | Where-Object { $_.AccountId -eq '200000000004' -and $_.Status -eq 'Created' }).Count | Should -Be 1
        @($failures).Count | Should -Be 1
    }

    It 'in a variable that was never set is one before anything is called' {
        Set-StrictMode -Version Latest
        $caught = $null
        try {
            New-XacntBackupPlan -AccountId $null -AbsName $absName @connection -ErrorAction Stop
        }
        catch {
            $caught = $_
        }

        "$caught" | Should -Match 'AccountId'
    }
}

Describe 'No secret' {
    It 'is in any stream' {
        $said = New-XacntBackupPlan -AccountId 200000000005 -AbsName $absName @connection -Verbose -Debug:$false -InformationAction Continue 4>&1 6>&1 | Out-String -Width 500
        $said | Should -Match '200000000005'
        $said | Should -Match 'AssumeRole'
        $said | Should -Not -Match $secret
        $said | Should -Not -Match $sessionKeys
    }

    # Start-Transcript exists only in a full PowerShell.
    It 'is in a transcript' -Skip:(-not (Get-Command -Name Start-Transcript -ErrorAction SilentlyContinue)) {
        $file = [System.IO.Path]::GetTempFileName()
        $null = Start-Transcript -Path $file -Force
        try {
            New-XacntBackupPlan -AccountId 200000000006 -AbsName $absName @connection -Verbose | Out-Host
            New-XacntBackupPlan -AccountId 200000000006 -AbsName $absName -RoleName NoSuchRole @connection -Verbose -ErrorAction Continue 2>&1 | Out-Host
        }
        finally {
            $null = Stop-Transcript
        }

        $text = [System.IO.File]::ReadAllText($file)
        [System.IO.File]::Delete($file)
        $text | Should -Match '200000000006'
        $text | Should -Match 'AssumeRole'
        $text | Should -Not -Match $secret
        $text | Should -Not -Match $sessionKeys
    }
}
