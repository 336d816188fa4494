using AwsBackupPlan.Engine.Completion;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>Tells of names that are formed like those of Regions and are of none that is known.</summary>
public static class RegionDoubt
{
    // What stands before the number: north, southeast and so on. AWS has named every Region by one of them.
    private static readonly HashSet<string> Directions = new(KnownRegions.All.Select(static region => Direction(region.Name)), StringComparer.Ordinal);

    /// <summary>What is wrong with a name that no Region can have; <see langword="null"/> for one that is known, and for one that a new Region could have.</summary>
    /// <param name="region">A name that <see cref="Partitions"/> finds.</param>
    public static string? Fault(string region) => Directions.Contains(Direction(region))
        ? null
        : $"'{region}' is not a Region that AWS is known to have.{Meant(region)} For a Region that is newer than this module, name its partition with -Partition.";

    /// <summary>What to tell of a name that a new Region could have; <see langword="null"/> for one that is known.</summary>
    /// <param name="region">A name that a Region can have.</param>
    public static string? Warning(string region) => KnownRegions.All.Any(known => string.Equals(known.Name, region, StringComparison.Ordinal))
        ? null
        : $"'{region}' is not a Region that AWS was known to have when this module was made.{Meant(region)} A Region that is none is not reached, and the accounts that name it fail. Name the partition with -Partition to have this left out.";

    private static string Meant(string region)
        => Spelling.Nearest(region, [.. KnownRegions.All.Select(static known => known.Name)]) is { } meant ? $" Did you mean '{meant}'?" : string.Empty;

    private static string Direction(string region) => region.Split('-') is { Length: > 1 } parts ? parts[^2] : string.Empty;
}
