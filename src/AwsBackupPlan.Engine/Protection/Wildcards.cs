namespace AwsBackupPlan.Engine.Protection;

/// <summary>Wildcards as policies have them: <c>*</c> for any characters, <c>?</c> for one.</summary>
internal static class Wildcards
{
    /// <summary>Whether a pattern stands for a text. However many wildcards it has, that takes little time: going back is only ever to the last one.</summary>
    public static bool IsMatch(string pattern, string text)
    {
        var (at, read, star, behindStar) = (0, 0, -1, 0);
        while (read < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, behindStar) = (at++, read);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == text[read]))
            {
                at++;
                read++;
            }
            else if (star >= 0)
            {
                (at, read) = (star + 1, ++behindStar);
            }
            else
            {
                return false;
            }
        }

        return pattern.Skip(at).All(static rest => rest == '*');
    }

    /// <summary>Whether a pattern stands for an ARN, part by part: a wildcard does not reach over a colon.</summary>
    public static bool IsArnMatch(string pattern, string arn)
    {
        var (patterns, parts) = (pattern.Split([':'], 6), arn.Split([':'], 6));
        return patterns.Length == parts.Length && patterns.Zip(parts, IsMatch).All(static fits => fits);
    }
}
