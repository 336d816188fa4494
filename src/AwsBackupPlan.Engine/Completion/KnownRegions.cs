using Amazon;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Completion;

/// <summary>The Regions that the AWS SDK knows, without any call.</summary>
public static class KnownRegions
{
    /// <summary>All of them: those of a partition together, the commercial ones first.</summary>
    public static IReadOnlyList<KnownRegion> All { get; } =
    [
        // The SDK lists whatever name it was once asked for, too, as Unknown.
        .. RegionEndpoint.EnumerableAllRegions
            .Select(static region => (region.SystemName, region.DisplayName, Partition: Partitions.Find(region.SystemName)))
            .Where(static region => region.Partition is not null && region.DisplayName is not "Unknown")
            .Select(static region => new KnownRegion(region.SystemName, region.DisplayName, region.Partition!))
            .OrderBy(static region => Place(region.Partition)).ThenBy(static region => region.Name, StringComparer.Ordinal),
    ];

    private static int Place(string partition)
    {
        for (var place = 0; place < Partitions.Names.Count; place++)
        {
            if (string.Equals(Partitions.Names[place], partition, StringComparison.Ordinal))
            {
                return place;
            }
        }

        return Partitions.Names.Count;
    }
}
