namespace AwsBackupPlan.Engine.Plans;

/// <summary>An ARN or ARN pattern of a selection: wildcards are whole segments, or stand at the end.</summary>
internal static class ResourcePattern
{
    public const int MaximumArns = 500;

    public const int MaximumWithWildcards = 30;

    /// <summary>What is wrong with a pattern, or <see langword="null"/>.</summary>
    public static string? Fault(string? pattern)
    {
        if (string.Equals(pattern, "*", StringComparison.Ordinal))
        {
            return null;
        }

        string[] segments = (pattern ?? string.Empty).Split(':');
        if (segments.Length < 4 || !string.Equals(segments[0], "arn", StringComparison.Ordinal) || segments[1].Length == 0 || segments[2].Length == 0)
        {
            return $"'{pattern}' is not an ARN. Write it like arn:aws:rds:us-east-1:222222222222:db:orders or arn:aws:rds:*:*:db:*.";
        }

        if (pattern!.Any(char.IsWhiteSpace) || pattern!.Contains('?'))
        {
            return $"'{pattern}' has a blank or a '?'. Only '*' is a wildcard, for any characters but blanks.";
        }

        if (segments.Length < 6 && pattern is not [.., '*'])
        {
            return $"'{pattern}' is not a whole ARN: six parts are needed, arn:partition:service:region:account:resource, or a '*' at the end.";
        }

        return WildcardFault(pattern!, segments);
    }

    /// <summary>Whether it has a wildcard.</summary>
    public static bool HasWildcard(string pattern) => pattern.Contains('*');

    /// <summary>The partition that the pattern names, or <see langword="null"/> for <c>*</c>.</summary>
    public static string? Partition(string pattern) => Segment(pattern, 1);

    /// <summary>The Region that the pattern names, or <see langword="null"/> when it names none.</summary>
    public static string? Region(string pattern) => Segment(pattern, 3);

    /// <summary>The account that the pattern names, or <see langword="null"/> when it names none.</summary>
    public static string? AccountId(string pattern) => Segment(pattern, 4);

    private static string? Segment(string pattern, int index)
    {
        string[] segments = pattern.Split(':');
        return segments.Length > index && segments[index].Length > 0 && !HasWildcard(segments[index]) ? segments[index] : null;
    }

    private static string? WildcardFault(string pattern, string[] segments)
    {
        if (HasWildcard(segments[1]) || HasWildcard(segments[2]))
        {
            return $"'{pattern}' has a wildcard for the partition or the service. Name both, such as arn:aws:rds:*:*:db:*.";
        }

        for (int i = 3; i < segments.Length; i++)
        {
            bool last = i == segments.Length - 1;
            string[] parts = segments[i].Split('/');
            for (int j = 0; j < parts.Length; j++)
            {
                int wildcard = parts[j].IndexOf('*');
                bool atTheEnd = last && j == parts.Length - 1 && wildcard == parts[j].Length - 1;
                if (wildcard >= 0 && parts[j].Length > 1 && !atTheEnd)
                {
                    return $"'{pattern}' has a wildcard within '{parts[j]}'. A '*' stands for a whole part between colons or slashes, or at the very end.";
                }
            }
        }

        return null;
    }
}
