using System.Reflection;
using System.Xml.Linq;

namespace AwsBackupPlan.HelpWriter.Documentation;

/// <summary>The XML docs of assemblies, by the ids that the compiler gives to their members.</summary>
internal sealed class DocumentationSet
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    private DocumentationSet()
    {
    }

    /// <summary>Reads the files of a compiler.</summary>
    public static DocumentationSet Load(IEnumerable<string> paths)
    {
        var set = new DocumentationSet();
        foreach (var member in paths.SelectMany(static path => XDocument.Load(path, LoadOptions.PreserveWhitespace).Descendants("member")))
        {
            set._members[(string)member.Attribute("name")!] = member;
        }

        return set;
    }

    /// <summary>What is written of a type; <see langword="null"/> where nothing is.</summary>
    public XElement? Of(Type type) => _members.GetValueOrDefault($"T:{NameOf(type)}");

    /// <summary>What is written of a property, in the class that declares it or, where that only inherits it, in the one below.</summary>
    public XElement? Of(Type type, string property)
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (_members.GetValueOrDefault($"P:{NameOf(declaring)}.{property}") is { } member && member.Element("inheritdoc") is null)
            {
                return member;
            }
        }

        return null;
    }

    // A generic class stands in the docs without its arguments.
    private static string NameOf(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return definition.GetTypeInfo().FullName!.Replace('+', '.');
    }
}
