using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AwsBackupPlan.HelpWriter.Documentation;
using AwsBackupPlan.PowerShellHost.Hosting;
using AwsBackupPlan.PowerShellHost.Recording;

namespace AwsBackupPlan.HelpWriter.Pages;

/// <summary>Reads the pages of a module: names, sets and parameters from PowerShell, which has imported it; the words from the XML docs of the classes.</summary>
internal sealed partial class PageReader(DocumentationSet documentation)
{
    private const int FewestExamples = 3;

    private const string Topic = "about_AwsBackupPlan";
    private const string ComplianceTopic = "about_AwsBackupPlan_Compliance";

    private static readonly Dictionary<string, string> Common = new(StringComparer.Ordinal)
    {
        ["WhatIf"] = "Tells what would be done, and does nothing.",
        ["Confirm"] = "Asks before anything is done; -Confirm:$false asks for nothing.",
    };

    private readonly List<string> _lacks = [];

    /// <summary>What is not documented, a sentence each.</summary>
    public IReadOnlyList<string> Lacks => _lacks;

    /// <summary>The pages of all cmdlets, by name.</summary>
    /// <param name="manifest">The manifest of the module.</param>
    public IReadOnlyList<CmdletPage> Read(string manifest)
    {
        using var runspace = HostedEngine.OpenRunspace(new RecordingHost(), HostedEngine.CreateSessionState(), manifest);
        using var shell = PowerShell.Create(runspace);
        var cmdlets = shell.AddCommand("Get-Command").AddParameter("Module", Path.GetFileNameWithoutExtension(manifest)).Invoke<CmdletInfo>().OrderBy(static cmdlet => cmdlet.Name, StringComparer.Ordinal).ToList();
        return [.. cmdlets.Select(cmdlet => Read(cmdlet, cmdlets))];
    }

    private CmdletPage Read(CmdletInfo cmdlet, IReadOnlyList<CmdletInfo> all)
    {
        var about = documentation.Of(cmdlet.ImplementingType);
        var synopsis = DocText.Line(about?.Element("summary"));
        var description = DocText.Paragraphs(about?.Element("remarks"));
        IReadOnlyList<ExampleText> examples = [.. (about?.Elements("example") ?? []).Select(Example)];
        IReadOnlyList<SyntaxLine> syntax =
        [
            .. cmdlet.ParameterSets.OrderByDescending(static set => set.IsDefault).Select(set => new SyntaxLine(
                set.Name,
                [.. set.Parameters.Where(IsOwn).OrderBy(static parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position).ThenByDescending(static parameter => parameter.IsMandatory).Select(parameter => Parameter(cmdlet, parameter))])),
        ];
        Demand(synopsis.Length > 0, $"{cmdlet.Name} has no summary.");
        Demand(description.Count > 0, $"{cmdlet.Name} has no remarks.");
        Demand(examples.Count >= FewestExamples, $"{cmdlet.Name} has {examples.Count} examples and not {FewestExamples}.");
        return new CmdletPage(cmdlet.Name, synopsis, description, syntax, Merged(syntax), Inputs(syntax), Outputs(cmdlet), examples, Links(cmdlet, about, all));
    }

    private static bool IsOwn(CommandParameterInfo parameter) => !Cmdlet.CommonParameters.Contains(parameter.Name);

    private ExampleText Example(XElement example) => new(
        DocText.Line(example.Element("summary")),
        example.Element("code") is { } code ? DocText.Code(code) : string.Empty,
        [.. example.Elements("para").Select(DocText.Line)]);

