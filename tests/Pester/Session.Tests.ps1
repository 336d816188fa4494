# The module in sessions of all kinds: imported again, in several runspaces, in jobs, in a constrained language.

BeforeAll {
    . "$PSScriptRoot/Scene.ps1"
}

AfterAll {
    Stop-Scene
}

Describe 'The module' {
    It 'can be imported again, and removed and imported' {
        Import-Module -Name $modulePath -Force
        "$(@(New-XacntBackupPlan -AccountId 200000000001 -AbsName $absName @connection -WhatIf)[0].Status)" | Should -Be 'WhatIf'
        Remove-Module -Name AwsBackupPlan
        Import-Module -Name $modulePath
        "$(@(New-XacntBackupPlan -AccountId 200000000001 -AbsName $absName @connection -WhatIf)[0].Status)" | Should -Be 'WhatIf'
    }

    # In a process of its own: one that has ever constrained a language trusts no data afterwards.
    It 'works in a constrained language' -Skip:(-not (Get-Command -Name Start-Transcript -ErrorAction SilentlyContinue)) {
        $script = "`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
            Import-Module -Name '$modulePath'
            @{ AccountId = '200000000002'; AbsName = '$absName' } |
                New-XacntBackupPlan -EndpointUrl '$endpoint' -AccessKey '$($connection.AccessKey)' -SecretKey '$secret' -WhatIf |
                ForEach-Object { ""said: `$(`$_.Status) in `$(`$ExecutionContext.SessionState.LanguageMode)"" }"
        $program = [System.Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
        # As a tool of .NET, PowerShell is a library that dotnet runs.
        $library = @(if ([System.IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { [System.Environment]::GetCommandLineArgs()[0] })
        $said = & $program @library -NoProfile -NonInteractive -EncodedCommand ([System.Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($script))) 2>&1
        ($said | ForEach-Object { "$_" }) -join ' ' | Should -Match 'said: WhatIf in ConstrainedLanguage'
    }

    # ForEach-Object has no -Parallel in Windows PowerShell.
    It 'works in parallel runspaces' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $results = @(1..4 | ForEach-Object -Parallel {
                Import-Module -Name $using:modulePath
                $given = $using:connection
                New-XacntBackupPlan -AccountId "20000000000$_" -AbsName $using:absName @given -WhatIf
            } -ThrottleLimit 4)
        ($results | ForEach-Object { "$($_.Status)" }) -join ' ' | Should -Be 'WhatIf WhatIf WhatIf WhatIf'
    }

    # Start-ThreadJob comes with PowerShell 7.
    It 'works in a thread job' -Skip:(-not (Get-Command -Name Start-ThreadJob -ErrorAction SilentlyContinue)) {
        $job = Start-ThreadJob -ScriptBlock {
            Import-Module -Name $using:modulePath
            $given = $using:connection
            New-XacntBackupPlan -AccountId 200000000005 -AbsName $using:absName @given -WhatIf
        }
        $results = @($job | Receive-Job -Wait -AutoRemoveJob)
        "$($results[0].Status)" | Should -Be 'WhatIf'
    }
}
