<#
.SYNOPSIS
Brings the backup plans of accounts to what is wanted and judges the accounts, in a pipeline of Azure DevOps.

.DESCRIPTION
The step that runs it has the credentials of AWS in its environment, EXTERNAL_ID where the roles ask for an external id, and WHAT_IF, true to change nothing.
All accounts have their turn, whatever becomes of one of them. What is wrong is told as issues of the run, and the exit code says what it was:
0 all is well; 2 an account does not comply; 3 an account could not be worked on; 1 the script could not begin, or no account could be worked on.
#>
[CmdletBinding()]
param(
    # The accounts: a CSV file with the columns AccountId and AbsName, and others such as CopyRegion where they differ.
    [Parameter(Mandatory)]
    [string] $AccountsPath,

    # The folder of the reports. It is made where it is not there.
    [Parameter(Mandatory)]
    [string] $OutputPath,

    # A policy of Get-BackupComplianceReport.
    [string] $PolicyPath,

    # How severe an open finding has to be for the run to fail.
    [ValidateSet('Low', 'Medium', 'High', 'Critical')]
    [string] $FailOn = 'High'
)

$ErrorActionPreference = 'Stop'

# An issue is one line, in which a percent sign begins an escape. An error that ends a command is among its errors, too, though not as a record; the step shows it.
function Write-Issue([string] $Title, [object[]] $Problem) {
    foreach ($one in $Problem | Where-Object Exception) {
        "##vso[task.logissue type=error]${Title}: " + ($one.Exception.Message -replace '%', '%AZP25' -replace '\s+', ' ')
    }
}

$options = @{ TimeoutSeconds = 600; InformationAction = 'Continue'; ErrorAction = 'SilentlyContinue' }

# A variable that is not defined comes as it is written in the pipeline.
if ($env:EXTERNAL_ID -and $env:EXTERNAL_ID -notlike '$(*') { $options.ExternalId = $env:EXTERNAL_ID }
$judged = @{}
if ($PolicyPath) { $judged.Policy = $PolicyPath }

$OutputPath = (New-Item -Path $OutputPath -ItemType Directory -Force).FullName
$accounts = @(Import-Csv $AccountsPath)
if ($accounts.Count -eq 0) { throw "There is no account in $AccountsPath." }

# What is wrong is told whatever else ends the script.
try { $plans = @($accounts | New-XacntBackupPlan @options -WhatIf:($env:WHAT_IF -eq 'true') -ErrorVariable failed) }
finally { Write-Issue 'Backup plan' $failed }

$plans | Select-Object AccountId, AbsName, Region, Status, Message | Export-Csv (Join-Path $OutputPath plans.csv)
try {
    $reports = @($accounts | Get-BackupComplianceReport @options @judged -ErrorVariable unread)
    $reports | Export-BackupComplianceReport (Join-Path $OutputPath report) -Format Html, Json, Markdown, JUnit -FailOn $FailOn -ErrorAction SilentlyContinue -ErrorVariable open
}
finally {
    Write-Issue 'Backup compliance' $open

    # Most of what could not be judged is an open finding as well, or was told of the plan; what has no report at all, such as a row that names no account, is not.
    $told = @(@($failed) + @($open) | Where-Object Exception | ForEach-Object { $_.Exception.Message })
    Write-Issue 'Backup compliance' @($unread | Where-Object Exception | Where-Object { $message = $_.Exception.Message; -not ($told | Where-Object { $_.Contains($message) }) })
}

$page = Join-Path $OutputPath report.md
if (Test-Path $page) { "##vso[task.uploadsummary]$page" }

if ($failed -or $unread) { exit 3 }
if ($open) { exit 2 }
