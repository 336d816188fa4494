using System.Text;
using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>An ABS name or a pattern of PowerShell's wildcards: <c>*</c>, <c>?</c>, <c>[a-z]</c>, and the backtick before one that is meant literally.</summary>
internal sealed class AbsNamePattern
{
    private static readonly char[] Wildcards = ['*', '?', '['];

    private readonly Regex _regex;

    private AbsNamePattern(bool isLiteral, Regex regex)
    {
        IsLiteral = isLiteral;
        _regex = regex;
    }

    /// <summary>There are no wildcards in it.</summary>
    public bool IsLiteral { get; }

    /// <summary>Whether a name fits. Names are compared with case, as AWS does, unless the pattern ignores it.</summary>
    public bool IsMatch(string absName) => _regex.IsMatch(absName);

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoresCase">Whether case does not matter, as in names that people give.</param>
    /// <exception cref="FormatException">It is not one.</exception>
    public static AbsNamePattern Parse(string pattern, bool ignoresCase = false)
    {
        var text = new StringBuilder("\\A");
        for (var place = 0; place < pattern.Length; place++)
        {
            switch (pattern[place])
            {
                case '*':
                    text.Append(".*");
                    break;
                case '?':
                    text.Append('.');
                    break;
                case '[':
                    var end = pattern.IndexOf(']', place + 1);
                    text.Append(Set(pattern, place, end));
                    place = end;
                    break;
                case '`' when place + 1 < pattern.Length:
                    text.Append(Regex.Escape(pattern[++place].ToString()));
                    break;
                default:
                    text.Append(Regex.Escape(pattern[place].ToString()));
                    break;
            }
        }

        var options = RegexOptions.CultureInvariant | RegexOptions.Singleline | (ignoresCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        var regex = new Regex(text.Append("\\z").ToString(), options, TimeSpan.FromSeconds(1));
        return new AbsNamePattern(pattern.IndexOfAny(Wildcards) < 0, regex);
    }

    /// <summary>What is wrong with a pattern, or <see langword="null"/>.</summary>
    public static string? Fault(string pattern)
    {
        try
        {
            Parse(pattern);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    private static string Set(string pattern, int start, int end)
    {
        var characters = end < 0 ? string.Empty : pattern.Substring(start + 1, end - start - 1);
        if (characters.Length == 0)
        {
            throw new FormatException($"'{pattern}' is not a wildcard pattern: a [ needs characters and a ] after it, such as [a-z]. Put a backtick before a [ that is meant literally.");
        }

        for (var place = 1; place + 1 < characters.Length; place++)
        {
            if (characters[place] == '-' && characters[place - 1] > characters[place + 1])
            {
                throw new FormatException($"'{pattern}' is not a wildcard pattern: [{characters}] goes backwards; write the lower character first, such as [a-z].");
            }
        }

        return $"[{characters.Replace("\\", "\\\\").Replace("^", "\\^").Replace("[", "\\[")}]";
    }
}
