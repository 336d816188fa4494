using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using AwsBackupPlan.HelpWriter.Pages;

namespace AwsBackupPlan.HelpWriter.Output;

/// <summary>Writes pages as the XML that Get-Help reads.</summary>
internal static class MamlFile
{
    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes the file, and its folder where there is none.</summary>
    public static void Write(string path, IReadOnlyList<CmdletPage> pages)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var document = new XDocument(new XElement(Root + "helpItems", new XAttribute("schema", "maml"), pages.Select(Page)));
        using var writer = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        document.Save(writer);
    }

    private static XElement Page(CmdletPage page)
    {
        var parts = page.Name.Split('-');
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(Command + "details", new XElement(Command + "name", page.Name), new XElement(Command + "verb", parts[0]), new XElement(Command + "noun", parts[1]), Paragraphs("description", [page.Synopsis])),
            Paragraphs("description", page.Description),
            new XElement(Command + "syntax", page.Syntax.Select(set => new XElement(Command + "syntaxItem", new XElement(Maml + "name", page.Name), set.Parameters.Select(static parameter => Parameter(parameter))))),
            new XElement(Command + "parameters", page.Parameters.Select(static parameter => Parameter(parameter))),
            new XElement(Command + "inputTypes", page.Inputs.Select(static type => Typed("inputType", type))),
            new XElement(Command + "returnValues", page.Outputs.Select(static type => Typed("returnValue", type))),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Maml + "relatedLinks", page.Links.Select(static link => new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", link), new XElement(Maml + "uri")))));
    }

    private static XElement Parameter(ParameterText parameter)
    {
        var values = parameter.Values.Count == 0 ? null : new XElement(Command + "parameterValueGroup", parameter.Values.Select(static value => new XElement(Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), value)));
        var value = parameter.IsSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", parameter.TypeName.EndsWith(']')), parameter.TypeName);
        var description = parameter.Values.Count == 0 ? parameter.Description : $"{parameter.Description} Values: {string.Join(", ", parameter.Values)}.";
        return new XElement(
            Command + "parameter",
            new XAttribute("required", parameter.IsRequired),
            new XAttribute("variableLength", parameter.TypeName.EndsWith(']')),
            new XAttribute("globbing", "false"),
            new XAttribute("pipelineInput", parameter.PipelineInput),
            new XAttribute("position", parameter.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            Paragraphs("description", [description]),
            values,
            value,
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.TypeName), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", parameter.Default ?? (parameter.IsSwitch ? "False" : "None")));
    }

    private static XElement Typed(string name, TypeText type) => new(
        Command + name, new XElement(Dev + "type", new XElement(Maml + "name", type.Name), new XElement(Maml + "uri")), Paragraphs("description", [type.Description]));

    private static XElement Example(ExampleText example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", string.Create(CultureInfo.InvariantCulture, $"Example {index + 1}: {example.Title}")),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", example.Remarks.DefaultIfEmpty(string.Empty).Select(static text => new XElement(Maml + "para", text))));

    private static XElement Paragraphs(string name, IEnumerable<string> texts) => new(Maml + name, texts.Select(static text => new XElement(Maml + "para", text)));
}
