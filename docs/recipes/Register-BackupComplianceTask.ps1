#Requires -Version 5.1

<#
.SYNOPSIS
Makes the scheduled task that runs Invoke-BackupComplianceTask.ps1 every day, or changes it.

.DESCRIPTION
To be run once, by an administrator, in Windows PowerShell 5.1 or PowerShell 7. Running it again replaces the task.

Whoever the task runs as needs the right to log on as a batch job, may read script, accounts, policy and credentials, and may write into the output folder.

A script, a PowerShell, or a file of credentials or configuration that others can change is refused: they could have the task do anything, with its credentials.

.EXAMPLE
.\Register-BackupComplianceTask.ps1 -AccountsPath C:\ProgramData\BackupCompliance\accounts.csv -OutputPath C:\ProgramData\BackupCompliance\runs -ProfileName backup -ServiceAccount EXAMPLE\backup$

A group managed service account: nobody knows its password, and Windows changes it.

.EXAMPLE
.\Register-BackupComplianceTask.ps1 -AccountsPath C:\ProgramData\BackupCompliance\accounts.csv -OutputPath C:\ProgramData\BackupCompliance\runs -UserId EXAMPLE\backup

A user, without a password (S4U). Such a session has no access to shares, nor to what is encrypted for the user, as profiles in the encrypted store of the AWS SDK are.
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'ServiceAccount')]
param(
    # The accounts: a CSV file with the columns AccountId and AbsName.
    [Parameter(Mandatory)]
    [string] $AccountsPath,

    # The folder of transcripts and reports.
    [Parameter(Mandatory)]
    [string] $OutputPath,

    # A group managed service account, such as EXAMPLE\backup$.
    [Parameter(Mandatory, ParameterSetName = 'ServiceAccount')]
    [string] $ServiceAccount,

    # A user without a password.
    [Parameter(Mandatory, ParameterSetName = 'User')]
    [string] $UserId,

    # A user with the password, which Windows keeps.
    [Parameter(Mandatory, ParameterSetName = 'Password')]
    [PSCredential] $Credential,

    # The credentials profile, and the file that holds it where it is not that of the user of the task.
    [string] $ProfileName,
    [string] $ProfileLocation,

    # A policy of Get-BackupComplianceReport.
    [string] $PolicyPath,

    # How severe an open finding has to be for the account not to comply, and for how many days transcripts are kept; what the script says where they are left out.
    [ValidateSet('Low', 'Medium', 'High', 'Critical')]
    [string] $FailOn,
    [ValidateRange(1, 3650)]
    [int] $KeepDays,

    # Brings the backup plans to what is wanted first.
    [switch] $Converge,

    # When, every day.
    [DateTime] $At = '06:00',

    # The name of the task, and the folder of the scheduler that it is in.
    [string] $TaskName = 'Backup compliance',
    [string] $TaskPath = '\AwsBackupPlan\',

    # The script, and the PowerShell that runs it: powershell.exe, or the full path of a pwsh.exe.
    [string] $ScriptPath = (Join-Path $PSScriptRoot Invoke-BackupComplianceTask.ps1),
    [string] $PowerShellPath = 'powershell.exe',

    # AllSigned wants the script signed.
    [ValidateSet('AllSigned', 'RemoteSigned')]
    [string] $ExecutionPolicy = 'RemoteSigned',

    # The source of entries in the event log.
    [string] $EventSource = 'AwsBackupPlan'
)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

# The task has a folder of its own, so that no path may hang on where this script is run.
function Get-FullPath([string] $Path) {
    if ($Path) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }
}

# No path of Windows has a quote in it; a single backslash at the end would take the one behind it along.
function Format-Argument([string] $Value) {
    if ($Value.Contains('"')) { throw "There is a quotation mark in '$Value'." }
    '"' + ($Value -replace '\\+$', '$0$0') + '"'
}

function Get-TaskArgument {
    $arguments = @('-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', $ExecutionPolicy, '-File', (Format-Argument (Get-FullPath $ScriptPath)))
    $values = [ordered]@{
        AccountsPath    = Get-FullPath $AccountsPath
        OutputPath      = Get-FullPath $OutputPath
        ProfileName     = $ProfileName
        ProfileLocation = Get-FullPath $ProfileLocation
        PolicyPath      = Get-FullPath $PolicyPath
        FailOn          = $FailOn
        KeepDays        = $KeepDays
        EventSource     = $EventSource
    }
    foreach ($name in $values.Keys) {
        if ($values[$name]) { $arguments += "-$name", (Format-Argument $values[$name]) }
    }

    if ($Converge) { $arguments += '-Converge' }
    $arguments -join ' '
}

# Whoever writes into the log under a name that is not known there gets an error, and only an administrator can make it known.
function Add-EventSource {
    if ([System.Diagnostics.EventLog]::SourceExists($EventSource)) { return }
    if (Get-Command New-EventLog -ErrorAction SilentlyContinue) {
        New-EventLog -LogName Application -Source $EventSource
    }
    else {
        [System.Diagnostics.EventLog]::CreateEventSource($EventSource, 'Application')
    }
}

