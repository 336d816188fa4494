#Requires -Version 5.1

<#
.SYNOPSIS
Judges the backups of accounts and writes reports, as a scheduled task of Windows does it: with nobody there to ask or to look.

.DESCRIPTION
Each run has a transcript and reports in the output folder, and an entry in the event log when something is wrong. The exit code, which the task
scheduler shows as the last result, says what:

0  all is well
1  the script could not begin: PowerShell's own, for instance for a parameter that is not there
2  an account does not comply
3  an account could not be worked on; the others were
4  nothing could be done: the module, the credentials, a file
5  another run is at work

Works in Windows PowerShell 5.1 and in PowerShell 7. Register-BackupComplianceTask.ps1 makes the task.

.EXAMPLE
.\Invoke-BackupComplianceTask.ps1 -AccountsPath C:\ProgramData\BackupCompliance\accounts.csv -OutputPath C:\ProgramData\BackupCompliance\runs -ProfileName backup
#>
[CmdletBinding()]
param(
    # The accounts: a CSV file with the columns AccountId and AbsName, and others such as CopyRegion where they differ.
    [Parameter(Mandatory)]
    [string] $AccountsPath,

    # The folder of transcripts and reports. It is made where it is not there.
    [Parameter(Mandatory)]
    [string] $OutputPath,

    # The credentials profile. Without it, what the machine has: environment, profile default, the role of the instance.
    [string] $ProfileName,

    # The credentials file that holds the profile, where it is not that of the user of the task.
    [string] $ProfileLocation,

    # A policy of Get-BackupComplianceReport.
    [string] $PolicyPath,

    # How severe an open finding has to be for the account not to comply.
    [ValidateSet('Low', 'Medium', 'High', 'Critical')]
    [string] $FailOn = 'High',

    # Brings the backup plans to what is wanted first.
    [switch] $Converge,

    # For how many days transcripts are kept.
    [ValidateRange(1, 3650)]
    [int] $KeepDays = 30,

    # The source of entries in the event log. Register-BackupComplianceTask.ps1 makes it known.
    [string] $EventSource = 'AwsBackupPlan'
)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

$AllIsWell = 0
$NotCompliant = 2
$AccountFailed = 3
$NothingDone = 4
$AlreadyAtWork = 5

# What could not be worked on, and what is open: told also when an error ends the run after that.
$failed = $unread = $open = @()

# Never the reason for a run to fail: what it says is in the transcript as well.
function Write-TaskEvent([string] $Message, [int] $EventId) {
    try {
        # An entry of the log takes 31,839 characters.
        $text = $Message.Substring(0, [Math]::Min($Message.Length, 30000))
        if (Get-Command Write-EventLog -ErrorAction SilentlyContinue) {
            Write-EventLog -LogName Application -Source $EventSource -EventId $EventId -EntryType Error -Message $text
        }
        else {
            # PowerShell 7 has no such command.
            [System.Diagnostics.EventLog]::WriteEntry($EventSource, $text, [System.Diagnostics.EventLogEntryType]::Error, $EventId)
        }
    }
    catch {
        Write-Warning "No entry in the event log: $($_.Exception.Message)"
    }
}

function Get-Text([object[]] $Problem) {
    foreach ($one in $Problem) {
        $one.Exception.Message
        if ($one.ErrorDetails -and $one.ErrorDetails.RecommendedAction) { "  To do: $($one.ErrorDetails.RecommendedAction)" }
    }
}

# The file is open for one run alone, and closed by Windows however that ends. Only a file that somebody else has open or locked says that there is
# another run: 32 and 33 on Windows, 11 and 35 elsewhere. A disk that is full, or a folder that is not there, says something else.
function Enter-Run([string] $Path) {
    $inUse = if ($env:OS -eq 'Windows_NT') { 32, 33 } else { 11, 35 }
    try { [System.IO.File]::Open($Path, 'OpenOrCreate', 'ReadWrite', 'None') }
    catch [System.IO.IOException] {
        if (($_.Exception.GetBaseException().HResult -band 0xFFFF) -notin $inUse) { throw }
    }
}

function Clear-OldTranscript {
    $before = (Get-Date).AddDays(-$KeepDays)
    Get-ChildItem $OutputPath | Where-Object { $_.Name -like 'transcript-*.txt' -and $_.LastWriteTime -lt $before } | ForEach-Object { $_.Delete() }
}

# An entry of the log has room for so much of what failed, and for as much of what is open: many of the one do not hide the other.
function Limit-Text([string[]] $Line) {
    $text = $Line -join [Environment]::NewLine
    if ($text.Length -le 14000) { return $text }
    $text.Substring(0, 14000) + "...$([Environment]::NewLine)The rest is in the transcript."
}

# Says what is wrong, and the exit code for it.
function Complete-Run([int] $ExitCode, [object[]] $Failure, [object[]] $Finding) {
    $failures = @(Get-Text $Failure)
    $findings = @(Get-Text $Finding)
    $failures + $findings | ForEach-Object { Write-Warning $_ }
    $where = if (Test-Path $OutputPath -PathType Container) { " Reports and transcript: $OutputPath" }
    $text = @("The backup compliance task ends with exit code $ExitCode.$where", (Limit-Text $failures), (Limit-Text $findings)) | Where-Object { $_ }
    Write-TaskEvent -EventId (1000 + $ExitCode) -Message ($text -join [Environment]::NewLine)
    $ExitCode
}

