using System.Globalization;
using AwsBackupPlan.Benchmarks.Fleet;
using AwsBackupPlan.Benchmarks.Output;
using AwsBackupPlan.Benchmarks.Processes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Benchmarks.Monitoring;

/// <summary>Looking at the databases of a fleet with many recovery points, and reading the recovery points of an account with very many.</summary>
internal sealed class MonitoringPart(Targets targets)
{
    private const int Accounts = 1_000;
    private const int MoreDatabases = 18;
    private const int Days = 90;
    private const int Throttle = 32;
    private const int WarmUpAccounts = 50;
    private const int MostCalls = 16;
    private const int DatabasesOfOne = 100;
    private const int FewDays = 50;
    private const int ManyDays = 500;

    private static readonly string[] Regions = ["us-east-1", "us-east-2"];

    // What every account of the fleet has; a cluster is not backed up before its type is switched on in the Region.
    private static readonly string[] Onboarded = ["db:backup-demo-db-1", "db:backup-demo-db-2", "cluster:backup-demo-aurora-1"];

    /// <summary>Measures, writes and judges.</summary>
    public async Task RunAsync()
    {
        await LookAtDatabasesAsync();
        await ReadPointsAsync();
    }

    private async Task LookAtDatabasesAsync()
    {
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = Accounts + WarmUpAccounts }, CancellationToken.None);
        await using (var deploying = new ClientProcess(simulator.Endpoint))
        {
            await deploying.RunAsync(FleetOperation.Create, 0, Accounts + WarmUpAccounts, Throttle);
        }

        for (var index = 0; index < Accounts + WarmUpAccounts; index++)
        {
            Seed(simulator, FleetClient.AccountAt(index));
        }

        await using var client = new ClientProcess(simulator.Endpoint);
        await client.LookAtDatabasesAsync(Accounts, WarmUpAccounts, Throttle);
        simulator.ClearRequests();
        var figures = await client.LookAtDatabasesAsync(0, Accounts, Throttle);
        var requests = simulator.Requests;
        // Roles are assumed in the caller's account, one for each.
        var calls = 1 + requests.Where(static request => request.Service is not "sts").GroupBy(static request => request.AccountId, StringComparer.Ordinal).Max(static account => account.Count());
        var points = (long)Accounts * (MoreDatabases + Onboarded.Length) * Days * Regions.Length;
        var table = new Table($"Looking at the databases of {Figures.Of((long)Accounts)} accounts with {MoreDatabases + Onboarded.Length} each and {Figures.Of(points)} recovery points, {Throttle} accounts in flight", "what".PadRight(44), "           ");
        table.Write("wall, s", Figures.Of(figures.Wall.TotalSeconds));
        table.Write("client CPU an account, ms", Figures.Of(figures.Cpu.TotalMilliseconds / Accounts));
        table.Write("calls an account, the most", Figures.Of((long)calls));
        table.Write("client memory, MB", Figures.Megabytes(figures.PeakMemory));
        targets.Judge($"monitoring: at most {MostCalls} calls an account, whatever recovery points there are", Figures.Of((long)calls), calls <= MostCalls);
        targets.Judge($"monitoring: {Figures.Of((long)Accounts)} accounts with less than 500 MB", $"{Figures.Megabytes(figures.PeakMemory)} MB", figures.PeakMemory < 500_000_000);
        targets.Judge("monitoring: every database found protected", figures.FirstFailure ?? "all", figures.Failures == 0);
    }

    private static void Seed(SimulatorHost simulator, string account)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "backup-demo" };
        string[] databases =
        [
            .. Onboarded.Select(name => $"arn:aws:rds:us-east-1:{account}:{name}"),
            .. Enumerable.Range(1, MoreDatabases).Select(number => simulator.Rds.AddInstance(account, Regions[0], string.Create(CultureInfo.InvariantCulture, $"more-{number}"), tags)),
        ];
        foreach (var region in Regions)
        {
            simulator.Backup.AddDailyRecoveryPoints(account, region, new DailyRecoveryPoints { VaultName = "backup-demo-Vault", ResourceArns = databases, Days = Days });
        }
    }

    private async Task ReadPointsAsync()
    {
        var table = new Table("Recovery points of an account in two Regions, read and handed on page by page", "points".PadRight(8), "    wall, s", "     CPU, s", " memory, MB");
        var few = await MeasureAsync(FewDays, table);
        var many = await MeasureAsync(ManyDays, table);
        var growth = (double)many.PeakMemory / few.PeakMemory;
        targets.Judge("monitoring: all recovery points come", $"{Figures.Of(few.Found)} and {Figures.Of(many.Found)}", few.Found == PointsOf(FewDays) && many.Found == PointsOf(ManyDays));
        targets.Judge($"monitoring: memory at {Figures.Of(PointsOf(ManyDays))} points at most 1.25 times that at {Figures.Of(PointsOf(FewDays))}", Figures.Of(growth), growth <= 1.25);
    }

    private static long PointsOf(int days) => (long)DatabasesOfOne * days * Regions.Length;

    private static async Task<FleetFigures> MeasureAsync(int days, Table table)
    {
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 1 }, CancellationToken.None);
        var account = FleetClient.AccountAt(0);
        string[] databases = [.. Enumerable.Range(1, DatabasesOfOne).Select(number => string.Create(CultureInfo.InvariantCulture, $"arn:aws:rds:us-east-1:{account}:db:db-{number}"))];
        foreach (var region in Regions)
        {
            simulator.Backup.AddVault(account, region, "backup-demo-Vault");
            simulator.Backup.AddDailyRecoveryPoints(account, region, new DailyRecoveryPoints { VaultName = "backup-demo-Vault", ResourceArns = databases, Days = days });
        }

        await using var client = new ClientProcess(simulator.Endpoint);
        var figures = await client.ReadPointsAsync(0);
        table.Write(Figures.Of(PointsOf(days)), Figures.Of(figures.Wall.TotalSeconds), Figures.Of(figures.Cpu.TotalSeconds), Figures.Megabytes(figures.PeakMemory));
        return figures;
    }
}
