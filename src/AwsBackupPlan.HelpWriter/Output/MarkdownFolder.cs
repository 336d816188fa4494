using System.Globalization;
using System.Text;
using AwsBackupPlan.HelpWriter.Pages;

namespace AwsBackupPlan.HelpWriter.Output;

/// <summary>Writes pages as Markdown: a file for each cmdlet, and a list of them.</summary>
internal static class MarkdownFolder
{
    private const string Note = "<!-- Written by src/AwsBackupPlan.HelpWriter from the XML docs of the cmdlet: change those. -->\n\n";

    /// <summary>Writes the files, and takes away those of cmdlets that are no more.</summary>
    public static void Write(string folder, IReadOnlyList<CmdletPage> pages)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder, "*.md"))
        {
            File.Delete(old);
        }

        File.WriteAllText(Path.Combine(folder, "README.md"), List(pages));
        foreach (var page in pages)
        {
            File.WriteAllText(Path.Combine(folder, $"{page.Name}.md"), Page(page, pages));
        }
    }

    private static string List(IReadOnlyList<CmdletPage> pages) =>
        $"{Note}# Cmdlets\n\n| cmdlet | |\n|---|---|\n{string.Concat(pages.Select(static page => $"| [`{page.Name}`]({page.Name}.md) | {Cell(page.Synopsis)} |\n"))}";

    private static string Page(CmdletPage page, IReadOnlyList<CmdletPage> all)
    {
        var text = new StringBuilder(Note).Append("# ").Append(page.Name).Append("\n\n").Append(Escaped(page.Synopsis)).Append("\n\n## Syntax\n\n```\n");
        text.Append(string.Join("\n\n", page.Syntax.Select(set => Syntax(page.Name, set)))).Append("\n```\n\n## Description\n\n");
        text.Append(string.Join("\n\n", page.Description.Select(Escaped))).Append("\n\n## Examples\n");
        foreach (var example in page.Examples)
        {
            text.Append("\n### ").Append(Escaped(example.Title)).Append("\n\n```powershell\n").Append(example.Code).Append("\n```\n");
            text.Append(string.Concat(example.Remarks.Select(static remark => $"\n{Escaped(remark)}\n")));
        }

        text.Append("\n## Parameters\n");
        foreach (var parameter in page.Parameters)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### -{parameter.Name}\n\n{Escaped(parameter.Description)}\n\n{Facts(parameter)}\n");
        }

        text.Append("\n## Inputs\n").Append(string.Concat(page.Inputs.Select(static type => $"\n- `{type.Name}` {Escaped(type.Description)}\n")));
        text.Append("\n## Outputs\n").Append(string.Concat(page.Outputs.Select(static type => $"\n- `{type.Name}` {Escaped(type.Description)}".TrimEnd() + "\n")));
        text.Append("\n## Links\n\n").Append(string.Concat(page.Links.Select(link => all.Any(other => string.Equals(other.Name, link, StringComparison.Ordinal)) ? $"- [{link}]({link}.md)\n" : $"- `Get-Help {link}`\n")));
        return text.ToString();
    }

    private static string Facts(ParameterText parameter) => string.Join("; ", new[]
    {
        $"`{parameter.TypeName}`",
        parameter.IsRequired ? "required" : null,
        parameter.Position is { } position ? string.Create(CultureInfo.InvariantCulture, $"position {position}") : null,
        parameter.PipelineInput is "false" ? null : $"from the pipeline: {parameter.PipelineInput["true (".Length..^1]}",
        parameter.Aliases.Count == 0 ? null : $"aliases: {string.Join(", ", parameter.Aliases)}",
        parameter.Values.Count == 0 ? null : $"values: {string.Join(", ", parameter.Values)}",
        parameter.Default is null ? null : $"default: `{parameter.Default}`",
    }.OfType<string>());

    private static string Syntax(string name, SyntaxLine set) => $"{name} {string.Join(" ", set.Parameters.Select(Syntax))}";

    private static string Syntax(ParameterText parameter)
    {
        var named = parameter.Position is null ? $"-{parameter.Name}" : $"[-{parameter.Name}]";
        var whole = parameter.IsSwitch ? $"-{parameter.Name}" : $"{named} <{parameter.TypeName}>";
        return parameter.IsRequired ? whole : $"[{whole}]";
    }

    private static string Cell(string text) => Escaped(text).Replace("|", "\\|", StringComparison.Ordinal);

    // What Markdown would take for its own.
    private static string Escaped(string text) => text.Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
