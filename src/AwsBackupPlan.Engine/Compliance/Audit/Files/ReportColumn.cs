using System.Text;

namespace AwsBackupPlan.Engine.Compliance.Audit.Files;

/// <summary>The names of columns, which files in JSON write otherwise than those in CSV: <c>backupPlanArn</c> and <c>Backup Plan ARN</c> are <c>BackupPlanArn</c> and <c>BackupPlanARN</c>, which PowerShell takes for the same.</summary>
internal static class ReportColumn
{
    private const int LongestName = 100;

    /// <summary>The name of a column: letters and digits, each word with a capital.</summary>
    /// <param name="text">What the file calls it.</param>
    /// <param name="place">Which column it is, from 1.</param>
    public static string Of(string text, int place)
    {
        var name = new StringBuilder();
        var isFirst = true;
        foreach (var character in text)
        {
            if (character is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            {
                isFirst = true;
            }
            else if (name.Length < LongestName)
            {
                name.Append(isFirst ? char.ToUpperInvariant(character) : character);
                isFirst = false;
            }
        }

        return name.Length == 0 || char.IsDigit(name[0]) ? FormattableString.Invariant($"Column{place}") : name.ToString();
    }

    /// <summary>The names of columns.</summary>
    /// <exception cref="ReportFileException">Two have the same.</exception>
    public static IReadOnlyList<string> All(IReadOnlyList<string> texts)
    {
        var names = texts.Select((text, at) => Of(text, at + 1)).ToList();
        return names.GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static same => same.Skip(1).Any()) is { } twice
            ? throw new ReportFileException($"the column {twice.Key} is there twice")
            : names;
    }
}
