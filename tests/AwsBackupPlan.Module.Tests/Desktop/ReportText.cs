using System.Text.RegularExpressions;

namespace AwsBackupPlan.Module.Tests.Desktop;

/// <summary>The files of reports, but for what differs with each run.</summary>
internal static partial class ReportText
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Files { get; } = ["Html.html", "Json.json", "Csv.csv", "Markdown.md", "JUnit.xml", "Sarif.sarif"];

    /// <summary>The text of a file, without the time of the run and how long it took; the bytes before the text count.</summary>
    public static string Of(string path)
    {
        var text = string.Concat(File.ReadAllBytes(path).Select(static value => (char)value));
        Assert.True(text.Length > 1000, text);
        return Durations().Replace(Times().Replace(text, "TIME"), "DURATION");
    }

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{5,}(Z|[+]00:00| UTC)?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Times();

    [GeneratedRegex("[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]+|(?<=\\stime=.)[0-9.]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Durations();
}
