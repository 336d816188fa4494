namespace AwsBackupPlan.Fuzz.Inputs;

/// <summary>Makes an input smaller, as long as it does the same.</summary>
internal static class InputShrinking
{
    /// <summary>The smallest that is found: no part of it can go.</summary>
    /// <param name="input">The input.</param>
    /// <param name="tries">How many smaller ones are tried at most.</param>
    /// <param name="isSame">Whether a smaller one does the same.</param>
    public static async Task<string> SmallestAsync(string input, int tries, Func<string, Task<bool>> isSame)
    {
        for (var part = Math.Max(1, input.Length / 2); ; part /= 2)
        {
            for (var start = 0; start < input.Length && tries > 0; tries--)
            {
                var smaller = input.Remove(start, Math.Min(part, input.Length - start));
                if (await isSame(smaller))
                {
                    input = smaller;
                }
                else
                {
                    start += part;
                }
            }

            if (part <= 1 || tries <= 0)
            {
                return input;
            }
        }
    }
}
