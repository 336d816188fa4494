using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>Wildcards as policies have them: <c>*</c> for any characters, <c>?</c> for one.</summary>
internal static class Wildcards
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Whether a pattern stands for a text.</summary>
    public static bool IsMatch(string pattern, string text) =>
        Regex.IsMatch(text, $@"\A{Regex.Escape(pattern).Replace(@"\*", ".*").Replace(@"\?", ".")}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant, Longest);

    /// <summary>Whether a pattern stands for an ARN, part by part: a wildcard does not reach over a colon.</summary>
    public static bool IsArnMatch(string pattern, string arn)
    {
        var (patterns, parts) = (pattern.Split([':'], 6), arn.Split([':'], 6));
        return patterns.Length == parts.Length && patterns.Zip(parts, IsMatch).All(static fits => fits);
    }
}
