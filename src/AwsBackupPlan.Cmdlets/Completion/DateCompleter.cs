using System.Collections;
using System.Globalization;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes days: today, and some before. Without any PowerShell would offer the files of the folder.</summary>
public sealed class DateCompleter : ValueCompleter
{
    // Jobs are known for 30 days.
    private static readonly int[] DaysBefore = [0, 1, 7, 14, 28];

    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given)
    {
        // What has no time zone is local to the cmdlets.
        var today = TimeProvider.System.GetLocalNow();
        var choices = new List<Choice>();
        foreach (var days in DaysBefore)
        {
            choices.Add(new Choice(today.AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Strings.DayBefore(days)));
        }

        return choices;
    }
}
