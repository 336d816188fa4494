using System.Diagnostics;
using System.Globalization;
using AwsBackupPlan.Benchmarks.Fleet;
using AwsBackupPlan.Benchmarks.Output;
using AwsBackupPlan.Benchmarks.Processes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Benchmarks.Days;

/// <summary>Days that pass in the simulator, with a fleet whose plans run and copy.</summary>
internal sealed class DaysPart(Targets targets)
{
    private const int Accounts = 50;
    private const int MoreDatabases = 8;
    private const int Days = 30;
    private const int SeededAccounts = 1_000;
    private const int SeededDatabases = 20;
    private const int SeededDays = 90;

    private static readonly string[] Regions = ["us-east-1", "us-east-2"];

    /// <summary>Measures, writes and judges.</summary>
    public async Task RunAsync()
    {
        var table = new Table("Days that pass in the simulator", "what".PadRight(76), "           ");
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = Accounts, RunPlans = true }, CancellationToken.None);
        string[] accounts = [.. Enumerable.Range(0, Accounts).Select(FleetClient.AccountAt)];
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "backup-demo" };
        foreach (var account in accounts)
        {
            for (var number = 1; number <= MoreDatabases; number++)
            {
                simulator.Rds.AddInstance(account, Regions[0], string.Create(CultureInfo.InvariantCulture, $"more-{number}"), tags);
            }
        }

        await using var client = new ClientProcess(simulator.Endpoint);
        await client.RunAsync(FleetOperation.Create, 0, Accounts, 32);
        using var process = Process.GetCurrentProcess();
        var (before, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        simulator.World.Advance(TimeSpan.FromDays(Days));
        var wall = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        var cpu = process.TotalProcessorTime - before;
        var backups = accounts.Sum(account => simulator.Backup.CountJobs(account, Regions[0], JobKind.Backup, "COMPLETED"));
        var copies = accounts.Sum(account => simulator.Backup.CountJobs(account, Regions[0], JobKind.Copy, "COMPLETED"));
        table.Write($"{Days} days of {Accounts} accounts with {MoreDatabases + 2} databases, s", Figures.Of(wall.TotalSeconds));
        table.Write("processor time of it, s", Figures.Of(cpu.TotalSeconds));
        table.Write("backups made", Figures.Of((long)backups));
        table.Write("copies made", Figures.Of((long)copies));
        var (seconds, bytes) = Seed(simulator);
        table.Write($"{Figures.Of((long)SeededAccounts * SeededDatabases * SeededDays * Regions.Length)} recovery points put there, s", Figures.Of(seconds));
        table.Write("memory for them, MB", Figures.Megabytes(bytes));
        targets.Judge($"simulator: {Days} days of {Accounts} accounts in less than 10 s of processor time", $"{Figures.Of(cpu.TotalSeconds)} s", cpu.TotalSeconds < 10 && backups == copies && backups == Accounts * (MoreDatabases + 2) * Days);
        targets.Judge("simulator: millions of seeded recovery points in less than 100 MB", $"{Figures.Megabytes(bytes)} MB", bytes < 100_000_000);
    }

    private static (double Seconds, long Bytes) Seed(SimulatorHost simulator)
    {
        var (before, started) = (GC.GetTotalMemory(forceFullCollection: true), Stopwatch.GetTimestamp());
        for (var index = 0; index < SeededAccounts; index++)
        {
            var account = FleetClient.AccountAt(Accounts + index);
            string[] databases = [.. Enumerable.Range(1, SeededDatabases).Select(number => string.Create(CultureInfo.InvariantCulture, $"arn:aws:rds:us-east-1:{account}:db:db-{number}"))];
            foreach (var region in Regions)
            {
                simulator.Backup.AddVault(account, region, "many-Vault");
                simulator.Backup.AddDailyRecoveryPoints(account, region, new DailyRecoveryPoints { VaultName = "many-Vault", ResourceArns = databases, Days = SeededDays });
            }
        }

        return (Stopwatch.GetElapsedTime(started).TotalSeconds, GC.GetTotalMemory(forceFullCollection: true) - before);
    }
}
