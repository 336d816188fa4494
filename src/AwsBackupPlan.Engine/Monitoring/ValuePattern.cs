namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>Patterns of AWS Backup's selections: <c>*</c> stands for any number of characters that are no white space, all else for itself, with case.</summary>
internal static class ValuePattern
{
    /// <summary>Whether a pattern stands for a text.</summary>
    public static bool IsMatch(string pattern, string text)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return string.Equals(pattern, text, StringComparison.Ordinal);
        }

        var (first, last) = (parts[0], parts[parts.Length - 1]);
        var end = text.Length - last.Length;
        if (end < first.Length || !text.StartsWith(first, StringComparison.Ordinal) || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        // Each part at its first place leaves the most for those after it; no later place would put less white space under a wildcard.
        var at = first.Length;
        for (var part = 1; part < parts.Length - 1; part++)
        {
            var found = text.IndexOf(parts[part], at, end - at, StringComparison.Ordinal);
            if (found < 0 || HasBlank(text, at, found))
            {
                return false;
            }

            at = found + parts[part].Length;
        }

        return !HasBlank(text, at, end);
    }

    private static bool HasBlank(string text, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                return true;
            }
        }

        return false;
    }
}
