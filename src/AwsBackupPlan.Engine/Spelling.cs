namespace AwsBackupPlan.Engine;

/// <summary>Finds what a mistyped word was probably meant to be.</summary>
public static class Spelling
{
    // Shorter words are too often other words.
    private const int ShortestSlip = 5;
    private const int LongWord = 9;

    /// <summary>The candidate that is nearest to <paramref name="word"/>, or <see langword="null"/> when none is near.</summary>
    public static string? Nearest(string word, IReadOnlyCollection<string> candidates)
    {
        string? nearest = null;
        // A third of the letters may be wrong; longer words would otherwise match anything of their length.
        int distance = Math.Min(4, Math.Max(1, word.Length / 3)) + 1;
        string upper = word.ToUpperInvariant();
        foreach (string candidate in candidates)
        {
            int here = Math.Abs(candidate.Length - word.Length) < distance
                ? Distance(upper, candidate.ToUpperInvariant())
                : distance;
            if (here < distance)
            {
                (nearest, distance) = (candidate, here);
            }
        }

        return nearest ?? (word.Length < 4 ? null : candidates.FirstOrDefault(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The candidate of which <paramref name="word"/> is hardly anything but a slip: in its blanks and marks, or in one letter, or two of a long word; <see langword="null"/> when there is none.</summary>
    /// <remarks>For words of people, which need not be meant to be any of the candidates.</remarks>
    public static string? Slip(string word, IReadOnlyCollection<string> candidates)
    {
        var letters = Letters(word);
        string? meant = null;
        var fewest = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var allowed = candidate.Length < ShortestSlip ? 0 : candidate.Length < LongWord ? 1 : 2;
            if (Math.Abs(candidate.Length - letters.Length) <= allowed && Distance(letters, Letters(candidate)) is var here && here <= allowed && here < fewest)
            {
                (meant, fewest) = (candidate, here);
            }
        }

        return meant;
    }

    private static string Letters(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>How many letters must be put in, taken out, changed, or swapped with their neighbour.</summary>
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (int j = 0; j <= right.Length; j++)
        {
            rows[0, j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int change = rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[left.Length, right.Length];
    }
}