# Ends the run, with what to do.
function Stop-Run([string] $Message, [string] $ToDo) {
    $problem = [System.Management.Automation.ErrorRecord]::new([InvalidOperationException]::new($Message), 'NothingDone', 'InvalidOperation', $null)
    $problem.ErrorDetails = [System.Management.Automation.ErrorDetails]::new($Message)
    $problem.ErrorDetails.RecommendedAction = $ToDo
    throw $problem
}

function Import-BackupModule {
    try { Import-Module AwsBackupPlan }
    catch {
        $there = @(Get-Module -Name AwsBackupPlan -ListAvailable -ErrorAction SilentlyContinue)
        if ($there.Count -gt 0) {
            Stop-Run $_.Exception.Message "The module is there, in $($there[0].ModuleBase). See what keeps PowerShell $($PSVersionTable.PSVersion) from loading it: the execution policy, a signature, its version, a file that is missing."
        }

        Stop-Run $_.Exception.Message "Install the module AwsBackupPlan for all users of PowerShell $($PSVersionTable.PSVersion), which is to say in one of the folders of `$env:PSModulePath: $env:PSModulePath"
    }
}

function Open-Output {
    # New-Item says nothing of a file that is in its way.
    if (Test-Path $OutputPath -PathType Leaf) {
        Stop-Run "-OutputPath $OutputPath is a file, and has to be a folder." 'Name a folder for transcripts and reports, or delete the file.'
    }

    (New-Item -Path $OutputPath -ItemType Directory -Force).FullName
}

# What this run is compared with. A report that cannot be read, such as one of another version of the module, is no reason to judge nothing.
function Get-Baseline([string] $Path) {
    if (-not (Test-Path $Path)) { return }
    try { @() | Get-BackupComplianceReport -Baseline $Path -WarningAction SilentlyContinue }
    catch {
        if ("$($_.TargetObject)" -ne 'Baseline') { throw }
        Write-Warning "Nothing is told as new, and the report of the run before is now $Path.unread: $($_.Exception.Message)"
        Move-Item $Path "$Path.unread" -Force
        return
    }

    $Path
}

function Invoke-Run {
    Import-BackupModule
    $options = @{ ErrorAction = 'SilentlyContinue'; InformationAction = 'Continue'; TimeoutSeconds = 900 }
    if ($ProfileName) { $options.ProfileName = $ProfileName }
    if ($ProfileLocation) { $options.ProfileLocation = $ProfileLocation }

    $accounts = @(Import-Csv $AccountsPath)
    if ($accounts.Count -eq 0) { throw "There is no account in $AccountsPath." }

    if ($Converge) {
        $plans = @($accounts | New-XacntBackupPlan @options -ErrorVariable script:failed)
        $plans | Select-Object AccountId, AbsName, Region, Status, Message | Export-Csv (Join-Path $OutputPath plans.csv) -NoTypeInformation -Encoding UTF8
    }

    if ($PolicyPath) { $options.Policy = $PolicyPath }
    $last = Join-Path $OutputPath report.json
    $incomplete = Join-Path $OutputPath report-incomplete.json
    $baseline = Get-Baseline $last
    if ($baseline) { $options.Baseline = $baseline }
    $reports = @($accounts | Get-BackupComplianceReport @options -ErrorVariable script:unread)

    # A report that lacks what is known of an account is no measure for the next run: all of that would be new again.
    if (Test-Path $incomplete) { Remove-Item $incomplete }
    $json = if ($unread) { $incomplete } else { $last }
    $reports | Export-BackupComplianceReport (Join-Path $OutputPath report.html), $json -FailOn $FailOn -ErrorAction SilentlyContinue -ErrorVariable script:open

    if ($failed -or $unread) {
        # That an account could not be read is a finding of its own, told already: behind those of the others.
        $told = @($unread | ForEach-Object { "$($_.TargetObject)" })
        $findings = @($open | Where-Object { "$($_.TargetObject)" -notin $told }) + @($open | Where-Object { "$($_.TargetObject)" -in $told })
        return Complete-Run $AccountFailed (@($failed) + @($unread)) $findings
    }

    if ($open) { return Complete-Run $NotCompliant -Finding $open }
    $AllIsWell
}

$exitCode = $NothingDone
$run = $null
$transcribed = $false
try {
    $OutputPath = Open-Output
    $run = Enter-Run (Join-Path $OutputPath run.lock)
    if ($null -eq $run) {
        $exitCode = $AlreadyAtWork
        Write-TaskEvent -EventId (1000 + $exitCode) -Message "The backup compliance task was not begun: another run is at work in $OutputPath."
    }
    else {
        Start-Transcript -Path (Join-Path $OutputPath "transcript-$(Get-Date -Format yyyyMMdd-HHmmss).txt") | Out-Null
        $transcribed = $true
        Clear-OldTranscript
        $exitCode = Invoke-Run
    }
}
catch {
    $reason = $_
    # What ends a command is among its errors, too, as a record or as something else.
    $isOther = { $_ -is [System.Management.Automation.ErrorRecord] -and $_.Exception.Message -ne $reason.Exception.Message }
    $exitCode = Complete-Run $NothingDone (@($reason) + @(@($failed) + @($unread) | Where-Object $isOther)) @($open | Where-Object $isOther)
}
finally {
    if ($transcribed) { Stop-Transcript | Out-Null }
    if ($run) { $run.Dispose() }
}

exit $exitCode
