using AwsBackupPlan.Simulator.Backup.Jobs;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Wire;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup;

/// <summary>Everything that AWS Backup knows, in all accounts and Regions. Guarded by the service's lock.</summary>
internal sealed class BackupState(SimulatorWorld world, BackupBehaviour behaviour)
{
    private readonly Dictionary<(string AccountId, string Region), BackupRegion> _regions = [];
    private readonly Dictionary<string, GlobalSettings> _globalSettings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScheduleExpression?> _schedules = new(StringComparer.Ordinal);
    private long _sequence;

    public SimulatorWorld World { get; } = world;

    public BackupBehaviour Behaviour { get; } = behaviour;

    public Timeline Timeline { get; } = new(world);

    /// <summary>An account's state in a Region; it exists on first use.</summary>
    public BackupRegion Region(string accountId, string region, string partition)
    {
        if (!_regions.TryGetValue((accountId, region), out var found))
        {
            found = new BackupRegion(accountId, region, partition);
            _regions.Add((accountId, region), found);
        }

        return found;
    }

    /// <summary>The vault that an ARN names, in whatever account and Region, or <see langword="null"/>.</summary>
    public Vaults.Vault? FindVault(Arn arn) =>
        _regions.TryGetValue((arn.AccountId, arn.Region), out var region) && arn.ResourceAfter("backup-vault") is { } name
            ? region.Vaults.Find(name)
            : null;

    public GlobalSettings GlobalSettingsOf(string accountId)
    {
        if (!_globalSettings.TryGetValue(accountId, out var settings))
        {
            settings = new GlobalSettings();
            _globalSettings.Add(accountId, settings);
        }

        return settings;
    }

    /// <summary>A database as it is now, or <see langword="null"/>.</summary>
    public SimulatedDatabase? FindDatabase(BackupRegion region, string arn) =>
        World.Databases(region.AccountId, region.Name).FirstOrDefault(database => string.Equals(database.Arn, arn, StringComparison.Ordinal));

    /// <summary>The jobs that are to fail.</summary>
    public List<FailureOnDemand> Failures { get; } = [];

    /// <summary>What a job says that a test wants to fail, or <see langword="null"/>. Asking counts as a failure.</summary>
    public string? FailureOf(JobKind kind, BackupRegion region, string resourceArn)
    {
        var failure = Failures.Find(candidate =>
            candidate.Kind == kind && ReferenceEquals(candidate.Region, region) && string.Equals(candidate.ResourceArn, resourceArn, StringComparison.Ordinal));
        if (failure is not null && --failure.Times <= 0)
        {
            Failures.Remove(failure);
        }

        return failure?.Message;
    }

    /// <summary>A schedule, <see langword="null"/> where drift has made it none; the same is read once.</summary>
    public ScheduleExpression? ScheduleOf(string expression)
    {
        if (!_schedules.TryGetValue(expression, out var schedule))
        {
            _schedules.Add(expression, schedule = ScheduleExpression.TryRead(expression, out var read, out _) ? read : null);
        }

        return schedule;
    }

    public long NextSequence() => ++_sequence;

    /// <summary>So many places in a row; the first of them.</summary>
    public long NextSequences(int count) => (_sequence += count) - count + 1;

    /// <summary>A new id of a plan, a selection, a job…</summary>
    public static string NewId() => Guid.NewGuid().ToString("D");
}
