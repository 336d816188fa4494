using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>AWS's partitions: separate worlds with their own accounts, ARNs and endpoints.</summary>
public static class Partitions
{
    // The names of the Regions as AWS's own partition data describes them; a new Region of a known partition fits without an update.
    private static readonly (string Partition, Regex Region)[] Known =
    [
        Entry("aws", "(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-[0-9]{1,2}"),
        Entry("aws-cn", "cn-[a-z]+-[0-9]{1,2}"),
        Entry("aws-us-gov", "us-gov-[a-z]+-[0-9]{1,2}"),
        Entry("aws-iso", "us-iso-[a-z]+-[0-9]{1,2}"),
        Entry("aws-iso-b", "us-isob-[a-z]+-[0-9]{1,2}"),
        Entry("aws-iso-e", "eu-isoe-[a-z]+-[0-9]{1,2}"),
        Entry("aws-iso-f", "us-isof-[a-z]+-[0-9]{1,2}"),
        Entry("aws-eusc", "eusc-de-[a-z]+-[0-9]{1,2}"),
    ];

    /// <summary>The names of the partitions that are known.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(entry => entry.Partition)];

    /// <summary>The partition of a Region, or <see langword="null"/> when the name is not that of a Region in a known partition.</summary>
    public static string? Find(string region)
        => Array.Find(Known, entry => entry.Region.IsMatch(region)).Partition;

    private static (string Partition, Regex Region) Entry(string partition, string pattern)
        => (partition, new Regex($@"\A{pattern}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
}
