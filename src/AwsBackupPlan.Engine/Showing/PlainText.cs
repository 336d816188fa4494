using System.Globalization;
using System.Text;

namespace AwsBackupPlan.Engine.Showing;

/// <summary>
/// Makes text harmless that came from elsewhere, before it is put into a message: one line, no character that a terminal, a log or a reader takes for a command or does not
/// show, and an end. The one place that does. What identifies a thing, such as its name in a result, stays as it is.
/// </summary>
public static class PlainText
{
    /// <summary>As long as a message may be.</summary>
    public const int LongestMessage = 8_192;

    /// <summary>As much as is told of what somebody else says, so that what the module says beside it has room.</summary>
    public const int LongestQuotation = 2_000;

    /// <summary>The text on one line: line breaks and tabs as spaces, control characters and marks that are not seen as <c>\u001B</c>, and what is too long with its length.</summary>
    public static string Of(string text, int longest = LongestMessage)
    {
        if (text.Length <= longest && IsPlain(text))
        {
            return text;
        }

        var plain = new StringBuilder(Math.Min(text.Length, longest) + 32);
        var at = 0;
        while (at < text.Length && plain.Length < longest)
        {
            at += Append(plain, text, at);
        }

        if (at < text.Length)
        {
            plain.Append("… (").Append(text.Length.ToString("N0", CultureInfo.InvariantCulture)).Append(" characters in all)");
        }

        return plain.ToString();
    }

    /// <summary>Whether nothing has to be replaced.</summary>
    public static bool IsPlain(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            // Most texts are of these alone.
            if (text[at] is >= ' ' and <= '~')
            {
                continue;
            }

            if (IsUnseen(text, at))
            {
                return false;
            }

            at += IsPair(text, at) ? 1 : 0;
        }

        return true;
    }

    private static int Append(StringBuilder plain, string text, int at)
    {
        var length = IsPair(text, at) ? 2 : 1;
        if (!IsUnseen(text, at))
        {
            plain.Append(text, at, length);
        }
        else if (text[at] is '\r' or '\n' or '\t' or '\u0085' or '\u2028' or '\u2029')
        {
            plain.Append(' ');
            length = text[at] is '\r' && at + 1 < text.Length && text[at + 1] is '\n' ? 2 : 1;
        }
        else
        {
            for (var part = at; part < at + length; part++)
            {
                plain.Append("\\u").Append(((int)text[part]).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        return length;
    }

    // Control, Format has the marks of direction and those of no width, and half a pair is no character.
    private static bool IsUnseen(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, at)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    private static bool IsPair(string text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
}
