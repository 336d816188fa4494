# As much of Pester's language as the suite in tests/Pester uses, so that it runs where Pester is not to be had. Describe and It are gathered first and run afterwards, as Pester does it.
# It writes one line for each test: 'passed' or 'skipped', the name; or 'failed', the name, and why.

function Describe([string] $Name, [scriptblock] $Body) {
    $suite.Group = @{ Name = $Name; Before = $null; Tests = [System.Collections.Generic.List[object]]::new() }
    $suite.Groups.Add($suite.Group)
    . $Body
    $suite.Group = $null
}

function It([string] $Name, [scriptblock] $Body, [switch] $Skip) {
    $suite.Group.Tests.Add(@{ Name = "$($suite.Group.Name) $Name"; Body = $Body; Skip = [bool] $Skip })
}

function BeforeAll([scriptblock] $Body) {
    if ($suite.Group) { $suite.Group.Before = $Body } else { $suite.Before = $Body }
}

function AfterAll([scriptblock] $Body) {
    $suite.After = $Body
}

function Should([switch] $Not, [object] $Be, [string] $Match, [object] $BeGreaterThan) {
    $actual = @($input)
    if ($actual.Count -lt 2) { $actual = if ($actual.Count) { $actual[0] } else { $null } }
    $holds, $wanted = if ($PSBoundParameters.ContainsKey('Be')) { ($actual -eq $Be), "be '$Be'" }
    elseif ($PSBoundParameters.ContainsKey('Match')) { ("$actual" -match $Match), "match '$Match'" }
    else { ($actual -gt $BeGreaterThan), "be more than '$BeGreaterThan'" }
    if ([bool] $holds -eq [bool] $Not) { throw "'$actual' should $(if ($Not) { 'not ' })$wanted." }
}

$suite = @{ Group = $null; Groups = [System.Collections.Generic.List[object]]::new(); Before = $null; After = {} }
. $suiteFile
. $suite.Before
try {
    foreach ($group in $suite.Groups) {
        if ($group.Before) { . $group.Before }
        foreach ($test in $group.Tests) {
            if ($test.Skip) { "skipped: $($test.Name)"; continue }
            try {
                $null = & $test.Body
                "passed: $($test.Name)"
            }
            catch {
                "failed: $($test.Name): $_ $($_.ScriptStackTrace)"
            }
        }
    }
}
finally {
    . $suite.After
}
