using System.Management.Automation;
using AwsBackupPlan.Engine;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>Finds the names in objects of the pipeline that nothing reads and that look like a slip of one that is read: a default would hold, and nobody would see why.</summary>
/// <param name="parameters">The parameters of the command.</param>
/// <param name="onCommandLine">The names of the parameters that were given on the command line, which stand above the pipeline.</param>
internal sealed class UnreadNames(IEnumerable<ParameterMetadata> parameters, ICollection<string> onCommandLine)
{
    // Their other properties are what they say of themselves, such as the CopyRegions of a database.
    private static readonly string[] OwnTypes = ["AwsBackupPlan.", "Deserialized.AwsBackupPlan.", "Selected.AwsBackupPlan."];

    // What jobs and recovery points say of the rule of their plan, in a CSV too; it is one letter from RoleName.
    private const string RuleName = "RuleName";

    /// <summary>By each name under which a parameter is read, the parameter.</summary>
    private readonly Dictionary<string, string> _read = Names(parameters);

    /// <summary>By each name that was met and is not read, the one that was probably meant.</summary>
    private readonly Dictionary<string, string?> _meant = new(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names in an object that have not been told of, each with what it was probably meant to be.</summary>
    public IReadOnlyList<(string Name, string Meant)> In(object input)
    {
        var item = PSObject.AsPSObject(input);
        var found = new List<(string, string)>();
        if (item.BaseObject is System.Collections.IDictionary or string or ValueType || IsOwn(item))
        {
            return found;
        }

        foreach (var property in item.Properties)
        {
            if (Meant(property.Name) is { } meant && !IsGiven(_read[meant], item) && _told.Add(property.Name))
            {
                found.Add((property.Name, meant));
            }
        }

        return found;
    }

    private static bool IsOwn(PSObject item)
    {
        foreach (var type in item.TypeNames)
        {
            foreach (var own in OwnTypes)
            {
                if (type.StartsWith(own, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private string? Meant(string name)
    {
        if (!_meant.TryGetValue(name, out var meant))
        {
            meant = _read.ContainsKey(name) || string.Equals(name, RuleName, StringComparison.OrdinalIgnoreCase) ? null : Spelling.Slip(name, _read.Keys);
            _meant.Add(name, meant);
        }

        return meant;
    }

    /// <summary>Whether a parameter is given all the same, or by another name: then the other property is something of its own.</summary>
    private bool IsGiven(string parameter, PSObject item)
    {
        if (onCommandLine.Contains(parameter))
        {
            return true;
        }

        foreach (var name in _read)
        {
            if (string.Equals(name.Value, parameter, StringComparison.Ordinal) && item.Properties[name.Key] is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<string, string> Names(IEnumerable<ParameterMetadata> parameters)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in parameters)
        {
            if (parameter.ParameterSets.Values.Any(static set => set.ValueFromPipelineByPropertyName))
            {
                names[parameter.Name] = parameter.Name;
                foreach (var alias in parameter.Aliases)
                {
                    names[alias] = parameter.Name;
                }
            }
        }

        return names;
    }
}
