using System.Globalization;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>When a report was made, and whether what it says still holds.</summary>
/// <param name="Made">When it was made.</param>
/// <param name="Now">Now.</param>
internal sealed record ReportAge(DateTimeOffset Made, DateTimeOffset Now)
{
    private const int DigitsOfYear = 4;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);
    private static readonly TimeSpan LongestAhead = TimeSpan.FromDays(1);

    /// <summary>Its age.</summary>
    public TimeSpan Age => Now - Made;

    /// <summary>Whether it is too old to say that something is as it should be.</summary>
    public bool IsStale => Age > Longest;

    /// <summary>Why it does not hold for now that something is as it should be; <see langword="null"/> where it does.</summary>
    /// <param name="judged">When that was judged, as the report has it.</param>
    /// <param name="isJudgedDaily">Whether it is judged every day. Of what is judged when it changes alone the report's age is what counts.</param>
    public string? Doubt(string? judged, bool isJudgedDaily) =>
        IsStale ? "The report is too old to hold for now."
        : !isJudgedDaily ? null
        : TimeOf(judged) is not { } time ? "It does not say in a way that is understood when that was judged."
        : Now - time > Longest ? "That is too old to hold for now."
        : null;

    // A time without its day would be taken for one of today, and one without its year for one of this year. What has yet to come has not been.
    private DateTimeOffset? TimeOf(string? text) =>
        HasYear(text) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault, out var time)
            && time.Year > 1 && new DateTimeOffset(time, TimeSpan.Zero) is var judged && judged - Now <= LongestAhead
            ? judged
            : null;

    private static bool HasYear(string? text)
    {
        var digits = 0;
        foreach (var character in text ?? string.Empty)
        {
            digits = character is >= '0' and <= '9' ? digits + 1 : 0;
            if (digits == DigitsOfYear)
            {
                return true;
            }
        }

        return false;
    }
}
