<#
.SYNOPSIS
    Builds, tests and packs the AwsBackupPlan module.

.DESCRIPTION
    Runs one or more tasks, in the order given. Everything but the Pester task needs the .NET 10 SDK and nothing else; this script
    itself runs in PowerShell 7 and in Windows PowerShell 5.1. Without any PowerShell, 'dotnet build', 'dotnet test' and
    'dotnet run --project src/AwsBackupPlan.Sandbox' do the same work.

    Clean    Removes what earlier builds made: bin, obj, lib, en-US and out.
    Build    Restores, builds, and assembles the module: beside AwsBackupPlan.psd1, and as a package folder under out/.
    Test     Runs all tests that need no PowerShell installation.
    Pester   Runs tests/Pester in this PowerShell, against the module as packaged. Needs Pester 5.
    Lambda   Makes the program of the Lambda functions, native, and its zip for each architecture of -Architecture under out/lambda. On Linux only.
             Needs clang or gcc; for the other architecture than the machine's Debian's or Ubuntu's gcc-aarch64-linux-gnu and libc6-dev-arm64-cross.
    Pack     Makes out/AwsBackupPlan.<version>.nupkg, which Publish-PSResource takes, with notices of what it holds, a bill of materials
             (CycloneDX), and beside it a list of its files with hashes. The same source makes the same package.
    Sandbox  Runs the tour: a simulated AWS and the module in the real PowerShell engine.

.PARAMETER Task
    What to do. The default is Build.

.PARAMETER Configuration
    Debug or Release. The default is Debug, as for 'dotnet build'; Pack and Lambda always make Release.

.PARAMETER Architecture
    What the Lambda task makes: x86_64, arm64, or both, which is the default.

.EXAMPLE
    ./build.ps1
    Import-Module ./AwsBackupPlan.psd1

    Builds the module and imports it straight from the repository.

.EXAMPLE
    ./build.ps1 -Task Clean, Build, Test, Pack

    A release from a clean tree.

.EXAMPLE
    ./build.ps1 -Task Lambda -Architecture arm64

    The zip of the Lambda functions for arm64, which the template Master deploys.

.NOTES
    Exits with an error as soon as a task fails.
#>
[CmdletBinding()]
param(
    [ValidateSet('Clean', 'Build', 'Test', 'Pester', 'Lambda', 'Pack', 'Sandbox')]
    [string[]] $Task = @('Build'),

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [ValidateSet('x86_64', 'arm64')]
    [string[]] $Architecture = @('x86_64', 'arm64')
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot

function Invoke-DotNet {
    # Runs dotnet and stops when it fails: a native command's exit code is no error by itself.
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "'dotnet $args' ended with exit code $LASTEXITCODE."
    }
}

function Invoke-CleanTask {
    foreach ($name in 'lib', 'en-US', 'out') {
        $path = Join-Path $root $name
        if (Test-Path -LiteralPath $path) {
            Remove-Item -LiteralPath $path -Recurse -Force
        }
    }

    Get-ChildItem -Path (Join-Path $root 'src'), (Join-Path $root 'tests') -Directory |
        ForEach-Object { Join-Path $_.FullName 'bin'; Join-Path $_.FullName 'obj' } |
        Where-Object { Test-Path -LiteralPath $_ } |
        ForEach-Object { Remove-Item -LiteralPath $_ -Recurse -Force }
}

function Invoke-BuildTask {
    Invoke-DotNet build (Join-Path $root 'AwsBackupPlan.sln') --configuration $Configuration
}

function Invoke-TestTask {
    Push-Location -LiteralPath $root
    try {
        Invoke-DotNet test --configuration $Configuration
    }
    finally {
        Pop-Location
    }
}

function Invoke-PesterTask {
    $pester = Get-Module -Name Pester -ListAvailable | Where-Object { $_.Version -ge [version]'5.0' }
    if (-not $pester) {
        throw "Pester 5 is not installed. Run: Install-Module Pester -MinimumVersion 5.5 -Scope CurrentUser -SkipPublisherCheck"
    }

    Import-Module -Name Pester -MinimumVersion 5.0
    $settings = New-PesterConfiguration
    $settings.Run.Path = Join-Path (Join-Path $root 'tests') 'Pester'
    $settings.Run.Throw = $true
    $settings.Output.Verbosity = 'Detailed'
    $env:ABP_MODULE_PATH = Join-Path $root "out/$Configuration/AwsBackupPlan/AwsBackupPlan.psd1"
    try {
        Invoke-Pester -Configuration $settings
    }
    finally {
        Remove-Item -LiteralPath env:ABP_MODULE_PATH
    }
}

function Invoke-LambdaTask {
    $runtimes = @{ 'x86_64' = 'linux-x64'; 'arm64' = 'linux-arm64' }
    foreach ($name in $Architecture) {
        Invoke-DotNet publish (Join-Path $root 'src/AwsBackupPlan.Lambda') --configuration Release --runtime $runtimes[$name]
        Write-Output (Join-Path $root "out/lambda/AwsBackupPlan.Lambda-$name.zip")
    }
}

function Invoke-PackTask {
    Invoke-DotNet run --project (Join-Path $root 'src/AwsBackupPlan.PackageWriter') --configuration Release
    $null = Test-ModuleManifest -Path (Join-Path $root 'out/Release/AwsBackupPlan/AwsBackupPlan.psd1')
}

function Invoke-SandboxTask {
    Invoke-DotNet run --project (Join-Path $root 'src/AwsBackupPlan.Sandbox') --configuration $Configuration
}

foreach ($name in $Task) {
    Write-Verbose "Task $name"
    & "Invoke-${name}Task"
}
