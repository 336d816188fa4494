<#
.SYNOPSIS
    Builds, tests, signs and packs the AwsBackupPlan module.

.DESCRIPTION
    Runs one or more tasks, in the order given. Everything but the Pester and Analyze tasks needs the .NET 10 SDK and nothing else; this script
    itself runs in PowerShell 7 and in Windows PowerShell 5.1. Without any PowerShell, 'dotnet build', 'dotnet test' and
    'dotnet run --project src/AwsBackupPlan.Sandbox' do the same work.

    Clean    Removes what earlier builds made: bin, obj, lib, en-US and out.
    Build    Restores, builds, and assembles the module: beside AwsBackupPlan.psd1, and as a package folder under out/.
    Test     Runs all tests that need no PowerShell installation.
    Pester   Runs tests/Pester in this PowerShell, against the module as packaged, and writes out/pester.xml. Needs Pester 5. The environment variables ABP_MODULE_PATH (a manifest) and
             ABP_SIMULATOR (AwsBackupPlan.Simulator.dll) name another module and another simulator than those that a build has made.
    Analyze  Holds every script and manifest against tests/PSScriptAnalyzerSettings.psd1. Needs PSScriptAnalyzer.
    Lambda   Makes the program of the Lambda functions, native, and its zip for each architecture of -Architecture under out/lambda. On Linux only.
             Needs clang or gcc; for the other architecture than the machine's Debian's or Ubuntu's gcc-aarch64-linux-gnu and libc6-dev-arm64-cross.
    Sign     Signs what is our own in the package folder of the Release build by Authenticode. On Windows only; without a certificate it says so and signs nothing.
    Pack     Writes out/packages: the module as it lies on a module path, the .nupkg that Publish-PSResource takes, bill of materials (CycloneDX),
             release notes, and the hashes of all of it. The same module makes the same package.
    Sandbox  Runs the tour: a simulated AWS and the module in the real PowerShell engine.

.PARAMETER Task
    What to do. The default is Build.

.PARAMETER Configuration
    Debug or Release. The default is Debug, as for 'dotnet build'; Sign, Pack and Lambda always make Release.

.PARAMETER NoBuild
    Sign and Pack take what an earlier Pack has built, instead of building it: so that what is secret is nowhere near what builds.

.PARAMETER Architecture
    What the Lambda task makes: x86_64, arm64, or both, which is the default.

.PARAMETER CertificateThumbprint
    The certificate that Sign uses, by its thumbprint: one with a private key in Cert:\CurrentUser\My or Cert:\LocalMachine\My.

.PARAMETER CertificatePath
    The certificate that Sign uses, as a file with its private key (.pfx).

.PARAMETER CertificatePassword
    The password of that file. Without it the environment variable ABP_CERTIFICATE_PASSWORD is taken, and without that none.

.PARAMETER TimestampServer
    The address of a server that attests when was signed, so that the signature is good for longer than the certificate.

.EXAMPLE
    ./build.ps1
    Import-Module ./AwsBackupPlan.psd1

    Builds the module and imports it straight from the repository.

.EXAMPLE
    ./build.ps1 -Task Clean, Test, Sign, Pack -CertificateThumbprint 0123456789ABCDEF0123456789ABCDEF01234567 -TimestampServer http://timestamp.digicert.com

    A release from a clean tree. Sign and Pack stand in one call: Pack takes the files as Sign left them.

.EXAMPLE
    ./build.ps1 -Task Clean, Test, Pack
    ./build.ps1 -Task Sign, Pack -NoBuild -CertificatePath signing.pfx

    The same in two calls: the second has the certificate, and builds nothing.

.EXAMPLE
    ./build.ps1 -Task Lambda -Architecture arm64

    The zip of the Lambda functions for arm64, which the template Master deploys.

.NOTES
    Exits with an error as soon as a task fails.
#>
[CmdletBinding()]
param(
    [ValidateSet('Clean', 'Build', 'Test', 'Pester', 'Analyze', 'Lambda', 'Sign', 'Pack', 'Sandbox')]
    [string[]] $Task = @('Build'),

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [switch] $NoBuild,

    [ValidateSet('x86_64', 'arm64')]
    [string[]] $Architecture = @('x86_64', 'arm64'),

    [string] $CertificateThumbprint,

    [string] $CertificatePath,

    [System.Security.SecureString] $CertificatePassword,

    [string] $TimestampServer
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$script:released = $false

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
    $pester = Get-Module -Name Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 }
    if (-not $pester) {
        throw 'Pester 5 is not installed. Run: Install-Module Pester -MinimumVersion 5.5 -MaximumVersion 5.99.99 -Scope CurrentUser -SkipPublisherCheck'
    }

    Import-Module -Name Pester -MinimumVersion 5.0 -MaximumVersion 5.99.99
    $settings = New-PesterConfiguration
    $settings.Run.Path = Join-Path (Join-Path $root 'tests') 'Pester'
    $settings.Run.Throw = $true
    $settings.Output.Verbosity = 'Detailed'
    $settings.TestResult.Enabled = $true
    $settings.TestResult.OutputFormat = 'NUnitXml'
    $settings.TestResult.OutputPath = Join-Path $root 'out/pester.xml'
    $own = -not $env:ABP_MODULE_PATH
    if ($own) {
        $env:ABP_MODULE_PATH = Join-Path $root "out/$Configuration/AwsBackupPlan/AwsBackupPlan.psd1"
    }

    try {
        Invoke-Pester -Configuration $settings
    }
    finally {
        if ($own) {
            Remove-Item -LiteralPath env:ABP_MODULE_PATH
        }
    }
}

