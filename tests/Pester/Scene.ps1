# What every file of this suite begins with: the module as packaged, and a simulated AWS of its own.
# Dot-sourced in BeforeAll; AfterAll calls Stop-Scene.
#
# ABP_MODULE_PATH   the manifest to test; otherwise that of a Debug build
# ABP_SIMULATOR     AwsBackupPlan.Simulator.dll; otherwise the newest that a build has left
# ABP_ENDPOINT      a simulator that runs already; then none is started

Set-StrictMode -Version 2.0

function Find-SimulatorProgram([string] $Root) {
    if ($env:ABP_SIMULATOR) {
        return $env:ABP_SIMULATOR
    }

    $built = Get-ChildItem -Path (Join-Path $Root 'src/AwsBackupPlan.Simulator/bin') -Recurse -Filter 'AwsBackupPlan.Simulator.dll' |
        Where-Object { $_.FullName -notmatch '[\\/]ref(int)?[\\/]' } |
        Sort-Object -Property LastWriteTime |
        Select-Object -Last 1
    if (-not $built) {
        throw 'The simulator is not built. Run: dotnet build'
    }

    return $built.FullName
}

function Start-Simulator([string] $Program) {
    # Port 0 is a free one; the first line says which.
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "`"$Program`" --urls http://127.0.0.1:0 --fleet 8 --run-plans no")
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if ("$line" -notmatch 'http://\S+') {
        throw "The simulator did not start: $line"
    }

    return [pscustomobject] @{ Process = $process; Endpoint = $Matches[0].TrimEnd('/') }
}

# A control call of the simulator.
function Invoke-Simulator([string] $Call, [string] $Body) {
    $client = [System.Net.WebClient]::new()
    $client.Headers.Add('Content-Type', 'application/json')
    try {
        return $client.UploadString("$endpoint/_simulator/$Call", 'POST', $Body)
    }
    finally {
        $client.Dispose()
    }
}

function Stop-Scene {
    if ($simulator -and -not $simulator.Process.HasExited) {
        $simulator.Process.Kill()
    }

    Remove-Module -Name AwsBackupPlan -ErrorAction SilentlyContinue
}

$modulePath = $env:ABP_MODULE_PATH
$repository = [System.IO.Path]::GetDirectoryName([System.IO.Path]::GetDirectoryName($PSScriptRoot))
if (-not $modulePath) {
    $modulePath = [System.IO.Path]::Combine($repository, 'out', 'Debug', 'AwsBackupPlan', 'AwsBackupPlan.psd1')
}

$simulator = $null
Import-Module -Name $modulePath -Force

$endpoint = $env:ABP_ENDPOINT
if (-not $endpoint) {
    $simulator = Start-Simulator (Find-SimulatorProgram $repository)
    $endpoint = $simulator.Endpoint
}

$secret = 'never-show-this-secret-key-in-any-stream'
# What the keys of a role's session look like: its id, and the token of the session.
$sessionKeys = '(?-i:ASIA[A-Z2-7]{16}|[A-Za-z0-9+/]{100})'
$connection = @{ EndpointUrl = $endpoint; AccessKey = 'AKIAQUICKSTART000001'; SecretKey = $secret }
$absName = 'backup-demo'
