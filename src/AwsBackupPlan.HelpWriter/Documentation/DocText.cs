using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AwsBackupPlan.HelpWriter.Documentation;

/// <summary>Makes text of what stands in an element of XML docs.</summary>
internal static partial class DocText
{
    /// <summary>The paragraphs of an element: those that are marked as such, and the text before, between and after them.</summary>
    public static IReadOnlyList<string> Paragraphs(XElement? element)
    {
        if (element is null)
        {
            return [];
        }

        var paragraphs = new List<string>();
        var loose = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            if (node is XElement { Name.LocalName: "para" } para)
            {
                Add(paragraphs, loose);
                paragraphs.Add(Line(para));
            }
            else
            {
                loose.Append(Text(node));
            }
        }

        Add(paragraphs, loose);
        return paragraphs;
    }

    /// <summary>An element in one line.</summary>
    public static string Line(XElement? element) => element is null ? string.Empty : Blanks().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    /// <summary>Code, line by line, without the indentation that all lines share.</summary>
    public static string Code(XElement element)
    {
        var lines = element.Value.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        var shared = lines.Skip(1).Where(static line => line.Trim().Length > 0).Select(static line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select((line, i) => i == 0 ? line.Trim() : line.Length <= shared ? string.Empty : line[shared..].TrimEnd()));
    }

    private static void Add(List<string> paragraphs, StringBuilder loose)
    {
        if (Blanks().Replace(loose.ToString(), " ").Trim() is { Length: > 0 } text)
        {
            paragraphs.Add(text);
        }

        loose.Clear();
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => (string?)see.Attribute("langword") ?? (see.Value.Length > 0 ? see.Value : Last((string?)see.Attribute("cref") ?? (string?)see.Attribute("href") ?? string.Empty)),
        XElement { Name.LocalName: "paramref" or "typeparamref" } reference => (string?)reference.Attribute("name") ?? string.Empty,
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => string.Empty,
    };

    private static string Last(string reference) => reference.Contains("://", StringComparison.Ordinal) ? reference : reference.Split('(')[0].Split('.', ':')[^1];

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
