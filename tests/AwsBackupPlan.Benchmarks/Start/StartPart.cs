using System.Globalization;
using AwsBackupPlan.Benchmarks.Output;
using AwsBackupPlan.Benchmarks.Processes;

namespace AwsBackupPlan.Benchmarks.Start;

/// <summary>How long PowerShell and the module take to start, in a fresh process each time.</summary>
internal sealed class StartPart(bool isFull, Targets targets)
{
    /// <summary>What is tried first in a process, and what it is called.</summary>
    private static readonly (string Name, string Script)[] Firsts =
    [
        ("first Get-Help", "Get-Help New-XacntBackupPlan | Out-String"),
        ("first -WhatIf", "New-XacntBackupPlan 200000000001 backup-demo -WhatIf"),
        ("first error", "New-XacntBackupPlan 12 backup-demo -ErrorAction SilentlyContinue"),
        ("first call to AWS", "Get-XacntBackupPlan 200000000001"),
        ("second call to AWS", "Get-XacntBackupPlan 200000000001 | Out-Null; $watch.Restart(); Get-XacntBackupPlan 200000000002"),
    ];

    private readonly int _runs = isFull ? 15 : 5;

    /// <summary>Measures, writes and judges.</summary>
    public async Task RunAsync()
    {
        await using var simulator = await SimulatorProcess.StartAsync(3);
        var table = new Table($"Start, each in a fresh process; the middle one of {_runs}, milliseconds", "what".PadRight(44), "   ms");
        var empty = Path.Combine(Directory.CreateTempSubdirectory("abp-start-").FullName, "Empty.psd1");
        await File.WriteAllTextAsync(empty, "@{ ModuleVersion = '1.0.0'; FunctionsToExport = @(); CmdletsToExport = @(); AliasesToExport = @(); VariablesToExport = @() }");
        (string Name, string Script)[] starts =
        [
            ("process with the PowerShell engine alone", "'0'"),
            ("the same with a module that holds nothing", Importing(empty)),
            ("the same with this module", Importing(Programs.PathOf("Module"))),
        ];
        var walls = Array.ConvertAll(starts, static _ => new List<double>());
        var imports = Array.ConvertAll(starts, static _ => new List<double>());

        // One run of each in turn, so that what else the machine does meets them alike. The first run fills the system's file cache.
        for (var run = 0; run <= _runs; run++)
        {
            for (var start = 0; start < starts.Length; start++)
            {
                var (reported, wall) = await RunAsync(starts[start].Script, simulator.Endpoint);
                if (run > 0)
                {
                    walls[start].Add(wall);
                    imports[start].Add(reported);
                }
            }
        }

        for (var start = 0; start < starts.Length; start++)
        {
            table.Write(starts[start].Name, Figures.Of(Figures.Median(walls[start]), 0));
        }

        table.Write("Import-Module of a module that holds nothing", Figures.Of(Figures.Median(imports[1]), 0));
        table.Write("Import-Module of this module", Figures.Of(Figures.Median(imports[2]), 0));
        var added = Figures.Median(imports[2].Zip(imports[1], static (own, nothing) => own - nothing));
        targets.Judge("the module adds at most 60 ms to the start of the engine, beside what any module's import takes", $"{Figures.Of(added, 0)} ms", added <= 60);
        var whole = Figures.Median(walls[2].Zip(walls[0], static (own, alone) => own - alone));
        targets.Judge("  for comparison: against the engine alone, which imports nothing", $"{Figures.Of(whole, 0)} ms", null);
        await MeasureFirstsAsync(simulator.Endpoint, table);
    }

    private static string Importing(string manifest) =>
        $"$watch = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{manifest}'; $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)";

    private async Task MeasureFirstsAsync(Uri endpoint, Table table)
    {
        foreach (var (name, script) in Firsts)
        {
            var figures = new List<double>();
            for (var run = 0; run <= _runs; run++)
            {
                var (reported, _) = await RunAsync(
                    $"Import-Module '{Programs.PathOf("Module")}'; $watch = [Diagnostics.Stopwatch]::StartNew(); $null = & {{ {script} }}; $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)", endpoint);
                if (run > 0)
                {
                    figures.Add(reported);
                }
            }

            var median = Figures.Median(figures);
            table.Write(name, Figures.Of(median, 0));
            if (name is "first call to AWS")
            {
                targets.Judge("the first call to AWS takes at most 250 ms", $"{Figures.Of(median, 0)} ms", median <= 250);
            }
        }
    }

    private static async Task<(double Reported, double Wall)> RunAsync(string script, Uri endpoint)
    {
        var (lines, wall) = await Programs.RunAsync("dotnet", [Programs.PathOf("FreshProcess"), script], endpoint);
        return (double.Parse(lines[^1], CultureInfo.InvariantCulture), wall.TotalMilliseconds);
    }
}
