using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine;

/// <summary>A pattern that a whole value must match, and its description for people.</summary>
internal sealed class TextPattern(string pattern, string allowed)
{
    private readonly Regex _regex = new(
        $@"\A(?:{pattern})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <summary>What is allowed, in words that continue "is not".</summary>
    public string Allowed { get; } = allowed;

    /// <summary>Whether the whole value matches.</summary>
    public bool IsMatch(string? value) => value is not null && _regex.IsMatch(value);
}
