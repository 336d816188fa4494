using System.Globalization;
using System.Text;

namespace AwsBackupPlan.Engine.Showing;

/// <summary>One text that must not be seen, in whatever form it is quoted: as it is, or encoded for a URL, for JSON or for HTML.</summary>
/// <param name="value">The text.</param>
/// <param name="isWord">Whether it counts only where it stands by itself: what is short can be a part of any other word.</param>
internal sealed class HiddenText(string value, bool isWord = false)
{
    private const string Hidden = "(not shown)";

    /// <summary>The text.</summary>
    public string Value => value;

    /// <summary>A text in which it does not occur; the same one when it did not.</summary>
    public string Without(string text)
    {
        StringBuilder? rest = null;
        var from = 0;
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + 1))
        {
            if (at < from || End(text, at) is not { } end)
            {
                continue;
            }

            (rest ??= new StringBuilder(text.Length)).Append(text, from, at - from).Append(Hidden);
            from = end;
        }

        return rest is null ? text : rest.Append(text, from, text.Length - from).ToString();
    }

    // Letters and digits are the same in every encoding.
    private int Next(string text, int from)
    {
        if (from >= text.Length)
        {
            return -1;
        }

        return char.IsLetterOrDigit(value[0]) ? text.IndexOf(value[0], from) : from;
    }

    private int? End(string text, int at)
    {
        var end = at;
        foreach (var character in value)
        {
            var length = LengthOf(character, text, end);
            if (length == 0)
            {
                return null;
            }

            end += length;
        }

        return !isWord || (BeginsWord(text, at) && (end == text.Length || !char.IsLetterOrDigit(text[end]))) ? end : null;
    }

    // An encoded quotation mark before it ends with a digit.
    private static bool BeginsWord(string text, int at) => at == 0 || !char.IsLetterOrDigit(text[at - 1])
        || (at >= 3 && text[at - 3] is '%') || (at >= 6 && text[at - 6] is '\\' && text[at - 5] is 'u');

    // As many characters as stand there for one; none when something else stands there.
    private static int LengthOf(char character, string text, int at)
    {
        if (at >= text.Length)
        {
            return 0;
        }

        if (text[at] == character)
        {
            return 1;
        }

        if (char.IsLetterOrDigit(character) || text[at] is not ('%' or '&' or '\\'))
        {
            return 0;
        }

        string[] forms = [Form($"%{(int)character:X2}"), Form($"%25{(int)character:X2}"), Form($"\\u{(int)character:X4}"), Form($"\\{character}"), Form($"&#{(int)character};"), Form($"&#x{(int)character:X};")];
        return forms.FirstOrDefault(form => string.Compare(text, at, form, 0, form.Length, StringComparison.OrdinalIgnoreCase) == 0)?.Length ?? 0;
    }

    private static string Form(FormattableString form) => form.ToString(CultureInfo.InvariantCulture);
}