# A name that Windows does not know stays as it is, and is then nobody's.
function Get-Sid([string] $Name) {
    try { ([System.Security.Principal.NTAccount]$Name).Translate([System.Security.Principal.SecurityIdentifier]).Value } catch { $Name }
}

function Get-OwnSid {
    try { [System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value } catch { '' }
}

# Who else than those that are trusted can change a file or folder, or what is in that.
function Get-Changer([string] $Path, [string[]] $Trusted) {
    # To write, append, delete, give rights or take over, and the two generic rights that hold those.
    $changing = 0x500D0046
    $inheritOnly = 2
    $acl = Get-Acl -LiteralPath $Path
    $changers = @($acl.GetOwner([System.Security.Principal.SecurityIdentifier]))
    $changers += @($acl.GetAccessRules($true, $true, [System.Security.Principal.SecurityIdentifier]) |
        Where-Object { "$($_.AccessControlType)" -eq 'Allow' -and ([int]$_.FileSystemRights -band $changing) -and -not ([int]$_.PropagationFlags -band $inheritOnly) } |
        ForEach-Object { $_.IdentityReference })
    foreach ($changer in $changers | Where-Object { $_.Value -notin $Trusted }) {
        try { $changer.Translate([System.Security.Principal.NTAccount]).Value } catch { $changer.Value }
    }
}

# What decides what the task does with its credentials.
function Assert-Guarded([string[]] $Path, [string] $Account) {
    # Administrators, the system, the installer of Windows, whoever registers the task, and whom it runs as.
    $trusted = 'S-1-5-32-544', 'S-1-5-18', 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464', (Get-OwnSid), (Get-Sid $Account)
    foreach ($one in $Path) {
        foreach ($place in $one, [System.IO.Path]::GetDirectoryName($one)) {
            $changers = @(Get-Changer $place $trusted | Select-Object -Unique)
            if ($changers.Count -gt 0) {
                throw "$place can be changed by $($changers -join ', '): whoever does that has the task's credentials. Leave it to administrators and the account of the task (icacls), or put it where nobody else can change it."
            }
        }
    }
}

# A configuration file can name a program that gives the credentials (credential_process), as a credentials file can.
function Get-CredentialsFile {
    if ($ProfileLocation) {
        $file = Get-FullPath $ProfileLocation
        $file
        Join-Path ([System.IO.Path]::GetDirectoryName($file)) config | Where-Object { Test-Path -LiteralPath $_ }
    }

    foreach ($name in 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE') { [System.Environment]::GetEnvironmentVariable($name, 'Machine') }
}

if (-not (Test-Path $ScriptPath)) { throw "There is no script $ScriptPath." }

$account = switch ($PSCmdlet.ParameterSetName) { 'ServiceAccount' { $ServiceAccount } 'User' { $UserId } 'Password' { $Credential.UserName } }
$guarded = @(Get-FullPath $ScriptPath)
$guarded += @(Get-CredentialsFile | Where-Object { $_ })
if ($PowerShellPath -ne 'powershell.exe') {
    # Which one a name alone stands for is decided when the task runs.
    if (-not [System.IO.Path]::IsPathRooted($PowerShellPath)) { throw "-PowerShellPath $PowerShellPath is not a full path, such as 'C:\Program Files\PowerShell\7\pwsh.exe'." }
    $guarded += $PowerShellPath
}

Assert-Guarded $guarded $account

$task = @{
    TaskName    = $TaskName
    TaskPath    = $TaskPath
    Description = 'Judges the backups of AWS accounts. The last result: 0 well, 2 not compliant, 3 an account failed, 4 nothing done, 5 another run is at work.'
    Action      = New-ScheduledTaskAction -Execute $PowerShellPath -Argument (Get-TaskArgument) -WorkingDirectory ([System.IO.Path]::GetDirectoryName((Get-FullPath $ScriptPath)))
    Trigger     = New-ScheduledTaskTrigger -Daily -At $At
    Settings    = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -ExecutionTimeLimit ([TimeSpan]::FromHours(2)) -StartWhenAvailable
    Force       = $true
}

switch ($PSCmdlet.ParameterSetName) {
    # Windows fetches the password of such an account itself.
    'ServiceAccount' { $task.Principal = New-ScheduledTaskPrincipal -UserId $ServiceAccount -LogonType Password }
    'User' { $task.Principal = New-ScheduledTaskPrincipal -UserId $UserId -LogonType S4U }
    'Password' {
        $task.User = $Credential.UserName
        $task.Password = $Credential.GetNetworkCredential().Password
    }
}

if ($PSCmdlet.ShouldProcess("$TaskPath$TaskName", 'Register the scheduled task')) {
    Add-EventSource
    Register-ScheduledTask @task
}