function Invoke-AnalyzeTask {
    if (-not (Get-Module -Name PSScriptAnalyzer -ListAvailable)) {
        throw 'PSScriptAnalyzer is not installed. Run: Install-Module PSScriptAnalyzer -Scope CurrentUser'
    }

    $settings = Join-Path $root 'tests/PSScriptAnalyzerSettings.psd1'
    $scripts = @(Get-Item -Path (Join-Path $root '*.ps1'), (Join-Path $root '*.psd1')) +
        @(Get-ChildItem -Path (Join-Path $root 'src'), (Join-Path $root 'tests'), (Join-Path $root 'docs') -Recurse -File -Include *.ps1, *.psm1, *.psd1 |
                Where-Object { $_.FullName -notmatch '[\\/](bin|obj|node_modules)[\\/]' })

    # Only Pester knows that a variable of BeforeAll is used in a test, and a scene of tests asks nobody.
    $ofTests = 'PSUseDeclaredVarsMoreThanAssignments', 'PSUseShouldProcessForStateChangingFunctions'
    $findings = @(foreach ($script in $scripts) {
            Invoke-ScriptAnalyzer -Path $script.FullName -Settings $settings |
                Where-Object { $script.FullName -notmatch '[\\/]tests[\\/]' -or $_.RuleName -notin $ofTests }
        })
    $findings | ForEach-Object { Write-Warning "$($_.ScriptPath):$($_.Line): $($_.RuleName): $($_.Message)" }
    if ($findings.Count -gt 0) {
        throw "PSScriptAnalyzer finds fault with $($findings.Count) lines."
    }

    Write-Output "PSScriptAnalyzer finds no fault with $($scripts.Count) files."
}

function Invoke-LambdaTask {
    $runtimes = @{ 'x86_64' = 'linux-x64'; 'arm64' = 'linux-arm64' }
    foreach ($name in $Architecture) {
        Invoke-DotNet publish (Join-Path $root 'src/AwsBackupPlan.Lambda') --configuration Release --runtime $runtimes[$name]
        Write-Output (Join-Path $root "out/lambda/AwsBackupPlan.Lambda-$name.zip")
    }
}

function Initialize-Release {
    # Builds what is published, once in a call of this script: a second build would put unsigned files in the place of signed ones.
    if ($NoBuild) {
        if (-not (Test-Path -LiteralPath (Join-Path $root 'out/Release/AwsBackupPlan/AwsBackupPlan.psd1'))) {
            throw 'Nothing is built in out/Release/AwsBackupPlan: leave -NoBuild out, or run ./build.ps1 -Task Pack before.'
        }
    }
    elseif (-not $script:released) {
        Invoke-DotNet build (Join-Path $root 'src/AwsBackupPlan.PackageWriter') --configuration Release '-p:ContinuousIntegrationBuild=true'
        $script:released = $true
    }
}

function Get-SigningCertificate {
    if ($CertificatePath) {
        $file = (Resolve-Path -LiteralPath $CertificatePath).ProviderPath
        if ($CertificatePassword) {
            return New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList $file, $CertificatePassword
        }

        return New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList $file, "$env:ABP_CERTIFICATE_PASSWORD"
    }

    $stores = 'Cert:\CurrentUser\My', 'Cert:\LocalMachine\My'
    $found = @(Get-ChildItem -Path $stores | Where-Object { $_.Thumbprint -eq ($CertificateThumbprint -replace '\s') -and $_.HasPrivateKey })
    if (-not $found) {
        throw "No certificate with a private key has the thumbprint $CertificateThumbprint in $($stores -join ' or ')."
    }

    return $found[0]
}

function Invoke-SignTask {
    if (-not $CertificateThumbprint -and -not $CertificatePath) {
        Write-Warning 'Nothing is signed: no certificate. -CertificateThumbprint or -CertificatePath names one.'
        return
    }

    if (-not (Get-Command -Name Set-AuthenticodeSignature -ErrorAction SilentlyContinue)) {
        throw 'Only Windows can sign: PowerShell has no Set-AuthenticodeSignature elsewhere. Sign and pack on Windows, or leave the certificate out.'
    }

    $certificate = Get-SigningCertificate
    Initialize-Release

    # What PowerShell holds against AllSigned (manifest, views, and the scripts of the recipes), and our assemblies, for AppLocker and App Control. Those of others keep the signatures of their makers.
    $package = Join-Path $root 'out/Release/AwsBackupPlan'
    $files = @(Get-ChildItem -LiteralPath $package -Recurse -File | Where-Object { $_.Extension -in '.psd1', '.ps1xml', '.ps1' -or $_.Name -like 'AwsBackupPlan.*.dll' -or $_.Name -eq 'Amazon.Backup.dll' })
    $options = @{ Certificate = $certificate; HashAlgorithm = 'SHA256'; IncludeChain = 'NotRoot' }
    if ($TimestampServer) {
        $options.TimestampServer = $TimestampServer
    }

    foreach ($file in $files) {
        $signature = Set-AuthenticodeSignature -FilePath $file.FullName @options
        if ("$($signature.Status)" -ne 'Valid') {
            throw "$($file.FullName) could not be signed so that this machine trusts it: $($signature.StatusMessage)"
        }
    }

    Write-Output "$($files.Count) files are signed by $($certificate.Subject)."
}

function Invoke-PackTask {
    Initialize-Release
    Invoke-DotNet run --project (Join-Path $root 'src/AwsBackupPlan.PackageWriter') --configuration Release --no-build
}

function Invoke-SandboxTask {
    Invoke-DotNet run --project (Join-Path $root 'src/AwsBackupPlan.Sandbox') --configuration $Configuration
}

foreach ($name in $Task) {
    Write-Verbose "Task $name"
    & "Invoke-${name}Task"
}
