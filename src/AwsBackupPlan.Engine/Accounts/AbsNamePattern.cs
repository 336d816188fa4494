namespace AwsBackupPlan.Engine.Accounts;

/// <summary>An ABS name or a pattern of PowerShell's wildcards: <c>*</c>, <c>?</c>, <c>[a-z]</c>, and the backtick before one that is meant literally.</summary>
internal sealed class AbsNamePattern
{
    private static readonly char[] Wildcards = ['*', '?', '['];

    // What each character has to be; null for a *. A regular expression of many * would try every way to share a name among them.
    private readonly List<Func<char, bool>?> _parts = [];

    private AbsNamePattern(bool isLiteral) => IsLiteral = isLiteral;

    /// <summary>There are no wildcards in it.</summary>
    public bool IsLiteral { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoresCase">Whether case does not matter, as in names that people give.</param>
    /// <exception cref="FormatException">It is not one.</exception>
    public static AbsNamePattern Parse(string pattern, bool ignoresCase = false)
    {
        var read = new AbsNamePattern(pattern.IndexOfAny(Wildcards) < 0);
        for (var place = 0; place < pattern.Length; place++)
        {
            switch (pattern[place])
            {
                case '*':
                    read._parts.Add(null);
                    break;
                case '?':
                    read._parts.Add(static _ => true);
                    break;
                case '[':
                    var end = pattern.IndexOf(']', place + 1);
                    read._parts.Add(OneOf(Set(pattern, place, end), ignoresCase));
                    place = end;
                    break;
                case '`' when place + 1 < pattern.Length:
                    read._parts.Add(Only(pattern[++place], ignoresCase));
                    break;
                default:
                    read._parts.Add(Only(pattern[place], ignoresCase));
                    break;
            }
        }

        return read;
    }

    /// <summary>Whether a name fits. Names are compared with case, as AWS does, unless the pattern ignores it.</summary>
    public bool IsMatch(string absName)
    {
        var (part, place) = (0, 0);
        // Where the last * stands, and where what follows it was tried: an earlier one need never take more.
        var (star, tried) = (-1, 0);
        while (place < absName.Length)
        {
            if (part < _parts.Count && _parts[part] is null)
            {
                (star, tried) = (part++, place);
            }
            else if (part < _parts.Count && _parts[part]!(absName[place]))
            {
                (part, place) = (part + 1, place + 1);
            }
            else if (star >= 0)
            {
                (part, place) = (star + 1, ++tried);
            }
            else
            {
                return false;
            }
        }

        return _parts.FindIndex(part, static each => each is not null) < 0;
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

        return characters;
    }

    private static Func<char, bool> Only(char wanted, bool ignoresCase) => ignoresCase
        ? found => char.ToUpperInvariant(found) == char.ToUpperInvariant(wanted)
        : found => found == wanted;

    private static Func<char, bool> OneOf(string characters, bool ignoresCase) => ignoresCase
        ? found => Has(characters, char.ToLowerInvariant(found)) || Has(characters, char.ToUpperInvariant(found))
        : found => Has(characters, found);

    private static bool Has(string characters, char found)
    {
        for (var place = 0; place < characters.Length; place++)
        {
            var isRange = place + 2 < characters.Length && characters[place + 1] == '-';
            var last = isRange ? characters[place + 2] : characters[place];
            if (found >= characters[place] && found <= last)
            {
                return true;
            }

            place += isRange ? 2 : 0;
        }

        return false;
    }
}
