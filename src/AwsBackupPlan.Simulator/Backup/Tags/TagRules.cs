using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Tags;

/// <summary>What AWS takes as tags.</summary>
internal static class TagRules
{
    /// <summary>Tags on a vault or a plan.</summary>
    public const int LargestCount = 50;

    /// <summary>Tags on a recovery point.</summary>
    public const int LargestCountOnRecoveryPoint = 10;

    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>Checks tags; a key with the prefix that AWS keeps for itself is refused.</summary>
    public static SortedDictionary<string, string> Check(IReadOnlyDictionary<string, string> tags, int largestCount)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > LongestKey || value.Length > LongestValue)
            {
                throw BackupErrors.InvalidParameter($"Invalid tag '{key}'. A key has 1 to {LongestKey} characters, a value at most {LongestValue}.");
            }

            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw BackupErrors.InvalidParameter($"Invalid tag '{key}'. Keys that begin with 'aws:' are reserved.");
            }

            sorted.Add(key, value);
        }

        CheckCount(tags.Count, largestCount);
        return sorted;
    }

    public static void CheckCount(int count, int largestCount)
    {
        if (count > largestCount)
        {
            throw BackupErrors.LimitExceeded($"Too many tags: {count}. At most {largestCount} tags are allowed on this resource.");
        }
    }
}