    private ParameterText Parameter(CmdletInfo cmdlet, CommandParameterInfo parameter)
    {
        var description = string.Join(" ", DocText.Paragraphs(documentation.Of(cmdlet.ImplementingType, parameter.Name)?.Element("summary")));
        description = description.Length > 0 ? description : Common.GetValueOrDefault(parameter.Name, string.Empty);
        Demand(description.Length > 0, $"The parameter -{parameter.Name} of {cmdlet.Name} has no summary.");
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var element = type.IsArray ? type.GetElementType()! : type;
        return new ParameterText(
            parameter.Name,
            description,
            Microsoft.PowerShell.ToStringCodeMethods.Type(PSObject.AsPSObject(type)),
            type == typeof(SwitchParameter),
            parameter.IsMandatory,
            parameter.Position < 0 ? null : parameter.Position,
            PipelineInput(parameter),
            [.. parameter.Aliases],
            element.IsEnum ? Enum.GetNames(element) : [.. parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(static set => set.ValidValues)],
            Default().Match(description) is { Success: true } match ? match.Groups["value"].Value : null);
    }

    private static string PipelineInput(CommandParameterInfo parameter) => (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };

    // Required is what is required in each set that has it.
    private static IReadOnlyList<ParameterText> Merged(IReadOnlyList<SyntaxLine> syntax) =>
    [
        .. syntax.SelectMany(static set => set.Parameters).GroupBy(static parameter => parameter.Name, StringComparer.Ordinal)
            .Select(static group => group.First() with { IsRequired = group.All(static parameter => parameter.IsRequired) }).OrderBy(static parameter => parameter.Name, StringComparer.Ordinal),
    ];

    private static IReadOnlyList<TypeText> Inputs(IReadOnlyList<SyntaxLine> syntax)
    {
        var parameters = Merged(syntax);
        var named = parameters.Where(static parameter => parameter.PipelineInput.Contains("ByPropertyName", StringComparison.Ordinal)).Select(static parameter => parameter.Name).ToList();
        return
        [
            .. parameters.Where(static parameter => parameter.PipelineInput.Contains("ByValue", StringComparison.Ordinal)).Select(static parameter => new TypeText(parameter.TypeName, $"-{parameter.Name}: {parameter.Description}")),
            .. parameters.All(static parameter => parameter.PipelineInput is "false") ? (TypeText[])[new TypeText("None", "Nothing comes down the pipeline.")] : [],
            .. named.Count == 0 ? [] : (TypeText[])[new TypeText("System.Management.Automation.PSObject", $"Any object with properties that are called as these parameters, or as their aliases: {string.Join(", ", named)}.")],
        ];
    }

    private IReadOnlyList<TypeText> Outputs(CmdletInfo cmdlet) =>
    [
        .. cmdlet.OutputType.Select(output =>
        {
            var text = output.Type is null ? string.Empty : DocText.Line(documentation.Of(output.Type)?.Element("summary"));
            Demand(output.Type?.Assembly == typeof(bool).Assembly || text.Length > 0, $"The type {output.Name} that {cmdlet.Name} writes has no summary.");
            return new TypeText(output.Name, text);
        }),
    ];

    // Those of the same noun, and those that its own text names.
    private static IReadOnlyList<string> Links(CmdletInfo cmdlet, XElement? about, IReadOnlyList<CmdletInfo> all)
    {
        var text = about?.Value ?? string.Empty;
        return
        [
            .. all.Where(other => !ReferenceEquals(other, cmdlet) && (string.Equals(other.Noun, cmdlet.Noun, StringComparison.Ordinal) || text.Contains(other.Name, StringComparison.Ordinal))).Select(static other => other.Name),
            Topic,
            .. cmdlet.Noun.Contains("Audit", StringComparison.Ordinal) || cmdlet.Noun.Contains("Compliance", StringComparison.Ordinal) ? (string[])[ComplianceTopic] : [],
        ];
    }

    private void Demand(bool isSo, string lack)
    {
        if (!isSo && !_lacks.Contains(lack, StringComparer.Ordinal))
        {
            _lacks.Add(lack);
        }
    }

    [GeneratedRegex(@"Without it: (?<value>[^,.;:() ]+(-[^,.;:() ]+)*)[.;]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Default();
}
