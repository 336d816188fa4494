namespace AwsBackupPlan.Fuzz.Inputs;

/// <summary>The parts of a text in any of the grammars: quoted texts, words, blanks, and single other characters.</summary>
internal static class InputTokens
{
    public static IReadOnlyList<Range> Of(string text)
    {
        var tokens = new List<Range>();
        for (var start = 0; start < text.Length;)
        {
            var end = End(text, start);
            tokens.Add(start..end);
            start = end;
        }

        return tokens;
    }

    private static int End(string text, int start)
    {
        if (text[start] == '"')
        {
            var place = start + 1;
            while (place < text.Length && text[place] != '"')
            {
                place += text[place] == '\\' ? 2 : 1;
            }

            return Math.Min(text.Length, place + 1);
        }

        Func<char, bool>? kind = char.IsLetterOrDigit(text[start]) ? char.IsLetterOrDigit : char.IsWhiteSpace(text[start]) ? char.IsWhiteSpace : null;
        var end = start + 1;
        while (kind is not null && end < text.Length && kind(text[end]))
        {
            end++;
        }

        return end;
    }
}
